"""What all charts draw with: the two type sizes, shades of the accent, words that fit."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from reviewer.ui.theme import SMALL, TEXT, TITLE, Theme, contrast, mix

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter

_READABLE = 4.5  # the least contrast of words (WCAG 2.2, AA)
_PALEST = 0.10  # of the accent: a count of one must still differ from none


def sans(size: int = SMALL, *, strong: bool = False) -> QFont:
    """The window's own face."""
    font = QFont("IBM Plex Sans")
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font


def serif(size: int = TITLE) -> QFont:
    """The reading face, for the one figure that matters most."""
    font = QFont("IBM Plex Serif")
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def mono(size: int = TEXT) -> QFont:
    """A face in which letters that are mistaken for one another differ."""
    font = QFont("IBM Plex Mono")
    font.setPixelSize(size)
    return font


def shade(theme: Theme, share: float) -> QColor:
    """A step of the sequence from the ground (0) to the accent (1): one hue, so that nobody has to
    tell colours apart; the eye reads its lightness. Steps on which no words could be read are
    passed over towards the accent.
    """
    if share <= 0:
        return theme.raised
    part = _PALEST + (1 - _PALEST) * min(1.0, share)
    ground = mix(theme.accent, theme.raised, part)
    while part < 1 and contrast(ink_on(theme, ground), ground) < _READABLE:
        part = min(1.0, part + 0.01)
        ground = mix(theme.accent, theme.raised, part)
    return ground


def ink_on(theme: Theme, ground: QColor) -> QColor:
    """The colour of text that is read best on a shade."""
    return max((theme.ink, theme.accent_ink), key=lambda ink: contrast(ink, ground))


def words(
    painter: QPainter,
    where: QRectF,
    text: str,
    colour: QColor,
    font: QFont,
    align: Qt.AlignmentFlag,
) -> None:
    """One line of words; what does not fit loses its end."""
    painter.setFont(font)
    painter.setPen(colour)
    short = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, where.width())
    painter.drawText(where, align, short)


def wide(text: str, font: QFont) -> float:
    """How much room a line of words takes, in pixels."""
    return QFontMetricsF(font).horizontalAdvance(text)


def tall(font: QFont) -> float:
    """How high a line of words is, in pixels."""
    return QFontMetricsF(font).height()


def block(
    painter: QPainter, where: QRectF, fill: QBrush | QColor, edge: QColor | None = None
) -> None:
    """A filled block, with an edge where its fill alone would not show."""
    painter.fillRect(where, fill)
    if edge is not None:
        painter.setPen(QPen(edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(where.adjusted(0.5, 0.5, -0.5, -0.5))


def hairline(painter: QPainter, x1: float, y1: float, x2: float, y2: float, colour: QColor) -> None:
    """A line of one pixel."""
    painter.setPen(QPen(colour, 1))
    painter.drawLine(round(x1), round(y1), round(x2), round(y2))
