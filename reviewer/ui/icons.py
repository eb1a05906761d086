"""Icons: SVG drawings in resources/icons, painted in a colour of the theme."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from reviewer.core.places import resources

_APPLICATION = "reviewer"
_APPLICATION_SIZES = (16, 24, 32, 48, 64, 128, 256)


def drawing(name: str) -> str:
    """The SVG text of an icon, its strokes still in `currentColor`."""
    return (resources() / "icons" / f"{name}.svg").read_text("utf-8")


def painted(name: str, colour: QColor) -> str:
    """The SVG text of an icon in a colour."""
    return drawing(name).replace("currentColor", colour.name())


@lru_cache(256)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(painted(name, QColor(colour)).encode()))
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def pixmap(name: str, colour: QColor, size: int = 20, ratio: float = 1.0) -> QPixmap:
    """An icon of `size` logical pixels in a colour, sharp at a screen's pixel ratio."""
    return _pixmap(name, colour.name(), size, ratio)


def icon(name: str, colour: QColor, size: int = 20) -> QIcon:
    """An icon for buttons, in a colour, for ordinary and dense screens."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(_pixmap(name, colour.name(), size, ratio))
    return made


def application_icon() -> QIcon:
    """The program's own icon, in the sizes that desktops ask for."""
    made = QIcon()
    for size in _APPLICATION_SIZES:
        made.addPixmap(_pixmap(_APPLICATION, "#000000", size, 1.0))
    return made


def write_painted(folder: Path, names: tuple[str, ...], colour: QColor) -> None:
    """Write icons in a colour as files, for the stylesheet, which can only name files."""
    for name in names:
        (folder / f"{name}.svg").write_text(painted(name, colour), "utf-8")
