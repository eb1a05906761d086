"""What an archival file says of approvals, and how much of it holds in the project.

Nobody can tell whether a file is right about who approved what. So the names are told to whoever
opens it, with the number of pages, also where the approval does not count.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from reviewer.core.decisions import Decision
from reviewer.core.ids import DecisionId, PageId
from reviewer.core.messages import said
from reviewer.core.people import FOUR_EYES, OFF, ON, People, PeopleChange
from reviewer.core.standings import standing
from reviewer.core.states import SIGNED

_ALONE = PeopleChange(datetime.min.replace(tzinfo=UTC), "", DecisionId(0), FOUR_EYES, ON, OFF)


@dataclass(frozen=True, slots=True)
class Claim:
    """Pages that a file says a person approved; `counts`: they are approved in the project."""

    by: str
    pages: int
    counts: bool

    @property
    def sentence(self) -> str:
        """The claim in words."""
        name = "restoring.approved" if self.counts else "restoring.approved_not_here"
        return said(name, n=self.pages, name=self.by)


def claims_of(
    told: Mapping[PageId, Sequence[Decision]],
    now: Mapping[PageId, Sequence[Decision]],
    refused: Mapping[PageId, str],
    people: People,
) -> tuple[Claim, ...]:
    """The claims of a file, by person.

    `told` is the ledger of each page as the file tells it, `now` as the project has it; `refused`
    names who approved a page in a step that was left out.
    """
    believing = _believing(people)
    found: Counter[tuple[str, bool]] = Counter()
    for page in {**told, **now, **refused}:
        here = standing(now.get(page, ()), people)
        there = standing(told.get(page, ()), believing)
        signed = here.state in SIGNED
        if signed or there.state in SIGNED:
            found[(here if signed else there).approved_by, signed] += 1
        elif page in refused:
            found[refused[page], False] += 1
    return tuple(Claim(by, pages, counts) for (by, counts), pages in sorted(found.items()))


def _believing(people: People) -> People:
    """The people, had everybody been allowed to approve their own work from the beginning."""
    return replace(people, changes=(_ALONE,))
