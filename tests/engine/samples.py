"""Short ways to say "this page" and "that form" in engine tests."""

from typing import TYPE_CHECKING

from reviewer.core.fold import fold
from reviewer.core.model import Page
from reviewer.core.reading import PageReading
from reviewer.core.text import make_lines
from reviewer.engine.tokenizing import cut

if TYPE_CHECKING:
    from reviewer.engine.forms import Forms
    from reviewer.engine.knowledge import Knowledge


def page_of(text: str) -> PageReading:
    """An undecided page with this text."""
    return fold(Page(1, make_lines(text)))


def forms_of(knowledge: "Knowledge", *texts: str) -> "Forms":
    """A table that has these forms, in this order; each is one piece."""
    from reviewer.engine.forms import Forms

    table = Forms(knowledge)
    for text in texts:
        (piece,) = cut(text)
        table.add(piece)
    table.complete()
    return table
