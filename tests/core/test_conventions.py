"""Typed signs and the marks that they are offered as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.conventions import conventions
from reviewer.core.fitting import misfit
from reviewer.core.fold import fold
from reviewer.core.marked import covered
from reviewer.core.marking import after
from reviewer.core.model import Page
from reviewer.core.reading import PageReading
from reviewer.core.retyping import retype
from reviewer.core.text import make_lines

from .strategies import ledger, ledgers

_SIGNS = (
    "[illegible]",
    "[?]",
    "[??]",
    "[...]",
    "[sic]",
    "[2 words illegible]",
    "[handwritten: see me]",
    "[deleted: old]",
    "[word?]",
    "<del>x</del>",
    "<gap/>",
    "[Note: a stamp]",
    "~~y~~",
    "[torn]",
)
_texts = st.lists(
    st.sampled_from([*_SIGNS, "Cuba", "x", "Mikoyan's", "s[???]", "[", "]", "<", "\n", "\t"]),
    max_size=12,
).map(" ".join)


def read(text: str, *acts: d.Act) -> PageReading:
    return fold(Page(1, make_lines(text)), ledger(list(acts)))


def taken(reading: PageReading) -> PageReading:
    """The reading with its first offer taken."""
    return after(reading, next(iter(conventions(reading))).acts)


@pytest.mark.parametrize(
    "typed, text, mark, words, said",
    [
        ("by [illegible signature]", "by", "gap", "", {"text": "illegible signature"}),
        ("so [illegible] on", "so on", "gap", "", {"reason": "illegible"}),
        ("[2 words illegible] x", "x", "gap", "", {"unit": "word", "quantity": "2"}),
        ("[three lines illegible]", "", "gap", "", {"unit": "line", "quantity": "3"}),
        ("s[????] years", "s years", "gap", "", {"unit": "char", "quantity": "4"}),
        ("so [...] on", "so on", "gap", "", {}),
        ("so [. . .] on", "so on", "gap", "", {}),
        ("so [\u2026] on", "so on", "gap", "", {}),
        ("a <gap/> b", "a b", "gap", "", {}),
        ("end [torn]", "end", "gap", "", {"reason": "damage"}),
        ("[1 line not declassified] x", "x", "gap", "", {"reason": "redacted", "unit": "line"}),
        ("[?] of", "of", "gap", "", {}),
        ("the solicy [?] of", "the solicy of", "unclear", "solicy", {}),
        ("the (solicy)[?] of", "the (solicy) of", "unclear", "solicy", {}),
        ("see [Dr?] now", "see Dr now", "unclear", "Dr", {}),
        ("see [?John Smith?] now", "see John Smith now", "unclear", "John Smith", {}),
        ("<unclear>x y</unclear>", "x y", "unclear", "x y", {}),
        ("Cuben [sic] x", "Cuben x", "sic", "Cuben", {}),
        ("[handwritten: see me] ok", "see me ok", "added", "see me", {"rend": "handwritten"}),
        ("[in margin: ok]", "ok", "added", "ok", {"place": "margin"}),
        ("<ins>the</ins> man", "the man", "added", "the", {}),
        ("ok [deleted: the man]", "ok the man", "deleted", "the man", {}),
        ("the man [crossed out] went", "the man went", "deleted", "man", {}),
        ("[crossed out] a b [end crossed out] c", "a b c", "deleted", "a b", {}),
        ("[[strikethrough]]a[[/strikethrough]] c", "a c", "deleted", "a", {}),
        ("a [--old--] c", "a old c", "deleted", "old", {}),
        ('<abbr expan="Samuel">Saml.</abbr> X', "Saml. X", "abbreviation", "Saml.", {}),
        ("[Note: small stamp] text", "text", "note", "", {"text": "small stamp"}),
    ],
)
def test_what_is_typed_becomes_a_mark(
    typed: str, text: str, mark: str, words: str, said: dict[str, str]
) -> None:
    now = taken(read(typed))
    assert now.text.strip() == text
    assert [(str(one.name), covered(now, one)) for one in now.marks] == [(mark, words)]
    assert said.items() <= now.marks[0].attributes.items()


@pytest.mark.parametrize(
    "text", ["see [page 3]", "[A] [1]", "is it [this one]", "a < b > c", "why? [Stamp]", "~ 3 ~"]
)
def test_brackets_that_say_nothing_are_left_alone(text: str) -> None:
    assert not list(conventions(read(text)))


@pytest.mark.parametrize("sign", _SIGNS)
@pytest.mark.parametrize("place", ["{} one two", "one {} two", "one two {}", "one{} two"])
def test_a_sign_that_was_just_typed_is_taken_as_one_of_the_import(sign: str, place: str) -> None:
    if ":" in sign and "e{}" in place:
        place = "one, {} two"  # a saying of its own is never a part of a word
    typed = place.format(sign)
    before = read("one two")
    now = after(before, retype(before.lines[0], typed))
    assert now.text == typed
    offers = list(conventions(now))
    assert [offer.kind for offer in offers] == [offer.kind for offer in conventions_of(typed)]
    for offer in offers:
        done = after(now, offer.acts)
        assert len(done.marks) == 1
        assert done.text.split() == after(read(typed), conventions_of(typed)[0].acts).text.split()


def conventions_of(text: str) -> list:  # type: ignore[type-arg]
    return list(conventions(read(text)))


def test_signs_on_a_line_have_keys_of_their_own() -> None:
    keys = [offer.key for offer in conventions(read("[?] one [?] two [?]"))]
    assert len(keys) == len(set(keys)) == 3
    before = read("one two")
    typed = after(before, retype(before.lines[0], "one [...] two [...] [...]"))
    assert len({offer.key for offer in conventions(typed)}) == 3


@given(_texts, ledgers)
def test_every_offer_fits_and_takes_only_its_sign(text: str, decisions: list[d.Decision]) -> None:
    reading = fold(Page(1, make_lines(text)), decisions)
    for offer in conventions(reading):
        assert not any(misfit(act, reading) for act in offer.acts)
        line = next(line for line in reading.lines if line.n == offer.line)
        assert 0 <= offer.start < offer.end <= len(line.text)
        now = after(reading, offer.acts)
        before, left = "".join(reading.text.split()), "".join(now.text.split())
        assert len(left) < len(before)
        for mark in now.marks:
            assert now.position(mark.start) is not None
            assert now.position(mark.end) is not None


def test_an_offer_keeps_its_key_when_another_of_its_line_is_taken() -> None:
    page = read("Cuba [...] and Mikoyan [?] too")
    before = {offer.kind: offer.key for offer in conventions(page)}
    assert {offer.kind: offer.key for offer in conventions(taken(page))} == {
        "sign-unclear": before["sign-unclear"]
    }


def test_of_very_many_signs_the_first_are_offered() -> None:
    assert [offer.line for offer in conventions(read("x [...]\n" * 300))] == list(range(200))
