"""What a mark still asks: a line to type in, a list to choose from, a few further details."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import GRID, SMALL, Theme
from reviewer.ui.views.parts import KeyButton, words

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class MatchShown:
    """Something to choose: `told` says more about it, `why` why it is here, or which key takes it.

    `keys` is Qt's name of a key that takes it at once; a letter alone does so where nothing is to
    be typed. `stands` says how often it is met here; an
    empty text keeps the room for it.
    """

    id: str
    text: str
    told: str = ""
    why: str = ""
    keys: str = ""
    stands: str | None = None


@dataclass(frozen=True, slots=True)
class DetailShown:
    """A detail that may be chosen: (value, words) pairs, the value that it has now.

    Where it is `free`, something else may be typed.
    """

    id: str
    label: str
    values: tuple[tuple[str, str], ...]
    now: str = ""
    free: bool = False


@dataclass(frozen=True, slots=True)
class FormShown:
    """A form: its title, a further sentence, the line to type in (none without `label`).

    `rows` is how many of what may be meant are in sight at once; 0 where nothing is listed.
    """

    title: str
    told: str = ""
    label: str = ""
    text: str = ""
    details: tuple[DetailShown, ...] = ()
    hint: str = ""
    button: str = ""
    rows: int = 0


class MatchRow(QStyledItemDelegate):
    """A name and at the right why it is offered; below, smaller, what is known of it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        """As wide as the list, as high as two lines."""
        return QSize(0, row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        """Paint one row; what there is no room for is left out at its end."""
        match: MatchShown = index.data(Qt.ItemDataRole.UserRole)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.selected)
            painter.drawRoundedRect(option.rect, 5, 5)
        inner: QRect = option.rect.adjusted(GRID, 0, -GRID, 0)
        strong, small = QFont(painter.font()), QFont(painter.font())
        strong.setWeight(QFont.Weight.DemiBold)
        small.setPixelSize(SMALL)
        first = QFontMetrics(strong).lineSpacing()
        below = bool(match.told) or match.stands is not None
        height = first + (QFontMetrics(small).lineSpacing() if below else 0)
        top = inner.top() + (inner.height() - height) // 2
        upper = QRect(inner.left(), top, inner.width(), first)
        lower = QRect(inner.left(), top + first, inner.width(), height - first)
        taken = _write(painter, small, self.theme.muted, upper, match.why, right=True)
        room = upper.adjusted(0, 0, -taken - 2 * GRID if taken else 0, 0)
        _write(painter, strong, self.theme.ink, room, match.text)
        if match.stands:
            taken = _write(painter, small, self.theme.muted, lower, match.stands, right=True)
            lower = lower.adjusted(0, 0, -taken - 2 * GRID, 0)
        _write(painter, small, self.theme.muted, lower, match.told)
        painter.restore()


def row_height(font: QFont) -> int:
    """Two lines of words, and some air."""
    small = QFont(font)
    small.setPixelSize(SMALL)
    return QFontMetrics(font).lineSpacing() + QFontMetrics(small).lineSpacing() + GRID


def _write(
    painter: QPainter, font: QFont, colour: QColor, room: QRect, text: str, *, right: bool = False
) -> int:
    """Write as much of a text as there is room for; how wide it came out."""
    metrics = QFontMetrics(font)
    most = room.width() * 3 // 5 if right else room.width()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, most)
    painter.setFont(font)
    painter.setPen(colour)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side, shown)
    return metrics.horizontalAdvance(shown)


class MarkForm(QWidget):
    """Asks for what one mark needs; Enter takes it, Esc leaves it."""

    submitted = Signal()
    left = Signal()
    typed = Signal(str)
    """What is being looked up."""
    picked = Signal(str)
    """The id of a row."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._details: dict[str, QComboBox] = {}
        self._keyed: dict[str, str] = {}
        self._title = words(strong=True, wrap=True)
        self._told = words(tone="muted", small=True, wrap=True)
        self._label = words(small=True, tone="muted", wrap=True)
        self._field = QLineEdit()
        self._field.installEventFilter(self)
        self._field.textEdited.connect(self._on_typed)
        self._problem = words(tone="danger", small=True, wrap=True)
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._row = MatchRow(theme, self._list)
        self._list.setItemDelegate(self._row)
        self._list.itemClicked.connect(lambda item: self._pick(item))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GRID)
        self._hint = words(tone="muted", small=True, wrap=True)
        self._take = KeyButton("", "Return", "primary")
        self._take.clicked.connect(self._confirm)
        self._take.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self._title, self._told, self._label, self._field, self._problem, self._list):
            column.addWidget(part)
        column.addLayout(self._grid)
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._take)
        column.addLayout(foot)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._row.theme = theme

    def ask(self, form: FormShown) -> None:
        """Begin a form."""
        self._title.setText(form.title)
        for label, text in ((self._told, form.told), (self._label, form.label)):
            label.setText(text)
            label.setVisible(bool(text))
        self._hint.setText(form.hint)
        self._take.setText(form.button)
        self._take.setAccessibleName(form.button)
        self._take.set_keys("Return")
        self._field.setText(form.text)
        self._field.setVisible(bool(form.label))
        self._field.setAccessibleName(form.label or form.title)
        self._list.setAccessibleName(form.label or form.title)
        self._list.clear()
        self._list.setVisible(form.rows > 0)
        self._list.setFixedHeight(form.rows * row_height(self._list.font()) + 4)
        self.show_problem("")
        self._ask_details(form.details)
        if form.label:
            self._field.setFocus()
            self._field.selectAll()
        elif self._details:
            next(iter(self._details.values())).setFocus()
        else:
            self.setFocus()

    def show_matches(self, matches: Sequence[MatchShown], row: int = 0) -> None:
        """List what may be meant: one of them chosen, or the same where more is known of them."""
        same = [one.id for one in matches] == [one.id for one in self.matches]
        row = self._list.currentRow() if same else row
        self._keyed = {match.keys: match.id for match in matches if match.keys}
        self._list.clear()
        for match in matches:
            item = QListWidgetItem(match.text)
            item.setData(Qt.ItemDataRole.UserRole, match)
            parts = (match.text, match.told, match.why, match.stands)
            spoken = ", ".join(part for part in parts if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self._list.addItem(item)
        self._list.setCurrentRow(max(row, 0))

    def show_problem(self, text: str) -> None:
        """Say why what was typed will not do."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    @property
    def text(self) -> str:
        """What stands in the line, without blanks around it."""
        return " ".join(self._field.text().split())

    @property
    def details(self) -> Mapping[str, str]:
        """The details chosen; those left open are not among them."""
        found = {name: _value(box) for name, box in self._details.items()}
        return {name: value for name, value in found.items() if value}

    @property
    def matches(self) -> Sequence[MatchShown]:
        """What is listed."""
        return [
            self._list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self._list.count())
        ]

    def _ask_details(self, details: Sequence[DetailShown]) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            part = item.widget() if item else None
            if part is not None:
                part.hide()
                part.deleteLater()
        self._details = {}
        for row, detail in enumerate(details):
            label, box = words(detail.label, small=True, tone="muted"), QComboBox()
            box.setAccessibleName(detail.label)
            box.addItem(self._say.say("marks.value.unknown"), "")
            for value, text in detail.values:
                box.addItem(text, value)
            if detail.now and box.findData(detail.now) < 0:
                box.addItem(detail.now, detail.now)
            box.setCurrentIndex(max(0, box.findData(detail.now)))
            box.setEditable(detail.free)
            box.installEventFilter(self)
            if line := box.lineEdit():
                line.installEventFilter(self)
                line.setAccessibleName(detail.label)
            label.setBuddy(box)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(box, row, 1)
            self._grid.setColumnStretch(1, 1)
            label.show()  # the form is measured at once, and what is not shown takes no room
            box.show()
            self._details[detail.id] = box

    def _on_typed(self, text: str) -> None:
        self.show_problem("")
        self.typed.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The same keys where no part of the form has the focus."""
        if not self._decide(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Esc and the keys of the list, whichever part has the focus."""
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        in_list = watched is self._field or event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        return in_list and self._decide(event)

    def _decide(self, event: QKeyEvent) -> bool:
        keys = event.keyCombination()
        bare = not self._field.isVisibleTo(self)
        name = next((one for one in self._keyed if _same(one, event, bare=bare)), None)
        if name is not None and self._list.isVisibleTo(self):
            self.picked.emit(self._keyed[name])
        elif keys.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._confirm()
        elif keys.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif keys.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._list.isVisibleTo(self):
            step = 1 if keys.key() == Qt.Key.Key_Down else -1
            count = max(1, self._list.count())
            self._list.setCurrentRow((self._list.currentRow() + step) % count)
        else:
            return False
        return True

    def _confirm(self) -> None:
        item = self._list.currentItem()
        if self._list.isVisibleTo(self) and item is not None:
            self._pick(item)
        else:
            self.submitted.emit()

    def _pick(self, item: QListWidgetItem) -> None:
        match: MatchShown = item.data(Qt.ItemDataRole.UserRole)
        self.picked.emit(match.id)


def _value(box: QComboBox) -> str:
    """What was chosen, or typed."""
    typed = " ".join(box.currentText().split())
    if box.isEditable() and typed != box.itemText(box.currentIndex()):
        return typed
    return str(box.currentData() or "")


def _same(name: str, event: QKeyEvent, *, bare: bool) -> bool:
    if bare and len(name) == 1:
        return event.text().upper() == name
    control = Qt.KeyboardModifier.ControlModifier
    key = {"Ctrl+Return": _ENTER, "Ctrl+N": (Qt.Key.Key_N,)}.get(name, ())
    return event.key() in key and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == control
