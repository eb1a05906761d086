from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.geometry import Box
from reviewer.core.model import Line, Page, SecondReading, Token
from reviewer.core.text import make_lines
from reviewer.engine.second import Alignment, Match, align

LETTER, PITCH = 10, 40
"""Pixels of a letter's width, and from line to line, on the pages made here."""

words = st.text("abcdefmn.,-", min_size=1, max_size=8)
texts = st.lists(st.lists(words, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=6)


def plain(lines: Sequence[str]) -> tuple[Line, ...]:
    """Lines without any places."""
    return make_lines("\n".join(lines) + "\n")


def typed(lines: Sequence[str], *, tall: int = 20, drift: float = 0.0) -> tuple[Line, ...]:
    """Lines as a typewriter sets them; `drift` is how far they sink to the right."""
    return tuple(
        replace(
            line,
            tokens=tuple(
                replace(token, box=place(line.n, token.start, token.end, tall, drift))
                for token in line.tokens
            ),
        )
        for line in plain(lines)
    )


def place(line: int, start: int, end: int, tall: int = 20, drift: float = 0.0) -> Box:
    middle = 30 + line * PITCH + round(drift * start * LETTER)
    return Box(start * LETTER, middle - tall // 2, end * LETTER, middle + tall // 2)


def put(*cells: tuple[str, Box]) -> tuple[Line, ...]:
    """A line of words in places of their own."""
    (line,) = plain([" ".join(text for text, _ in cells)])
    boxed = zip(line.tokens, cells, strict=True)
    return (replace(line, tokens=tuple(replace(t, box=box) for t, (_, box) in boxed)),)


def laid(ours: Iterable[Line], theirs: Iterable[Line]) -> Alignment:
    return align(Page(1, tuple(ours)), SecondReading("other", tuple(theirs)))


def said(alignment: Alignment) -> list[tuple[str, str]]:
    return [(match.ours, match.theirs) for match in alignment.matches]


@given(texts, st.sampled_from([plain, typed]))
def test_the_same_reading_is_laid_word_on_word(
    lines: list[str], made: type[plain] | type[typed]
) -> None:
    found = laid(made(lines), made(lines))
    each = [word for line in lines for word in line.split()]
    assert said(found) == [(word, word) for word in each]
    assert found.seen == frozenset(range(len(each)))


@given(texts, texts, st.sampled_from([plain, typed]), st.sampled_from([plain, typed]))
def test_every_word_is_laid_at_most_once(
    ours: list[str], theirs: list[str], here: type[plain], there: type[plain]
) -> None:
    found = laid(here(ours), there(theirs))
    tokens = [token for match in found.matches for token in match.tokens]
    assert len(tokens) == len(set(tokens))
    assert set(tokens) <= found.seen
    page = Page(1, here(ours))
    for match in found.matches:
        assert match.ours == " ".join(page.form(token) for token in match.tokens)
    spoken = sorted(word for match in found.matches for word in match.theirs.split(" "))
    left = sorted(word for line in theirs for word in line.split())
    for word in spoken:
        left.remove(word)  # raises where a word of theirs was used twice


@given(texts, texts, st.sampled_from([plain, typed]), st.randoms(use_true_random=False))
def test_the_order_of_their_lines_is_of_no_account(
    ours: list[str], theirs: list[str], made: type[plain], random: Random
) -> None:
    lines = list(made(theirs))
    shuffled = lines[:]
    random.shuffle(shuffled)
    assert laid(made(ours), lines) == laid(made(ours), shuffled)


@pytest.mark.parametrize("made", [plain, typed])
def test_words_that_were_cut_otherwise_stand_together(made: type[plain]) -> None:
    ours = made(["the poli cy of", "thewest and the east"])
    theirs = made(["the policyy of", "the west and the east"])
    found = said(laid(ours, theirs))
    assert ("poli cy", "policyy") in found
    assert ("thewest", "the west") in found
    assert ("east", "east") in found


def test_places_decide_where_there_are_any() -> None:
    here = put(("said", Box(0, 0, 40, 20)), ("same", Box(60, 0, 100, 20)))
    there = put(("same", Box(0, 0, 40, 20)), ("said", Box(60, 0, 100, 20)))
    assert said(laid(here, there)) == [("said", "same"), ("same", "said")]


def test_tall_boxes_of_a_page_askew_do_not_reach_the_line_beside() -> None:
    lines = ["they would like to", "have it calm down", "before next month"]
    found = laid(typed(lines, drift=0.1), typed(lines, tall=46, drift=0.1))
    assert said(found) == [(word, word) for line in lines for word in line.split()]


def test_what_has_no_counterpart_has_no_match_but_its_line_was_seen() -> None:
    ours = typed(["calm ~ down", "nobody read this"])
    theirs = put(("calm", place(0, 0, 4)), ("down", place(0, 7, 11)))
    found = laid(ours, theirs)
    assert found.match(1) is None
    assert found.seen == {0, 1, 2}


def test_lines_without_places_find_each_other_though_two_are_one() -> None:
    ours = plain(["first meetings between", "Harding and Archbishop", "went well enough"])
    theirs = plain(["went weil enough", "first meetings betveen Harding and Archbishop"])
    found = dict(said(laid(ours, theirs)))
    assert found["between"] == "betveen"
    assert found["Archbishop"] == "Archbishop"
    assert found["well"] == "weil"


def test_lines_that_have_nothing_in_common_stay_apart() -> None:
    assert not laid(plain(["policy of peace"]), plain(["xx 1234 zz"])).matches


def test_the_least_confident_word_speaks_for_all() -> None:
    sure = tuple(
        replace(line, tokens=tuple(replace(t, confidence=0.9 - t.n / 10) for t in line.tokens))
        for line in typed(["the west"])
    )
    (match,) = laid(typed(["thewest "]), sure).matches
    assert match.confidence == pytest.approx(0.8)


def test_an_empty_side_gives_nothing() -> None:
    assert not laid((), typed(["some words"])).matches
    assert not laid(typed(["some words"]), ()).seen


def test_a_box_without_surface_is_no_place() -> None:
    flat = tuple(Line(0, "word", tokens=(Token(0, 0, 4, Box(5, 5, 5, 5)),)) for _ in range(1))
    assert said(laid(flat, typed(["word"]))) == [("word", "word")]


def test_thousands_of_words_in_one_place_are_bounded() -> None:
    many = 3_000
    box = Box(0, 0, 50, 20)
    heap = put(*(("word", box) for _ in range(many)))
    found = laid(heap, heap)
    assert sum(len(match.tokens) for match in found.matches) <= many


def test_endless_lines_are_not_compared() -> None:
    long = plain(["word " * 2_000])
    assert not laid(long, long).matches


class TestStretch:
    match = Match((3, 4), "-Pagis, Oct.be,", "Paris, Octber,")

    @pytest.mark.parametrize(
        "start, end, text",
        [(0, 15, "Paris, Octber,"), (1, 6, "Paris"), (8, 15, "Octber,"), (0, 7, "Paris,")],
    )
    def test_of_the_other_reading(self, start: int, end: int, text: str) -> None:
        assert self.match.stretch(start, end) == text

    def test_begins_where_the_token_does(self) -> None:
        assert (self.match.place(3), self.match.place(4)) == (0, 8)

    @given(words, words, st.data())
    def test_parts_join_to_the_whole(self, one: str, other: str, data: st.DataObject) -> None:
        match = Match((0,), one, other)
        cut = data.draw(st.integers(0, len(one)))
        assert len(match.stretch(0, cut)) + len(match.stretch(cut, len(one))) <= 2 * len(other)
        assert match.stretch(0, len(one)) == other
