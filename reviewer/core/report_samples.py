"""What a page adds to a report of the random samples that approvals rest on."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reviewer.core import decisions as d
from reviewer.core.ids import DecisionId
from reviewer.core.judging import bare
from reviewer.core.people import People
from reviewer.core.report import Sampled, Scope, made_of
from reviewer.core.sampling import Sample, read_note


@dataclass
class _Signing:
    """A step that rests on a sample, as its pages are added up."""

    sampled: Sampled
    people: set[str] = field(default_factory=set)
    pages: int = 0


class Samples:
    """Adds up the random samples on which changes were signed within the days."""

    def __init__(self, scope: Scope, people: People) -> None:
        self._scope = scope
        self._known = people
        self._signings: dict[str, _Signing] = {}

    def add(self, decisions: Sequence[d.Decision], stand: Container[DecisionId]) -> None:
        """Add a page, of whose decisions those in `stand` were not taken back."""
        by_id: Mapping[DecisionId, d.Decision] = {}
        for one in decisions:
            sample = _sample(one)
            if sample is not None and one.id in stand and self._scope.holds(one.at):
                by_id = by_id or {other.id: other for other in decisions}
                self._sign(one, sample, by_id)

    def _sign(
        self, one: d.Decision, sample: Sample, by_id: Mapping[DecisionId, d.Decision]
    ) -> None:
        meant = [by_id[target] for target in _targets(one.act) if target in by_id]
        if not meant:
            return
        key = one.batch or f"{one.id}"
        signing = self._signings.get(key)
        if signing is None:
            told = _told(one, key, sample, meant[-1])
            signing = self._signings[key] = _Signing(replace(told, by=self._known.name_of(one.by)))
        signing.pages += 1
        signing.people.update(self._known.name_of(change.by) for change in meant)
        if any(change.batch != signing.sampled.batch for change in meant):
            signing.sampled = replace(signing.sampled, batch="")

    def merge(self, other: "Samples") -> None:
        """Add what was added up of other pages."""
        for key, theirs in other._signings.items():
            own = self._signings.setdefault(key, _Signing(theirs.sampled))
            own.pages += theirs.pages
            own.people |= theirs.people
            if own.sampled.batch != theirs.sampled.batch:
                own.sampled = replace(own.sampled, batch="")

    @property
    def sums(self) -> tuple[Sampled, ...]:
        """The samples, the oldest first."""
        found = [
            replace(one.sampled, pages=one.pages, people=tuple(sorted(one.people)))
            for one in self._signings.values()
        ]
        return tuple(sorted(found, key=lambda one: (one.at, one.signing)))


def _targets(act: d.Act) -> Sequence[DecisionId]:
    return act.targets if isinstance(act, d.Approve) else ()


def _sample(one: d.Decision) -> Sample | None:
    return read_note(one.grounds.source) if _targets(one.act) else None


def _told(one: d.Decision, key: str, sample: Sample, change: d.Decision) -> Sampled:
    before = after = ""
    if isinstance(change.act, d.Replace):
        before, after = bare(change.grounds.form, change.act.text)
    return Sampled(
        at=one.at,
        by=one.by,
        signing=key,
        sample=sample,
        pages=0,
        made=made_of(change),
        before=before,
        after=after,
        batch=change.batch,
    )
