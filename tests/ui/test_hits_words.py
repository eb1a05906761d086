"""Hits as rows say them."""

import pytest

from reviewer.core.ids import DocumentId, PageId
from reviewer.core.messages import Catalogue
from reviewer.core.occurrences import Hit
from reviewer.ui.hits_words import Asking, shown


@pytest.fixture(scope="module")
def say() -> Catalogue:
    return Catalogue.load()


def test_words_over_the_end_of_a_line_read_as_within_one(say: Catalogue) -> None:
    here = DocumentId(1)
    hit = Hit(PageId(1), here, 1, 0, 3, 40, 50, "Port\nAnsel", "ferry at ", " had")
    row = shown(hit, Asking(reading="Port Anselm"), {here: "Memoranda"}, here, say)
    assert row.form == "Port Ansel"
    assert row.reading == "Port Anselm"
