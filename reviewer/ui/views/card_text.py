"""Running text of several styles, as the card and the list of changes show a word in its line."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.ui.theme import Theme
from reviewer.ui.views.reading_text import StandIns, flatten

READING_FACE = "IBM Plex Serif"
"""Family in which words of the text are shown until the reader chooses another."""
_ELLIPSIS = "…"


class Tone(Enum):
    """How a run of text is written."""

    PLAIN = "plain"
    MUTED = "muted"
    STRONG = "strong"
    STRUCK = "struck"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one tone."""

    text: str
    tone: Tone = Tone.PLAIN


def face(family: str, size: int) -> QFont:
    """A font by family and size in pixels."""
    font = QFont(family)
    font.setPixelSize(size)
    return font


def one_line(text: str) -> str:
    """A text so that it can be painted: breaks are blanks, what has no shape is shown by a sign."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", " ").replace("\n", " ")
    return flatten(StandIns((text,)).show(text))


def head_of(text: str, length: int) -> str:
    """The beginning of a text in about `length` characters, cut at a blank where there is one."""
    if len(text) <= length:
        return text
    cut = text.rfind(" ", length // 2, length)
    return text[: cut if cut > 0 else length].rstrip() + _ELLIPSIS


def tail_of(text: str, length: int) -> str:
    """The end of a text in about `length` characters, cut at a blank where there is one."""
    if len(text) <= length:
        return text
    start = len(text) - length
    cut = text.find(" ", start, len(text) - length // 2)
    return _ELLIPSIS + text[cut if cut > 0 else start :].lstrip()


class Flow:
    """Runs laid out in a width; paints itself. Built anew when anything changes."""

    def __init__(
        self,
        runs: Sequence[Run],
        font: QFont,
        theme: Theme,
        width: float,
        *,
        rows: int = 0,
        recede: bool = False,
    ) -> None:
        """`rows` bounds the lines (0: as many as needed); `recede` mutes what is plain."""
        self._runs = tuple(Run(one_line(run.text), run.tone) for run in runs)
        self._layout = QTextLayout("".join(run.text for run in self._runs), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats(self._formats(theme, recede))
        self._colour = theme.faint if recede else theme.ink
        self._font = font
        self._width = width
        self._cut = False
        self.height = self._lay(rows)

    def _formats(self, theme: Theme, recede: bool) -> list[QTextLayout.FormatRange]:
        formats, position = [], 0
        for run in self._runs:
            size = len(run.text.encode("utf-16-le")) // 2
            piece = QTextLayout.FormatRange()
            piece.start, piece.length, piece.format = position, size, _look(run.tone, theme, recede)
            formats.append(piece)
            position += size
        return formats

    def _lay(self, rows: int) -> float:
        y = 0.0
        leading = 0.25 * QFontMetricsF(self._font).height()
        self._layout.beginLayout()
        while True:
            line = self._layout.createLine()
            if not line.isValid():
                break
            if rows and self._layout.lineCount() > rows:
                # A layout cannot give a line back, so the rest lies below what is painted.
                line.setPosition(QPointF(0, y + 1e5))
                self._cut = True
                break
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, y))
            y += line.height() + leading
        self._layout.endLayout()
        return y - leading if y else 0.0

    def paint(self, painter: QPainter, corner: QPointF) -> None:
        """Paint with the upper left corner there."""
        painter.setPen(self._colour)
        painter.save()
        painter.setClipRect(
            QRectF(corner.x() - 2, corner.y() - 2, self._width + 4, self.height + 6)
        )
        self._layout.draw(painter, corner)
        if self._cut:
            self._paint_ellipsis(painter, corner)
        painter.restore()

    def _paint_ellipsis(self, painter: QPainter, corner: QPointF) -> None:
        shown = self._layout.lineCount() - 1
        line = self._layout.lineAt(max(0, shown - 1))
        x = min(line.naturalTextWidth(), self._width - QFontMetricsF(self._font).averageCharWidth())
        painter.setFont(self._font)
        painter.drawText(QPointF(corner.x() + x, corner.y() + line.y() + line.ascent()), _ELLIPSIS)

    @property
    def text(self) -> str:
        """The words without their tones."""
        return "".join(run.text for run in self._runs)


def _look(tone: Tone, theme: Theme, recede: bool) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(_colour(tone, theme, recede))
    if tone is Tone.STRONG:
        look.setFontWeight(QFont.Weight.DemiBold)
    elif tone is Tone.STRUCK:
        look.setFontStrikeOut(True)
    elif tone is Tone.ADDED:
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(theme.faint if recede else theme.good)
    return look


def _colour(tone: Tone, theme: Theme, recede: bool) -> QColor:
    if recede:
        return theme.faint
    return {
        Tone.PLAIN: theme.ink,
        Tone.STRONG: theme.ink,
        Tone.MUTED: theme.muted,
        Tone.STRUCK: theme.danger,
        Tone.ADDED: theme.good,
    }[tone]


_WIDTHS = 4  # widths in which a label is kept laid out


class FlowLabel(QWidget):
    """A label of runs, as high as they need in its width."""

    def __init__(self, theme: Theme, font: QFont, rows: int = 0, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self._font = QFont(font)
        self._rows = rows
        self._runs: tuple[Run, ...] = ()
        self._laid: dict[int, Flow] = {}  # by width: layouts ask for two or three in turn
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_runs(self, *runs: Run) -> None:
        """Show these runs one behind the other."""
        if runs == self._runs:
            return
        self._runs, self._laid = runs, {}
        self.setAccessibleName("".join(run.text for run in runs))
        self.updateGeometry()
        self.update()

    def set_face(self, font: QFont) -> None:
        """Write in this font."""
        self._font, self._laid = QFont(font), {}
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme, self._laid = theme, {}
        self.update()

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(run.text for run in self._runs)

    def _flow(self, width: int) -> Flow:
        flow = self._laid.get(width)
        if flow is None:
            if len(self._laid) >= _WIDTHS:
                self._laid.clear()
            flow = Flow(self._runs, self._font, self._theme, max(1, width), rows=self._rows)
            self._laid[width] = flow
        return flow

    def hasHeightForWidth(self) -> bool:
        """The text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for all lines, and for a line under the last."""
        if self._rows == 1:  # the same whatever it says: no layout need be asked
            return round(QFontMetricsF(self._font).height()) + 3
        return round(self._flow(width).height) + 3

    def sizeHint(self) -> QSize:
        """As wide as it is given."""
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        """Text wraps, so it may be narrow."""
        return QSize(80, self.heightForWidth(max(self.width(), 80)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that the new width needs."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the runs."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self._flow(self.width()).paint(painter, QPointF(0, 0))
        painter.end()


def draw_cap(
    painter: QPainter, box: QRectF, text: str, font: QFont, ink: QColor, edge: QColor
) -> None:
    """Draw a key: its letter in a small rounded frame."""
    painter.setPen(edge)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(ink)
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
