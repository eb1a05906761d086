import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image as Pillow

from reviewer.core.errors import Cancelled, RecognitionFailed
from reviewer.core.model import Image
from reviewer.core.ports import RecognitionOptions, Recognizer
from reviewer.formats.recognition import rapid
from reviewer.formats.recognition.rapid import RapidOcr
from tests.formats.recognition.drawing import LINES, SIZE, drawn, saved, word_boxes
from tests.formats.recognition.kit import RecognizerKit


def _corners(left: float, top: float, right: float, bottom: float) -> list[list[float]]:
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


class Known:
    """Stands in for RapidOCR: knows what the drawing says, at whatever scale it sees it."""

    def __call__(self, picture: Pillow.Image, *, return_word_box: bool) -> Any:
        assert return_word_box
        across, down = picture.width / SIZE[0], picture.height / SIZE[1]
        if picture.convert("L").getextrema()[0] > 200:
            return SimpleNamespace(txts=None, boxes=None, scores=None, word_results=())
        words = iter(word_boxes())
        boxes, results = [], []
        for line in LINES:
            row = []
            for _ in line.split():
                word, box = next(words)
                corners = _corners(
                    box.left * across, box.top * down, box.right * across, box.bottom * down
                )
                row.append((word, 0.9, corners))
            results.append(tuple(row))
            boxes.append(_corners(*row[0][2][0], *row[-1][2][2]))
        scores = tuple(0.95 for _ in LINES)
        return SimpleNamespace(txts=LINES, boxes=boxes, scores=scores, word_results=tuple(results))


class TestStandIn(RecognizerKit):
    @pytest.fixture
    def recognizer(self) -> Recognizer:
        return RapidOcr(Known)


class TestInstalled(RecognizerKit):
    """Runs where the extra was installed; nothing else asks for its 280 megabytes."""

    @pytest.fixture
    def recognizer(self) -> Recognizer:
        made = RapidOcr()
        if not made.health().fine:
            pytest.skip("RapidOCR is an optional extra")
        return made


@pytest.fixture
def image(tmp_path: Path) -> Image:
    return saved(drawn(), tmp_path / "page.png")


def answering(**answer: Any) -> RapidOcr:
    """RapidOCR with this answer to any picture."""
    return RapidOcr(lambda: lambda *_, **__: SimpleNamespace(**answer))


def test_a_line_without_words_shares_its_box_among_them(image: Image) -> None:
    boxes = [_corners(100, 50, 200, 70)]
    read = answering(txts=("two words",), boxes=boxes, scores=(0.8,), word_results=())
    first, second = read.recognize(image, RecognitionOptions()).tokens
    assert first.box is not None
    assert second.box is not None
    assert (first.box.left, second.box.right) == (100, 200)
    assert first.confidence == second.confidence == 0.8


def test_lines_without_text_and_places_that_make_no_sense_are_left_out(image: Image) -> None:
    nowhere = _corners(float("nan"), 0, 10, 10)
    read = answering(
        txts=(" ", "word"),
        boxes=[_corners(0, 0, 9, 9), nowhere],
        scores=(0.8, float("nan")),
        word_results=((), (("word", 2.0, nowhere),)),
    )
    page = read.recognize(image, RecognitionOptions())
    (token,) = page.tokens
    assert page.form(0) == "word"
    assert token.box is None
    assert token.confidence is None


def test_whatever_it_raises_names_the_picture(image: Image) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("the model\nis broken.")

    with pytest.raises(RecognitionFailed, match="the model is broken") as caught:
        RapidOcr(lambda: fails).recognize(image, RecognitionOptions())
    assert caught.value.where == image.path


def test_a_model_that_cannot_be_loaded_names_the_picture(image: Image) -> None:
    def no_model() -> None:
        raise ImportError("no such library")

    with pytest.raises(RecognitionFailed, match="no such library"):
        RapidOcr(no_model).recognize(image, RecognitionOptions())


def test_who_has_had_enough_while_it_reads_gets_no_page(image: Image) -> None:
    answers = iter([False, True])
    with pytest.raises(Cancelled):
        RapidOcr(Known).recognize(image, RecognitionOptions(), lambda: next(answers))


def test_without_it_the_advice_names_the_extra(
    image: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rapid, "_PACKAGES", ("no_such_package_anywhere",))
    made = RapidOcr()
    assert not made.health().fine
    assert "reviewer[ocr]" in made.health().advice
    assert not made.languages()
    with pytest.raises(RecognitionFailed, match="not found") as caught:
        made.recognize(image, RecognitionOptions())
    assert "reviewer[ocr]" in caught.value.advice


def test_asking_how_it_is_loads_nothing() -> None:
    script = (
        "import sys; from reviewer.formats.recognition.rapid import RapidOcr; RapidOcr().health(); "
        "sys.exit(bool({'rapidocr', 'onnxruntime', 'cv2', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_russian_is_left_to_others(image: Image) -> None:
    with pytest.raises(RecognitionFailed, match="“ru”"):
        RapidOcr(Known).recognize(image, RecognitionOptions(languages=("ru",)))
