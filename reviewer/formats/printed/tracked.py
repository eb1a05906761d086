"""The words that the machine read against those that were approved, as tracked changes.

Made of the archival profile, which has both. Accepting all changes gives the text of the reading
profile, rejecting all the words as imported: what belongs to the sheet, or was crossed out in the
document, is a deletion, an editor's note an insertion.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reviewer.core.printed import (
    About,
    Break,
    Inline,
    Matter,
    Note,
    PageBegin,
    Run,
    Step,
    is_read,
)

_NEW = frozenset({About.CORR, About.REG, About.EXPAN})
_SIGNED = frozenset({About.CHOICE, About.DELETED, About.SURPLUS, About.FURNITURE, About.GAP})


@dataclass(frozen=True, slots=True)
class Edited:
    """Words that were taken out or put in, by whom, and when (ISO 8601; empty where unknown)."""

    inline: Run | Note
    deleted: bool
    by: str
    when: str


class Tracking:
    """Makes tracked changes of runs of the archival profile."""

    def __init__(self, matter: Matter) -> None:
        self._people = matter.people
        self._steps: Mapping[str, Step] = {step.id: step for step in matter.steps if step.id}
        last = matter.steps[0] if matter.steps else None
        self._by = last.by if last and last.by else "Reviewer"
        self._when = last.when if last else ""

    def __call__(self, runs: Sequence[Inline], furniture: bool) -> tuple[Inline | Edited, ...]:
        """The content of a paragraph; all of it goes where it is the sheet's `furniture`."""
        found = [made for one in runs for made in self._one(one, furniture)]
        return tuple(_with_blanks(found))

    def _one(self, one: Inline, furniture: bool) -> Sequence[Inline | Edited]:
        if isinstance(one, Break | PageBegin):
            return (one,)
        if isinstance(one, Note):
            if not one.marginal:
                return (Edited(one, False, self._people.get(one.by, self._by), self._when),)
            # Its words are the document's: they stand in the line, with their own changes.
            inside = [made for inner in one.runs for made in self._one(inner, furniture)]
            return (Run(" "), *inside, Run(" "))
        gap = one.under(About.GAP)
        imported = not one.under(*_NEW) and not gap
        read = (is_read(one) or _is_shown_gap(one)) and not furniture
        if imported and read:
            return (one,)
        if not imported and not read:
            return ()
        by, when = self._who(one)
        return (Edited(one, not read, by, when),)

    def _who(self, run: Run) -> tuple[str, str]:
        """Who changed these words, and when: as the innermost mark that tells it says."""
        for mark in reversed(run.marks):
            if mark.about in _SIGNED and (resp := mark.get("resp")):
                step = self._steps.get(mark.get("change").removeprefix("#"))
                by = self._people.get(resp.split()[0].removeprefix("#"), self._by)
                return by, step.when if step else self._when
        return self._by, self._when


def _is_shown_gap(run: Run) -> bool:
    """A description of a gap is shown, unless the words around it are not."""
    without = Run(run.text, tuple(mark for mark in run.marks if mark.about is not About.GAP))
    return run.under(About.GAP) and is_read(without)


def _with_blanks(found: Sequence[Inline | Edited]) -> list[Inline | Edited]:
    """What only goes, or only comes, takes the blank beside it along: else two would remain."""
    made = list(found)
    for i, one in enumerate(made):
        if not isinstance(one, Edited) or not isinstance(one.inline, Run):
            continue
        before = made[i - 1] if i else None
        behind = made[i + 1] if i + 1 < len(made) else None
        if isinstance(before, Edited) or isinstance(behind, Edited):
            continue
        parted = behind is None or (isinstance(behind, Run) and behind.text.startswith(" "))
        if not parted:
            continue
        if isinstance(before, Run) and before.text.endswith(" "):
            made[i - 1] = Run(before.text[:-1], before.marks)
            made[i] = replace(one, inline=Run(f" {one.inline.text}", one.inline.marks))
        elif before is None and isinstance(behind, Run):
            made[i + 1] = Run(behind.text[1:], behind.marks)
            made[i] = replace(one, inline=Run(f"{one.inline.text} ", one.inline.marks))
    return [one for one in made if not (isinstance(one, Run) and not one.text)]
