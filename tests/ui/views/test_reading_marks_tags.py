"""Marks over the words: where their letters and lines stand, and that they can be told apart."""

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from reviewer.core.marks import POINTS, MarkName
from reviewer.core.messages import Catalogue
from reviewer.ui.theme import Theme, contrast
from reviewer.ui.views.mark_told import mark_words
from reviewer.ui.views.reading import ReadingView
from reviewer.ui.views.reading_marks_tags import Tagged, placed
from reviewer.ui.views.shown import LineShown, MarkShown, PageShown

TEXT = "President Kennedy handed Mikoyan a message"


def mark(name: MarkName, start: int, end: int, **more: bool) -> MarkShown:
    return MarkShown(1, name, start, end, **more)  # type: ignore[arg-type]


def painted(view: ReadingView, *marks: MarkShown, text: str = TEXT) -> QImage:
    view.show_page(PageShown((LineShown(0, "1", text, marks=marks),)))
    return view.grab().toImage()


@pytest.fixture
def view(qtbot: QtBot, say: Catalogue, theme: Theme) -> ReadingView:
    made = ReadingView(say, theme)
    qtbot.addWidget(made)
    made.resize(700, 200)
    made.show()
    return made


def test_every_mark_is_seen_and_none_looks_like_another(view: ReadingView) -> None:
    plain = painted(view)
    seen = [painted(view, mark(name, 25, 32)) for name in MarkName]
    for number, image in enumerate(seen):
        assert image != plain
        assert all(image != other for other in seen[:number])


@pytest.mark.parametrize("name", sorted(POINTS))
def test_a_mark_between_letters_is_seen(view: ReadingView, name: MarkName) -> None:
    assert painted(view, mark(name, 24, 24)) != painted(view)


def test_the_part_on_a_further_line_has_no_letter(view: ReadingView) -> None:
    whole = painted(view, mark(MarkName.PERSON, 0, 17))
    assert painted(view, mark(MarkName.PERSON, 0, 17, opens=False)) != whole
    assert painted(view, mark(MarkName.PERSON, 0, 17, closes=False)) != whole


def test_marks_go_along_with_what_is_typed_before_them() -> None:
    tagged = Tagged.of(mark(MarkName.PERSON, 10, 17))
    tagged.move(0, 4, 6)
    assert (tagged.start, tagged.end) == (12, 19)
    point = Tagged.of(mark(MarkName.NOTE, 5, 5))
    point.move(5, 5, 8)
    assert point.start == point.end


def test_inner_marks_are_nearest_and_letters_stand_side_by_side() -> None:
    inner = Tagged.of(mark(MarkName.PERSON, 0, 9))
    outer = Tagged.of(mark(MarkName.UNCLEAR, 0, 17))
    apart = Tagged.of(mark(MarkName.DATE, 20, 24))
    assert {
        one.shown.name: (level, beside) for one, level, beside in placed([outer, inner, apart])
    } == {
        MarkName.PERSON: (0, 0),
        MarkName.UNCLEAR: (1, 1),
        MarkName.DATE: (0, 0),
    }


def test_each_mark_has_a_letter_of_its_own_and_a_name(say: Catalogue) -> None:
    letters = [say.say(f"marks.key.{name}") for name in MarkName]
    assert len(set(letters)) == len(letters)
    assert all(len(letter) == 1 and letter.isupper() for letter in letters)
    assert all(f"marks.name.{name}" in say for name in MarkName)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_letters_and_plates_can_be_read_in_both_themes(name: str) -> None:
    theme = Theme.load(name)
    for colour in (theme.muted, theme.warn, theme.accent):
        for ground in (theme.paper, theme.locked):
            assert contrast(colour, ground) >= 4.5


def test_what_a_mark_says_is_said_in_words(say: Catalogue) -> None:
    assert mark_words(MarkName.SIC, (), say) == "Wrong in the document"
    gap = (("unit", "word"), ("quantity", "2"), ("reason", "faded"))
    assert mark_words(MarkName.GAP, gap, say) == "Gap: 2 words"
    assert mark_words(MarkName.FOREIGN, [("lang", "ru")], say) == "Foreign language: Russian"
    assert mark_words(MarkName.FOREIGN, [("lang", "xx")], say) == "Foreign language: xx"
    assert mark_words(MarkName.UNCLEAR, [("reason", "blot")], say) == "Unclear: blotted"
