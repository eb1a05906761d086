"""Small parts that all views share: words, buttons with their key, hairlines."""

from PySide6.QtCore import Property, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from reviewer.ui.theme import GRID, SMALL

_CAP_ALPHA = 170  # of 255: a key recedes behind what it does

_KEYS = (
    ("Return", "Enter"),
    ("PgDown", "Page Down"),
    ("PgUp", "Page Up"),
    # Qt's German words, which are longer than any keyboard's
    ("Bild abwärts", "Bild ab"),
    ("Bild aufwärts", "Bild auf"),
    ("Herunter", "Pfeil ab"),
    ("Hoch", "Pfeil auf"),
)
"""Words of Qt's for keys, and what people call them."""

PASSING = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""Why the focus goes only to come back: another window, a menu, a dialog."""


def key_words(key: str) -> str:
    """A key as people write it: "Ctrl+Enter" for Qt's "Ctrl+Return"."""
    text = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    for qt, ours in _KEYS:
        text = text.replace(qt, ours)
    return text


def words(
    text: str = "", *, tone: str = "", small: bool = False, strong: bool = False, wrap: bool = False
) -> QLabel:
    """A label in one of the two sizes, plain text whatever stands in it."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if tone:
        label.setProperty("tone", tone)
    if small:
        label.setProperty("scale", "small")
    if strong:
        label.setProperty("weight", "strong")
    if wrap:
        label.setWordWrap(True)
    return label


class Title(QLabel):
    """A line of words that may be longer than its room: its end is then left out."""

    def __init__(self, parent: QWidget | None = None, *, strong: bool = True) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if strong:
            self.setProperty("weight", "strong")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As many words as there is room for."""
        painter = QPainter(self)
        short = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, short)
        painter.end()


def rule(upright: bool = False) -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setProperty("role", "rule-upright" if upright else "rule")
    return line


def plain_ground(widget: QWidget, role: str) -> QWidget:
    """Give a plain widget the ground of a role; Qt fills custom widgets only when told to."""
    widget.setProperty("role", role)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return widget


class KeyButton(QPushButton):
    """A button that shows its key behind its text."""

    def __init__(self, text: str, key: str = "", kind: str = "", parent: QWidget | None = None):
        super().__init__(text, parent)
        self._near = self._far = self._key = ""
        self._shows_near = True
        self._ink = self.palette().buttonText().color()
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_keys(key)

    def set_keys(self, near: str, far: str = "") -> None:
        """The key to show, and the one to show while the keys of another part work (`far`)."""
        self._near = key_words(near) if near else ""
        self._far = key_words(far) if far else self._near
        self.show_near(self._shows_near)
        self.updateGeometry()

    def show_near(self, near: bool) -> None:
        """Show the near key or the far one. The button keeps its width, so that nothing moves."""
        self._shows_near = near
        self._key = self._near if near else self._far
        self.setAccessibleDescription(self._key)
        self.update()

    @property
    def key(self) -> str:
        """The key as shown."""
        return self._key

    def sizeHint(self) -> QSize:
        """Room for text and key."""
        hint = super().sizeHint()
        small = self._small_metrics()
        wide = max(small.horizontalAdvance(key) for key in (self._near, self._far))
        extra = wide + GRID + 4 if wide else 0
        return QSize(hint.width() + extra, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Nothing of it may be cut off."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does; Qt would let Enter do so in dialogs only."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The styled button, then icon, text and key on it."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        if not self._key:
            painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
            return
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        self._paint_label(painter, option)

    def _paint_label(self, painter: QPainter, option: QStyleOptionButton) -> None:
        inner = self.rect().adjusted(12, 0, -12, 0)
        colour = self._text_colour(option)
        metrics, small = QFontMetrics(self.font()), self._small_metrics()
        # icons stay out of buttons with keys: text, then key, as one group in the middle
        total = metrics.horizontalAdvance(self.text()) + GRID + small.horizontalAdvance(self._key)
        left = max(inner.left(), inner.left() + (inner.width() - total) // 2)
        painter.setPen(colour)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(left, 0, inner.right() - left, self.height()), middle, self.text())
        faint = QColor(colour)
        faint.setAlpha(_CAP_ALPHA)
        painter.setPen(faint)
        painter.setFont(self._small_font())
        left += metrics.horizontalAdvance(self.text()) + GRID
        painter.drawText(QRect(left, 1, self.width() - left, self.height()), middle, self._key)

    def _text_colour(self, option: QStyleOptionButton) -> QColor:
        if option.state & QStyle.StateFlag.State_Enabled:
            return self._ink
        palette = QGuiApplication.palette()
        return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)

    def _get_ink(self) -> QColor:
        return self._ink

    def _set_ink(self, colour: QColor) -> None:
        self._ink = colour
        self.update()

    ink = Property(QColor, _get_ink, _set_ink)
    """The text's colour. The stylesheet sets it, since Qt does not tell what it would paint."""

    def _small_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(SMALL)
        return font

    def _small_metrics(self) -> QFontMetrics:
        return QFontMetrics(self._small_font())
