"""What is marked, found by place and by number, and drawn so that it can be seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from reviewer.core.findings import Kind
from reviewer.core.geometry import Box
from reviewer.ui.theme import Theme, contrast
from reviewer.ui.views.facsimile_marks import (
    FindingMark,
    Ink,
    LineMark,
    PageMarks,
    WordMark,
    legible,
    line_mark,
)


def test_the_smallest_word_at_a_place_is_meant() -> None:
    marks = PageMarks(
        words=(
            WordMark(0, Box(0, 0, 500, 400)),
            WordMark(1, Box(100, 100, 200, 140)),
            WordMark(2, Box(300, 120, 380, 160)),
        )
    )
    found = [marks.word_at(x, y) for x, y in ((150, 120), (199.5, 139.5), (200, 140), (350, 130))]
    assert [word.token if word else None for word in found] == [1, 1, 0, 2]
    assert marks.word_at(501, 20) is None
    assert marks.word_at(-1, 20) is None


def test_a_line_is_found_by_its_outline_where_boxes_overlap() -> None:
    slanted = ((0, 0), (100, 50), (100, 70), (0, 20))
    below = ((0, 30), (100, 80), (100, 100), (0, 50))
    marks = PageMarks(
        lines=(LineMark(4, Box(0, 0, 100, 70), slanted), LineMark(5, Box(0, 30, 100, 100), below))
    )
    upper, lower = marks.line_at(90, 60), marks.line_at(10, 45)
    assert upper is not None
    assert upper.key == 4
    assert lower is not None
    assert lower.key == 5
    assert marks.line_at(200, 60) is None


def test_marks_are_found_by_number() -> None:
    marks = PageMarks(
        (LineMark(7, Box(0, 0, 9, 9)),),
        (WordMark(3, Box(0, 0, 5, 5)),),
        (FindingMark("a", Box(0, 0, 5, 5), Kind.NAME),),
    )
    assert marks.line(7) is marks.lines[0]
    assert marks.word(3) is marks.words[0]
    assert marks.finding("a") is marks.findings[0]
    assert marks.line(None) is marks.word(8) is marks.finding("b") is None


def test_a_line_without_a_box_has_that_of_its_outline() -> None:
    assert line_mark(1, None) is None
    assert line_mark(1, None, ((3, 4), (9, 8))) == LineMark(1, Box(3, 4, 9, 8), ((3, 4), (9, 8)))


boxes = st.tuples(st.integers(0, 900), st.integers(1, 80)).map(
    lambda at: Box(0, at[0], 10, at[0] + at[1])
)


@given(st.lists(boxes, max_size=20), st.integers(0, 900), st.integers(1, 300))
def test_no_finding_in_sight_is_forgotten(places: list[Box], top: int, height: int) -> None:
    marks = PageMarks(
        findings=tuple(FindingMark(str(n), box, Kind.NAME) for n, box in enumerate(places))
    )
    drawn = set(marks.findings_between(top, top + height))
    for finding in marks.findings:
        if finding.box.bottom > top and finding.box.top < top + height:
            assert finding in drawn


@given(st.integers(0, 255), st.tuples(*[st.integers(0, 255)] * 3))
def test_any_colour_is_made_legible_on_any_ground(grey: int, colour: tuple[int, int, int]) -> None:
    ground = QColor(grey, grey, grey)
    assert contrast(legible(QColor(*colour), ground), ground) >= 3.9


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("grey", [0, 60, 128, 200, 255])
def test_marks_can_be_seen_in_both_themes_on_any_scan(name: str, grey: int) -> None:
    ground = QColor(grey, grey, grey)
    ink = Ink(Theme.load(name), ground)
    for colour in (ink.accent, *(ink.kind(kind) for kind in Kind)):
        assert contrast(colour, ground) >= 3
