"""What a page adds to a report: its decisions, gone through once, in order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId, DocumentId
from reviewer.core.people import PLAIN, People
from reviewer.core.reading import in_force
from reviewer.core.record import SORTS, Sort
from reviewer.core.report import (
    RANKS,
    WORD_ACTS,
    Accepted,
    Judged,
    Made,
    PersonSum,
    Sampled,
    Scope,
    Talk,
    Threads,
    made_of,
)
from reviewer.core.report_samples import Samples
from reviewer.core.report_threads import Talks
from reviewer.core.standings import Track
from reviewer.core.stories import span_of
from reviewer.core.work import MACHINES
from reviewer.core.workflow import State

_WRITES = (d.Replace, d.Split, d.Join)
_DAY = 86_400.0  # seconds


@dataclass
class _Doing:
    """What a person did, as it is added up."""

    name: str
    acts: Counter[Sort] = field(default_factory=Counter)
    undone: int = 0
    ranks: Counter[int] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)

    def merge(self, other: "_Doing") -> None:
        """Add what the same person did elsewhere."""
        self.name = other.name
        self.acts.update(other.acts)
        self.undone += other.undone
        self.ranks.update(other.ranks)
        self.ways.update(other.ways)


class Sums:
    """Adds up pages, each handed over once with all its decisions; keeps none of these."""

    def __init__(self, scope: Scope, people: People = PLAIN) -> None:
        """`people` says who counts as whom."""
        self._scope = scope
        self._known = people
        self._people: dict[str, _Doing] = {}
        self._called: dict[str, str] = {}
        self._names: dict[str, tuple[str, str]] = {}
        self._days: dict[date, Counter[str]] = defaultdict(Counter)
        self._kinds: dict[Made, Counter[str]] = defaultdict(Counter)
        self._persons: dict[str, Counter[str]] = defaultdict(Counter)
        self._talks = Talks(scope, people)
        self._samples = Samples(scope, people)
        self.waits: list[float] = []
        """Days from import to approval, of each page."""
        self.decided: Counter[DocumentId] = Counter()
        """Decisions within the days, of each document."""

    def add(self, decisions: Sequence[d.Decision], imported: datetime | None = None) -> None:
        """Add the decisions of a page, in order, or those of a document alone (`imported` None)."""
        stand = {one.id for one in in_force(decisions)}
        counted = [one for one in decisions if self._scope.holds(one.at)]
        for one in counted:
            self._count(one, one.id in stand)
        if counted:
            self.decided[counted[0].place.document] += len(counted)
        self._talks.add(decisions)
        self._samples.add(decisions, stand)
        if imported is not None:
            self._judge(decisions, stand, imported)

    def merge(self, other: "Sums") -> None:
        """Add what was added up of other pages, for the same scope and people."""
        for key, theirs in other._people.items():
            self._people.setdefault(key, _Doing(theirs.name)).merge(theirs)
        self._called.update(other._called)
        for mine, counts in (
            *((self._days[day], counts) for day, counts in other._days.items()),
            *((self._kinds[made], counts) for made, counts in other._kinds.items()),
            *((self._persons[key], counts) for key, counts in other._persons.items()),
        ):
            mine.update(counts)
        self._talks.merge(other._talks)
        self._samples.merge(other._samples)
        self.waits += other.waits
        self.decided.update(other.decided)

    # -- who did what -----------------------------------------------------------------------------

    def _count(self, one: d.Decision, stands: bool) -> None:
        key, doing = self._of(one.by)
        doing.acts[SORTS[one.act.name]] += 1
        doing.undone += not stands
        self._days[one.at.astimezone().date()][key] += 1
        if not stands or not isinstance(one.act, WORD_ACTS):
            return
        way, rank = one.grounds.way, one.grounds.rank
        if way in MACHINES:
            doing.ways["automatic"] += 1
        elif way is d.Way.ACCEPTED and rank:
            doing.ranks[min(rank, RANKS)] += 1
        elif isinstance(one.act, d.Keep):
            doing.ways["kept"] += 1
        else:
            doing.ways["instead" if way is d.Way.EDITED else "typed"] += 1

    def _of(self, name: str) -> tuple[str, _Doing]:
        """Who goes by a name: as they are counted, and what they did."""
        known = self._names.get(name)
        if known is None:
            known = self._names[name] = self._known.key(name), self._known.name_of(name)
        key, called = known
        doing = self._people.get(key)
        if doing is None:
            doing = self._people[key] = _Doing(called)
        doing.name = self._called[key] = called
        return key, doing

    # -- what editors made of it ------------------------------------------------------------------

    def _judge(
        self, decisions: Sequence[d.Decision], stand: set[DecisionId], imported: datetime
    ) -> None:
        walk = _Judging(self._known)
        track, approved = Track(self._known, {one.id: one for one in decisions}), None
        for one in decisions:
            if one.id not in stand:
                walk.undone(one)
                continue
            before = track.state
            track.take(one)
            walk.step(one, before, track.state)
            if track.state is State.APPROVED and before is State.SUBMITTED:
                approved = one.at
            elif track.state is State.IN_WORK:
                approved = None
        for made, by, verdict, at in walk.verdicts():
            if self._scope.holds(at):
                self._kinds[made][verdict] += 1
                key = self._known.key(by)
                self._persons[key][verdict] += 1
                self._called.setdefault(key, self._known.name_of(by))
        if approved and self._scope.holds(approved):
            self.waits.append((approved - imported).total_seconds() / _DAY)

    # -- sums -------------------------------------------------------------------------------------

    @property
    def people(self) -> tuple[PersonSum, ...]:
        """What each person did, who decided most first."""
        found = [
            PersonSum(one.name, dict(one.acts), one.undone, _accepted([one]))
            for one in self._people.values()
            if one.acts
        ]
        return tuple(sorted(found, key=lambda one: (-one.all, one.name)))

    @property
    def accepted(self) -> Accepted:
        """How all words were decided."""
        return _accepted(self._people.values())

    @property
    def days(self) -> Mapping[date, Mapping[str, int]]:
        """Decisions by day and person, in order; only days on which there were any."""
        return {
            day: {self._called[key]: n for key, n in sorted(counts.items())}
            for day, counts in sorted(self._days.items())
        }

    @property
    def by_kind(self) -> Mapping[Made, Judged]:
        """What was judged, by how it came about; only kinds of which anything was."""
        return {made: _judged(self._kinds[made]) for made in Made if made in self._kinds}

    @property
    def by_person(self) -> Mapping[str, Judged]:
        """What was judged, by whose change it was."""
        return {self._called[key]: _judged(counts) for key, counts in sorted(self._persons.items())}

    @property
    def threads(self) -> Threads:
        """The threads opened within the days, as they are now."""
        return self._talks.sums

    @property
    def samples(self) -> tuple[Sampled, ...]:
        """The samples on which changes were signed within the days."""
        return self._samples.sums

    def talk_of(self, document: DocumentId) -> Talk:
        """The threads of one document."""
        return self._talks.of(document)


class _Judging:
    """What became of the changes of one page. A change is judged once it was sent to the editor.

    Rejected by somebody else, it is rejected, also where the editor then wrote it otherwise; read
    otherwise by somebody else, it is changed; else it is agreed to when somebody else signs it, or
    the page on which it stands. What people took back or read otherwise before it was sent was
    never judged.
    """

    def __init__(self, people: People) -> None:
        self._people = people
        self._waiting: dict[DecisionId, d.Decision] = {}
        self._sent: set[DecisionId] = set()
        self._known: dict[DecisionId, d.Decision] = {}
        self._said: dict[DecisionId, tuple[str, datetime]] = {}
        self._on: dict[int, set[DecisionId]] = defaultdict(set)

    def undone(self, one: d.Decision) -> None:
        """A decision that does not stand: it may have been rejected later, or simply taken back."""
        if isinstance(one.act, d.TEXT_ACTS):
            self._known[one.id] = one

    def step(self, one: d.Decision, before: State, after: State) -> None:
        """One more decision that stands, with the page's state before and after it."""
        act = one.act
        if isinstance(act, d.TEXT_ACTS):
            self._write(one)
        elif isinstance(act, d.Submit) and after is State.SUBMITTED:
            self._sent.update(self._waiting)
        elif isinstance(act, d.Reject):
            for target in act.targets:
                if target in self._known:
                    self._say(self._known[target], "rejected", one)
        elif isinstance(act, d.Approve):
            signed = act.targets or (self._waiting if after is State.APPROVED != before else ())
            for target in [*signed]:
                if target in self._waiting:
                    self._say(self._waiting[target], "agreed", one)

    def verdicts(self) -> Iterable[tuple[Made, str, str, datetime]]:
        """Each change that was judged: how it came about, whose it was, and what was said when."""
        for number, (verdict, at) in self._said.items():
            one = self._known[number]
            yield made_of(one), one.by, verdict, at

    def _write(self, one: d.Decision) -> None:
        span = span_of(one.act) if isinstance(one.act, (*_WRITES, d.Keep)) else None
        tokens = range(span.first, span.last + 1) if span else ()
        if isinstance(one.act, _WRITES):
            under = {number for token in tokens for number in self._on[token]}
            for number in sorted(under & self._waiting.keys()):
                self._overwrite(self._waiting[number], one)
        self._waiting[one.id] = self._known[one.id] = one
        for token in tokens:
            self._on[token].add(one.id)

    def _overwrite(self, other: d.Decision, one: d.Decision) -> None:
        """The words of a change are read anew by a later one."""
        if _same(one.act, other.act):
            return
        if other.id in self._sent and self._another(one, other):
            self._say(other, "changed", one)
        del self._waiting[other.id]

    def _say(self, about: d.Decision, verdict: str, by: d.Decision) -> None:
        """A verdict of somebody else; the first that is not mere agreement stays."""
        kept = self._said.get(about.id)
        if self._another(about, by) and (kept is None or verdict != "agreed" == kept[0]):
            self._said[about.id] = verdict, by.at

    def _another(self, one: d.Decision, other: d.Decision) -> bool:
        mine = self._people.labels(one.by, one.login)
        return mine.isdisjoint(self._people.labels(other.by, other.login))


def _same(one: d.Act, other: d.Act) -> bool:
    return (
        isinstance(one, d.Replace)
        and isinstance(other, d.Replace)
        and ((one.span, one.text) == (other.span, other.text))
    )


def _accepted(people: Iterable[_Doing]) -> Accepted:
    made = Accepted()
    for one in people:
        ranks = tuple(n + one.ranks[rank] for rank, n in enumerate(made.ranks, 1))
        more = {name: getattr(made, name) + n for name, n in one.ways.items()}
        made = replace(made, ranks=ranks, **more)
    return made


def _judged(counts: Counter[str]) -> Judged:
    return Judged(counts["agreed"], counts["rejected"], counts["changed"])
