"""What lines are called, where regions begin, and what the editor is told of them."""

from dataclasses import replace

from hypothesis import given

from reviewer.core import decisions as d
from reviewer.core.arranging import added_key, split_key
from reviewer.core.fold import fold
from reviewer.core.ids import DecisionId
from reviewer.core.messages import Catalogue
from reviewer.core.model import Page, Role
from reviewer.core.reading import PageReading
from reviewer.core.text import make_lines
from reviewer.ui.line_words import line_hints, line_labels, line_words, show_opens
from tests.core.strategies import ledger, ledgers, pages

SAY = Catalogue.load()
TEXT = "one two three\n\nfour\nfive six\n"


def read(*acts: d.Act) -> PageReading:
    return fold(Page(1, make_lines(TEXT)), ledger(list(acts)))


def told(*acts: d.Act) -> str:
    """What is said of the last of these acts."""
    decisions = ledger(list(acts))
    return line_words(decisions[-1], fold(Page(1, make_lines(TEXT)), decisions), SAY)


def test_lines_keep_their_numbers_wherever_they_go() -> None:
    assert line_labels(read()) == ("1", "", "3", "4")
    assert line_labels(read(d.MoveLine(3, 0))) == ("4", "1", "", "3")


def test_parted_lines_are_lettered_in_the_order_of_their_words() -> None:
    reading = read(d.SplitLine(2), d.SplitLine(1), d.MoveLine(split_key(2), 0))
    assert line_labels(reading) == ("1c", "1", "1b", "", "3", "4")


def test_added_lines_are_counted_in_the_order_in_which_they_were_added() -> None:
    assert line_labels(read(d.AddLine(3), d.AddLine(0))) == ("+2", "1", "", "3", "+1", "4")


def test_sentences_name_lines_as_the_margin_does() -> None:
    new = added_key(DecisionId(1))
    assert told(d.MoveLine(3, 0)) == "Line 4 moved before line 1"
    assert told(d.MoveLine(0, None)) == "Line 1 moved to the end of the page"
    assert told(d.AddLine(0)) == "New line"
    assert told(d.AddLine(0), d.MoveLine(new, 3)) == "Line +1 moved before line 4"
    assert told(d.SplitLine(1)) == "New line, parted from line 1"
    assert told(d.SplitLine(1), d.JoinLines(0, split_key(1))) == "Line 1b joined to line 1"
    assert told(d.SetRole(2, Role.DATELINE)) == "Line 3: date line"
    assert told(d.Replace(d.Span(0, 0), "an")) == ""


def test_the_margin_explains_what_is_not_as_in_the_source() -> None:
    reading = read(d.AddLine(0), d.SplitLine(1), d.SetRole(split_key(1), Role.STAMP))
    hints = line_hints(reading, SAY)
    assert hints == ("New line", "", "New line, parted from line 1 · stamp", "", "", "")


def test_a_gap_stands_where_another_region_begins() -> None:
    regions = (0, 0, 1, 1)
    lines = tuple(
        replace(line, region=region) for line, region in zip(make_lines(TEXT), regions, strict=True)
    )
    page = Page(1, lines)
    assert show_opens(fold(page)) == (False, False, True, False)
    moved = fold(page, ledger([d.MoveLine(3, 0), d.AddLine(3), d.SplitLine(1)]))
    # Line 4 of the second region now stands before the first; the new line opens none.
    assert show_opens(moved) == (False, False, True, False, False, True)
    assert not any(show_opens(read()))


@given(pages, ledgers)
def test_every_line_has_a_name_of_its_own(page: Page, decisions: list[d.Decision]) -> None:
    reading = fold(page, decisions)
    named = [label for label in line_labels(reading) if label]
    assert len(named) == len(set(named))
    assert len(line_hints(reading, SAY)) == len(show_opens(reading)) == len(reading.lines)
    for decision in decisions:
        assert "=" not in line_words(decision, reading, SAY)  # no sentence is missing
