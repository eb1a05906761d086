import doctest
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.engine import lookalikes
from reviewer.engine.lookalikes import (
    CYRILLIC,
    GREEK,
    LATIN,
    LONGEST,
    MOST,
    SCRIPTS,
    mended,
    mixed,
    respelt,
    script_of,
    undressed,
)


def spelt(word: str, *strange: int) -> str:
    """A Latin word with Cyrillic look-alikes at some places."""
    cyrillic = dict(zip("aceopxABCEHKMOPTX", "асеорхАВСЕНКМОРТХ", strict=True))
    return "".join(cyrillic[c] if n in strange else c for n, c in enumerate(word))


def test_every_row_of_the_table_has_each_script_in_its_place() -> None:
    for row in lookalikes._ALIKE:
        for letter, script in zip(row, SCRIPTS, strict=False):
            assert letter == "·" or script_of(letter) == script, row


@pytest.mark.parametrize("word", [spelt("Moscow", 1), spelt("Cuba", 0), "Москvа", "Ελλaς"])
def test_letters_of_two_scripts_are_noticed(word: str) -> None:
    assert mixed(word)


@pytest.mark.parametrize(
    "word",
    ["Moscow", "Москва", "Ελλάς", "naïve", "и\u0306од", "日本の", "한국어", "IT-отдел", "α-rays",
     "ЦРУ's", "5µm", "№5", "Nº", "١٢٣", "", "🙂", "שלום", "e\u0301tat"],
)  # fmt: skip
def test_words_of_one_script_are_none_of_its_business(word: str) -> None:
    assert not mixed(word)


@pytest.mark.parametrize(
    "word, reading",
    [
        (spelt("Moscow", 1), "Moscow"),
        (spelt("President", 0, 2), "President"),
        ("Moсква", "Москва"),
        ("Хрyщёв", "Хрущёв"),
        (spelt("Mikoyan", 3) + "'s", "Mikoyan's"),
        ("Kαstro", "Kastro"),
    ],
)
def test_a_mixed_word_is_respelt_in_its_likelier_script(word: str, reading: str) -> None:
    assert mended(word)[0] == reading


@pytest.mark.parametrize(
    "word, reading",
    [
        ("oﬃce", "office"),
        ("ﬁﬂﬀﬄﬅ", "fiflfffflst"),
        ("Congreſs", "Congress"),
        ("ＵＳＡ", "USA"),
        ("dıplomat", "diplomat"),
        ("196Ø", "1960"),
        ("x²", "x2"),
        ("№17", "No.17"),
        ("e\u0301tat", "état"),
    ],
)
def test_dressed_up_letters_are_undressed(word: str, reading: str) -> None:
    assert mended(word) == (reading,)


@pytest.mark.parametrize("word", ["Ørsted", "5º", "½", "Müller", "café", "°C", "Хрущёв", "…", "™"])
def test_what_is_lawful_is_left_alone(word: str) -> None:
    assert mended(word) == ()


def test_a_word_wholly_in_the_wrong_script_can_be_respelt() -> None:
    assert respelt("CCCP", CYRILLIC) == ("СССР",)
    assert respelt("СССР", LATIN) == ("CCCP",)
    assert respelt("Волга", LATIN) == ()
    assert respelt("TPOIA", GREEK) == ("ΤΡΟΙΑ",)


def test_dots_stay_above_the_letter() -> None:
    assert respelt("ё", LATIN) == ("ë",)


def test_no_more_readings_than_a_card_can_show() -> None:
    assert len(respelt("y" * 40, CYRILLIC)) == MOST


_letters = st.sampled_from("MoscwaАВСЕасекνοαfiﬁſı№²Ø0-'\u0301é🙂\0") | st.characters()


@given(st.text(_letters, max_size=80))
def test_readings_are_in_one_script_and_differ(word: str) -> None:
    readings = mended(word)
    assert len(readings) <= MOST
    assert word not in readings
    assert len(set(readings)) == len(readings)
    if len(readings) > 1:
        assert not any(mixed(reading) for reading in readings)
    if word.isascii():
        assert not mixed(word)
        assert not readings


@given(st.text(_letters, max_size=LONGEST))
def test_undressing_twice_changes_no_more(word: str) -> None:
    once = undressed(word)
    assert undressed(once) == once
    assert word.isascii() <= (once == word)


@given(st.text("aceopxABCEHKMOPTX", min_size=2, max_size=20), st.data())
def test_a_misplaced_letter_is_put_back(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    strange = spelt(word, place)
    assert mixed(strange)
    assert word in mended(strange)


@given(st.text(max_size=40))
def test_composed_or_not_is_the_same_to_it(word: str) -> None:
    composed = unicodedata.normalize("NFC", word)
    assert mixed(composed) == mixed(unicodedata.normalize("NFD", composed))


def test_a_very_long_token_is_passed_over() -> None:
    assert mended(spelt("Moscow", 1) * 20_000) == ()


def test_examples_are_true() -> None:
    result = doctest.testmod(lookalikes)
    assert result.attempted > 0
    assert result.failed == 0
