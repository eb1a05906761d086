"""Templates: words with placeholders, as `pg_{n}`, `{page:04}` or `{rend:styles}`.

A placeholder is filled with a value of what the template is for. After the colon stands a number
of figures, or the name of a table that says another word for each value. A template one of whose
placeholders has no value says nothing. `{{` and `}}` are braces.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

_PIECE = re.compile(r"\{\{|\}\}|\{([A-Za-z][\w.-]*)(?::([\w-]+))?\}|[{}]")


class Named(NamedTuple):
    """A placeholder: what it names, and what stands after the colon."""

    name: str
    how: str


def placeholders(template: str) -> Iterator[Named | None]:
    """The placeholders of a template; None for a brace that is none."""
    for found in _PIECE.finditer(template):
        if found[0] in ("{{", "}}"):
            continue
        yield Named(found[1], found[2] or "") if found[1] else None


def fill(
    templates: Sequence[str],
    values: Mapping[str, str],
    maps: Mapping[str, Mapping[str, str]],
) -> str:
    """What the first template says that can be filled; empty where none can."""
    for template in templates:
        missing = False

        def piece(found: re.Match[str]) -> str:
            nonlocal missing
            if not found[1]:
                return found[0][:1]
            value = values.get(found[1], "")
            how = found[2] or ""
            if how.isdigit():
                value = value.zfill(int(how)) if value else ""
            elif how:
                value = maps[how].get(value, "")
            missing |= not value
            return value

        made = " ".join(_PIECE.sub(piece, template).split())
        if made and not missing:
            return made
    return ""
