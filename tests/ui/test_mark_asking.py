"""What marks ask for, and what they say once it was answered."""

import pytest

from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.marks import MarkName
from reviewer.core.messages import Catalogue
from reviewer.services.lookup import Match, Why
from reviewer.ui.mark_asking import BARE, NEW, Asking
from reviewer.ui.mark_details import CHOICES

ENTRY = LexiconEntry(EntryKind.PERSON, "Mikoyan, Anastas", ("Mikojan",), "Deputy", "1895-1978")


@pytest.fixture
def asking() -> Asking:
    return Asking(Catalogue.load())


@pytest.mark.parametrize(
    "name, words, exact, said",
    [
        (MarkName.UNCLEAR, "x", False, {}),
        (MarkName.SIC, "x", False, {}),
        (MarkName.SUPPLIED, "the", True, {}),
        (MarkName.SUPPLIED, "the", False, None),
        (MarkName.DATE, "June 4, 1963", True, {"when": "1963-06-04"}),
        (MarkName.DATE, "4/6/63", True, None),
        (MarkName.NOTE, "x", True, None),
        (MarkName.PERSON, "x", True, None),
        (MarkName.GAP, "", True, None),
        (MarkName.SURPLUS, "the", True, {}),
        (MarkName.EMPHASIS, "x", True, None),
        (MarkName.REPLACED, "x", True, None),
        (MarkName.DAMAGE, "x", True, None),
    ],
)
def test_nothing_is_asked_that_is_known(
    asking: Asking, name: MarkName, words: str, exact: bool, said: dict[str, str] | None
) -> None:
    assert asking.at_once(name, words, exact=exact) == said


@pytest.mark.parametrize(
    "name, text, said",
    [
        (MarkName.GAP, "", {}),
        (MarkName.GAP, "3", {"unit": "word", "quantity": "3"}),
        (MarkName.GAP, "1 line", {"unit": "line", "quantity": "1"}),
        (MarkName.GAP, "half the page", {"extent": "half the page"}),
        (MarkName.ABBREVIATION, "", {}),
        (MarkName.ABBREVIATION, "Department", {"expansion": "Department"}),
        (MarkName.NOTE, "Look", {"text": "Look"}),
        (MarkName.DATE, "29 Nov 1962", {"when": "1962-11-29"}),
        (MarkName.REGULARIZED, "Havana", {"regular": "Havana"}),
        (MarkName.REPLACED, "ten", {"deleted": "ten"}),
        (MarkName.REPLACED, "", {}),
    ],
)
def test_what_was_answered_is_said(
    asking: Asking, name: MarkName, text: str, said: dict[str, str]
) -> None:
    assert asking.answer(name, text, {}, {}) == said


def test_what_is_missing_is_named(asking: Asking) -> None:
    assert asking.answer(MarkName.QUERY, "", {}, {}) == "marks.field.text_query"
    assert asking.answer(MarkName.DATE, "tomorrow", {}, {}) == "marks.date.wrong"
    same = asking.answer(MarkName.REGULARIZED, "Habana", {}, {}, "Habana")
    assert same == "marks.field.as_it_stands"
    assert asking.answer(MarkName.REGULARIZED, "", {}, {}) == "marks.field.text_regularized"


def test_a_change_keeps_what_it_does_not_ask(asking: Asking) -> None:
    said = {"unit": "word", "quantity": "2", "reason": "faded", "text": "a stamp"}
    form = asking.form(MarkName.GAP, "", said, new=False)
    assert form.text == "2 words"
    assert [(one.id, one.now) for one in form.details] == [("reason", "faded")]
    lost = asking.answer(MarkName.GAP, "3 words", {"reason": "blot"}, said)
    assert lost == {"unit": "word", "quantity": "3", "reason": "blot", "text": "a stamp"}
    answered = asking.answer(MarkName.UNCLEAR, "", {"cert": "low"}, {"evidence": "internal"})
    assert answered == {"evidence": "internal", "cert": "low"}


def test_rows_say_why_and_end_with_what_needs_no_entry(asking: Asking) -> None:
    matches = [
        Match(ENTRY, "Mikojan", Why.VARIANT),
        Match(LexiconEntry(EntryKind.PERSON, "Mikoyan, Sergo"), "Mikoyan, Sergo", Why.NEAR, 2),
        Match(LexiconEntry(EntryKind.PERSON, "Mikoyan of Sanahin"), "", Why.WORDS),
    ]
    rows = asking.entries("Mikeyan", "Mikojan", matches, {"Mikoyan, Sergo": 3})
    assert [row.id for row in rows] == ["=0", "=1", "=2", BARE, NEW]
    assert rows[0].told == "1895-1978, Deputy"
    assert "Mikojan" in rows[0].why
    assert "3 times" in rows[1].why
    assert rows[2].why == "has these words"
    exact = asking.entries("x", ENTRY.preferred, [Match(ENTRY, ENTRY.preferred, Why.EXACT)], {})
    assert [row.id for row in exact] == ["=0", BARE]


def test_languages_are_found_by_name_and_code(asking: Asking) -> None:
    assert [row.id for row in asking.languages("rus")] == ["ru"]
    assert asking.languages("de")[0].id == "de"
    assert not asking.languages("qq")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", CHOICES)
def test_each_choice_has_a_letter_of_its_own(name: MarkName, language: str) -> None:
    rows, _ = Asking(Catalogue.load(language)).choices(name, {})
    letters = [row.keys for row in rows if row.id]
    assert all(len(letter) == 1 for letter in letters)
    assert len(set(letters)) == len(letters)


def test_what_a_mark_is_now_is_the_choice_that_enter_keeps(asking: Asking) -> None:
    rows, row = asking.choices(MarkName.EMPHASIS, {"rend": "italic"})
    assert rows[row].id == "italic"
    assert asking.choices(MarkName.EMPHASIS, {"rend": "wavy"})[1] == 0


def test_known_hands_are_offered_and_another_may_be_typed(asking: Asking) -> None:
    form = asking.form(MarkName.DELETED, "x", {}, new=True, more=True, hands=["blue pencil"])
    hand = next(one for one in form.details if one.id == "hand")
    assert (hand.values, hand.free) == ((("blue pencil", "blue pencil"),), True)
    assert asking.form(MarkName.DELETED, "x", {}, new=True).details == ()
    assert asking.form(MarkName.REPLACED, "x", {}, new=True).details  # its form is there anyway


def test_a_mention_is_looked_up_once_its_kind_is_known(asking: Asking) -> None:
    assert asking.form(MarkName.MENTION, "he", {}, new=True).label == ""
    form = asking.form(MarkName.MENTION, "he", {"type": "person"}, new=True, looks=True)
    assert (form.text, bool(form.label)) == ("he", True)
