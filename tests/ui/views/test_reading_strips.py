"""Line strips: room above each line, the right part of the picture in it, text as before."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.core.findings import Kind
from reviewer.core.geometry import Box
from reviewer.core.messages import Catalogue
from reviewer.ui.theme import Theme
from reviewer.ui.views.facsimile_marks import Ink
from reviewer.ui.views.facsimile_tone import Tone
from reviewer.ui.views.reading import ReadingView
from reviewer.ui.views.reading_strips import NO_STRIPS, Strips, StripsShown
from reviewer.ui.views.shown import FindingShown, LineShown, PageShown
from tests.ui.views.drawn import DrawnPicture

TEXTS = ("The quick broun fox", "jumps ower", "", "the lazy dog")
PLACES = {
    n: Box(100, 100 + 80 * n, 100 + 20 * len(text), 140 + 80 * n)
    for n, text in enumerate(TEXTS)
    if text
}
WORD = Box(300, 110, 400, 130)


@pytest.fixture
def picture() -> DrawnPicture:
    return DrawnPicture(800, 600, WORD)


@pytest.fixture
def view(qtbot: QtBot, say: Catalogue, theme: Theme) -> ReadingView:
    made = ReadingView(say, theme)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show_page(PageShown(tuple(LineShown(n, str(n), text) for n, text in enumerate(TEXTS))))
    made.show()
    made.setFocus()
    return made


def tops(view: ReadingView) -> list[int]:
    """Where each line's text begins, from the top of the text."""
    found = []
    for line in range(len(TEXTS)):
        view.place_caret(line, 0)
        found.append(view.cursorRect().top() + view.verticalScrollBar().value())
    return found


def dark(image: QImage, area: tuple[int, int, int, int]) -> bool:
    """Whether anything in an area (left, top, right, bottom) is as dark as the drawn word."""
    left, top, right, bottom = area
    return any(
        image.pixelColor(x, y).lightness() < 40
        for y in range(top, bottom, 2)
        for x in range(left, right, 2)
    )


def test_each_line_with_a_place_has_room_for_its_strip(view: ReadingView) -> None:
    before = tops(view)
    view.show_strips(StripsShown(PLACES))
    after = tops(view)
    gained = [new - old for new, old in zip(after, before, strict=True)]
    assert gained[0] > 20
    assert gained[1] > gained[0]
    assert gained[2] == gained[1]  # the empty line has none
    assert gained[3] > gained[2]
    view.show_strips(NO_STRIPS)
    assert tops(view) == before


def test_a_strip_shows_its_line_above_the_text_and_never_on_it(
    view: ReadingView, picture: DrawnPicture
) -> None:
    view.show_strips(StripsShown(PLACES))
    view.place_caret(0, 0)
    text = view.cursorRect()
    empty = view.grab().toImage()
    view.show_strips(StripsShown(PLACES, picture))
    full = view.grab().toImage()
    assert view.cursorRect() == text
    ratio = view.devicePixelRatioF()
    assert not dark(empty, (0, 0, full.width(), round(text.top() * ratio)))
    assert dark(full, (0, 0, full.width(), round(text.top() * ratio)))
    below = QPoint(0, round(text.top() * ratio))
    size = (full.width(), full.height() - below.y())
    assert full.copy(0, below.y(), *size) != QImage()
    strip = view.grab().toImage().copy(0, below.y(), full.width(), round(text.height() * ratio))
    assert strip == empty.copy(0, below.y(), full.width(), round(text.height() * ratio))


def test_the_word_at_hand_is_outlined_in_its_strip(
    view: ReadingView, picture: DrawnPicture, theme: Theme
) -> None:
    ink = Ink(theme, QColor("white"))
    view.show_strips(StripsShown(PLACES, picture, Tone(), ink))
    without = view.grab().toImage()
    view.show_strips(StripsShown(PLACES, picture, Tone(), ink, (0, WORD)))
    assert view.grab().toImage() != without


def test_strips_are_cut_only_when_seen_and_once(qtbot: QtBot, view: ReadingView) -> None:
    places = {n: Box(0, 40 * n, 400, 40 * n + 30) for n in range(200)}
    picture = DrawnPicture(400, 8000)
    view.show_page(PageShown(tuple(LineShown(n, str(n), f"Line {n}") for n in range(200))))
    view.show_strips(StripsShown(places, picture))
    view.grab()
    first = picture.reads
    assert 0 < first < 40
    view.grab()
    assert picture.reads == first
    view.show_strips(StripsShown(places, picture, current=(0, Box(0, 0, 50, 30))))
    view.grab()
    assert picture.reads == first  # another word at hand cuts nothing anew
    view.show_strips(StripsShown(places, picture, Tone(invert=True)))
    view.grab()
    assert picture.reads > first


def test_typing_goes_on_below_strips(view: ReadingView, qtbot: QtBot) -> None:
    told: list[tuple[int, str]] = []
    view.lineEdited.connect(lambda line, text: told.append((line, text)))
    view.show_strips(StripsShown(PLACES))
    view.place_caret(1, 0)
    qtbot.keyClicks(view, "x")
    height = view.cursorRect().top()
    view.show_strips(StripsShown(PLACES, current=(1, PLACES[1])))
    assert view.cursorRect().top() == height
    view.commit()
    assert told == [(1, "xjumps ower")]


def test_a_click_into_a_strip_tells_the_point_of_the_page(
    view: ReadingView, picture: DrawnPicture, qtbot: QtBot
) -> None:
    view.show_strips(StripsShown(PLACES, picture))
    view.place_caret(0, 0)
    text = view.cursorRect()
    with qtbot.waitSignal(view.stripPicked) as picked:
        spot = QPoint(text.left() + 4, text.top() - 12)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    point = picked.args[0]
    assert 100 <= point.x() < 120
    assert 92 <= point.y() < 150
    caret = view.caret()
    with qtbot.assertNotEmitted(view.stripPicked):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=text.center())
    assert view.caret() == caret


def test_what_the_eye_is_on_stays_when_strips_come_and_go(view: ReadingView) -> None:
    lines = tuple(LineShown(n, str(n), f"Line number {n}") for n in range(100))
    places = {n: Box(100, 40 * n, 400, 40 * n + 30) for n in range(100)}
    view.show_page(PageShown(lines))
    view.look_at(50, 0, 4)
    view.place_caret(50, 0)
    height = view.cursorRect().top()
    view.show_strips(StripsShown(places))
    assert abs(view.cursorRect().top() - height) <= 1
    view.show_strips(NO_STRIPS)
    assert abs(view.cursorRect().top() - height) <= 1


def test_a_page_that_was_turned_to_begins_at_its_top(view: ReadingView) -> None:
    places = {n: Box(100, 40 * n, 400, 40 * n + 30) for n in range(100)}
    for key in ("first", "second"):
        finding = FindingShown(key, 5, 0, 4, Kind.NON_WORD)
        lines = tuple(LineShown(n, str(n), f"Line number {n}") for n in range(100))
        view.show_page(PageShown(lines, (finding,)))
        view.set_current(key)
        view.show_strips(StripsShown({**places, 0: Box(0, 0, len(key), 9)}))
        assert view.verticalScrollBar().value() == 0


def test_strips_grow_with_the_text(view: ReadingView) -> None:
    view.show_strips(StripsShown(PLACES))
    before = view._strips.room_above(0)
    view.set_font("IBM Plex Serif", 30)
    assert view._strips.room_above(0) > before


def test_letters_are_a_little_larger_than_the_text_and_equal_in_all_strips() -> None:
    strips = Strips()
    strips.fit(700, 20)
    strips.show(StripsShown({0: Box(0, 0, 300, 40), 1: Box(0, 50, 80, 90)}))
    assert strips.room_above(0) == strips.room_above(1)
    letters = (strips.room_above(0) - 10) / 1.4
    assert 1.2 * 20 <= letters <= 1.6 * 20


def test_a_strip_is_never_wider_than_its_room_nor_a_tower() -> None:
    picture = DrawnPicture(4000, 3000)
    strips = Strips()
    strips.fit(500, 20)
    places = {n: Box(0, 100 * n, 600, 100 * n + 40) for n in range(12)}
    places |= {12: Box(0, 2000, 3900, 2040), 13: Box(3900, 0, 3960, 2900)}
    strips.show(StripsShown(places, picture))
    assert strips.room_above(12) < strips.room_above(0)
    assert strips.room_above(13) <= 4 * 20 + 10
    assert strips.point_at(12, QPoint(505, 0).toPointF(), 0, 20, 1.0) is None


def test_a_line_without_extent_has_no_strip() -> None:
    strips = Strips()
    strips.fit(500, 20)
    strips.show(StripsShown({0: Box(5, 5, 5, 40), 1: Box(0, 50, 80, 90)}))
    assert strips.room_above(0) == 0
    assert strips.room_above(1) > 0
