"""The margin of the reading: tags of roles, numbers of lines, gaps between regions."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from reviewer.core.messages import Catalogue
from reviewer.core.model import Role
from reviewer.ui.theme import Theme
from reviewer.ui.views.reading import ReadingView
from reviewer.ui.views.shown import LineShown, PageShown

LINES = tuple(LineShown(n, str(n + 1), text) for n, text in enumerate(("one", "two", "three")))
NARROW, WIDE = 600, 1400


@pytest.fixture
def view(qtbot: QtBot, say: Catalogue, theme: Theme) -> ReadingView:
    made = ReadingView(say, theme)
    qtbot.addWidget(made)
    made.show()
    return made


def painted(view: ReadingView, lines: Sequence[LineShown], width: int) -> QImage:
    view.resize(width, 300)
    view.show_page(PageShown(tuple(lines)))
    return view.viewport().grab().toImage()


def inked(image: QImage, other: QImage) -> QRect:
    """The smallest rectangle in which two pictures differ."""
    points = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixel(x, y) != other.pixel(x, y)
    ]
    if not points:
        return QRect()
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    return QRect(left, top, right - left + 1, bottom - top + 1)


def with_role(role: Role) -> list[LineShown]:
    return [LINES[0], replace(LINES[1], role=str(role)), LINES[2]]


def test_a_narrow_margin_has_a_letter_left_of_the_number(view: ReadingView) -> None:
    tag = inked(painted(view, with_role(Role.HEADING), NARROW), painted(view, LINES, NARROW))
    assert 10 <= tag.width() <= 20
    assert tag.right() < 24
    text = view.cursorRect(view._select(1, 0, 0))
    assert abs(tag.center().y() - text.center().y()) <= 6


def test_a_wide_margin_has_the_word_right_of_the_text(view: ReadingView) -> None:
    tag = inked(painted(view, with_role(Role.HEADING), WIDE), painted(view, LINES, WIDE))
    assert tag.left() > WIDE // 2
    assert tag.width() > 30


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_body_text_has_no_tag(view: ReadingView, width: int) -> None:
    assert inked(painted(view, with_role(Role.BODY), width), painted(view, LINES, width)).isNull()


def test_an_empty_line_that_was_added_has_its_number(view: ReadingView) -> None:
    added = [LINES[0], LineShown(1, "+1", ""), LINES[2]]
    blank = [LINES[0], LineShown(1, "", ""), LINES[2]]
    assert not inked(painted(view, added, NARROW), painted(view, blank, NARROW)).isNull()


def test_a_gap_stands_above_a_line_that_opens_a_region(view: ReadingView) -> None:
    def tops() -> list[int]:
        return [view.cursorRect(view._select(line, 0, 0)).top() for line in range(3)]

    painted(view, LINES, NARROW)
    before = tops()
    view.show_page(PageShown((LINES[0], replace(LINES[1], opens=True), LINES[2])), True)
    gap = tops()[1] - before[1]
    assert gap > 0
    assert tops() == [before[0], before[1] + gap, before[2] + gap]
    view.show_page(PageShown(LINES), True)
    assert tops() == before


@pytest.mark.parametrize("flow", ["begins", "runs on"])
def test_how_a_line_follows_stands_right_before_its_words(view: ReadingView, flow: str) -> None:
    lines = [LINES[0], replace(LINES[1], flow=flow), LINES[2]]
    sign = inked(painted(view, lines, NARROW), painted(view, LINES, NARROW))
    text = view.cursorRect(view._select(1, 0, 0))
    assert 4 <= sign.width() <= 12
    assert text.left() - 16 <= sign.left() < sign.right() < text.left()
    assert abs(sign.center().y() - text.center().y()) <= 8


def test_a_narrow_margin_tells_role_and_kind_by_two_letters(view: ReadingView) -> None:
    kind = [LINES[0], replace(LINES[1], role="stamp", kind="receipt"), LINES[2]]
    tag = inked(painted(view, kind, NARROW), painted(view, LINES, NARROW))
    plain = inked(painted(view, with_role(Role.STAMP), NARROW), painted(view, LINES, NARROW))
    assert tag.width() > plain.width()
    assert tag.right() < 36
