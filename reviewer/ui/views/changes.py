"""The editor's side: what changed on a page, to approve or reject one by one or as a whole."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QListView,
    QPlainTextEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.scale import sized
from reviewer.ui.theme import GRID, Theme
from reviewer.ui.views.card_text import READING_FACE, FlowLabel, Run, face
from reviewer.ui.views.changes_list import ChangeDelegate, ChangesModel
from reviewer.ui.views.parts import PASSING, KeyButton, plain_ground, rule, words
from reviewer.ui.views.rows import Rows
from reviewer.ui.views.shown import ChangeShown

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HEADLINE = sized(20)


class ChangesView(QWidget):
    """Lists changes; with the focus on it, A approves the chosen one and R rejects it."""

    approved = Signal(int)
    """Number of the decision to sign."""
    rejected = Signal(int)
    """Number of the decision to take back."""
    pageApproved = Signal()
    pageReturned = Signal(str)
    """What the transcriber should look at again."""
    picked = Signal(int)
    """Number of the decision that the person walked to."""

    def __init__(self, say: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._can_decide = True
        self._near = True
        self._next: int | None = None
        self._theme = theme
        self._build()
        plain_ground(self, "pane")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say.say("views.changes.name"))
        self.show_changes((), "")

    # -- shown ------------------------------------------------------------------------------------

    def show_changes(
        self,
        changes: Sequence[ChangeShown],
        summary: str,
        *,
        can_decide: bool = True,
        advice: str = "",
    ) -> None:
        """Show the changes of a page, with a line about them; `can_decide` brings the keys.

        Where nothing was changed, `advice` says what to do next.

        The chosen change stays chosen; after approving or rejecting one the next open one is.
        """
        row, before = self._list.currentIndex().row(), self.current
        self._model.show(changes)
        self._summary.setText(summary)
        self._summary.setVisible(bool(summary))
        self.set_can_decide(can_decide)
        self._pages.setCurrentWidget(self._list if changes else self._none)
        self._none_advice.setText(advice)
        numbers = [change.decision for change in changes]
        wanted = before if self._next is None else self._next
        moved, self._next = self._next is not None, None
        if not numbers:
            self._enable()
            return
        place = numbers.index(wanted) if wanted in numbers else max(0, min(row, len(numbers) - 1))
        self._choose(place)
        if moved and self.current is not None and self.current != before:
            self.picked.emit(self.current)

    def set_can_decide(self, can_decide: bool) -> None:
        """Whether the person may decide here now; if not, this is only a list."""
        self._can_decide = can_decide
        if not can_decide:
            self._foot.setCurrentWidget(self._buttons)
        self._foot.setVisible(can_decide)

    @property
    def current(self) -> int | None:
        """Number of the chosen change's decision."""
        change = self._change()
        return change.decision if change else None

    def set_font(self, family: str) -> None:
        """Show words of the text in the reader's face."""
        self._delegate.set_look(self._theme, family)
        self._headline.set_face(face(family, _HEADLINE))
        self._list.doItemsLayout()

    def set_keys(self, keys: Mapping[str, tuple[str, str]]) -> None:
        """The keys of actions by id: while the list has the focus, and elsewhere."""
        for name, button in self._deciders.items():
            button.set_keys(*keys[name])
        self._show_near(self._near)

    def _show_near(self, near: bool) -> None:
        """Show on the buttons the keys that work now."""
        self._near = near
        for button in self._deciders.values():
            button.show_near(near)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._theme = theme
        self._delegate.set_look(theme)
        self._headline.set_theme(theme)
        self._list.viewport().update()
        self.update()

    # -- deciding ---------------------------------------------------------------------------------

    def approve_current(self) -> None:
        """Sign the chosen change and go on to the next open one."""
        change = self._change()
        if change and self._can_decide and not change.approved:
            self._next = self._following()
            self.approved.emit(change.decision)

    def reject_current(self) -> None:
        """Take the chosen change back and go on to the next open one."""
        change = self._change()
        if change and self._can_decide:
            self._next = self._following()
            self.rejected.emit(change.decision)

    def start_return(self) -> None:
        """Open the field for what should be looked at again."""
        if not self._can_decide:
            return
        self._foot.setCurrentWidget(self._returning)
        self._comment.setFocus()

    @property
    def returning(self) -> bool:
        """Whether the field for the comment is open."""
        return self._foot.currentWidget() is self._returning

    def _send_back(self) -> None:
        comment = " ".join(self._comment.toPlainText().split())
        self._leave_return()
        self._comment.clear()
        self.pageReturned.emit(comment)

    def _leave_return(self) -> None:
        self._foot.setCurrentWidget(self._buttons)
        self.setFocus()

    def _approve_page(self) -> None:
        if self._can_decide:
            self.pageApproved.emit()

    def _change(self) -> ChangeShown | None:
        row = self._list.currentIndex().row()
        return self._model.changes[row] if 0 <= row < len(self._model.changes) else None

    def _following(self) -> int | None:
        """The next change that is not approved, first below the chosen one, then from the top."""
        row = self._list.currentIndex().row()
        changes = self._model.changes
        for change in (*changes[row + 1 :], *changes[:row]):
            if not change.approved:
                return change.decision
        return None

    def _choose(self, row: int) -> None:
        index = self._model.index(max(0, min(row, len(self._model.changes) - 1)))
        self._list.setCurrentIndex(index)
        self._list.scrollTo(index)
        self._enable()

    def _enable(self) -> None:
        change = self._change()
        self._approve_button.setEnabled(change is not None and not change.approved)
        self._reject_button.setEnabled(change is not None)

    # -- keys -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide by bare keys; all else belongs to the window."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.ControlModifier and event.key() in _ENTER:
            self._approve_page()
            return
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_A: self.approve_current,
            Qt.Key.Key_R: self.reject_current,
            Qt.Key.Key_Up: lambda: self._walk(-1),
            Qt.Key.Key_Down: lambda: self._walk(1),
        }
        act = acts.get(event.key())
        if modifiers or act is None:
            event.ignore()
        else:
            act()

    def _walk(self, by: int) -> None:
        before = self.current
        if before is None:
            return
        self._choose(self._list.currentIndex().row() + by)
        if self.current is not None and self.current != before:
            self.picked.emit(self.current)

    def _clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())
        self.setFocus()
        if self.current is not None:
            self.picked.emit(self.current)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the comment Enter sends it and Esc leaves it; no key of the window comes between."""
        if watched is not self._comment or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        sends = event.key() in _ENTER and not shift
        if not sends and event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            (self._send_back if sends else self._leave_return)()
            return True
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Show the keys that work where the focus is, which may have been elsewhere all along."""
        super().showEvent(event)
        self._show_near(self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where keys go."""
        super().focusInEvent(event)
        self._show_near(True)
        self._show_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in PASSING:
            self._show_near(False)
        self._show_focus(False)

    def _show_focus(self, focused: bool) -> None:
        self._delegate.focused = focused
        self._list.viewport().update()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line at the top says that keys go here."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.fillRect(QRectF(0, 0, self.width(), 2), self._theme.focus)
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the words flow into the new width."""
        super().resizeEvent(event)
        self._list.scheduleDelayedItemsLayout()

    # -- parts ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._model = ChangesModel(self._say, self)
        self._delegate = ChangeDelegate(self._say, self._theme, self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(False)
        self._list.setSpacing(0)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setAccessibleName(self._say.say("views.changes.name"))
        self._list.clicked.connect(self._clicked)
        self._summary = words(tone="muted", small=True, wrap=True)
        self._none = self._build_none()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._list)
        self._pages.addWidget(self._none)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 3 * GRID, 0, 2 * GRID)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(GRID, 0, 3 * GRID, 0)
        head.setSpacing(GRID // 2)
        head.addWidget(words(self._say.say("views.changes.title"), strong=True))
        head.addWidget(self._summary)
        column.addLayout(head)
        column.addSpacing(2 * GRID)
        column.addWidget(self._pages, 1)
        column.addSpacing(GRID)
        column.addWidget(self._build_foot())

    def _build_none(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * GRID, 0, 4 * GRID, 0)
        column.setSpacing(2 * GRID)
        self._headline = FlowLabel(self._theme, face(READING_FACE, _HEADLINE))
        self._headline.set_runs(Run(self._say.say("views.changes.none")))
        self._none_advice = words(tone="muted", wrap=True)
        column.addStretch(2)
        column.addWidget(self._headline)
        column.addWidget(self._none_advice)
        column.addStretch(3)
        return page

    def _build_foot(self) -> QWidget:
        self._buttons = QWidget()
        grid = QGridLayout(self._buttons)
        grid.setContentsMargins(GRID, 0, 3 * GRID, 0)
        grid.setSpacing(GRID)
        self._approve_button = self._button("approve", "", "", self.approve_current)
        self._reject_button = self._button("reject", "", "", self.reject_current)
        rows = Rows(GRID, 2)
        rows.addWidget(self._approve_button)
        rows.addWidget(self._reject_button)
        grid.addLayout(rows, 0, 0, 1, 2)
        line = rule()
        grid.addWidget(line, 1, 0, 1, 2)
        page = self._button("approve_page", "", "primary", self._approve_page)
        back = self._button("send_back", "", "quiet", self.start_return)
        grid.addWidget(page, 2, 0, 1, 2)
        grid.addWidget(back, 3, 0, 1, 2)
        self._deciders = {
            "approve_change": self._approve_button,
            "reject_change": self._reject_button,
            "approve": page,
            "send_back": back,
        }
        self._returning = QWidget()
        form = QGridLayout(self._returning)
        form.setContentsMargins(GRID, 0, 3 * GRID, 0)
        form.setSpacing(GRID)
        question = self._say.say("views.changes.comment")
        self._comment = QPlainTextEdit()
        self._comment.setProperty("role", "field")
        self._comment.setAccessibleName(question)
        self._comment.setPlaceholderText(question)
        self._comment.setTabChangesFocus(True)
        self._comment.setFixedHeight(11 * GRID)
        self._comment.installEventFilter(self)
        form.addWidget(self._comment, 0, 0, 1, 2)
        answers = Rows(GRID, 2)
        answers.addWidget(self._button("send", "Return", "primary", self._send_back))
        answers.addWidget(self._button("leave", "Esc", "", self._leave_return))
        form.addLayout(answers, 1, 0, 1, 2)
        form.setRowStretch(2, 1)
        self._foot = QStackedWidget()
        self._foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._foot.addWidget(self._buttons)
        self._foot.addWidget(self._returning)
        return self._foot

    def _button(self, name: str, key: str, kind: str, do: Callable[[], None]) -> KeyButton:
        button = KeyButton(self._say.say(f"views.changes.{name}"), key, kind)
        # One stop for Tab, so that bare keys always mean the same here.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setObjectName(name)
        button.clicked.connect(lambda: do())
        return button
