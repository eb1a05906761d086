"""Neighbours that may be one word."""

from pathlib import Path

import pytest

from reviewer.core.decisions import Keep, Span
from reviewer.core.fold import fold
from reviewer.core.model import Page
from reviewer.core.text import make_lines
from reviewer.engine.joining import COMMON
from reviewer.engine.knowledge import Knowledge
from reviewer.engine.pipeline import Engine
from reviewer.engine.survey import Surveyor
from tests.core.strategies import ledger
from tests.engine.samples import page_of


def joins(knowledge: Knowledge, text: str) -> list[tuple[str, bool, bool]]:
    """The joins of a text: the word they make, whether a line ends in it, whether a hyphen does."""
    ((survey, forms),) = Surveyor(knowledge).surveys(page_of(text))
    return [(forms.forms[j.form].text, j.broken, j.hyphen) for j in survey.joins]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("ri ver", [("river", False, False)]),
        ("(ri ver),", [("river", False, False)]),
        ("ri-\nver", [("river", True, True)]),
        ("ri\nver", [("river", True, False)]),
        ("ri- ver", [("river", False, True)]),
        # Damaged as well as parted: both are unknown, or one is and the other is a fragment.
        ("hox sxe", [("hoxsxe", False, False)]),
        ("hoxs a", [("hoxsa", False, False)]),
        ("the hoxs", [("thehoxs", False, False)]),
        ("hoxs river", []),
        ("qx z", []),
        # What signs part is two words.
        ("ri, ver", []),
        ("ri (ver", []),
        ("ri's ver", []),
        ("ri 7 ver", []),
        # Both are words, and what they make is none.
        ("house river", []),
        ("the house of the river", []),
    ],
)
def test_what_may_be_one_word(
    knowledge: Knowledge, text: str, expected: list[tuple[str, bool, bool]]
) -> None:
    assert joins(knowledge, text) == expected


def test_the_hyphen_of_a_compound_may_be_a_misread_letter(knowledge: Knowledge) -> None:
    assert joins(knowledge, "hou-xe") == [("hou-xe", False, False)]
    assert joins(knowledge, "river-house") == []


def test_what_a_person_settled_is_joined_to_nothing(knowledge: Knowledge) -> None:
    page = Page(1, make_lines("ri ver"))
    ((survey, _),) = Surveyor(knowledge).surveys(fold(page, ledger([Keep(Span(1, 1))])))
    assert survey.joins == []


def test_two_words_that_seldom_stand_together_may_be_one(small: Path) -> None:
    # "of the" stands side by side as often as "ofthe" would; "the of" never does.
    words = small / "words.tsv"
    often = words.read_text("utf-8") + f"ofthe\t{COMMON + 5}\ntheof\t{COMMON + 5}\n"
    words.write_text(often, "utf-8")
    knowledge = Engine(small).knowledge
    assert joins(knowledge, "river of the house") == []
    assert joins(knowledge, "house the of river") == [("theof", False, False)]
    words.write_text(often.replace(f"theof\t{COMMON + 5}", f"theof\t{COMMON - 5}"), "utf-8")
    assert joins(Engine(small).knowledge, "house the of river") == []
