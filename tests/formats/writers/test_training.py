import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Pillow

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.geometry import Box
from reviewer.core.model import Image, Page, Role
from reviewer.formats import images
from reviewer.formats.building import PageBuilder, Piece
from reviewer.formats.writers.training import TrainingWriter
from tests.contracts.writer_kit import WriterKit
from tests.formats.editions import make_edition

WRITER = TrainingWriter()


class TestContract(WriterKit):
    writer = WRITER


def page_of(image: Image | None) -> Page:
    """Three lines at 10, 110 and 210 pixels from the top; the second has a triangle as outline."""
    builder = PageBuilder([])
    for n, text in enumerate(("first lime", "second", "third")):
        top = 10 + 100 * n
        pieces = [
            Piece(word, Box(10 + 100 * at, top, 90 + 100 * at, top + 40))
            for at, word in enumerate(text.split())
        ]
        outline = ((10, top), (90, top), (10, top + 40)) if n == 1 else ()
        builder.add_line(pieces, outline=outline)
    return builder.make(1, image=image)


def dark(path: Path, size: tuple[int, int] = (300, 300), **more: object) -> Image:
    Pillow.new("L", size, 60).save(path, **more)
    return images.measure(path)


def pairs(edition: Edition, tmp_path: Path, **chosen: str) -> dict[str, bytes]:
    path = tmp_path / "made.training.zip"
    with path.open("wb") as out:
        WRITER.write(edition, out, chosen)
    assert [problem for problem in WRITER.check(path, chosen) if problem.severe] == []
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(data: bytes) -> Pillow.Image:
    return Pillow.open(BytesIO(data))


def test_each_line_is_a_pair(tmp_path: Path) -> None:
    page = page_of(dark(tmp_path / "p.png"))
    acts = [d.Replace(d.Span(1, 1), "line"), d.SetRole(2, Role.NOISE)]
    found = pairs(make_edition([page], acts), tmp_path)
    assert list(found) == [
        "p0001/p0001-l0001.png",
        "p0001/p0001-l0001.gt.txt",
        "p0001/p0001-l0002.png",
        "p0001/p0001-l0002.gt.txt",
    ]
    assert found["p0001/p0001-l0001.gt.txt"] == b"first line\n"
    cut = opened(found["p0001/p0001-l0001.png"])
    assert (cut.size, cut.mode) == ((180, 40), "L")


def test_changed_lines_alone(tmp_path: Path) -> None:
    page = page_of(dark(tmp_path / "p.png"))
    acts = [d.Replace(d.Span(1, 1), "line"), d.Keep(d.Span(2, 2)), d.Insert(2, 3, "more")]
    found = pairs(make_edition([page], acts), tmp_path, lines="changed")
    assert [data for name, data in found.items() if name.endswith(".txt")] == [
        b"first line\n",
        b"third more\n",
    ]


def test_removed_lines_are_no_truth(tmp_path: Path) -> None:
    page = page_of(dark(tmp_path / "p.png"))
    found = pairs(make_edition([page], [d.Replace(d.Span(0, 1), "")]), tmp_path)
    assert len(found) == 4


def test_what_lies_outside_an_outline_is_white(tmp_path: Path) -> None:
    page = page_of(dark(tmp_path / "p.png"))
    for shape, corner in (("outline", 255), ("box", 60)):
        found = pairs(make_edition([page]), tmp_path, shape=shape)
        cut = opened(found["p0001/p0001-l0002.png"])
        assert cut.getpixel((2, 2)) == 60
        assert cut.getpixel((78, 38)) == corner
        assert opened(found["p0001/p0001-l0001.png"]).getextrema() == (60, 60)


def test_pictures_are_turned_as_they_are_seen(tmp_path: Path) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    painted = Pillow.new("L", (300, 200), 255)
    painted.paste(0, (0, 100, 300, 200))  # below, which is on the left when it is seen
    painted.save(tmp_path / "p.jpg", exif=exif)
    page = page_of(images.measure(tmp_path / "p.jpg"))
    found = pairs(make_edition([page]), tmp_path)
    cut = opened(found["p0001/p0001-l0001.png"])
    assert cut.getpixel((20, 20)) < 20
    assert cut.getpixel((150, 20)) > 235


@pytest.mark.parametrize(
    "mode, wanted", [("1", "L"), ("P", "RGB"), ("RGBA", "RGB"), ("CMYK", "RGB")]
)
def test_pictures_of_other_modes(mode: str, wanted: str, tmp_path: Path) -> None:
    Pillow.new("RGB", (300, 300), "black").convert(mode).save(tmp_path / "p.tif")
    found = pairs(make_edition([page_of(images.measure(tmp_path / "p.tif"))]), tmp_path)
    cut = opened(found["p0001/p0001-l0001.png"])
    assert cut.mode == wanted
    assert cut.convert("L").getextrema()[1] < 40


def test_lines_outside_the_picture_are_left_out(tmp_path: Path) -> None:
    dark(tmp_path / "p.png", (150, 60))
    page = page_of(Image(str(tmp_path / "p.png"), 300, 300, "image/png"))
    found = pairs(make_edition([page]), tmp_path)
    assert len(found) == 2
    assert opened(found["p0001/p0001-l0001.png"]).size == (140, 40)


@pytest.mark.parametrize("data", [None, b"no picture"])
def test_pages_without_their_picture_are_named(data: bytes | None, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / "gone.png").write_bytes(data)
    page = page_of(Image(str(tmp_path / "gone.png"), 300, 300, "image/png"))
    found = pairs(make_edition([page]), tmp_path)
    assert list(found) == ["pages-left-out.txt"]
    left, none = WRITER.check(tmp_path / "made.training.zip", {})
    assert "page 1" in left.text
    assert "No line" in none.text
    assert not left.severe
    assert not none.severe


def test_a_pair_that_is_torn_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "made.training.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("p0001/p0001-l0001.png", b"")
        archive.writestr("p0001/p0001-l0002.gt.txt", b"")
    problems = [problem.text for problem in WRITER.check(path, {}) if problem.severe]
    assert problems == ["p0001/p0001-l0001 has no text.", "p0001/p0001-l0002 has no picture."]
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    (problem,) = WRITER.check(path, {})
    assert problem.severe
