"""Deciding at the desk: what the keys of card, text and changes come to."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.errors import ReviewerError
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.messages import Message
from reviewer.core.reading import Word
from reviewer.core.workflow import EDITABLE, State
from reviewer.services.history import TakenBack
from reviewer.services.project import Project
from reviewer.ui.actions import TAKEN
from reviewer.ui.desk import Desk
from reviewer.ui.desk_words import key_of
from reviewer.ui.history_words import taken_back_words
from reviewer.ui.walking import Route, Walking

Step = Callable[[Project, PageId, str, int], object]
"""What to do: with which project, on which page, in whose name, having seen which revision."""

_TO_DO = EDITABLE
_TO_APPROVE = frozenset({State.SUBMITTED})


class Deciding(QObject):
    """Turns what the views emit into services' steps, under the person's name."""

    def __init__(self, desk: Desk, walking: Walking) -> None:
        super().__init__(desk)
        self._desk = desk
        self._walking = walking
        view = desk.view
        view.reading.lineEdited.connect(self.retype)
        view.reading.acceptRequested.connect(self.accept)
        view.card.accepted.connect(self.accept)
        view.card.kept.connect(self.keep)
        view.card.noise.connect(self.noise)
        view.card.skipped.connect(walking.skip)
        view.card.edited.connect(self.correct)
        view.card.undoRequested.connect(self.undo)
        view.changes.approved.connect(lambda decision: self.approve_change(decision))
        view.changes.rejected.connect(lambda decision: self.reject_change(decision))
        view.changes.pageApproved.connect(self.approve)
        view.changes.pageReturned.connect(self.send_back)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the actions of deciding do, by their ids."""
        return {
            "undo": self.undo,
            "redo": self.redo,
            "split": self.split,
            "join": self.join,
            "accept": self.accept,
            **{f"take{rank}": partial(self.accept, rank) for rank in TAKEN},
            "keep": self.keep,
            "edit": self.edit,
            "noise": self.noise,
            "submit": self.submit,
            "approve": self.approve,
            "reopen": self.reopen,
        }

    # -- the transcriber --------------------------------------------------------------------------

    def accept(self, rank: int = 1) -> None:
        """Take the suggestion of a rank and go on to the next finding."""
        finding = self._desk.finding
        if finding and len(finding.suggestions) >= rank:
            key = finding.key
            self._settle(
                lambda project, page, by, seen: project.review.accept(page, key, rank, by, seen)
            )

    def keep(self) -> None:
        """The finding is right as it stands."""
        if finding := self._desk.finding:
            key = finding.key
            self._settle(lambda project, page, by, seen: project.review.keep(page, key, by, seen))

    def noise(self) -> None:
        """The finding is not in the picture."""
        if finding := self._desk.finding:
            key = finding.key
            self._settle(lambda project, page, by, seen: project.review.noise(page, key, by, seen))

    def correct(self, text: str) -> None:
        """Read what was typed into the card."""
        if finding := self._desk.finding:
            key = finding.key
            self._settle(
                lambda project, page, by, seen: project.review.correct(page, key, text, by, seen)
            )

    def _settle(self, step: Step) -> None:
        """Decide the finding at hand; where a queue says so, what follows is on another page."""
        self._desk.onward = self._walking.onward
        try:
            self.do(step)
        finally:
            self._desk.onward = None

    def edit(self) -> None:
        """Open the card's field to type in."""
        if self._desk.finding and self._desk.editable:
            self._desk.view.card.edit()

    def retype(self, index: int, text: str) -> None:
        """A line was typed in; the page stays where it is under the person's eyes."""
        page = self._desk.page
        if page is None or not 0 <= index < len(page.reading.lines):
            return
        line = page.reading.lines[index].n
        self._desk.without_following(
            lambda: self.do(
                lambda project, page_id, by, seen: project.review.retype(
                    page_id, line, text, by, seen
                ),
                typing_first=False,
            )
        )

    def split(self) -> None:
        """Part the word at the caret."""
        place = self._word_at_caret()
        if place is None:
            self._desk.note("ui.note.no_word")
            return
        word, offset = place
        if word.span is None or not 0 < offset < len(word.text):
            self._desk.note("ui.note.at_edge")
            return
        draft = d.Draft(d.Split(word.span.first, offset))
        self.do(lambda project, page, by, seen: project.review.decide(page, [draft], by, seen))

    def join(self) -> None:
        """Write the word at the caret and the one behind it as one."""
        place = self._word_at_caret()
        page = self._desk.page
        if place is None or page is None:
            self._desk.note("ui.note.no_word")
            return
        word = place[0]
        words = [one for line in page.reading.lines for one in line.words if one.span and one.text]
        behind = words[words.index(word) + 1 :][:1] if word in words else []
        if not behind or behind[0].span is None or word.span is None:
            self._desk.note("ui.note.no_word_behind")
            return
        # Lines may have been moved: a span of the import must not take in what stands elsewhere.
        first, last = word.span.last, behind[0].span.first
        if last < first or any(one.span and first < one.span.first < last for one in words):
            self._desk.note("ui.note.words_apart")
            return
        draft = d.Draft(d.Join(d.Span(word.span.first, behind[0].span.last)))
        self.do(
            lambda project, page_id, by, seen: project.review.decide(page_id, [draft], by, seen)
        )

    def _word_at_caret(self) -> tuple[Word, int] | None:
        """The word at the caret, and how many of its characters are before it."""
        reading = self._desk.view.reading
        self._desk.settle()
        page = self._desk.page
        if page is None:
            return None
        index, column = reading.caret()
        if not 0 <= index < len(page.reading.lines):
            return None
        line = page.reading.lines[index]
        word = line.word_at(column)
        if word is None:
            return None
        return word, column - line.starts[line.words.index(word)]

    def submit(self) -> None:
        """Send the page to the editor, say what was left open, and show the next one to work on."""
        self._desk.settle()
        left = len(self._open_keys())
        sent = Message("ui.note.submitted_open", {"n": left}) if left else "ui.note.submitted"
        if self.do(lambda project, page, by, seen: project.approval.submit(page, by, seen)):
            more = self._walking.go_on(_TO_DO)
            self._desk.note(sent, "" if more else "ui.note.all_submitted")

    # -- both -------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last step on this page back, and go to the word that is doubtful again."""
        self._desk.settle()
        if self._walking.route:
            self._in_queue(self._walking.route, lambda project, by: project.history.undo_last(by))
            return
        if self._nothing_here():
            return
        before = self._open_keys()
        if self._walk(lambda project, page, by: project.history.undo(page, by), again=False):
            back = [key for key in self._open_keys() if key not in before]
            if back:
                self._desk.pick(back[0])

    def redo(self) -> None:
        """Do again what was undone last."""
        self._desk.settle()
        if self._walking.route:
            self._in_queue(self._walking.route, lambda project, by: project.history.redo_last(by))
            return
        self._walk(lambda project, page, by: project.history.redo(page, by), again=True)

    def _walk(self, step: Callable[[Project, PageId, str], TakenBack], *, again: bool) -> bool:
        """Undo or redo; what the page does not show of it is said."""
        told: list[TakenBack] = []
        if not self.do(lambda project, page, by, _seen: told.append(step(project, page, by))):
            return False
        said = taken_back_words(told[0], again, self._desk.say)
        if said:
            self._desk.noted.emit(said)
        return True

    def _nothing_here(self) -> bool:
        """Whether all of the person's steps stand on other pages; says where the last one is."""
        desk, by = self._desk, self._desk.person.name
        if desk.project is None or desk.page is None or not by:
            return False
        history = desk.project.history
        if history.can(desk.page.row.id, by)[0]:
            return False
        last = history.last(by)
        if last is None:
            return False
        place = desk.project.page(min(last.pages)).where
        desk.note(Message("ui.history.nothing_here", {"place": place, "key": key_of("history")}))
        return True

    def _in_queue(self, route: Route, step: Callable[[Project, str], Changes]) -> None:
        """Take back or redo the person's last step on whichever page a queue had led them to."""
        told: list[Changes] = []
        if self.do(lambda project, _page, by, _seen: told.append(step(project, by))):
            route.come_back(told[0])

    def _open_keys(self) -> list[str]:
        page = self._desk.page
        return [finding.key for finding in page.open] if page else []

    # -- the editor -------------------------------------------------------------------------------

    def approve(self) -> None:
        """Sign the page and open the next one that waits."""
        if self.do(lambda project, page, by, seen: project.approval.approve(page, by, seen)):
            more = self._walking.go_on(_TO_APPROVE)
            self._desk.note("ui.note.approved", "" if more else "ui.note.all_approved")

    def approve_change(self, decision: int) -> None:
        """Sign one change."""
        targets = self._targets(decision)
        self.do(lambda project, page, by, _: project.approval.approve_changes(page, targets, by))

    def reject_change(self, decision: int) -> None:
        """Take one change back to what stood before it."""
        targets = self._targets(decision)
        self.do(lambda project, page, by, _: project.approval.reject(page, targets, by))

    def _targets(self, decision: int) -> tuple[DecisionId, ...]:
        """A change's decision, with those that it follows up."""
        changes = (one for one in self._desk.changes.all if one.decision.id == decision)
        return next((one.targets for one in changes), (DecisionId(decision),))

    def send_back(self, comment: str = "") -> None:
        """Return the page to the transcriber."""
        if self.do(lambda project, page, by, _: project.approval.send_back(page, by, comment)):
            more = self._walking.go_on(_TO_APPROVE)
            self._desk.note("ui.note.returned", "" if more else "ui.note.all_approved")

    def reopen(self) -> None:
        """Work on an approved page again."""
        if self.do(lambda project, page, by, _: project.approval.reopen(page, by)):
            self._desk.note("ui.note.reopened")

    # -- doing ------------------------------------------------------------------------------------

    def do(self, step: Step, *, typing_first: bool = True) -> bool:
        """Take a step on the page at hand, in the person's name; whether it was taken now.

        Typing that was not told yet comes first. Whoever has no name is asked for it, and the step
        is taken once there is one.
        """
        desk = self._desk
        desk.acted.emit()
        if typing_first:
            desk.view.reading.commit()
        if desk.project is None or desk.page is None:
            return False
        project, page, seen = desk.project, desk.page.row.id, desk.page.revision
        taken: list[bool] = []
        desk.person.with_name(lambda by: taken.append(self._take(step, project, page, by, seen)))
        return bool(taken and taken[0])

    def _take(
        self,
        step: Step,
        project: Project,
        page: PageId,
        by: str,
        seen: int,
    ) -> bool:
        try:
            step(project, page, by, seen)
        except ReviewerError as error:
            self._desk.onward = None
            # Show the page as it is: without what was refused, with what a colleague decided.
            self._desk.refresh()
            self._desk.failed.emit(error)
            return False
        return True
