"""Rooms: views that take the desk's place for a while, and the way back from them."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from reviewer.ui.actions import Need
from reviewer.ui.theme import Theme
from reviewer.ui.views.room import RoomView


@runtime_checkable
class Begun(Protocol):
    """What knows where work in it begins."""

    def focus_first(self) -> None:
        """Put the focus there."""


class Rooms(QObject):
    """Knows which room is shown. One room may be entered from another; back is back.

    A room that leads to places at the desk is stepped out of, and Esc there steps in again.
    """

    changed = Signal()
    """Another room is shown, or none."""

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._stack = stack
        self._needs: dict[RoomView, frozenset[Need]] = {}
        self._trail: list[tuple[QWidget, QWidget | None]] = []
        self._outside: RoomView | None = None

    def add(self, room: RoomView, *needs: Need) -> None:
        """Make a room known; `needs` are what is so while it is shown."""
        self._needs[room] = frozenset(needs) | {Need.ROOM}
        self._stack.addWidget(room)
        room.left.connect(self.leave)

    def enter(self, room: RoomView) -> None:
        """Show a room; where one was is kept for the way back."""
        here = self._stack.currentWidget()
        if here is not None and here is not room:
            self._trail = [(one, focus) for one, focus in self._trail if one is not room]
            focus = QApplication.focusWidget()
            self._trail.append((here, focus if focus and here.isAncestorOf(focus) else None))
            self._stack.setCurrentWidget(room)
            if room is self._outside:
                self._outside = None
            self.changed.emit()
        room.focus_first()

    def leave(self) -> None:
        """Go back to where one was before the room, with the focus where it was."""
        if self.current is None:
            return
        before, focus = self._trail.pop()
        self._stack.setCurrentWidget(before)
        if focus is not None and focus.isVisible():
            focus.setFocus()
        elif isinstance(before, Begun):  # what had the focus is gone, a list of marks for example
            before.focus_first()
        self.changed.emit()

    def leave_all(self) -> None:
        """Go back to the desk or the start page."""
        while self.current is not None:
            self.leave()

    def step_out(self) -> None:
        """Go to the desk for a while: `step_in` leads back into the room that is shown now."""
        room = self.current
        self.leave_all()
        self._outside = room
        self.changed.emit()

    def step_in(self) -> bool:
        """Go back into the room that was stepped out of; whether there is one."""
        if self._outside is None:
            return False
        self.enter(self._outside)
        return True

    def stay(self) -> None:
        """Want back into no room."""
        self._outside = None
        self.changed.emit()

    @property
    def outside(self) -> RoomView | None:
        """The room that was stepped out of, while the person is at the desk."""
        return self._outside

    @property
    def current(self) -> RoomView | None:
        """The room that is shown."""
        here = self._stack.currentWidget()
        return here if isinstance(here, RoomView) and self._trail else None

    @property
    def needs(self) -> frozenset[Need]:
        """What is so while this room is shown."""
        return self._needs.get(self.current, frozenset()) if self.current else frozenset()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        for room in self._needs:
            room.set_theme(theme)
