"""Judging one change: what the keys of its card come to."""

from collections.abc import Callable
from time import monotonic

from reviewer.core.ids import PageId
from reviewer.core.judging import Change
from reviewer.core.judging_sheet import Verdict
from reviewer.services.project import Project
from reviewer.ui import judging_words as told
from reviewer.ui.frame import Frame
from reviewer.ui.judging_face import Face, Room
from reviewer.ui.judging_runs import SampleRun
from reviewer.ui.keymap import IN_FORCE

Judgement = Callable[[Project, PageId, Change, str], object]
"""What to do with a change: in which project, on which page, in whose name."""


class One:
    """Takes decisions about the change at hand, and goes on."""

    def __init__(self, frame: Frame, face: Face, room: Room) -> None:
        self._frame = frame
        self._desk = frame.desk
        self._face = face
        self._room = room
        self._asking = ""

    def _judge(self, judgement: Judgement, *, right: bool) -> bool:
        """Judge the change at hand, and go on; whether that could be."""
        walk, page = self._room.walk, self._desk.page
        card = walk.card(page)
        if card is None or page is None:
            return False
        change, here = card.change, page.row.id
        if not self._room.do(lambda project, where, by: judgement(project, where, change, by)):
            return False
        walk.stepped(here, card.key)
        walk.judged.add(card.key)
        walk.pace = walk.pace.stepped(monotonic())
        if isinstance(walk.run, SampleRun):
            walk.run.judge((here, card.key), right=right)
        self._room.go_on()
        return True

    def approve(self) -> None:
        """Sign the change."""
        walk, page = self._room.walk, self._desk.page
        card = walk.card(page)
        if card is not None and card.verdict is not Verdict.SIGNED:
            self._judge(
                lambda project, where, change, by: project.judging.sign(where, change, by),
                right=True,
            )
            return
        if isinstance(walk.run, SampleRun) and card and page:
            walk.run.judge((page.row.id, card.key), right=True)
        self._room.go_on()

    def reject(self) -> None:
        """Back to the source."""
        self._judge(
            lambda project, page, change, by: project.judging.reject(page, change, by), right=False
        )

    def typed(self, text: str) -> None:
        """Read what was typed; where that is refused, it stands in the field again."""
        card = self._room.walk.card(self._desk.page)
        if not self._judge(
            lambda project, page, change, by: project.judging.read(page, change, text, by),
            right=card is not None and text == card.change.after,
        ):
            self._room.view.type_words(text)

    def other(self) -> None:
        """Show what else the words may read."""
        walk, page, project = self._room.walk, self._desk.page, self._desk.project
        card = walk.card(page)
        if card is None or page is None or project is None:
            return
        walk.readings = project.judging.readings(page, card.change)
        if walk.readings:
            self._room.view.show_readings(told.readings_shown(walk.readings, self._frame.say))
        else:
            key = IN_FORCE["judging_edit"].shown_key
            self._frame.telling.note(self._frame.say.say("judging.no_other", key=key))

    def taken(self, number: int) -> None:
        """Go back to another reading, by its digit."""
        for reading in self._room.walk.readings[number - 1 : number]:
            self._room.view.show_readings(())
            self._judge(
                lambda project, page, change, by, reading=reading: project.judging.take(  # type: ignore[misc]
                    page, change, reading, by
                ),
                right=False,
            )

    def ask(self, what: str, text: str = "") -> None:
        """Open the field to "ask", to "comment", or to say what is "wrong"; with a text in it."""
        self._asking = what
        known = {"ask": "judging.question", "wrong": "judging.wrong"}.get(what, "judging.comment")
        self._room.view.ask(self._frame.say.say(known), text)

    def said(self, text: str) -> None:
        """Ask, or say something by the way: what the field was opened for."""
        asks = self._asking == "ask"
        if not (self._put(text) if asks else self._comment(text)):
            self.ask(self._asking, text)

    def _put(self, text: str) -> bool:
        """Ask something about the change at hand, which judges it; whether that could be."""
        return self._judge(
            lambda project, page, change, by: project.judging.say(
                page, change, text, by, asks=True
            ),
            right=False,
        )

    def _comment(self, text: str) -> bool:
        """Say something about the change at hand, and stay at it; whether that could be."""
        page, card = self._desk.page, self._room.walk.card(self._desk.page)
        if card is None or page is None:
            return False
        change, here = card.change, page.row.id
        if not self._room.do(
            lambda project, where, by: project.judging.say(where, change, text, by, asks=False)
        ):
            return False
        self._room.walk.stepped(here, card.key)
        self._face.show()
        return True
