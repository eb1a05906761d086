"""Learning: what an approved page teaches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.findings import Finding, Kind, Suggestion
from reviewer.core.fold import fold
from reviewer.core.lessons import Lessons, bin_of, total
from reviewer.core.model import Page
from reviewer.core.reading import PageReading
from reviewer.core.text import fold_case, make_lines
from reviewer.engine.learning import LONGEST, blocks, lessons
from tests.core.strategies import ledger, ledgers, pages


def read_as(text: str, *acts: d.Act) -> PageReading:
    """A page that reads so after these acts."""
    return fold(Page(1, make_lines(text)), ledger(list(acts)))


def word(token: int) -> d.Span:
    return d.Span(token, token)


def doubt(
    form: str, token: int, *suggestions: str, start: int = 0, sure: float = 0.96, **more: bool
) -> Finding:
    offered = tuple(Suggestion(text, sure, "test") for text in suggestions)
    return Finding(
        word(token), start, start + len(form), form, Kind.NON_WORD, 0.8, (), offered, **more
    )


@pytest.mark.parametrize(
    "read, true, expected",
    [
        ("cuben", "cuban", [("e", "a")]),
        ("modem", "modern", [("m", "rn")]),
        ("tlie", "the", [("li", "h")]),
        ("leter", "letter", [("", "t")]),
        ("ther,e", "there", [(",", "")]),
        ("ofthe", "of the", [("", " ")]),
        ("tele gram", "telegram", [(" ", "")]),
        ("abcd", "axyd", [("b", "x"), ("c", "y")]),
        ("abcd", "axyzd", []),
        ("same", "same", []),
    ],
)
def test_differences_are_cut_into_blocks(
    read: str, true: str, expected: list[tuple[str, str]]
) -> None:
    assert list(blocks(read, true)) == expected


def test_confusions_are_counted_with_the_letters_that_were_compared() -> None:
    page = read_as("Cuben tbe the", d.Replace(word(0), "Cuban"), d.Replace(word(1), "the"))
    learnt = lessons(page, [])
    assert learnt.confusions == (("b", "h", 1), ("e", "a", 1))
    once, twice = dict.fromkeys("abcnu", 1), dict.fromkeys("the", 2)
    assert dict(learnt.letters) == {"": 14, **once, **twice}


def test_what_was_no_misreading_teaches_no_letters() -> None:
    page = read_as(
        "xx%% seperate Khrushchev",
        d.Replace(word(0), ""),
        d.Replace(word(1), "separate", d.Cause.SOURCE),
        d.Replace(word(2), "Mikoyan"),
    )
    learnt = lessons(page, [])
    assert (learnt.confusions, learnt.letters) == ((), ())
    assert learnt.memory == (
        ("Khrushchev", "Mikoyan", 1),
        ("seperate", "separate", 1),
        ("xx", "", 1),
    )


def test_memory_is_of_forms_without_the_signs_at_their_edges() -> None:
    page = read_as(
        "(Cuben), tele gram", d.Replace(word(0), "(Cuban),"), d.Replace(d.Span(1, 2), "telegram")
    )
    assert lessons(page, []).memory == (("Cuben", "Cuban", 1), ("tele gram", "telegram", 1))


def test_only_what_was_doubted_is_remembered_as_right() -> None:
    page = read_as("EUR stands, too", d.Keep(word(0)))
    learnt = lessons(page, [doubt("EUR", 0, "FOR")])
    assert learnt.memory == (("EUR", "EUR", 1),)


def test_suggestions_are_judged_by_what_was_approved() -> None:
    page = read_as(
        "Cuben serions EUR stop", d.Replace(word(0), "Cuban"), d.Replace(word(1), "serious")
    )
    learnt = lessons(
        page,
        [
            doubt("Cuben", 0, "Cuban", automatic=True),
            doubt("serions", 1, "series"),
            doubt("EUR", 2, "FOR", sure=0.3),
            doubt("stop", 3),
        ],
    )
    assert learnt.judged == ((bin_of(0.3), 1, 0), (bin_of(0.96), 2, 1))
    assert learnt.eligible == ((bin_of(0.96), 1, 1),)
    assert learnt.doubted == ((bin_of(0.8), 4, 2),)


def test_a_finding_inside_a_word_or_over_joined_ones_is_judged_in_its_place() -> None:
    page = read_as(
        "(Cuben) tele grsm", d.Replace(word(0), "(Cuban)"), d.Replace(d.Span(1, 2), "telegram")
    )
    inside, joined = doubt("Cuben", 0, "Cuban", start=1), doubt("grsm", 2, "gram")
    learnt = lessons(page, [inside, joined])
    # "tele gram" is not "telegram": the second first suggestion left an error.
    assert learnt.judged == ((bin_of(0.96), 2, 1),)


def test_a_finding_that_does_not_fit_the_page_is_passed_over() -> None:
    assert lessons(read_as("one two"), [doubt("three", 1, "four"), doubt("x", 9)]) == lessons(
        read_as("one two"), []
    )


def test_a_word_without_end_teaches_nothing() -> None:
    endless = "x" * (LONGEST + 1)
    page = read_as(f"{endless} y", d.Replace(word(0), "short"))
    learnt = lessons(page, [])
    assert learnt.memory == learnt.confusions == ()


@given(pages, ledgers)
def test_any_page_teaches_the_same_twice(page: Page, decisions: list[d.Decision]) -> None:
    reading = fold(page, decisions)
    doubts = [doubt(page.form(token.n), token.n, "", "x") for token in page.tokens[:6]]
    learnt = lessons(reading, doubts)
    assert learnt == lessons(reading, doubts)
    assert all(max(len(one), len(other)) <= 2 for one, other, _ in learnt.confusions)
    assert sum(right for _, _, right in learnt.judged) <= sum(n for _, n, _ in learnt.judged)


@given(st.text(max_size=8), st.text(max_size=8))
def test_blocks_hold_letters_of_both(read: str, true: str) -> None:
    for one, other in blocks(fold_case(read), fold_case(true)):
        assert one != other
        assert one in fold_case(read)
        assert other in fold_case(true)


def test_an_empty_page_teaches_nothing() -> None:
    assert lessons(read_as(""), []) == Lessons()
    assert total([lessons(read_as(" \n "), [])]).stamp == ""
