"""Made-up papers, and what is offered for them."""

from collections.abc import Sequence

from reviewer.core.decisions import Act
from reviewer.core.fold import fold
from reviewer.core.model import Page
from reviewer.core.offers import Offer
from reviewer.core.reading import PageReading
from reviewer.core.structure import structure
from reviewer.core.text import make_lines
from tests.core.strategies import ledger

BODY = """     The Minister received us at noon and spoke for an hour about the
harbour works, which he said would be finished before the winter.

     He added that the loan was not yet signed and that he did not
expect it to be signed before the end of the year.
"""

LETTER = f"""SECRET

Letter From the Consul at Port Amber to the Minister of Works

Port Amber, March 3, 1954, 6 p.m.

SUBJECT

Repair of the harbour wall

{BODY}
R. Alder

- 2 -
"""


def paper(text: str, number: int = 1) -> Page:
    return Page(number, make_lines(text))


def reading(text: str, *acts: Act, number: int = 1) -> PageReading:
    return fold(paper(text, number), ledger(list(acts)))


def offered(text: str, *acts: Act, near: Sequence[Page] = (), number: int = 1) -> list[Offer]:
    return list(structure(reading(text, *acts, number=number), near))


def said(
    text: str, *acts: Act, near: Sequence[Page] = (), number: int = 1
) -> list[tuple[str, str]]:
    """Kind and words of all offers, in the order of the page."""
    page = reading(text, *acts, number=number)
    texts = {line.n: line.text for line in page.lines}
    found = structure(page, near)
    return [
        (offer.kind, texts[offer.line][offer.start : offer.end])
        for offer in sorted(found, key=lambda offer: (offer.line, offer.start))
    ]


def kinds(text: str, near: Sequence[Page] = (), number: int = 1) -> list[str]:
    return [kind for kind, _ in said(text, near=near, number=number)]
