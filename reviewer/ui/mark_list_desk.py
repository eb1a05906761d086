"""The list of the page's marks in the card's place, and the walk from mark to mark."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from reviewer.core.ids import DecisionId
from reviewer.core.marked import pieces
from reviewer.core.marks import PlacedMark
from reviewer.core.messages import Message
from reviewer.services.marking import words_of
from reviewer.ui import mark_words
from reviewer.ui.frame import Frame
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.theme import Theme
from reviewer.ui.views.desk import Side
from reviewer.ui.views.mark_form import MatchShown
from reviewer.ui.views.mark_list import MarkList


class MarkListDesk(QObject):
    """Shows the marks of the page at the desk, for transcriber and editor alike."""

    def __init__(
        self, frame: Frame, change: Callable[[int], None], remove: Callable[[int], None]
    ) -> None:
        super().__init__(frame.window)
        self._frame = frame
        self._desk = frame.desk
        self._say = frame.say
        self.view = MarkList(frame.say, frame.theme)
        self.view.looked.connect(self._look)
        self.view.opened.connect(self._open)
        self.view.changed.connect(lambda mark: change(int(mark)))
        self.view.removed.connect(lambda mark: remove(int(mark)))
        self.view.left.connect(self.leave)
        self._shown = False
        self._page: object = None
        self._desk.moved.connect(self._on_moved)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.view.set_theme(theme)

    def show(self) -> None:
        """List the marks in the card's place, with the one at the caret chosen."""
        if self._desk.page is None:
            return
        self._desk.settle()
        self._shown, self._page = True, self._desk.page.row.id
        self._fill(self._at_caret())
        self._desk.view.show_instead(self.view)
        self.view.setFocus()
        if self.view.current:
            self._look(self.view.current)

    def leave(self) -> None:
        """Show card or changes again."""
        if not self._shown:
            return
        self._shown = False
        self._desk.view.show_instead(None)
        self._desk.view.show_side(self._desk.side)

    @property
    def open(self) -> bool:
        """Whether the list is shown."""
        return self._shown

    def walk(self, by: int) -> None:
        """Put the caret to the next mark (1) or the one before (-1), round the page's end."""
        page = self._desk.page
        if page is None:
            return
        self._desk.settle()
        places = sorted({(line, start) for line, start, _, _ in self._places()})
        if not places:
            key = IN_FORCE.near_and_far("mark")[0]
            self._desk.note(Message("marks.walk_none", {"key": key}))
            return
        reading = self._desk.view.reading
        caret = reading.caret()
        behind = [place for place in places if (place > caret if by > 0 else place < caret)]
        line, column = behind[0 if by > 0 else -1] if behind else places[0 if by > 0 else -1]
        reading.setFocus()
        reading.go_to(line, column)

    # -- filling ----------------------------------------------------------------------------------

    def _marks(self) -> list[PlacedMark]:
        """The marks in the order of the text, outer ones first."""
        order = {decision: at for at, (_, _, _, decision) in enumerate(self._places())}
        marks = self._desk.page.reading.marks if self._desk.page else ()
        return sorted(marks, key=lambda mark: order.get(mark.decision, len(order)))

    def _places(self) -> list[tuple[int, int, int, DecisionId]]:
        """(line index, column, minus the end column, decision) of where each mark begins."""
        page = self._desk.page
        found: list[tuple[int, int, int, DecisionId]] = []
        for mark in page.reading.marks if page else ():
            for line, start, end in pieces(page.reading, mark) if page else ():
                found.append((line, start, -end, mark.decision))
                break
        return sorted(found)

    def _fill(self, current: str) -> None:
        page = self._desk.page
        if page is None:
            return
        lines = {decision: line for line, _, _, decision in self._places()}
        rows = [
            MatchShown(
                id=str(mark.decision),
                text=words_of(page.reading, mark),
                told=mark_words.words_of(mark, self._say),
                why=str(lines.get(mark.decision, 0) + 1),
            )
            for mark in self._marks()
        ]
        key = IN_FORCE.near_and_far("mark")[0]
        advice = self._say.say("marks.list.advice", key=key)
        editable = self._desk.editable
        # An editor changes nothing on a page that waits, but takes back what is not to stay.
        rejects = self._desk.rights.decides
        self.view.show_marks(
            rows, current, advice, editable=editable, removable=editable or rejects
        )

    def _at_caret(self) -> str:
        line, column = self._desk.view.reading.caret()
        behind = [place for place in self._places() if (place[0], -place[2]) >= (line, column)]
        return str(behind[0][3]) if behind else ""

    def _on_moved(self) -> None:
        if not self._shown:
            return
        page = self._desk.page
        if page is None or page.row.id != self._page:
            self.leave()
        elif self._desk.view.side is Side.EDITOR:
            self._shown = False  # the page was sent, or came back: its changes are shown
        else:
            self._fill(self.view.current)
            self.look()

    # -- keys -------------------------------------------------------------------------------------

    def _place_of(self, mark: str) -> tuple[int, int, int] | None:
        found = (one for one in self._places() if str(one[3]) == mark)
        return next(((line, start, -end) for line, start, end, _ in found), None)

    def look(self) -> None:
        """Show in the text the mark that is chosen."""
        self._look(self.view.current)

    def _look(self, mark: str) -> None:
        place = self._place_of(mark)
        if place:
            self._desk.view.reading.look_at(*place)

    def _open(self, mark: str) -> None:
        """Put the caret there, and the list away."""
        place = self._place_of(mark)
        self.leave()
        if place:
            self._desk.view.reading.setFocus()
            self._desk.view.reading.go_to(place[0], place[1])
