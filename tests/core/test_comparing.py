"""A page beside its raw text."""

from hypothesis import given

from reviewer.core import decisions as d
from reviewer.core.comparing import Fate, How, Row, compare
from reviewer.core.fold import fold
from reviewer.core.model import Page
from reviewer.core.text import make_lines

from .strategies import ledger, ledgers, pages

PAGE = Page(1, make_lines("one two\nthree four\nfive six\nseven\n"))


def rows(*acts: d.Act) -> tuple[Row, ...]:
    return compare(fold(PAGE, ledger(list(acts))))


def both(row: Row) -> tuple[str, str]:
    return (
        " ".join(one.source for one in row.stretches),
        " ".join(one.present for one in row.stretches),
    )


def test_an_untouched_page_has_one_row_a_line() -> None:
    found = rows()
    assert [row.raw for row in found] == [(0,), (1,), (2,), (3,)]
    assert not any(row.changed for row in found)


def test_words_say_what_became_of_them() -> None:
    found = rows(
        d.Replace(d.Span(0, 0), "ONE"),
        d.Replace(d.Span(2, 2), ""),
        d.Insert(2, 4, "lost"),
        d.Keep(d.Span(6, 6)),
    )
    hows = [[one.how for one in row.stretches] for row in found]
    assert hows == [
        [How.READ, How.SAME],
        [How.REMOVED, How.SAME],
        [How.SAME, How.ADDED, How.SAME],
        [How.KEPT],
    ]
    assert [row.changed for row in found] == [True, True, True, False]
    assert both(found[2]) == ("five  six", "five lost six")


def test_a_moved_line_stands_at_both_places() -> None:
    found = rows(d.MoveLine(3, 0))
    assert [row.fate for row in found] == [
        Fate.CAME,
        Fate.STAYED,
        Fate.STAYED,
        Fate.STAYED,
        Fate.WENT,
    ]
    assert (found[0].other, found[4].other) == (4, 0)
    assert both(found[4]) == ("seven", "")


def test_lines_that_were_parted_joined_and_added_say_so() -> None:
    found = rows(d.SplitLine(1), d.JoinLines(1, 2), d.AddLine(3))
    assert [row.fate for row in found] == [
        Fate.STAYED,
        Fate.PARTED,
        Fate.JOINED,
        Fate.ADDED,
        Fate.STAYED,
    ]
    assert both(found[1]) == ("two", "two")
    assert found[2].raw == (1, 2)
    assert both(found[2])[0] == "three four five six"


def test_a_line_without_words_any_more_was_taken_out() -> None:
    assert rows(d.Replace(d.Span(6, 6), ""))[3].fate is Fate.REMOVED


@given(pages, ledgers)
def test_nothing_is_lost_on_either_side(page: Page, decisions: list[d.Decision]) -> None:
    reading = fold(page, decisions)
    found = compare(reading)
    here = [row for row in found if row.line is not None]
    assert [row.line for row in here] == list(range(len(reading.lines)))
    words = [stretch.present for row in here for stretch in row.stretches]
    assert "".join("".join(words).split()) == "".join(reading.text.split())
    sources = sorted("".join("".join(one.source for one in row.stretches).split()) for row in here)
    assert "".join(sorted("".join(sources))) == "".join(sorted("".join(page.text.split())))
    for place, row in enumerate(found):
        if row.other is not None:
            assert found[row.other].other == place
