"""Names that the text proposes, taken or refused by one key each."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from reviewer.core.errors import ReviewerError
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.messages import Catalogue, Message
from reviewer.services.lexicon import Edit
from reviewer.services.project import Project
from reviewer.services.proposals import Ground, Proposal
from reviewer.ui.bridge.jobs import Jobs
from reviewer.ui.frame import Frame
from reviewer.ui.lexicon_steps import Steps
from reviewer.ui.views.lexicon_proposals import ProposalShown, ProposalsPane


class Proposing(QObject):
    """Has proposals found, and does what is decided on them."""

    def __init__(
        self, frame: Frame, pane: ProposalsPane, lane: Jobs, steps: Steps, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._say = frame.say
        self._pane = pane
        self._lane = lane
        self._steps = steps

    def find(self, project: Project) -> None:
        """Look through the pages for names."""
        self._pane.show_rows(())
        self._pane.show_notice(self._say.say("lexicon.proposals.looking"))

        def found(proposals: Sequence[Proposal]) -> None:
            if self._frame.desk.project is project:
                self._pane.show_rows([shown(one, self._say) for one in proposals])
                self._tell()

        self._lane.run(
            Message("lexicon.proposals.looking"), project.proposals.find, found, quiet=True
        )

    def take(self, kind: EntryKind) -> None:
        """The form at hand is an entry of a kind."""
        row, project = self._pane.row, self._frame.desk.project
        if row < 0 or project is None:
            return
        form = self._pane.model.rows[row].form
        try:
            edit = project.lexicon.add(LexiconEntry(kind, _named(form, kind)))
        except ReviewerError as error:
            self._frame.telling.error(error)
            return
        self._go(row, edit, "accepted")

    def refuse(self) -> None:
        """The form at hand is no entry."""
        row, project = self._pane.row, self._frame.desk.project
        if row < 0 or project is None:
            return
        project.proposals.refuse(self._pane.model.rows[row].form)
        self._go(row, Edit(), "refused")

    def _go(self, row: int, edit: Edit, told: str) -> None:
        taken = self._pane.model.take(row)
        self._steps.note(edit, partial(self._again, row, taken, not edit))
        self._pane.table.choose(min(row, len(self._pane.model.rows) - 1))
        self._frame.telling.note(self._say.say(f"lexicon.told.{told}", form=taken.form))
        self._tell()

    def _again(self, row: int, taken: ProposalShown, refused: bool, again: bool) -> None:
        """Bring a proposal back, or let it go again."""
        project, model = self._frame.desk.project, self._pane.model
        if refused and project:
            (project.proposals.refuse if again else project.proposals.take_back)(taken.form)
        if again and taken in model.rows:
            model.take(model.rows.index(taken))
        elif not again:
            model.put_back(min(row, len(model.rows)), taken)
            self._pane.table.choose(min(row, len(model.rows) - 1))
        self._tell()

    def _tell(self) -> None:
        count = len(self._pane.model.rows)
        name = "lead" if count else "none"
        self._pane.show_notice(self._say.say(f"lexicon.proposals.{name}", n=count))


def shown(proposal: Proposal, say: Catalogue) -> ProposalShown:
    """A proposal in words."""
    why = say.say(f"lexicon.proposals.{proposal.ground}")
    if proposal.ground is Ground.DOUBTED and proposal.suggestion:
        why = say.say("lexicon.proposals.doubted_for", reading=proposal.suggestion)
    return ProposalShown(
        proposal.form,
        say.figure(proposal.count),
        why,
        proposal.kind,
        tuple((place.left, place.form, place.right) for place in proposal.places),
    )


def _named(form: str, kind: EntryKind) -> str:
    """A person's name with the surname first, as the shared lists have it."""
    given, blank, family = form.rpartition(" ")
    return f"{family}, {given}" if blank and kind is EntryKind.PERSON else form
