"""Marking words: by whom, on which page, and what has been marked so before."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.errors import NotAllowed, UsageError
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.marked import Refusal, Target, covered, pieces
from reviewer.core.marking import Plan, change, plan, supply
from reviewer.core.marks import NAMES, MarkName, PlacedMark
from reviewer.core.messages import said
from reviewer.core.reading import PageReading
from reviewer.core.storage import Store
from reviewer.services.pages import PageView
from reviewer.services.recording import Recorder

_SETTLING = frozenset(
    {
        MarkName.UNCLEAR,
        MarkName.DELETED,
        MarkName.ABBREVIATION,
        MarkName.FOREIGN,
        MarkName.SIC,
        MarkName.SURPLUS,
        MarkName.REGULARIZED,
    }
)
"""Marks that say that their words are read as well as they can be: no finding is left there."""
_REFERRING = NAMES | {MarkName.MENTION}
_HANDS = 12
_REMEMBERED = 3_000
"""So many of the newest decisions say what was marked before."""
_WHY = {
    Refusal.NO_WORD: "errors.mark_no_word",
    Refusal.APART: "errors.mark_apart",
    Refusal.CROSSES: "errors.mark_crosses",
}


class Marking:
    """Puts marks on words, changes them and takes them away, each as one step.

    `seen` is the revision of the page that the person was shown; see `Review`.
    """

    def __init__(self, store: Store, recorder: Recorder) -> None:
        self._recorder = recorder
        self._precedents = Precedents(store)

    def plan(self, view: PageView, target: Target, name: MarkName) -> Plan:
        """What marking a target would come to; nothing is done."""
        return plan(view.reading, target, name, doubtful=_doubtful(view))

    def put(
        self,
        page: PageId,
        target: Target,
        name: MarkName,
        attributes: Mapping[str, str],
        by: str,
        seen: int | None = None,
    ) -> Changes:
        """Mark a target. Raises NotAllowed where no such mark can stand there."""
        view = self._recorder.view(page)
        planned = plan(view.reading, target, name, attributes, doubtful=_doubtful(view))
        return self._do(view, planned, by, seen)

    def supply(
        self,
        page: PageId,
        at: tuple[int, int],
        text: str,
        attributes: Mapping[str, str],
        by: str,
        seen: int | None = None,
    ) -> Changes:
        """Put words in at (line index, column) and mark them as supplied. Raises NotAllowed."""
        view = self._recorder.view(page)
        planned = supply(view.reading, at, text, attributes, doubtful=_doubtful(view))
        return self._do(view, planned, by, seen)

    def change(
        self,
        page: PageId,
        mark: DecisionId,
        attributes: Mapping[str, str],
        by: str,
        seen: int | None = None,
    ) -> Changes:
        """Let a mark say something else, a colleague's too; who did it stands in the ledger."""
        view = self._recorder.view(page)
        drafts = [d.Draft(act) for act in change(self._find(view, mark), attributes)]
        return self._recorder.record(page, drafts, by, expected=_basis(view, seen))

    def remove(self, page: PageId, mark: DecisionId, by: str, seen: int | None = None) -> Changes:
        """Take a mark away, a colleague's too."""
        view = self._recorder.view(page)
        draft = d.Draft(d.Revert((self._find(view, mark).decision,)))
        return self._recorder.record(page, [draft], by, expected=_basis(view, seen))

    def precedents(self) -> Mapping[str, int]:
        """How often each reference was marked lately, in the whole project."""
        return self._precedents.now()

    def hands(self) -> Sequence[str]:
        """The hands that marks named lately, in the whole project, most often named first."""
        return self._precedents.hands()

    def _do(self, view: PageView, planned: Plan, by: str, seen: int | None) -> Changes:
        if planned.refused is not None:
            raise NotAllowed(
                said(_WHY[planned.refused]),
                where=view.where,
                safe=said("errors.nothing_was_marked"),
            )
        acts = (*planned.acts, *_settling(view, planned.acts))
        drafts = [d.Draft(act) for act in acts]
        return self._recorder.record(view.row.id, drafts, by, expected=_basis(view, seen))

    @staticmethod
    def _find(view: PageView, decision: DecisionId) -> PlacedMark:
        found = next((one for one in view.reading.marks if one.decision == decision), None)
        if found is None:
            raise UsageError(
                said("errors.mark_is_gone"),
                where=view.where,
                safe=said("errors.nothing_was_changed"),
            )
        return found


class Precedents:
    """Counts what names were marked as. Read once, then only what came since."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._last = 0
        self._counts: Counter[str] = Counter()
        self._hands: Counter[str] = Counter()

    def now(self) -> Mapping[str, int]:
        """Counts by reference."""
        with self._lock:
            self._catch_up()
            return dict(self._counts)

    def hands(self) -> Sequence[str]:
        """The hands named, most often first."""
        with self._lock:
            self._catch_up()
            return [hand for hand, _ in self._hands.most_common(_HANDS)]

    def _catch_up(self) -> None:
        fresh = self._fresh()
        if fresh:
            self._last = max(decision.id for decision in fresh)
        for decision in fresh:
            act = decision.act
            if not isinstance(act, d.Mark):
                continue
            if act.mark in _REFERRING and act.attributes.get("ref"):
                self._counts[act.attributes["ref"]] += 1
            if hand := act.attributes.get("hand"):
                self._hands[hand] += 1

    def _fresh(self) -> Sequence[d.Decision]:
        found: list[d.Decision] = []
        before: DecisionId | None = None
        size = _REMEMBERED if not self._last else 50
        with self._store.reading() as unit:
            while len(found) < _REMEMBERED:
                part = unit.ledger.entries(before=before, limit=size)
                new = [decision for decision in part if decision.id > self._last]
                found += new
                if len(new) < size:
                    break
                before = new[-1].id
        return found


def queries_of(reading: PageReading) -> Sequence[PlacedMark]:
    """The queries to the editor that nobody has answered by taking them away."""
    return [mark for mark in reading.marks if mark.name is MarkName.QUERY]


def words_of(reading: PageReading, mark: PlacedMark) -> str:
    """The words under a mark; of one between letters, the word that it stands at or behind."""
    words = covered(reading, mark)
    place = next(iter(pieces(reading, mark)), None)
    if words or place is None:
        return words
    line, column, _ = place
    before = [piece for piece in reading.lines[line].text[:column].split() if piece]
    behind = reading.lines[line].text[column:].split()
    return (*before[-1:], *behind[:1], "")[0]


def _doubtful(view: PageView) -> frozenset[int]:
    return frozenset(
        token for finding in view.open for token in range(finding.span.first, finding.span.last + 1)
    )


def _settling(view: PageView, acts: Iterable[d.Act]) -> Sequence[d.Act]:
    """The acts that settle the findings under a mark that leaves nothing in doubt."""
    marks = [act for act in acts if isinstance(act, d.Mark) and act.mark in _SETTLING]
    return [
        d.Keep(finding.span)
        for finding in view.open
        if any(
            mark.start.token <= finding.span.first and finding.span.last <= mark.end.token
            for mark in marks
        )
    ]


def _basis(view: PageView, seen: int | None) -> int:
    """The revision a decision rests on."""
    return view.revision if seen is None else seen
