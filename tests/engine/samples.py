"""Short ways to say "this page" and "that finding" in engine tests."""

from reviewer.core.decisions import Span
from reviewer.core.findings import Finding, Kind
from reviewer.core.fold import fold
from reviewer.core.model import Page
from reviewer.core.reading import PageReading
from reviewer.core.text import make_lines


def page_of(text: str) -> PageReading:
    """An undecided page with this text."""
    return fold(Page(1, make_lines(text)))


def finding_of(form: str, token: int = 0) -> Finding:
    """A finding that covers a whole token."""
    return Finding(Span(token, token), 0, len(form), form, Kind.NON_WORD, 0.5)
