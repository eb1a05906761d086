"""Editors' signs in formats that have letters only: [supplied], doubtful[?]."""

from collections.abc import Iterator, Sequence

from reviewer.core.printed import About, Inline, Run

_SIGNS = {About.SUPPLIED: ("[", "]"), About.UNCLEAR: ("", "[?]")}


def bracketed(runs: Sequence[Inline], signs: bool) -> Iterator[tuple[Inline, str, str]]:
    """Each piece of a row of runs with the signs before and behind it; none unless `signs`."""
    for i, one in enumerate(runs):
        before = behind = ""
        if signs and isinstance(one, Run):
            for about, (opening, closing) in _SIGNS.items():
                mark = one.mark(about)
                if mark is None:
                    continue
                # A mark may lie around several runs: its signs stand at its ends.
                if not any(isinstance(other, Run) and mark in other.marks for other in runs[:i]):
                    before += opening
                if not any(isinstance(o, Run) and mark in o.marks for o in runs[i + 1 :]):
                    behind += closing
        yield one, before, behind
