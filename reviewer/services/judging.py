"""Judging: what an editor does with changes, one by one or as one after a random sample."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.errors import NotAllowed, UsageError
from reviewer.core.findings import Finding, Suggestion
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.judging import Change, What, changes
from reviewer.core.judging_sheet import Mine
from reviewer.core.messages import Message, said
from reviewer.core.progress import Progress
from reviewer.core.reading import in_force
from reviewer.core.sampling import Sample, draw, size_needed
from reviewer.core.storage import Store
from reviewer.core.stories import story
from reviewer.core.threads import threads
from reviewer.core.workflow import SIGNED, State, standing
from reviewer.services.approval import Approval
from reviewer.services.pages import PageView
from reviewer.services.recording import Recorder
from reviewer.services.settings import Settings

MANY = 20
"""From so many places on, changes that are the same again are offered as one."""


class From(StrEnum):
    """Where another reading comes from."""

    SOURCE = "source"
    EARLIER = "earlier"
    SUGGESTION = "suggestion"


@dataclass(frozen=True, slots=True)
class Reading:
    """Something else that the words of a change may read.

    `decision` is what read it so earlier and still lies under the change; `suggestion` is what the
    engine proposes.
    """

    text: str
    origin: From
    by: str = ""
    decision: DecisionId | None = None
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A change somewhere in the project."""

    page: PageId
    key: DecisionId
    targets: tuple[DecisionId, ...]
    by: str
    batch: str


@dataclass(frozen=True)
class Group:
    """Changes that are the same again and that nobody signed, in the order of the pages."""

    likeness: tuple[str, ...]
    spots: tuple[Spot, ...]

    @property
    def batch(self) -> bool:
        """Whether they were all made in one step."""
        return bool(self.spots[0].batch) and len({one.batch for one in self.spots}) == 1

    @property
    def many(self) -> bool:
        """Whether there are so many that they are offered as one."""
        return len(self.spots) >= MANY


@dataclass(frozen=True)
class Survey:
    """What is alike in all pages that wait. `befores` are other readings of the same words."""

    groups: Mapping[tuple[str, ...], Group] = field(default_factory=dict)
    befores: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    pages: int = 0

    def group(self, change: Change) -> Group | None:
        """The changes that are the same as one; None where they are few."""
        group = self.groups.get(change.likeness) if change.likeness else None
        return group if group and group.many else None

    def times(self, change: Change) -> int:
        """How often the same was done in all pages that wait."""
        group = self.groups.get(change.likeness) if change.likeness else None
        return len(group.spots) if group else 0

    def otherwise(self, change: Change) -> Sequence[tuple[str, int]]:
        """What else the same form was made of in these pages, the most frequent first."""
        if not change.likeness or change.what is not What.READ:
            return ()
        before, after = change.likeness[1:]
        found = self.befores.get(before, {})
        others = [(text, n) for text, n in found.items() if text != after]
        return sorted(others, key=lambda pair: (-pair[1], pair[0]))


class Judging:
    """What an editor does with pages that wait. Nobody signs what they did themselves."""

    def __init__(
        self, store: Store, recorder: Recorder, approval: Approval, settings: Settings
    ) -> None:
        self._store = store
        self._recorder = recorder
        self._approval = approval
        self._settings = settings

    # -- what waits -------------------------------------------------------------------------------

    def waiting(self, document: DocumentId | None = None) -> Sequence[PageId]:
        """The pages that wait for an editor, in order; of one document, or of all."""
        with self._store.reading() as unit:
            pages = unit.sources.in_state(State.SUBMITTED)
            if document is None:
                return pages
            here = {row.id for row in unit.sources.rows(document)}
        return [page for page in pages if page in here]

    def changes(self, view: PageView) -> Sequence[Change]:
        """The changes of a page."""
        return changes(view.reading, view.decisions, view.standing)

    def mine(self, view: PageView, by: str) -> Mine:
        """Tells of a change of the page whether it waits because a person made it."""
        if not view.people.four_eyes:
            return lambda _change: False
        own = view.standing.own(view.people.labels(by, self._recorder.login))
        return lambda change: not own.isdisjoint(change.targets)

    def asked(self, view: PageView) -> Sequence[DecisionId]:
        """The decisions of a page that open questions are about."""
        return [one.about for one in threads(view.decisions) if one.waits and one.about is not None]

    def bar(self, view: PageView, by: str) -> str:
        """Why a person cannot sign the page: "own_sent", "own" (changes of theirs), or nothing."""
        if not view.people.four_eyes:
            return ""
        labels = view.people.labels(by, self._recorder.login)
        if not labels.isdisjoint(view.standing.submitter):
            return "own_sent"
        return "own" if view.standing.is_party(labels) else ""

    def survey(self, pages: Iterable[PageId], by: str, progress: Progress | None = None) -> Survey:
        """Look through pages for what is alike. Takes a while: not for the window's thread."""
        progress = progress or Progress()
        spots: dict[tuple[str, ...], list[Spot]] = {}
        befores: dict[str, dict[str, int]] = {}
        pages = tuple(pages)
        for done, page in enumerate(pages):
            progress.report(done, len(pages))
            view = self._recorder.view(page)
            own = self.mine(view, by)
            for change in self.changes(view):
                if not change.likeness or change.approved or own(change):
                    continue
                decision = change.decision
                spot = Spot(page, decision.id, change.targets, decision.by, decision.batch)
                spots.setdefault(change.likeness, []).append(spot)
                if change.what is What.READ:
                    before, after = change.likeness[1:]
                    counts = befores.setdefault(before, {})
                    counts[after] = counts.get(after, 0) + 1
        groups = {like: Group(like, tuple(here)) for like, here in spots.items()}
        return Survey(groups, befores, len(pages))

    def header(self, view: PageView) -> Sequence[tuple[str, str]]:
        """(field, value) of the document's header that an approval of this page signs as well."""
        with self._store.reading() as unit:
            if not unit.sources.all_in(SIGNED, view.row.document, but=view.row.id):
                return ()
            decisions = unit.ledger.of(d.Place(view.row.document))
        waiting = standing(decisions, view.people).waiting
        return [
            (one.act.field_name, one.act.value)
            for one in in_force(decisions)
            if isinstance(one.act, d.SetHeader) and one.id in waiting
        ]

    # -- one change -------------------------------------------------------------------------------

    def sign(self, page: PageId, change: Change, by: str) -> Changes:
        """Sign a change. Raises NotAllowed where `by` made it."""
        return self._approval.approve_changes(page, change.targets, by)

    def reject(self, page: PageId, change: Change, by: str, comment: str = "") -> Changes:
        """Let the words read as in the source again, a mark say what it said before."""
        return self._approval.reject(page, change.rejected, by, comment)

    def read(self, page: PageId, change: Change, text: str, by: str) -> Changes:
        """Read what an editor typed in the place of a change; somebody else has to sign that.

        What comes to the source is a rejection, what comes to the change itself signs it.
        """
        text = " ".join(text.split())
        if text == change.after:
            return self.sign(page, change, by)
        if text == change.before:  # also where an added word is emptied: the source had none
            return self.reject(page, change, by)
        grounds = d.Grounds(d.Way.TYPED, change.after)
        return self._recorder.record(page, _written(change, text, grounds), by)

    def readings(self, view: PageView, change: Change) -> Sequence[Reading]:
        """What else the words may read: the source, earlier readings, what the engine proposes."""
        if change.span is None or change.mark is not None:
            return ()
        word = view.reading.word_of(change.span.first)
        found = [Reading(change.before, From.SOURCE)]
        if word is not None:
            under = frozenset(change.under)
            for chapter in reversed(story(view.reading, word, view.decisions).chapters):
                one = chapter.decision
                if one.id in under and chapter.undone is None:
                    found.append(Reading(chapter.after, From.EARLIER, one.by, one.id))
        finding = finding_of(view, change)
        for suggestion in finding.suggestions if finding else ():
            text = _in_place(change, finding, suggestion.text) if finding else ""
            found.append(Reading(text, From.SUGGESTION, suggestion=suggestion))
        seen = {change.after}
        return [one for one in found if one.text not in seen and not seen.add(one.text)]  # type: ignore[func-returns-value]

    def take(self, page: PageId, change: Change, reading: Reading, by: str) -> Changes:
        """Go back to a better reading.

        The source is a rejection. An earlier reading comes back by rejecting what lies on it, and
        is signed where somebody else made it; only what the engine proposes is the editor's own.
        """
        if reading.origin is From.SOURCE:
            return self.reject(page, change, by)
        if reading.decision is not None:
            over = tuple(one for one in change.rejected if one > reading.decision)
            drafts = [d.Draft(d.Reject(over))]
            if not self._recorder.view(page).people.same(reading.by, by):
                drafts.append(d.Draft(d.Approve((reading.decision,))))
            return self._recorder.record(page, drafts, by)
        taken = reading.suggestion
        grounds = (
            d.Grounds(
                d.Way.ACCEPTED, change.before, taken.text, None, taken.probability, taken.source
            )
            if taken
            else d.Grounds(d.Way.TYPED, change.after)
        )
        return self._recorder.record(page, _written(change, reading.text, grounds), by)

    def say(self, page: PageId, change: Change, text: str, by: str, *, asks: bool) -> Changes:
        """Say something about a change; what `asks` goes back with the page."""
        act = d.Comment(text, change.span, change.decision.id, asks)
        return self._recorder.record(page, [d.Draft(act)], by)

    # -- the page ---------------------------------------------------------------------------------

    def approve(self, page: PageId, by: str, seen: int | None = None) -> Changes:
        """Sign the page as a whole."""
        return self._approval.approve(page, by, seen)

    def send_back(self, page: PageId, by: str, comment: str = "") -> Changes:
        """Return the page to the transcriber, with its questions."""
        return self._approval.send_back(page, by, comment)

    # -- many at once -----------------------------------------------------------------------------

    @property
    def rate(self) -> float:
        """Which share of a group may stay wrong at most when its rest is signed unseen."""
        return float(self._settings.get("bulk_rate"))

    def size_for(self, group: Group, wrong: int = 0) -> int:
        """How many places of a group have to be looked at, with so many wrong ones among them."""
        return size_needed(len(group.spots), self.rate, wrong)

    def draw(self, group: Group, size: int, seed: int) -> tuple[Spot, ...]:
        """So many places of a group at random."""
        return draw(group.spots, size, seed)

    def sign_rest(
        self, rest: Sequence[Spot], sample: Sample, by: str, progress: Progress | None = None
    ) -> Changes:
        """Sign as one step what nobody looked at; each decision says on which sample it rests.

        Raises NotAllowed where the sample does not allow it, UsageError where it is about another
        number of places; nothing is signed then.
        """
        if len(rest) > sample.rest:
            raise UsageError(said("errors.sample_of_others", n=len(rest), rest=sample.rest))
        needed = size_needed(sample.total, self.rate, sample.wrong)
        if not sample.allows(self.rate):
            raise NotAllowed(
                said("errors.too_much_wrong", n=sample.left[1], total=sample.total),
                safe=said("errors.nothing_was_signed"),
                advice=said("errors.judge_more", n=needed),
            )
        grounds = d.Grounds(source=sample.note)
        pages: dict[PageId, list[DecisionId]] = {}
        for spot in rest:
            pages.setdefault(spot.page, []).extend(spot.targets)
        if progress is not None:
            progress.report(0, len(pages))
        steps = [
            (page, [d.Draft(d.Approve(tuple(targets)), grounds)]) for page, targets in pages.items()
        ]
        return self._recorder.record_all(steps, by)


def finding_of(view: PageView, change: Change) -> Finding | None:
    """What the engine had found on the words of a change, if it is still known."""
    span = change.span
    if span is None or change.mark is not None:
        return None
    return next((one for one in view.findings if one.span.touches(span)), None)


def evidence_of(view: PageView, change: Change) -> tuple[Message, ...]:
    """Why the suggestion that was taken was proposed, if that is still known."""
    finding, taken = finding_of(view, change), change.decision.grounds.suggestion
    if finding is None or not taken:
        return ()
    return next((one.evidence for one in finding.suggestions if one.text == taken), ())


def _in_place(change: Change, finding: Finding, text: str) -> str:
    """The whole words of a change with a suggestion where the finding's form stood."""
    if change.before[finding.start : finding.end] == finding.form:
        return change.before[: finding.start] + text + change.before[finding.end :]
    return text


def _written(change: Change, text: str, grounds: d.Grounds) -> list[d.Draft]:
    """The drafts that read `text` where a change stands."""
    act = change.decision.act
    if isinstance(act, d.Insert) and change.span is None:
        again = d.Insert(act.line, act.after, text)
        return [d.Draft(d.Reject(change.targets)), d.Draft(again, grounds)]
    if change.span is None or change.mark is not None:
        raise UsageError(said("errors.no_words_to_type"), safe=said("errors.nothing_was_changed"))
    return [d.Draft(d.Replace(change.span, text), grounds)]
