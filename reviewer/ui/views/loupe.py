"""The loupe: the surroundings of a word, enlarged, floating over the window."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from reviewer.core.geometry import Box
from reviewer.core.ports import Picture
from reviewer.ui.theme import GRID, RADIUS, Theme
from reviewer.ui.views.facsimile_crops import Crop, crop
from reviewer.ui.views.facsimile_marks import Ink, outline_word
from reviewer.ui.views.facsimile_tone import PLAIN, Tone

SIZE = QSize(45 * GRID, 25 * GRID)
"""Its size in logical pixels, unless its parent is smaller."""
_WORD = 0.3  # height of the word, as a share of the loupe's
_AWAY = 3 * GRID  # pixels between the loupe and the place it is about
_FRAME = 2


class Loupe(QWidget):
    """Lies over its parent, takes no focus and no click, and shows nothing until told to."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._over = parent
        self._crop: Crop | None = None
        self._box = Box(0, 0, 0, 0)
        self._ink = Ink(theme, QColor("white"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_at(
        self,
        picture: Picture,
        box: Box,
        tone: Tone = PLAIN,
        at: QPoint | None = None,
        ink: Ink | None = None,
    ) -> None:
        """Show the word in `box` and what is around it.

        With `at` (the word's place in the parent) the loupe lies under it, or above where there is
        no room; without, in the parent's middle. `ink` has the colours that suit the picture.
        """
        room = self._over.rect().adjusted(GRID, GRID, -GRID, -GRID)
        size = SIZE.boundedTo(room.size())
        if size.isEmpty() or not (box.width and box.height):
            self.hide()
            return
        self.resize(size)
        corner = room.center() - self.rect().center()
        if at is not None:
            corner = QPoint(at.x() - size.width() // 2, at.y() + _AWAY)
            if corner.y() + size.height() > room.bottom():
                corner.setY(at.y() - _AWAY - size.height())
        corner.setX(min(max(corner.x(), room.left()), room.right() - size.width() + 1))
        corner.setY(min(max(corner.y(), room.top()), room.bottom() - size.height() + 1))
        self.move(corner)
        self._box = box
        self._ink = ink or Ink(self._theme, QColor("white"))
        ratio = self.devicePixelRatioF()
        margin = (1 / _WORD - 1) / 2
        self._crop = crop(
            picture, box, size.height(), tone, width=size.width(), ratio=ratio, margin=margin
        )
        self.show()
        self.raise_()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the enlarged picture, the word's outline, and the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        path = QPainterPath()
        path.addRoundedRect(whole, RADIUS, RADIUS)
        painter.fillPath(path, self._theme.paper)
        if self._crop is not None and not self._crop.image.isNull():
            painter.save()
            painter.setClipPath(path)
            size = self._crop.image.deviceIndependentSize()
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.translate(round(left), round(top))
            painter.drawImage(0, 0, self._crop.image)
            outline_word(painter, self._crop.place(self._box), self._ink)
            painter.restore()
        painter.setPen(QPen(self._ink.accent, _FRAME))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.end()
