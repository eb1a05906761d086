"""Typing becomes decisions that give exactly what was typed."""

from hypothesis import given
from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.arranging import split_key
from reviewer.core.fold import fold
from reviewer.core.model import Page
from reviewer.core.retyping import retype
from reviewer.core.text import make_lines

from .strategies import ledger, ledgers, pages

_words = st.lists(st.sampled_from(["word", "Cuba", "a", "x", "Kuba", "two", "new"]), max_size=8)


def retyped(page: Page, before: list[d.Decision], index: int, text: str) -> str:
    acts = [decision.act for decision in before]
    line = fold(page, before).lines[index]
    return fold(page, ledger([*acts, *retype(line, text)])).lines[index].text


@given(pages, ledgers, _words, st.data())
def test_the_line_reads_what_was_typed(
    page: Page, before: list[d.Decision], words: list[str], data: st.DataObject
) -> None:
    if not page.lines:
        return
    index = data.draw(st.integers(0, len(page.lines) - 1))
    old = fold(page, before).lines[index].text.split()
    cut = data.draw(st.integers(0, len(old)))
    rest = data.draw(st.integers(cut, len(old)))
    text = " ".join([*old[:cut], *words, *old[rest:]])
    assert retyped(page, before, index, text).split() == text.split()


def test_one_word_is_one_replacement() -> None:
    line = fold(Page(1, make_lines("handed Mikeyan personal"))).lines[0]
    assert retype(line, "handed Mikoyan personal") == [d.Replace(d.Span(1, 1), "Mikoyan")]


def test_two_changed_words_are_two_decisions() -> None:
    line = fold(Page(1, make_lines("Cube but Cuben problem"))).lines[0]
    assert retype(line, "Cuba but Cuban problem") == [
        d.Replace(d.Span(0, 0), "Cuba"),
        d.Replace(d.Span(2, 2), "Cuban"),
    ]


def test_a_new_word_is_an_insert() -> None:
    line = fold(Page(1, make_lines("more than half."))).lines[0]
    assert retype(line, "more than half. way") == [d.Insert(0, 2, "way")]


def test_blanks_alone_change_nothing() -> None:
    assert retype(fold(Page(1, make_lines("a  b"))).lines[0], " a b ") == []


def test_lines_that_were_joined_against_their_order_can_be_typed_in() -> None:
    page = Page(1, make_lines("one two\nthree four\n"))
    joined = ledger([d.JoinLines(1, 0)])
    assert fold(page, joined).lines[0].text == "three four one two"
    for text in ("new", "three new two", "three a b c two", "four one", ""):
        assert retyped(page, joined, 0, text).split() == text.split()


def test_words_between_which_another_line_took_one_can_be_typed_over() -> None:
    page = Page(1, make_lines("one two three\nfour\n"))
    acts: list[d.Act] = [d.SplitLine(1), d.SplitLine(2), d.JoinLines(0, split_key(2))]
    assert retyped(page, ledger(list(acts)), 0, "x y z") == "x y z"
    found = fold(page, ledger([*acts, *retype(fold(page, ledger(list(acts))).lines[0], "x y z")]))
    assert [line.text for line in found.lines] == ["x y z", "two", "four"]
