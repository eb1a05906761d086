import struct
import tempfile
import warnings
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
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
        (png(30_000, 30_000), "pixels"),
        (png(20_001, 20_000), "pixels"),
        (png(10, 10, fault=1), "broken"),
        (b"", "kind"),
        (b"GIF89a" + bytes(20), "kind"),
        (b"\xff\xd8\xff\xe0" + bytes(30), "kind"),
    ],
    ids=[
        "bomb",
        "30,000 a side",
        "just too large",
        "wrong sum",
        "empty",
        "other kind",
        "only a head",
    ],
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


def test_a_very_large_scan_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(png(12_000, 16_000))
    image = images.measure(path)
    assert (image.width, image.height) == (12_000, 16_000)


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif", ".jp2"])
@pytest.mark.parametrize("share", [0.5, 0.9, 0.999])
def test_a_picture_that_is_cut_off_is_found_out(suffix: str, share: float, tmp_path: Path) -> None:
    path = tmp_path / f"page{suffix}"
    Pillow.effect_noise((90, 70), 80).convert("L").save(path)
    whole = path.read_bytes()
    assert images.measure(path).width == 90
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(UnreadableFile, match=r"early|kind|broken"):
        images.measure(path)


def test_the_end_of_a_thumbnail_is_not_the_end_of_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "page.jpg"
    Pillow.new("L", (40, 30)).save(path, comment=b"\xff\xd8\xff\xd9")
    whole = path.read_bytes()
    path.write_bytes(whole[:-2])
    with pytest.raises(UnreadableFile, match="early"):
        images.measure(path)
    path.write_bytes(whole + b"what a camera put behind")
    assert images.measure(path).width == 40


def test_the_rotation_of_a_png_counts_and_nothing_is_decoded_for_it(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    exif = Pillow.Exif()
    exif[0x0112] = 8
    body = chunk(b"eXIf", exif.tobytes().removeprefix(b"Exif\0\0"))
    data = png(40, 30)  # without pixels: decoding it would fail
    path.write_bytes(data[:-12] + body + data[-12:])
    image = images.measure(path)
    assert (image.width, image.height) == (30, 40)


def tiff(path: Path, *sizes: tuple[int, int]) -> Path:
    first, *more = [Pillow.new("L", size, 200) for size in sizes]
    first.save(path, save_all=True, append_images=more)
    return path


def test_a_tiff_holds_several_pictures(tmp_path: Path) -> None:
    path = tiff(tmp_path / "pages.tif", (40, 30), (20, 50), (10, 10))
    assert images.frames(path) == 3
    found = list(images.measure_all(path))
    assert [(one.width, one.height, one.frame) for one in found] == [
        (40, 30, 0),
        (20, 50, 1),
        (10, 10, 2),
    ]
    assert images.measure(path, 1) == found[1]
    for frame in (3, -1):
        with pytest.raises(UnreadableFile, match="no picture number"):
            images.measure(path, frame)


def test_a_smaller_copy_in_a_tiff_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "pages.tif"
    copy = Pillow.new("L", (10, 8))
    copy.encoderinfo = {"tiffinfo": {0x00FE: 1}}
    Pillow.new("L", (40, 30)).save(path, save_all=True, append_images=[copy])
    assert [one.width for one in images.measure_all(path)] == [40]
    assert images.frames(path) == 2


def test_other_formats_hold_one_picture(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    Pillow.new("L", (40, 30)).save(path)
    assert images.frames(path) == 1
    with pytest.raises(UnreadableFile, match="no picture number 2"):
        images.measure(path, 1)


@given(
    data=st.binary(max_size=200),
    at=st.integers(0, 400),
    kind=st.sampled_from("PNG JPEG TIFF".split()),
)
def test_a_damaged_picture_is_measured_or_refused(data: bytes, at: int, kind: str) -> None:
    out = BytesIO()
    Pillow.new("L", (20, 10), 128).save(out, kind)
    whole = out.getvalue()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page"
        path.write_bytes(whole[:at] + data + whole[at + len(data) :])
        with suppress(UnreadableFile), warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            assert images.measure(path).width >= 0
