"""Finding and rewriting agree with Python's own, and what is nearly the same is counted right."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.errors import UsageError
from reviewer.core.fold import fold
from reviewer.core.model import Line, Page, Token
from reviewer.core.page_text import PageText, present_text, source_text, unread_text
from reviewer.core.rewriting import Edit, rewrite
from reviewer.core.searching import Query, finder, nearness
from reviewer.core.text import make_lines

from .strategies import ledger, ledgers, pages

_needles = st.sampled_from(["Cuba", "a", "word", "e\u0301", "\u00e9tat", "two", "-", "uba K", "K"])
_patterns = st.sampled_from(
    [
        r"\w+",
        r"a|Cuba",
        r"(\w)(\w)",
        r"^",
        r"$",
        r"\b",
        r"[^ \t]",
        r"C.b",
        r"(?:)",
        r" ?a",
        r"\S+ \S+",
    ]
)
_readings = st.sampled_from(["", "X", "new words", "Kuba", "-", " x ", "Cubans"])


def spelled(text: str) -> list[list[str]]:
    """The words of each line: what decisions can say; blanks between words they cannot."""
    return [line.split() for line in text.split("\n")]


def rewritten(page: Page, before: list[d.Decision], edits: list[Edit]) -> str:
    acts, refused = rewrite(fold(page, before), edits)
    assert not refused
    after = ledger([*(decision.act for decision in before), *acts])
    return present_text(fold(page, after)).text


def replaced(text: str, edits: list[Edit]) -> str:
    for edit in reversed(edits):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def found(query: Query, text: str) -> list[Edit]:
    return [Edit(one.start, one.end, one.replacement or "") for one in finder(query)(text)]


@given(pages, ledgers, _needles, _readings)
def test_replacing_plain_text_is_pythons_own(
    page: Page, before: list[d.Decision], needle: str, reading: str
) -> None:
    text = present_text(fold(page, before)).text
    query = Query(needle, case=True, replacement=reading)
    edits = [edit for edit in found(query, text) if text[edit.start : edit.end] == needle]
    assert replaced(text, edits) == text.replace(needle, reading)
    after = rewritten(page, before, edits)
    assert spelled(after) == spelled(text.replace(needle, reading))


@given(pages, ledgers, _patterns, st.sampled_from([r"\g<0>!", "", "X", r"<\g<0> >", "a b"]))
def test_replacing_a_pattern_is_pythons_own_line_by_line(
    page: Page, before: list[d.Decision], pattern: str, reading: str
) -> None:
    if not page.lines:
        return
    text = present_text(fold(page, before)).text
    query = Query(pattern, case=True, pattern=True, replacement=reading)
    edits = [edit for edit in found(query, text) if "\n" not in text[edit.start : edit.end]]
    expected = replaced(text, edits)
    if not re.search(
        r"\\S|\[|\(\?:\)|\\b", pattern
    ):  # those of them that cannot reach a line's end
        assert expected == re.sub(pattern, reading, text, flags=re.MULTILINE)
    after = rewritten(page, before, edits)
    assert spelled(after) == spelled(expected)


@given(pages, ledgers, _needles)
def test_undoing_a_replacement_gives_the_same_page(
    page: Page, before: list[d.Decision], needle: str
) -> None:
    reading = fold(page, before)
    query = Query(needle, replacement="other words")
    acts, _ = rewrite(reading, found(query, present_text(reading).text))
    drafts = [decision.act for decision in before]
    done = ledger([*drafts, *acts])
    new = tuple(one.id for one in done[len(drafts) :])
    undone = ledger([*drafts, *acts, d.Revert(new)]) if new else done
    assert fold(page, undone).text == reading.text


@given(pages, ledgers)
def test_a_pages_text_knows_its_words(page: Page, before: list[d.Decision]) -> None:
    """Also as it is kept: the short form says the same as the reading itself."""
    reading = fold(page, before)
    kept = present_text(reading)
    again = PageText(kept.text, kept.words)
    expected, offset = [], 0
    for line in reading.lines:
        for word, start in zip(line.words, line.starts, strict=True):
            if word.text:
                expected.append((offset + start, word.text, word.span, word.decision or word.kept))
        offset += len(line.text) + 1
    assert [
        (cell.start, kept.text[cell.start : cell.end], cell.span, cell.decision)
        for cell in again.cells
    ] == expected
    for start in range(len(kept.text) + 1):
        for end in range(start, len(kept.text) + 1, 3):
            shared = [one for one in again.cells if one.start < end and start < one.end]
            assert list(kept.between(start, end)) == shared
    if not before:
        assert kept == source_text(page)
        assert kept.words is None


@given(pages, ledgers)
def test_lines_know_what_is_decided_on_them(page: Page, before: list[d.Decision]) -> None:
    reading = fold(page, before)
    words = [word for line in reading.lines for word in line.words]
    assert sum(line.decided for line in reading.lines) == sum(word.decided for word in words)
    for word in words:
        for token in range(word.span.first, word.span.last + 1) if word.span else ():
            assert (token in reading.decided_tokens) == word.decided


@pytest.mark.parametrize("ends", [(4, 4, 6), (4, 5, 6), (4, 6, 6)])
def test_a_page_that_nobody_decided_on_reads_as_the_fold_says(ends: tuple[int, int, int]) -> None:
    tokens = (Token(0, 0, ends[0]), Token(1, ends[0], ends[1]), Token(2, 5, ends[2]))
    page = Page(1, (Line(0, "Cuba-x", "", tokens),))
    assert unread_text(page, source_text(page)) == present_text(fold(page))


def test_only_touched_words_are_decided() -> None:
    page = Page(1, make_lines("Cube and the Cube, again Cube\n"))
    text = source_text(page).text
    edits = found(Query("cube", whole=True, replacement="Cuba now"), text)
    acts, refused = rewrite(fold(page), edits)
    assert not refused
    assert acts == [
        d.Replace(d.Span(0, 0), "Cuba now"),
        d.Replace(d.Span(3, 3), "Cuba now,"),
        d.Replace(d.Span(5, 5), "Cuba now"),
    ]


def test_a_match_over_a_lines_end_is_one_decision() -> None:
    page = Page(1, make_lines("the tele\ngram, here\n"))
    text = source_text(page).text
    edits = found(Query("tele gram", replacement="telegram"), text)
    assert rewrite(fold(page), edits) == ([d.Replace(d.Span(1, 2), "telegram,")], [])


def test_lines_that_were_moved_apart_are_refused() -> None:
    page = Page(1, make_lines("the tele\nbetween\ngram here\n"))
    reading = fold(page, ledger([d.MoveLine(1, None)]))
    edits = found(Query("tele gram", replacement="telegram"), present_text(reading).text)
    assert len(edits) == 1
    assert rewrite(reading, edits) == ([], edits)


def test_words_are_whole_and_written_in_any_way() -> None:
    text = "Caf\u00e9 cafe\u0301 cafes caf\u00c9's CAFE"
    query = Query("caf\u00e9", whole=True)
    assert [text[m.start : m.end] for m in finder(query)(text)] == [
        "Caf\u00e9",
        "cafe\u0301",
        "caf\u00c9",
    ]
    assert not list(finder(Query("cafe", whole=True, case=True))("cafe\u0301"))


def test_nearly_the_same_words_are_found_without_their_edges() -> None:
    text = "Mikoian, (Mikeyan) Miko Mikoyans Anastas Mikoyan"
    near = [text[m.start : m.end] for m in finder(Query("mikoyan", edits=1))(text)]
    assert near == ["Mikoian", "Mikeyan", "Mikoyans", "Mikoyan"]
    two = [text[m.start : m.end] for m in finder(Query("Anastas Mikoian", edits=2))(text)]
    assert two == ["Anastas Mikoyan"]


def distance(one: str, two: str) -> int:
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        row, before = [i], row
        for j, b in enumerate(two, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
    return row[-1]


@given(st.text("abc", max_size=9), st.text("abc", max_size=9), st.integers(0, 3))
def test_nearness_counts_letters(one: str, two: str, edits: int) -> None:
    assert nearness(one, edits)(two) == (distance(one, two) <= edits)


@pytest.mark.parametrize(
    "pattern, replacement, said",
    [
        ("(a", None, "bracket"),
        ("a)", None, "bracket"),
        ("[a", None, "square bracket"),
        ("*a", None, "repeat"),
        (r"\q", None, "backslash"),
        ("(a)", r"\2", "group"),
        ("(a)", r"\g<name>", "group"),
    ],
)
def test_a_wrong_pattern_is_explained(pattern: str, replacement: str | None, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        finder(Query(pattern, pattern=True, replacement=replacement))


@pytest.mark.parametrize(
    "query, text, found",
    [
        (Query("(?i)(a)", pattern=True, replacement=r"\1x"), "A", "Ax"),
        (Query("(?i)ab", pattern=True, whole=True, case=True), "abc AB", None),
        (Query("(?x) a # a comment", pattern=True, whole=True, replacement="b"), "ab a", "b"),
    ],
)
def test_a_pattern_may_begin_with_flags(query: Query, text: str, found: str | None) -> None:
    assert [(one.start, one.replacement) for one in finder(query)(text)] == [
        (len(text) - len(text.split()[-1]), found)
    ]


def test_checking_a_replacement_tries_no_pattern() -> None:
    endless = "(?:(?:a?){65000}){65000}"  # matches the empty text, after four milliards of steps
    finder(Query(endless, pattern=True, replacement="x"))


def test_a_letter_is_not_found_under_an_accent() -> None:
    assert not list(finder(Query("cafe"))("cafe\u0301"))
    assert [one.end for one in finder(Query("caf\u00e9"))("cafe\u0301 caf\u00e9")] == [5, 10]
