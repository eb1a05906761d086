"""Changes told in a sentence, in the quotation marks of each language."""

import pytest

from reviewer.core import decisions as d
from reviewer.core.fold import fold
from reviewer.core.judging import Change, What
from reviewer.core.marks import Anchor, MarkName, PlacedMark
from reviewer.core.messages import Catalogue
from reviewer.core.model import Page
from reviewer.core.text import make_lines
from reviewer.ui.change_words import told
from tests.core.strategies import ledger


def change(what: What, *, marked: bool, before: str = "Lion") -> Change:
    (decision,) = ledger([d.Replace(d.Span(0, 0), "Lyon")])
    mark = PlacedMark(decision.id, MarkName.PLACE, Anchor(0, 0), Anchor(0, 4))
    return Change(
        *(decision, what, 0, 0, before, "Lyon", "", "", False, d.Span(0, 0)),
        mark=mark if marked else None,
    )


@pytest.mark.parametrize(
    "language, said",
    [
        (
            "en",
            [
                "“Lyon” · Place",
                "Taken back since the page was approved: Place, “Lyon”",
                "Taken back since the page was approved: “Lion” → “Lyon”",
            ],
        ),
        (
            "de",
            [
                "„Lyon“ · Ort",
                "Zurückgenommen, seit die Seite freigegeben wurde: Ort, „Lyon“",
                "Zurückgenommen, seit die Seite freigegeben wurde: „Lion“ → „Lyon“",
            ],
        ),
    ],
)
def test_words_are_quoted_as_the_language_quotes(language: str, said: list[str]) -> None:
    say, reading = Catalogue.load(language), fold(Page(1, make_lines("Lion\n")), ())
    changes = [
        change(What.MARKED, marked=True),
        change(What.RESTORED, marked=True),
        change(What.RESTORED, marked=False),
    ]
    assert [told(one, reading, say) for one in changes] == said
