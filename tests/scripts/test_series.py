"""The series that the screenshots show, and how their pictures are kept."""

import pytest
from PIL import Image

from scripts.palette import COLOURS, with_few_colours
from scripts.series import memoranda


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_series_is_misread_word_by_word_and_always_in_the_same_way(seed: int) -> None:
    pages = list(memoranda("Talks", 4, seed))
    assert pages == list(memoranda("Talks", 4, seed))
    for page in pages:
        assert all(len(line) <= 60 for line in page.sheet.lines)
        read = [word for line in page.sheet.read for word in line.split()]
        assert len(read) == len(page.words)
        wrong = sum(one != other for one, other in zip(read, page.words, strict=True))
        assert 0 < wrong < len(read) / 5


def test_a_rare_hue_and_the_ground_stay_as_they_are_in_a_picture_of_few_colours() -> None:
    picture = Image.new("RGB", (64, 64), (250, 250, 247))
    for number in range(40 * 64):  # more shades than a palette holds
        picture.putpixel((number % 64, number // 64), (number % 256, number // 10, 128))
    picture.putpixel((5, 63), (20, 140, 60))
    few = with_few_colours(picture)
    assert len(few.getcolors() or []) <= COLOURS
    kept = few.convert("RGB")
    assert kept.getpixel((5, 63)) == (20, 140, 60)
    assert kept.getpixel((60, 60)) == (250, 250, 247)
