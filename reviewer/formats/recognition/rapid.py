"""RapidOCR: PaddleOCR's models on ONNX, in a package that brings them along.

It errs otherwise than Tesseract does, which makes it a good second reader. An optional extra: it is
loaded when the first picture is read, and everything else works without it.

Source: RapidOCR 3 (Apache 2.0); the recognition model PP-OCRv6 knows the Latin script with all its
accents, Greek, Chinese and Japanese, and no Cyrillic.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from threading import Lock
from typing import Any

from reviewer.core.errors import Cancelled, RecognitionFailed
from reviewer.core.geometry import Box, Points, bounds
from reviewer.core.messages import said
from reviewer.core.model import Image, Page
from reviewer.core.ports import Health, RecognitionOptions
from reviewer.formats.building import PageBuilder, Piece, make_confidence, make_points
from reviewer.formats.naming import language_code
from reviewer.formats.recognition.seeing import (
    SAFE,
    check_segmentation,
    check_size,
    seen,
    to_picture,
)

HOW = "health.rapid"
LANGUAGES = tuple(
    "ca cs cy da de el en es et eu fi fr ga gl hr hu is it ja la lb lt lv nl no pl pt ro sk sl sq "
    "sv tr zh".split()
)
"""Languages whose letters the model knows."""
LONGEST = 4_000
"""Pixels of the longer side beyond which a picture is made smaller before its lines are sought."""
_PACKAGES = ("rapidocr", "onnxruntime")


class RapidOcr:
    """Reads pictures with RapidOCR."""

    name = "rapidocr"
    segmentations: tuple[str, ...] = ("automatic",)

    def __init__(self, load: Callable[[], Any] | None = None) -> None:
        """`load` makes the engine; RapidOCR's own if not given."""
        self._load = load
        self._lock = Lock()

    def health(self) -> Health:
        """Whether it can be used, its version, and how to get it if not."""
        if not self._present:
            return Health(
                "RapidOCR",
                False,
                said("health.not_found"),
                said("health.else_works", how=said(HOW)),
                optional=True,
            )
        return Health("RapidOCR", True, _version(), optional=True)

    def languages(self) -> Sequence[str]:
        """Codes of the languages that it can read; none where it is not installed."""
        return LANGUAGES if self._present else ()

    def recognize(
        self,
        image: Image,
        options: RecognitionOptions,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Page:
        """Read a picture: lines of words with boxes (pixels of the picture as seen, confidence).

        One picture is read at a time, on all processors. `cancelled` is asked before and behind
        that, which takes a few seconds.
        """
        if not self._present:
            raise RecognitionFailed(
                said("errors.rapidocr_was_not_found"),
                where=image.path,
                safe=SAFE,
                advice=said("health.how", how=said(HOW)),
            )
        check_size(image)
        check_segmentation(image, options.segmentation, self.segmentations)
        _check_languages(image, options.languages)
        picture = seen(image, options.scale)
        with self._lock:
            if cancelled():
                raise Cancelled
            try:
                read = self._engine(picture, return_word_box=True)
            except Exception as error:  # models, OpenCV and ONNX raise what they like
                raise _failed(image, error) from error
        if cancelled():
            raise Cancelled
        builder = PageBuilder([], image.path, *picture.size)
        for text, confidence, outline, pieces in _lines(read):
            builder.add_line(
                pieces,
                text=text,
                box=bounds(outline),
                outline=outline,
                confidence=make_confidence(confidence),
            )
        return to_picture(builder.make(1), image, picture.size)

    @property
    def _present(self) -> bool:
        return self._load is not None or all(find_spec(name) for name in _PACKAGES)

    @cached_property
    def _engine(self) -> Any:
        if self._load is not None:
            return self._load()
        import onnxruntime
        from rapidocr import RapidOCR

        # Errors alone: it warns of every graphics card that a machine lacks.
        onnxruntime.set_default_logger_severity(3)
        return RapidOCR(params={"Global.log_level": "warning", "Global.max_side_len": LONGEST})


def _version() -> str:
    try:
        return version(_PACKAGES[0])
    except PackageNotFoundError:
        return "installed"


def _check_languages(image: Image, wanted: Sequence[str]) -> None:
    unknown = [code for code in wanted if (language_code(code) or code) not in LANGUAGES]
    if unknown:
        raise RecognitionFailed(
            said("errors.rapidocr_lacks_letters", unknown=unknown[0]),
            where=image.path,
            safe=SAFE,
            advice=said("errors.read_the_picture_with_tesseract"),
        )


def _lines(read: Any) -> Iterator[tuple[str, float, Points, list[Piece]]]:
    """Text, confidence, outline and words of each line in what RapidOCR gives back."""
    if read is None or read.txts is None or read.boxes is None:
        return
    words = read.word_results or ()
    for n, text in enumerate(read.txts):
        said = " ".join(str(text).split())
        if not said:
            continue
        corners = _corners(read.boxes[n])
        score = float(read.scores[n])
        pieces = [
            Piece(str(word), bounds(_corners(place)), make_confidence(float(sure)))
            for word, sure, place in (words[n] if n < len(words) else ())
            if place is not None and str(word).strip()
        ]
        box: Box | None = bounds(corners)
        yield said, score, corners, pieces or [Piece(said, box, make_confidence(score))]


def _corners(place: Any) -> Points:
    return make_points((float(x), float(y)) for x, y in place)


def _failed(image: Image, error: Exception) -> RecognitionFailed:
    words = " ".join(str(error).split()).rstrip(".")[:200] or type(error).__name__
    return RecognitionFailed(
        said("errors.rapidocr_could_not_read_the_picture", reason=words),
        where=image.path,
        safe=SAFE,
        advice=said("errors.open_picture_or_tesseract"),
    )
