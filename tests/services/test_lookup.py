"""Finding entries while a name is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.lexicon import EntryKind, EntryState, Layer, LexiconEntry
from reviewer.services.lookup import LookUp, Why, of_kinds, plain

ADLAI = LexiconEntry(
    EntryKind.PERSON, "Stevenson, Adlai E.", ("Gov. Stevenson",), dates="1900-1965"
)
STEVENS = LexiconEntry(EntryKind.PERSON, "Stevens, Francis B.")
MIKOYAN = LexiconEntry(EntryKind.PERSON, "Mikoyan, Anastas", ("Mikojan",))
STATE = LexiconEntry(EntryKind.ORGANIZATION, "Department of State", ("State Department",))
HAVANA = LexiconEntry(EntryKind.PLACE, "Havana", ("La Habana",))
NEVER = LexiconEntry(EntryKind.WORD, "Havanna", state=EntryState.NEVER)
ALL = (ADLAI, STEVENS, MIKOYAN, STATE, HAVANA, NEVER)


def found(text: str, *kinds: EntryKind) -> list[tuple[str, Why, int]]:
    matches = LookUp(ALL).find(text, of_kinds(kinds))
    return [(match.entry.preferred, match.why, match.letters) for match in matches]


@pytest.mark.parametrize(
    "typed, first, why",
    [
        ("havana", HAVANA, Why.EXACT),
        ("HAVANA", HAVANA, Why.EXACT),
        ("la habana", HAVANA, Why.VARIANT),
        ("stevenson, adl", ADLAI, Why.PREFIX),
        ("adlai e stevenson", ADLAI, Why.EXACT),
        ("adlai", ADLAI, Why.WORD),
        ("state", STATE, Why.PREFIX),
        ("Mikoian", MIKOYAN, Why.NEAR),
        ("departmnet state", STATE, Why.NEAR),
        ("adlai stevenson", ADLAI, Why.WORDS),
        ("Anastas Mikoyan", MIKOYAN, Why.EXACT),
    ],
)
def test_an_entry_is_found_by_what_is_typed_of_it(
    typed: str, first: LexiconEntry, why: Why
) -> None:
    assert found(typed)[0][:2] == (first.preferred, why)


def test_the_form_that_begins_so_goes_before_one_with_such_a_word() -> None:
    assert [name for name, *_ in found("ste")] == ["Stevens, Francis B.", "Stevenson, Adlai E."]
    assert [name for name, *_ in found("s", EntryKind.ORGANIZATION)] == ["Department of State"]


def test_letters_that_differ_are_counted() -> None:
    assert found("Stevanson") == [("Stevenson, Adlai E.", Why.NEAR, 1)]
    assert found("xxxxxxx") == []


def test_what_only_forbids_is_no_answer() -> None:
    assert ("Havanna", Why.EXACT, 0) not in found("Havanna")


def test_only_the_kinds_asked_for_are_answered() -> None:
    assert found("havana", EntryKind.PERSON) == []


@pytest.mark.parametrize("typed", ["", " ", ",.;"])
def test_nothing_typed_finds_nothing(typed: str) -> None:
    assert found(typed) == []


def test_entries_come_and_go() -> None:
    look_up = LookUp([ADLAI])
    look_up.add(HAVANA)
    look_up.add(HAVANA)
    assert len(look_up) == 2
    look_up.discard(ADLAI)
    look_up.discard(ADLAI)
    assert [match.entry for match in look_up.find("havan")] == [HAVANA]
    assert not look_up.find("adlai")
    assert not look_up.find("Stevanson")


_FORMS = st.text("abcd éß,.", min_size=1, max_size=12).filter(plain)


@given(st.lists(_FORMS, unique=True, min_size=1, max_size=8), st.data())
def test_whole_forms_are_always_found_however_they_came(
    forms: list[str], data: st.DataObject
) -> None:
    entries = [LexiconEntry(EntryKind.WORD, form) for form in forms]
    look_up = LookUp(entries[::2])
    for entry in entries[1::2]:
        look_up.add(entry)
    gone = data.draw(st.sampled_from(entries))
    look_up.discard(gone)
    for entry in entries:
        matches = look_up.find(entry.preferred, limit=99)
        assert (entry in [match.entry for match in matches]) is (entry is not gone)
    assert all(match.entry.layer is Layer.DOMAIN for match in matches)


@given(st.text("abcdef", min_size=6, max_size=10), st.data())
def test_two_wrong_letters_are_forgiven_in_a_long_word(word: str, data: st.DataObject) -> None:
    look_up = LookUp([LexiconEntry(EntryKind.WORD, word)])
    wrong = list(word)
    for _ in range(2):
        at = data.draw(st.integers(0, len(wrong) - 1))
        wrong[at] = data.draw(st.sampled_from("abcdefz"))
    matches = look_up.find("".join(wrong))
    assert [match.entry.preferred for match in matches] == [word]
    assert matches[0].letters <= 2
