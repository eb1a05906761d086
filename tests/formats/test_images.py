import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image as Pillow

from reviewer.core.errors import UnreadableFile
from reviewer.formats import images


@pytest.mark.parametrize(
    "suffix, mime",
    [(".png", "image/png"), (".jpg", "image/jpeg"), (".tif", "image/tiff"), (".jp2", "image/jp2")],
)
def test_size_and_kind(suffix: str, mime: str, tmp_path: Path) -> None:
    path = tmp_path / f"page{suffix}"
    Pillow.new("RGB", (40, 30)).save(path)
    image = images.measure(path)
    assert (image.width, image.height, image.mime) == (40, 30, mime)


@pytest.mark.parametrize("orientation, size", [(1, (40, 30)), (3, (40, 30)), (6, (30, 40))])
def test_the_rotation_that_the_camera_noted_counts(
    orientation: int, size: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "page.jpg"
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    Pillow.new("L", (40, 30)).save(path, exif=exif)
    image = images.measure(path)
    assert (image.width, image.height) == size


def chunk(kind: bytes, data: bytes, *, fault: int = 0) -> bytes:
    check = zlib.crc32(kind + data) ^ fault
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def png(width: int, height: int, *, fault: int = 0) -> bytes:
    """A PNG that claims a size and holds nothing of it; with a fault its sum is wrong."""
    size = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b""), fault=fault)
    return b"\x89PNG\r\n\x1a\n" + size + data + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data, word",
    [
        (png(100_000, 100_000), "pixels"),
        (png(10, 10, fault=1), "broken"),
        (b"", "kind"),
        (b"GIF89a" + bytes(20), "kind"),
        (b"\xff\xd8\xff\xe0" + bytes(30), "kind"),
    ],
    ids=["bomb", "wrong sum", "empty", "other kind", "only a head"],
)
def test_what_cannot_be_shown_is_refused(data: bytes, word: str, tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=word):
        images.measure(path)
    assert images.measured(path) is None


def test_a_missing_image_is_no_image(tmp_path: Path) -> None:
    assert images.measured(tmp_path / "no.png") is None
    assert images.measured(None) is None


def test_which_image_shows_which_page(tmp_path: Path) -> None:
    for name in ["a.png", "a-2.png", "a_p03.tif", "ab.png", "a-2.txt", "a b.png"]:
        (tmp_path / name).touch()
    text = tmp_path / "a.txt"
    beside = images.siblings(text)
    found = [images.image_of(text, number, beside) for number in (1, 2, 3, 4)]
    assert [image.name if image else None for image in found] == [
        "a.png",
        "a-2.png",
        "a_p03.tif",
        None,
    ]
