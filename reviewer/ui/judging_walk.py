"""Where an editor is in a walk through changes, and what became of those that were judged."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reviewer.core.ids import DecisionId, PageId
from reviewer.core.judging import Change
from reviewer.core.judging_sheet import Card, Mine, Sheet, Verdict
from reviewer.core.pace import Pace
from reviewer.core.workflow import State
from reviewer.services.judging import Group, Reading, Survey
from reviewer.services.pages import PageView
from reviewer.ui.judging_runs import CheckRun, Place, SampleRun

Likeness = tuple[str, ...]


@dataclass
class Walk:
    """A walk over `pages` that wait. `at` is the card at hand; behind the last is the page's end.

    `group` is shown instead of the card, `run` is a sample or words to check, gone through before
    the walk goes on. `single` are groups to be judged one by one, `judged` what was judged here,
    `steps` what undo takes back: the page, and the card or None; `undone` what redo does again.
    """

    pages: tuple[PageId, ...] = ()
    at: int = 0
    ended: bool = False
    survey: Survey = field(default_factory=Survey)
    group: Group | None = None
    run: SampleRun | CheckRun | None = None
    single: set[Likeness] = field(default_factory=set)
    judged: set[DecisionId] = field(default_factory=set)
    steps: list[Place] = field(default_factory=list)
    undone: list[Place] = field(default_factory=list)
    results: dict[PageId, State] = field(default_factory=dict)
    readings: Sequence[Reading] = ()
    pace: Pace = field(default_factory=Pace)
    _sheets: dict[PageId, tuple[int, Sheet]] = field(default_factory=dict)

    def stepped(self, page: PageId, key: DecisionId | None) -> None:
        """A step was taken: undo begins with it, and what was taken back before is past."""
        self.steps.append((page, key))
        self.undone.clear()

    def forget_steps(self) -> None:
        """Others stand before them now, so undo would not take back what it leads to."""
        self.steps.clear()
        self.undone.clear()

    def sheet(self, page: PageView | None) -> Sheet:
        """The cards of a page."""
        return self._sheets[page.row.id][1] if page and page.row.id in self._sheets else Sheet()

    def is_old(self, page: PageView) -> bool:
        """Whether something was decided on a page since its cards were made."""
        known = self._sheets.get(page.row.id)
        return known is None or known[0] != page.revision

    def renew(
        self, page: PageView, changes: Sequence[Change], mine: Mine, asked: Sequence[int]
    ) -> None:
        """Bring the cards of a page up to date; the one at hand stays at hand."""
        known = self._sheets.get(page.row.id)
        if known is None:
            sheet = Sheet.of(changes, mine, asked)
        else:
            here = known[1].cards[self.at : self.at + 1]
            sheet = known[1].renewed(changes, mine, asked)
            place = sheet.place_of(here[0].key) if here else len(sheet.cards)
            self.at = self.at if place is None else place
        self._sheets[page.row.id] = page.revision, sheet

    def card(self, page: PageView | None) -> Card | None:
        """The change at hand; None at the end of a page, and while words are checked."""
        run = self.run
        if self.ended or self.group is not None or isinstance(run, CheckRun):
            return None
        if isinstance(run, SampleRun) and run.spot is None:
            return None
        cards = self.sheet(page).cards
        return cards[self.at] if 0 <= self.at < len(cards) else None

    def settle(self, page: PageView | None, place: int) -> None:
        """Take up a card; where many are the same and none was judged, all of them."""
        self.at = place
        self.group = None
        card = self.card(page)
        if card is not None and card.verdict is Verdict.OPEN and self.run is None:
            group = self.alike(card.change)
            if group is not None and group.likeness not in self.single:
                self.group = group

    def alike(self, change: Change) -> Group | None:
        """All that are the same and were not judged yet; None where they are few."""
        group = self.survey.group(change)
        if group is None:
            return None
        left = tuple(
            spot
            for spot in group.spots
            if spot.key not in self.judged and spot.page not in self.results
        )
        rest = replace(group, spots=left)
        return rest if rest.many else None

    def keep_single(self, page: PageId, key: DecisionId | None) -> None:
        """Whoever takes back one of many wants to see that one, not all."""
        sheet = self._sheets[page][1] if page in self._sheets else Sheet()
        place = sheet.place_of(key) if key is not None else None
        if place is not None:
            self.single.add(sheet.cards[place].change.likeness)

    def behind(self, page: PageId) -> tuple[PageId, ...]:
        """The pages behind one."""
        place = self.pages.index(page) if page in self.pages else -1
        return self.pages[place + 1 :]

    def asked_on(self, page: PageView) -> bool:
        """Whether a question was asked about a change of the page."""
        return self.sheet(page).count(Verdict.ASKED) > 0
