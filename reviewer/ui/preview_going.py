"""The way from a word of the preview to the same word at the desk, and back."""

from reviewer.core.ids import DocumentId
from reviewer.core.preview import Spotted, spot_of
from reviewer.ui.frame import Frame
from reviewer.ui.going import go_to


class Going:
    """Knows what is at hand at the desk, and takes people there."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk
        self.went: object = None
        """What was at hand when somebody came in or went out (`at_hand`)."""

    def at_hand(self) -> object:
        """What the person looks at, to be compared."""
        page, finding = self._desk.page, self._desk.finding
        caret = self._desk.view.reading.caret()
        return page.row.id if page else None, caret, finding.key if finding else ""

    def at_desk(self) -> Spotted | None:
        """The word of the finding at hand, or at the caret."""
        page, desk = self._desk.page, self._desk
        if page is None:
            return None
        place = page.reading.place_of(desk.finding.span.first) if desk.finding else None
        if place is not None and not desk.view.in_text:
            line = page.reading.lines[place[0]]
            return spot_of(page.reading, place[0], line.starts[place[1]])
        return spot_of(page.reading, *desk.view.reading.caret())

    def go(self, document: DocumentId, spot: Spotted) -> None:
        """Show a word of the preview at the desk; Esc there leads back."""
        project, frame = self._desk.project, self._frame
        place = project.previewing.place(document, spot) if project else None
        if place is None:
            frame.telling.note(frame.say.say("ui.preview.nowhere"))
            return
        frame.rooms.step_out()
        if not go_to(self._desk, place):
            return
        self.went = self.at_hand()
        self._frame.telling.note(self._frame.say.say("ui.preview.back"))
