"""Toning and cutting out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from reviewer.core.geometry import Box
from reviewer.core.ports import Raster
from reviewer.ui.views.facsimile_crops import crop, level_for
from reviewer.ui.views.facsimile_tone import PLAIN, Tone, toned
from tests.ui.views.drawn import DrawnPicture

tones = st.builds(
    Tone,
    brightness=st.integers(-100, 100),
    contrast=st.integers(-100, 100),
    gamma=st.floats(0.2, 5.0),
)


def test_nothing_changed_is_nothing_done() -> None:
    assert PLAIN.plain
    assert PLAIN.table() == bytes(range(256))


@given(tones)
def test_lighter_stays_lighter(tone: Tone) -> None:
    table = tone.table()
    assert len(table) == 256
    assert list(table) == sorted(table)


@given(tones)
def test_inverting_comes_last(tone: Tone) -> None:
    inverted = Tone(tone.brightness, tone.contrast, tone.gamma, invert=True)
    assert inverted.table() == bytes(255 - value for value in tone.table())


def test_each_adjustment_does_what_it_says() -> None:
    assert Tone(brightness=50).table()[100] > 100 > Tone(brightness=-50).table()[100]
    assert Tone(gamma=2.0).table()[100] > 100 > Tone(gamma=0.5).table()[100]
    steep, flat = Tone(contrast=60).table(), Tone(contrast=-60).table()
    assert steep[200] - steep[50] > 150 > flat[200] - flat[50]
    assert Tone(threshold=100).table() == bytes(100) + b"\xff" * 156


def test_pixels_are_toned_without_touching_them() -> None:
    grey = Raster(3, 1, 1, bytes((0, 100, 255)))
    image = toned(grey, Tone(invert=True))
    assert [image.pixelColor(x, 0).red() for x in range(3)] == [255, 155, 0]
    assert grey.data == bytes((0, 100, 255))
    colour = Raster(2, 1, 3, bytes((200, 100, 0, 5, 6, 7)))
    assert toned(colour, PLAIN).pixelColor(0, 0) == QColor(200, 100, 0)
    assert toned(colour, Tone(invert=True)).pixelColor(1, 0) == QColor(250, 249, 248)


@pytest.mark.parametrize("width", [1, 3, 4, 5])
def test_black_and_white_has_no_colours(width: int) -> None:
    raster = Raster(width, 2, 3, bytes((255, 255, 0)) * width + bytes((0, 0, 255)) * width)
    image = toned(raster, Tone(threshold=128))
    for x in range(width):
        assert image.pixelColor(x, 0) == QColor("white")
        assert image.pixelColor(x, 1) == QColor("black")


@given(st.floats(0.001, 8), st.integers(1, 9))
def test_the_level_is_the_coarsest_that_is_sharp(scale: float, levels: int) -> None:
    level = level_for(levels, scale)
    assert 0 <= level < levels
    assert level == 0 or 0.5**level >= scale * 0.999
    assert level == levels - 1 or 0.5 ** (level + 1) < scale * 1.001


WORD = Box(400, 300, 520, 340)


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_crop_has_the_word_where_it_says(ratio: float, qapp: object) -> None:
    cut = crop(DrawnPicture(1000, 800, WORD), WORD, 32, ratio=ratio)
    assert abs(cut.image.deviceIndependentSize().height() - 32) <= 1
    assert cut.image.height() == round(cut.area.height * cut.scale * ratio)
    inside = cut.place(WORD)
    for x, y, dark in (
        (inside.center().x(), inside.center().y(), True),
        (inside.left() + 3, inside.top() + 3, True),
        (inside.left() - 3, inside.center().y(), False),
        (inside.center().x(), inside.bottom() + 3, False),
    ):
        value = cut.image.pixelColor(int(x * ratio), int(y * ratio)).red()
        assert (value < 60) == dark
        assert (value > 195) != dark


def test_a_crop_can_be_as_wide_as_there_is_room(qapp: object) -> None:
    picture = DrawnPicture(1000, 800, WORD)
    cut = crop(picture, WORD, 32, width=300)
    assert abs(cut.image.width() - 300) <= 2
    assert abs(cut.place(WORD).center().x() - 150) <= 2
    at_the_edge = crop(picture, Box(0, 300, 100, 340), 32, width=300)
    assert at_the_edge.area.left == 0
    assert abs(at_the_edge.image.width() - 300) <= 2


def test_crops_are_toned_and_bounded(qapp: object) -> None:
    picture = DrawnPicture(1000, 800, WORD)
    assert crop(picture, WORD, 32, Tone(invert=True)).image.pixelColor(2, 2).red() == 0
    assert crop(picture, Box(2000, 10, 2100, 40), 32).image.isNull()
    assert crop(picture, Box(10, 10, 10, 10), 32).image.height() <= 32
    tiny = crop(picture, Box(10, 10, 30, 14), 400).image
    assert tiny.height() < 40  # there is nothing more to see
    assert crop(DrawnPicture(3000, 20), Box(0, 5, 3000, 8), 4000).image.width() <= 12_001
