"""The end of a message: `closer` and `postscript`, with what may stand between them."""

from collections.abc import Callable, Sequence

from reviewer.core.model import Role
from reviewer.formats.writers.tei.nodes import Element, Outline
from reviewer.formats.writers.tei.parts import Part

_LINES = {Role.DATELINE: "dateline", Role.SIGNATURE: "signed", Role.SALUTATION: "salute"}


def closing(
    parts: Sequence[Part],
    out: Outline,
    between: Callable[[Outline, Part], None],
    paragraph: Callable[[Part], Element],
) -> None:
    """Write the last parts of a message: closing lines, postscripts, and what has no place."""
    is_open = ""
    for part in parts:
        name = "closer" if part.role in _LINES else ""
        if part.role is Role.POSTSCRIPT:
            name = "postscript"
        if name != is_open:
            if is_open:
                out.end()
            if name:
                out.begin(name)
            is_open = name
        if part.role is Role.POSTSCRIPT:
            out.put(paragraph(part))
        elif part.role in _LINES:
            out.put(part.made(_LINES[part.role]))
        else:
            between(out, part)
    if is_open:
        out.end()
