"""Typing becomes decisions that give exactly what was typed."""

from hypothesis import given
from hypothesis import strategies as st

from reviewer.core import decisions as d
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
