"""Text that goes on from the page before."""

import re
from collections.abc import Iterator

from reviewer.core.decisions import Flow, SetFlow
from reviewer.core.messages import Message
from reviewer.core.model import Page, Role
from reviewer.core.offers import Offer, offer_key
from reviewer.core.structure.look import Look, Row

_STOPS = re.compile(r"[.!?:;…][\"”’»“)\]]*$")
_FOOT = re.compile(r"\W*((page|seite|p\.)?\s*\d{1,4}( of \d+)?|[ivxlc]+)\W*", re.IGNORECASE)
_HEAD = 4
"""Above the text, a page has no more lines of the sheet than so many."""
_LEAST = 4
"""A line of running text has so many words, where it was not broken off."""


def runs_on(look: Look) -> Iterator[Offer]:
    """The first line of running text, where it and the page before say that it goes on."""
    row = _first(look)
    if row is None or not row.text[0].islower() or row.line.flow is not Flow.USUAL:
        return
    if row.line.n in look.said_flow:
        return
    before = next((page for page in look.near if page.number == look.page.page.number - 1), None)
    end = _last(before) if before else ""
    if not end or _STOPS.search(end) or len(end.split()) < _LEAST or end.isupper():
        return
    yield Offer(
        key=offer_key("runs-on", row.line.n),
        kind="runs-on",
        line=row.line.n,
        start=row.start,
        end=row.end,
        acts=(SetFlow(row.line.n, Flow.RUNS_ON),),
        words=Message("offers.words.runs-on", {"text": " ".join(end.split()[-_LEAST:])}),
        sure=0.9,
    )


def _first(look: Look) -> Row | None:
    """The first line of running text; what stands above it has to be of the sheet."""
    for row in look.rows[: _HEAD + 1]:
        if row.line.role is not Role.BODY:
            continue
        if row.prose or len(row.words) >= _LEAST:
            return row
        if not row.alone and row.text[0].islower():
            return None
    return None


def _last(page: Page) -> str:
    """The last line of a page's text, without a page number below it."""
    for line in reversed(page.lines):
        text = line.text.strip()
        if text and line.role is Role.BODY and not _FOOT.fullmatch(text):
            return text
    return ""
