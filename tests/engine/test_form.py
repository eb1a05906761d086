"""What a form may stand for by its looks alone."""

import pytest

from reviewer.engine.form import Form, figures, halves
from reviewer.engine.tokenizing import PieceKind
from reviewer.engine.wordlist import LONGEST


@pytest.mark.parametrize(
    "text, number",
    [
        ("l96O", "1960"),
        ("1,9S3", "1,953"),
        ("I2/3O", "12/30"),
        ("1960", None),
        ("lIO", None),
        ("196x", None),
        ("", None),
        ("1,960", None),
    ],
)
def test_figures_read_as_letters(text: str, number: str | None) -> None:
    assert figures(text) == number


def split(text: str, **frequencies: float) -> list[tuple[str, str, str]]:
    form = Form(text, PieceKind.WORD, text.lower(), False, False, -1)
    return list(halves(form, lambda word: frequencies.get(word, 0.0)))


def test_two_frequent_words_whose_blank_was_lost() -> None:
    assert split("Ofthe", of=900, the=900) == [("Of the", "of", "the")]
    assert split("ofthe", of=900, the=3) == []
    assert split("there,was", there=90, was=90) == [("there, was", "there", "was")]
    both = split("inthere", inthe=50, re=50, **{"in": 50, "there": 50})
    assert [reading for reading, _, _ in both] == ["in there", "inthe re"]


def test_single_letters_are_no_halves_unless_they_are_words() -> None:
    assert split("ariver", a=900, river=90) == [("a river", "a", "river")]
    assert split("briver", b=900, river=90) == []
    assert split("rivera", a=900, river=90) == []


def test_too_short_or_too_long_to_be_two_words() -> None:
    assert split("ab", a=900, b=900) == []
    assert split("a" * (LONGEST + 1), **{"a" * n: 900.0 for n in range(1, LONGEST + 1)}) == []
