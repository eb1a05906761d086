"""Editors' signs in formats that have letters only: [supplied], doubtful[?]."""

from collections.abc import Iterator, Sequence

from reviewer.core.printed import About, Inline, Run, Sign

_SIGNS = {About.SUPPLIED: ("[", "]"), About.UNCLEAR: ("", "[?]")}


def bracketed(runs: Sequence[Inline], signs: bool) -> Iterator[tuple[Inline, str, str]]:
    """Each piece of a row of runs with the signs before and behind it; none unless `signs`."""
    # A mark may lie around several runs: its signs stand at its ends.
    first: dict[Sign, int] = {}
    last: dict[Sign, int] = {}
    for i, one in enumerate(runs if signs else ()):
        for mark in _signed(one):
            first.setdefault(mark, i)
            last[mark] = i
    for i, one in enumerate(runs):
        marks = _signed(one) if signs else []
        before = "".join(_SIGNS[mark.about][0] for mark in marks if first[mark] == i)
        behind = "".join(_SIGNS[mark.about][1] for mark in reversed(marks) if last[mark] == i)
        yield one, before, behind


def _signed(one: Inline) -> list[Sign]:
    return [mark for mark in one.marks if mark.about in _SIGNS] if isinstance(one, Run) else []
