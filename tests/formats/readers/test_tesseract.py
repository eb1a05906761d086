"""Tesseract wrote the same pages as hOCR, ALTO and TSV: they have to be the same to us."""

from pathlib import Path

import pytest

from reviewer.core.geometry import Box
from reviewer.core.model import Page
from reviewer.core.ports import Reader
from reviewer.formats.readers.alto import AltoReader
from reviewer.formats.readers.hocr import HocrReader
from reviewer.formats.readers.tsv import TsvReader

READERS: dict[str, Reader] = {".hocr": HocrReader(), ".xml": AltoReader(), ".tsv": TsvReader()}
NAMES = ("dev_000_light", "dev_004_medium", "dev_005_heavy")


def pages_of(shared: Path, name: str) -> dict[str, Page]:
    folder = shared / "data" / "formats" / "tesseract5"
    found = {}
    for suffix, reader in READERS.items():
        (found[suffix],) = reader.read(folder / (name + suffix)).pages
    return found


def near(one: Box | None, other: Box | None) -> bool:
    assert one is not None
    assert other is not None
    sides = ("left", "top", "right", "bottom")
    return all(abs(getattr(one, side) - getattr(other, side)) <= 1 for side in sides)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", [".hocr", ".xml"])
def test_the_three_formats_give_one_page(shared: Path, name: str, suffix: str) -> None:
    pages = pages_of(shared, name)
    one, exact = pages[suffix], pages[".tsv"]
    assert one.text == exact.text
    assert [line.text for line in one.lines] == [line.text for line in exact.lines]
    assert [line.region for line in one.lines] == [line.region for line in exact.lines]
    assert one.image == exact.image
    assert one.image is not None
    for line, other in zip(one.lines, exact.lines, strict=True):
        assert near(line.box, other.box)
    for token, true in zip(one.tokens, exact.tokens, strict=True):
        assert (token.start, token.end) == (true.start, true.end)
        assert near(token.box, true.box)
        assert token.confidence is not None
        assert true.confidence is not None
        # hOCR and ALTO have whole per cent, cut off.
        assert abs(token.confidence - true.confidence) <= 0.0101


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_that_of_the_plain_output(shared: Path, name: str) -> None:
    plain = (shared / "data" / "formats" / "tesseract5" / f"{name}.txt").read_text("utf-8")
    for page in pages_of(shared, name).values():
        assert page.text.split() == plain.split()
