"""The pages that were read twice: the reference folder's pictures, and other runs of OCR on them.

    python -m benchmarks.readings        makes what is missing, with the engines that are installed

A page is what Tesseract made of its picture (`.tsv`), with its truth (`.gt.txt`). The other runs
take seconds a page, so they are kept in build/second; delete the folder to have them made anew.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.sets import ROOT, shared_folder
from reviewer.core.model import Page, SecondReading
from reviewer.core.ports import RecognitionOptions, Recognizer
from reviewer.formats.building import PageBuilder, Piece, make_box
from reviewer.formats.images import measure
from reviewer.formats.readers.tsv import TsvReader
from reviewer.formats.recognition.rapid import RapidOcr
from reviewer.formats.recognition.tesseract import Tesseract

FOLDER = ROOT / "build" / "second"
LEVELS = ("light", "medium", "heavy")
"""How damaged a page is; the end of its name."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to read a picture again: the engine's name, and its options."""

    engine: str
    options: RecognitionOptions

    @property
    def name(self) -> str:
        """Names it among the others, in tables and files."""
        said = f"{self.engine} {self.options.scale:g}x {self.options.segmentation}"
        return said.strip().replace(" ", "-")


def _tesseract(scale: float, segmentation: str) -> Setting:
    return Setting("tesseract", RecognitionOptions(("en",), segmentation, scale))


SETTINGS = (
    _tesseract(0.75, "automatic"),
    _tesseract(1.5, "automatic"),
    _tesseract(2.0, "automatic"),
    _tesseract(1.5, "one column"),
    _tesseract(1.0, "one block"),
    Setting("rapidocr", RecognitionOptions(("en",))),
)


@dataclass(frozen=True)
class GoldPage:
    """A page whose truth is known; `picture` is its image file."""

    name: str
    page: Page
    truth: str
    picture: Path

    @property
    def level(self) -> str:
        """How damaged it is."""
        return self.name.rsplit("_", 1)[-1]


def gold_pages() -> Iterator[GoldPage]:
    """The pages in the order of their names. Raises FileNotFoundError where there are none."""
    folder = shared_folder() / "data" / "pages"
    tables = sorted(folder.glob("*.tsv"))
    if not tables:
        raise FileNotFoundError(folder)
    for table in tables:
        pictures = (table.with_suffix(suffix) for suffix in (".png", ".jpg"))
        yield GoldPage(
            table.stem,
            next(iter(TsvReader().read(table).pages)),
            table.with_suffix(".gt.txt").read_text("utf-8"),
            next(path for path in pictures if path.is_file()),
        )


@cache
def recognizers() -> dict[str, Recognizer]:
    """The engines that can be used here."""
    known: tuple[Recognizer, ...] = (Tesseract(), RapidOcr())
    return {each.name: each for each in known if each.health().fine}


def reading(gold: GoldPage, setting: Setting, folder: Path = FOLDER) -> SecondReading | None:
    """What another run reads; None where its engine is not here and it was not kept."""
    path = folder / f"{gold.name}.{setting.name}.json"
    if path.is_file():
        return _kept(path, setting)
    recognizer = recognizers().get(setting.engine)
    if recognizer is None:
        return None
    made = recognizer.recognize(measure(gold.picture), setting.options)
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([list(_words(made, n)) for n in range(len(made.lines))]), "utf-8")
    return _kept(path, setting)


def _words(page: Page, line: int) -> Iterator[tuple[str, list[int] | None, float | None]]:
    for token in page.lines[line].tokens:
        box = token.box
        sides = [box.left, box.top, box.right, box.bottom] if box else None
        yield page.lines[line].form(token), sides, token.confidence


def _kept(path: Path, setting: Setting) -> SecondReading:
    builder = PageBuilder([])
    for line in json.loads(path.read_text("utf-8")):
        builder.add_line([
            Piece(text, make_box(*sides) if sides else None, confidence)
            for text, sides, confidence in line
        ])  # fmt: skip
    return SecondReading(setting.engine, builder.make(1).lines)


def missing(settings: tuple[Setting, ...] = SETTINGS) -> list[str]:
    """Engines that neither are here nor were, so that some of their readings are not kept."""
    here = set(recognizers())
    return sorted({
        setting.engine
        for setting in settings
        for gold in gold_pages()
        if setting.engine not in here
        and not (FOLDER / f"{gold.name}.{setting.name}.json").is_file()
    })  # fmt: skip


def main() -> int:
    """Make what is missing; 1 where an engine is."""
    for gold in gold_pages():
        for setting in SETTINGS:
            reading(gold, setting)
        print(gold.name, flush=True)
    lacking = missing()
    print(f"not installed: {', '.join(lacking)}" if lacking else f"all are in {FOLDER}")
    return int(bool(lacking))


if __name__ == "__main__":
    sys.exit(main())
