from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Pillow

from reviewer.core.errors import UnreadableFile
from reviewer.formats.readers.picture import PictureReader
from tests.contracts.reader_kit import ReaderKit, Sample

READER = PictureReader()


def picture(kind: str, *sizes: tuple[int, int]) -> bytes:
    out = BytesIO()
    first, *more = [Pillow.new("L", size, 200) for size in sizes]
    first.save(out, kind, **({"save_all": True, "append_images": more} if more else {}))
    return out.getvalue()


class TestContract(ReaderKit):
    reader = READER
    samples = (
        Sample("letter.png", picture("PNG", (40, 30)), ""),
        Sample("letter.jpg", picture("JPEG", (40, 30)), ""),
        Sample("letter.jp2", picture("JPEG2000", (40, 30)), ""),
        Sample("volume.tif", picture("TIFF", (40, 30), (30, 40), (9, 9)), "", pages=3),
        Sample("a PNG by another name.txt", picture("PNG", (40, 30)), ""),
    )


def test_each_page_knows_its_picture(tmp_path: Path) -> None:
    path = tmp_path / "the_volume.tif"
    path.write_bytes(picture("TIFF", (40, 30), (30, 44)))
    new = READER.read(path)
    pages = list(new.pages)
    images = [page.image for page in pages if page.image]
    assert new.title == "the volume"
    assert [(one.path, one.frame, one.width, one.height) for one in images] == [
        (str(path), 0, 40, 30),
        (str(path), 1, 30, 44),
    ]
    assert [(page.file, page.place, page.lines) for page in pages] == [
        ("the_volume.tif", 0, ()),
        ("the_volume.tif", 1, ()),
    ]
    (original,) = new.originals
    assert (original.name, original.sha256, original.content) == (
        "the_volume.tif",
        new.origin.sha256,
        b"",
    )


@pytest.mark.parametrize("name", ["cut.tif", "cut.png", "cut.jpg"])
def test_a_cut_off_picture_is_refused(name: str, tmp_path: Path) -> None:
    kind = {"tif": "TIFF", "png": "PNG", "jpg": "JPEG"}[name[-3:]]
    path = tmp_path / name
    data = picture(kind, (400, 300))
    path.write_bytes(data[: len(data) * 9 // 10])
    with pytest.raises(UnreadableFile, match=name):
        list(READER.read(path).pages)


def test_no_picture_gets_no_score() -> None:
    verdict = READER.sniff(Path("letter.png"), b"Dear Sir,\n")
    assert verdict.score == 0
