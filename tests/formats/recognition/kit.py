"""What every Recognizer holds to; subclass it and give a fixture `recognizer`."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image as Pillow

from reviewer.core.errors import Cancelled, RecognitionFailed
from reviewer.core.model import Image, Page
from reviewer.core.ports import RecognitionOptions, Recognizer
from reviewer.formats import pdf
from tests.formats.recognition.drawing import LINES, SIZE, drawn, saved, word_boxes

NEAR = 14
"""Pixels that a box may be off: engines differ in how closely they draw them."""


def text_of(page: Page) -> list[str]:
    return [word for line in page.lines for word in line.text.split()]


WORDS = [word for line in LINES for word in line.split()]


class RecognizerKit:
    """Runs on a small picture of three typed lines."""

    @pytest.fixture
    def image(self, tmp_path: Path) -> Image:
        return saved(drawn(), tmp_path / "page.png")

    def test_says_who_it_is_and_that_it_is_fine(self, recognizer: Recognizer) -> None:
        assert recognizer.name
        assert recognizer.segmentations
        assert recognizer.health().fine
        assert "en" in recognizer.languages()

    def test_reads_words_with_places_and_confidences(
        self, recognizer: Recognizer, image: Image
    ) -> None:
        page = recognizer.recognize(image, RecognitionOptions())
        assert text_of(page) == WORDS
        assert page.image == image
        assert page.number == 1
        for token, (_, place) in zip(page.tokens, word_boxes(), strict=True):
            assert token.box is not None
            assert abs(token.box.left - place.left) <= NEAR
            assert abs(token.box.right - place.right) <= NEAR
            assert place.top - NEAR <= token.box.top < token.box.bottom <= place.bottom + NEAR
            assert token.confidence is not None
            assert 0 <= token.confidence <= 1

    @pytest.mark.parametrize("scale", [0.7, 2.0])
    def test_places_are_those_of_the_picture_at_any_scale(
        self, recognizer: Recognizer, image: Image, scale: float
    ) -> None:
        page = recognizer.recognize(image, RecognitionOptions(scale=scale))
        assert text_of(page) == WORDS
        for token, (_, place) in zip(page.tokens, word_boxes(), strict=True):
            assert token.box is not None
            assert abs(token.box.left - place.left) <= NEAR
            assert abs(token.box.right - place.right) <= NEAR

    def test_a_picture_that_was_turned_is_read_as_it_is_seen(
        self, recognizer: Recognizer, tmp_path: Path
    ) -> None:
        lying = drawn().transpose(Pillow.Transpose.ROTATE_90)
        exif = Pillow.Exif()
        exif[0x0112] = 6  # to be turned a quarter clockwise
        image = saved(lying, tmp_path / "lying.jpg", exif=exif, quality=95)
        assert (image.width, image.height) == SIZE
        page = recognizer.recognize(image, RecognitionOptions())
        assert text_of(page) == WORDS
        first = page.tokens[0].box
        assert first is not None
        assert abs(first.left - word_boxes()[0][1].left) <= NEAR

    def test_a_later_picture_of_a_tiff(self, recognizer: Recognizer, tmp_path: Path) -> None:
        path = tmp_path / "many.tif"
        empty = Pillow.new("L", (300, 300), 255)
        empty.save(path, save_all=True, append_images=[drawn()])
        image = Image(str(path), *SIZE, "image/tiff", 1)
        assert text_of(recognizer.recognize(image, RecognitionOptions())) == WORDS

    @pytest.mark.parametrize("mode", ["1", "P", "RGBA", "I;16", "CMYK"])
    def test_colours_and_depths(self, recognizer: Recognizer, tmp_path: Path, mode: str) -> None:
        if mode == "I;16":
            picture = drawn().convert("I").point(lambda level: level * 256).convert("I;16")
        else:
            picture = drawn().convert("RGB").convert(mode)
        image = saved(picture, tmp_path / "page.tif")
        assert text_of(recognizer.recognize(image, RecognitionOptions())) == WORDS

    def test_a_page_of_a_pdf(self, recognizer: Recognizer, tmp_path: Path) -> None:
        path = tmp_path / "page.pdf"
        drawn(mode="RGB").save(path, resolution=150)
        with pdf.LOCK, pdf.opened(path) as document:
            size = pdf.size_of(document[0])
        image = Image(str(path), *size, "application/pdf", 0)
        page = recognizer.recognize(image, RecognitionOptions())
        assert text_of(page) == WORDS
        assert all(token.box and token.box.right <= size[0] for token in page.tokens)

    def test_an_empty_sheet_has_no_words(self, recognizer: Recognizer, tmp_path: Path) -> None:
        image = saved(drawn(()), tmp_path / "empty.png")
        assert not recognizer.recognize(image, RecognitionOptions()).tokens

    def test_a_missing_picture_is_named(self, recognizer: Recognizer, image: Image) -> None:
        gone = replace(image, path=str(Path(image.path).with_name("gone.png")))
        for scale in (1.0, 2.0):
            with pytest.raises(RecognitionFailed) as caught:
                recognizer.recognize(gone, RecognitionOptions(scale=scale))
            assert caught.value.where == gone.path
            assert caught.value.safe

    @pytest.mark.parametrize("mime", ["image/png", "image/tiff", "application/pdf"])
    def test_a_broken_picture_is_named(
        self, recognizer: Recognizer, image: Image, mime: str
    ) -> None:
        path = Path(image.path)
        path.write_bytes(path.read_bytes()[:200])
        with pytest.raises(RecognitionFailed) as caught:
            recognizer.recognize(replace(image, mime=mime), RecognitionOptions())
        assert caught.value.where == image.path

    def test_a_picture_too_small_to_be_read(self, recognizer: Recognizer, tmp_path: Path) -> None:
        image = saved(Pillow.new("L", (200, 3), 255), tmp_path / "strip.png")
        with pytest.raises(RecognitionFailed, match="200 by 3"):
            recognizer.recognize(image, RecognitionOptions())

    def test_a_picture_that_would_grow_too_large(self, recognizer: Recognizer) -> None:
        huge = Image("/nowhere/huge.png", 20_000, 15_000, "image/png")
        with pytest.raises(RecognitionFailed, match="pixels"):
            recognizer.recognize(huge, RecognitionOptions(scale=2.0))

    def test_a_segmentation_that_there_is_not(self, recognizer: Recognizer, image: Image) -> None:
        with pytest.raises(RecognitionFailed, match="upside down") as caught:
            recognizer.recognize(image, RecognitionOptions(segmentation="upside down"))
        assert recognizer.segmentations[0] in caught.value.advice

    def test_every_segmentation_reads(self, recognizer: Recognizer, image: Image) -> None:
        for segmentation in recognizer.segmentations:
            options = RecognitionOptions(segmentation=segmentation)
            assert sorted(text_of(recognizer.recognize(image, options))) == sorted(WORDS)

    def test_a_language_that_there_is_not(self, recognizer: Recognizer, image: Image) -> None:
        with pytest.raises(RecognitionFailed, match="language “xx”"):
            recognizer.recognize(image, RecognitionOptions(languages=("en", "xx")))

    def test_who_has_had_enough_is_obeyed(self, recognizer: Recognizer, image: Image) -> None:
        with pytest.raises(Cancelled):
            recognizer.recognize(image, RecognitionOptions(), lambda: True)
