"""The crop on the card: room before it comes, the word in its middle, none without a picture."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from reviewer.core.findings import Kind
from reviewer.core.geometry import Box
from reviewer.core.messages import Catalogue
from reviewer.ui.theme import Theme
from reviewer.ui.views.card import CardView
from reviewer.ui.views.card_crop import CropShown, CropView
from reviewer.ui.views.facsimile_marks import Ink
from reviewer.ui.views.facsimile_tone import Tone
from reviewer.ui.views.shown import CardShown, SuggestionShown
from tests.ui.views.drawn import DrawnPicture

WORD = Box(400, 300, 520, 340)


@pytest.fixture
def picture() -> DrawnPicture:
    return DrawnPicture(1000, 800, WORD)


@pytest.fixture
def crop(qtbot: QtBot, say: Catalogue, theme: Theme) -> CropView:
    made = CropView(say, theme)
    qtbot.addWidget(made)
    made.resize(320, made.height())
    return made


@pytest.fixture
def card(qtbot: QtBot, say: Catalogue, theme: Theme) -> CardView:
    made = CardView(say, theme)
    qtbot.addWidget(made)
    made.resize(376, 700)
    made.show()
    suggestions = (SuggestionShown("Cuban", 0.8),)
    made.show_card(
        CardShown("a", "Cuben", 1, 1, Kind.NON_WORD, "The ", " problem", (), suggestions)
    )
    return made


def lightness(view: CropView, x: int, y: int) -> int:
    image = view.grab().toImage()
    ratio = view.devicePixelRatioF()
    return image.pixelColor(round(x * ratio), round(y * ratio)).lightness()


def test_the_word_is_in_the_middle_with_its_surroundings(
    crop: CropView, picture: DrawnPicture
) -> None:
    crop.show_crop(CropShown(WORD, picture))
    assert lightness(crop, 160, 32) < 30
    assert lightness(crop, 160, 6) > 220
    assert lightness(crop, 20, 32) > 220


def test_it_is_toned_like_the_picture(crop: CropView, picture: DrawnPicture) -> None:
    crop.show_crop(CropShown(WORD, picture, Tone(invert=True)))
    assert lightness(crop, 160, 32) > 220


def test_the_word_is_outlined(crop: CropView, picture: DrawnPicture, theme: Theme) -> None:
    crop.show_crop(CropShown(WORD, picture))
    without = crop.grab().toImage()
    crop.show_crop(CropShown(WORD, picture, Tone(), Ink(theme, QColor("white"))))
    assert crop.grab().toImage() != without


def test_a_long_word_is_shown_whole(crop: CropView) -> None:
    long = Box(100, 300, 900, 340)
    crop.show_crop(CropShown(long, DrawnPicture(1000, 800, long)))
    assert lightness(crop, 8, 32) > 220
    assert lightness(crop, 312, 32) > 220
    assert lightness(crop, 160, 32) < 30


def test_a_crop_is_cut_once(crop: CropView, picture: DrawnPicture) -> None:
    crop.show_crop(CropShown(WORD, picture))
    crop.grab()
    reads = picture.reads
    crop.grab()
    assert picture.reads == reads


def test_nothing_jumps_when_the_picture_comes(
    card: CardView, picture: DrawnPicture, qtbot: QtBot
) -> None:
    def place() -> int:
        return card._context.mapTo(card, card._context.rect().topLeft()).y()

    without = place()
    card.show_crop(CropShown(WORD))
    qtbot.waitUntil(lambda: place() > without)
    announced = place()
    card.show_crop(CropShown(WORD, picture))
    card.grab()
    assert place() == announced
    card.show_crop(None)
    qtbot.waitUntil(lambda: place() == without)
