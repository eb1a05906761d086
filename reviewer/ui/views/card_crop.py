"""The word under review as it is in the picture, on its card."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.core.geometry import Box
from reviewer.core.messages import Catalogue
from reviewer.core.ports import Picture
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.facsimile_crops import Crop, crop
from reviewer.ui.views.facsimile_marks import Ink, outline_word
from reviewer.ui.views.facsimile_tone import PLAIN, Tone

_HEIGHT = 8 * GRID
_BELOW = GRID
_AROUND = 0.5  # room over and under a word, as a share of its height: two lines in all
_FILLED = 0.85  # share of the width that a long word may take
_ROUND = 4


@dataclass(frozen=True, slots=True)
class CropShown:
    """A place of the page, and its picture once it is there. Without `ink` nothing is outlined."""

    box: Box
    picture: Picture | None = None
    tone: Tone = PLAIN
    ink: Ink | None = None


class CropView(QWidget):
    """As wide as the card. Takes its room as soon as a crop is announced, so that nothing jumps."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: CropShown | None = None
        self._cut: tuple[CropShown, QSize, float, Crop] | None = None
        self.setFixedHeight(_HEIGHT + _BELOW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say.say("facsimile.crop"))
        self.hide()

    @property
    def shown(self) -> CropShown | None:
        """What is shown."""
        return self._shown

    def show_crop(self, shown: CropShown | None) -> None:
        """Show a place of the picture; without one take no room."""
        if shown == self._shown:
            return
        self._shown = shown
        self.setVisible(shown is not None)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self.update()

    def _crop(self, shown: CropShown, picture: Picture) -> Crop:
        size, ratio = QSize(self.width(), _HEIGHT), self.devicePixelRatioF()
        kept = self._cut
        if kept is None or kept[:3] != (shown, size, ratio):
            box = shown.box
            # A long word is shown whole, and so smaller: with more around it.
            needed = box.width * size.height() / (_FILLED * max(size.width(), 1))
            margin = max(_AROUND, (needed / max(box.height, 1) - 1) / 2)
            made = crop(
                picture,
                box,
                size.height(),
                shown.tone,
                width=size.width(),
                ratio=ratio,
                margin=margin,
            )
            kept = self._cut = (shown, size, ratio, made)
        return kept[3]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cut-out with its word outlined, or the ground that waits for it."""
        shown = self._shown
        if shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(0.5, 0.5, self.width() - 1, _HEIGHT - 1)
        path = QPainterPath()
        path.addRoundedRect(frame, _ROUND, _ROUND)
        painter.fillPath(path, self._theme.desk)
        if shown.picture is not None:
            cut = self._crop(shown, shown.picture)
            size = cut.image.deviceIndependentSize()
            corner = QPointF(
                round((self.width() - size.width()) / 2), round((_HEIGHT - size.height()) / 2)
            )
            painter.setClipPath(path)
            painter.drawImage(corner, cut.image)
            if shown.ink is not None:
                outline_word(painter, cut.place(shown.box).translated(corner), shown.ink)
            painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.line, 1))
        painter.drawPath(path)
        painter.end()
