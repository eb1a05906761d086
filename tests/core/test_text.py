"""Cutting text loses nothing."""

from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.text import common_edges, cut_lines, cut_pages, cut_tokens, fold_case, make_lines

from .strategies import texts


@given(texts | st.text())
def test_lines_joined_are_the_text(text: str) -> None:
    assert "".join(line + end for line, end in cut_lines(text)) == text
    assert "".join(cut_pages(text)) == text


@given(texts | st.text())
def test_tokens_are_what_stands_between_blanks(text: str) -> None:
    lines = make_lines(text)
    forms = [line.form(token) for line in lines for token in line.tokens]
    assert forms == text.split()
    assert [t.n for line in lines for t in line.tokens] == list(range(len(forms)))


def test_line_ends_are_kept_apart() -> None:
    text = "a\r\nb\rc\n\fd\u2028e\x85f"
    assert list(cut_lines(text)) == [
        ("a", "\r\n"),
        ("b", "\r"),
        ("c", "\n\f"),
        ("d\u2028e\x85f", ""),
    ]


def test_pages_end_at_form_feeds() -> None:
    assert list(cut_pages("a\fb\f")) == ["a\f", "b\f"]
    assert list(cut_pages("")) == [""]


@given(st.text(max_size=8), st.text(max_size=8))
def test_common_edges_do_not_overlap(old: str, new: str) -> None:
    prefix, suffix = common_edges(old, new)
    assert prefix + suffix <= min(len(old), len(new))
    assert old[:prefix] == new[:prefix]
    assert old[len(old) - suffix :] == new[len(new) - suffix :]


def test_tokens_part_at_every_kind_of_blank() -> None:
    assert len(list(cut_tokens("a\u00a0b\tc  d"))) == 4


def test_case_and_apostrophe_fold() -> None:
    assert fold_case("Malik\u2019s") == fold_case("MALIK'S")


def test_a_huge_line_without_a_break_is_one_line() -> None:
    # Would not end in anybody's lifetime if each character were tried as a line's beginning.
    text = "a" * 2_000_000
    assert list(cut_lines(text)) == [(text, "")]
