"""The picture opener: what it shows, what it refuses, and that nothing of it stays."""

import multiprocessing
import os
import re
import signal
import struct
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageChops, ImageOps

from reviewer.core.errors import UnreadableFile
from reviewer.core.geometry import Box
from reviewer.core.model import Image
from reviewer.core.ports import Picture, Pictures, Raster
from reviewer.formats import decoding, pyramid
from reviewer.formats.pictures import PictureOpener


@pytest.fixture(scope="module")
def opener(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PictureOpener]:
    made = PictureOpener(tmp_path_factory.mktemp("cache"))
    yield made
    made.close()


def image_at(path: Path, frame: int = 0) -> Image:
    return Image(str(path), 10, 10, "image/any", frame)


def seen(raster: Raster) -> Pillow.Image:
    mode = {1: "L", 3: "RGB"}[raster.channels]
    return Pillow.frombytes(mode, (raster.width, raster.height), raster.data)


def whole(picture: Picture, level: int = 0) -> Pillow.Image:
    return seen(picture.crop(Box(0, 0, picture.width, picture.height), level))


def scene(width: int = 700, height: int = 530) -> Pillow.Image:
    """A picture in which no two parts look alike."""
    across = Pillow.linear_gradient("L").rotate(90).resize((width, height))
    down = Pillow.linear_gradient("L").resize((width, height))
    return Pillow.merge("RGB", (across, down, ImageChops.invert(across)))


def difference(one: Pillow.Image, other: Pillow.Image) -> int:
    """The greatest difference of any two pixels, in one channel."""
    assert (one.mode, one.size) == (other.mode, other.size)
    extremes = ImageChops.difference(one, other).getextrema()
    pairs = extremes if isinstance(extremes[0], tuple) else (extremes,)
    return max(int(pair[1]) for pair in pairs)  # type: ignore[index, arg-type]


def test_it_is_what_services_ask_for(opener: PictureOpener, tmp_path: Path) -> None:
    pictures: Pictures = opener
    scene().save(tmp_path / "page.png")
    picture = pictures.open(image_at(tmp_path / "page.png"))
    assert (picture.width, picture.height, picture.levels) == (700, 530, 3)
    picture.close()


def test_tiles_lie_beside_each_other_on_every_level(opener: PictureOpener, tmp_path: Path) -> None:
    scene().save(tmp_path / "page.png")
    picture = opener.open(image_at(tmp_path / "page.png"))
    expected = scene()
    for level in range(picture.levels):
        board = Pillow.new("RGB", expected.size)
        for row in range(-(-board.height // picture.tile_size)):
            for column in range(-(-board.width // picture.tile_size)):
                tile = picture.tile(level, column, row)
                assert len(tile.data) == tile.width * tile.height * 3
                board.paste(seen(tile), (column * picture.tile_size, row * picture.tile_size))
        assert difference(board, expected) <= level  # rounding, once a level
        assert difference(whole(picture, level), board) == 0
        expected = expected.reduce(2)
    picture.close()


@pytest.mark.parametrize("place", [(0, 3, 0), (0, 0, 3), (3, 0, 0), (0, -1, 0), (-1, 0, 0)])
def test_there_are_no_tiles_outside(
    place: tuple[int, int, int], opener: PictureOpener, tmp_path: Path
) -> None:
    scene().save(tmp_path / "page.png")
    picture = opener.open(image_at(tmp_path / "page.png"))
    with pytest.raises(IndexError):
        picture.tile(*place)
    picture.close()


@pytest.mark.parametrize(
    "box", [Box(250, 250, 262, 270), Box(0, 0, 1, 1), Box(3, 511, 700, 530), Box(-40, -5, 900, 30)]
)
def test_a_crop_is_the_part_of_the_picture(box: Box, opener: PictureOpener, tmp_path: Path) -> None:
    scene().save(tmp_path / "page.png")
    picture = opener.open(image_at(tmp_path / "page.png"))
    inner = box.within(700, 530)
    expected = scene().crop((inner.left, inner.top, inner.right, inner.bottom))
    assert difference(seen(picture.crop(box)), expected) == 0
    half = picture.crop(box, 1)
    assert half.width == (inner.right + 1) // 2 - inner.left // 2
    picture.close()


def test_a_crop_outside_is_empty_and_levels_end(opener: PictureOpener, tmp_path: Path) -> None:
    scene().save(tmp_path / "page.png")
    picture = opener.open(image_at(tmp_path / "page.png"))
    assert picture.crop(Box(800, 10, 900, 20)).data == b""
    with pytest.raises(IndexError):
        picture.crop(Box(0, 0, 10, 10), 3)
    picture.close()


def scene_as(mode: str) -> Pillow.Image:
    if mode == "I;16":
        grey = scene().convert("L")
        return Pillow.frombytes(mode, grey.size, b"".join(bytes((7, b)) for b in grey.tobytes()))
    if mode == "alpha":
        made = scene().convert("RGBA")
        made.putalpha(Pillow.linear_gradient("L").resize(made.size))
        return made
    return scene().convert(mode)


def over_white(picture: Pillow.Image) -> Pillow.Image:
    white = Pillow.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    return white


EXPECTED: dict[str, Callable[[Pillow.Image], Pillow.Image]] = {
    "L": lambda image: image,
    "1": lambda image: image.convert("L"),
    "RGB": lambda image: image,
    "P": lambda image: image.convert("RGB"),
    "CMYK": lambda image: image.convert("RGB"),
    "I;16": lambda image: scene().convert("L"),
    "alpha": over_white,
}


@pytest.mark.parametrize(
    "mode, suffix",
    [
        ("L", "png"),
        ("1", "png"),
        ("P", "png"),
        ("I;16", "png"),
        ("alpha", "png"),
        ("RGB", "tif"),
        ("1", "tif"),
        ("CMYK", "tif"),
        ("I;16", "tif"),
    ],
)
def test_every_kind_of_pixel_becomes_grey_or_colour(
    mode: str, suffix: str, opener: PictureOpener, tmp_path: Path
) -> None:
    path, made = tmp_path / f"page.{suffix}", scene_as(mode)
    made.save(path)
    picture = opener.open(image_at(path))
    assert difference(whole(picture), EXPECTED[mode](made)) <= 1
    picture.close()


def test_lab_and_floats_can_be_seen(opener: PictureOpener, tmp_path: Path) -> None:
    # L* 0 to 100 is kept in 0 to 255, a* and b* of grey are 0.
    grey = Pillow.new("L", (40, 30), 255)
    none = Pillow.new("L", (40, 30), 128)
    Pillow.merge("LAB", (grey, none, none)).save(tmp_path / "lab.tif")
    Pillow.linear_gradient("L").convert("F").point(lambda v: v * 10 + 0).save(tmp_path / "f.tif")
    lab = opener.open(image_at(tmp_path / "lab.tif"))
    assert min(whole(lab).getpixel((20, 20))) >= 250  # type: ignore[type-var, arg-type]
    floats = opener.open(image_at(tmp_path / "f.tif"))
    assert whole(floats).mode == "L"
    assert whole(floats).getpixel((3, 0)) == 0
    lab.close()
    floats.close()


@pytest.mark.parametrize("suffix", ["jpg", "jp2"])
def test_lossy_kinds(suffix: str, opener: PictureOpener, tmp_path: Path) -> None:
    scene().save(tmp_path / f"page.{suffix}")
    picture = opener.open(image_at(tmp_path / f"page.{suffix}"))
    assert difference(whole(picture), scene()) < 24
    picture.close()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(
    "suffix, mode, packed",
    [("png", "RGB", None), ("tif", "RGB", "tiff_lzw"), ("tif", "L", None), ("tif", "1", "group4")],
)
def test_pictures_stand_upright(
    orientation: int,
    suffix: str,
    mode: str,
    packed: str | None,
    opener: PictureOpener,
    tmp_path: Path,
) -> None:
    path, upright = tmp_path / f"page.{suffix}", scene().convert(mode)
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    upright.save(path, exif=exif, compression=packed)
    upright = upright if mode == "RGB" else upright.convert("L")
    upright.getexif()[0x0112] = orientation
    picture = opener.open(image_at(path))
    assert difference(whole(picture), ImageOps.exif_transpose(upright)) == 0
    picture.close()


def test_damaged_notes_do_no_harm(opener: PictureOpener, tmp_path: Path) -> None:
    path = tmp_path / "page.jpg"
    Pillow.new("L", (40, 30), 200).save(path, exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x01\x12")
    picture = opener.open(image_at(path))
    assert (picture.width, picture.height) == (40, 30)
    picture.close()


def test_the_frame_asked_for_is_shown(opener: PictureOpener, tmp_path: Path) -> None:
    path = tmp_path / "pages.tif"
    frames = [Pillow.new("L", (20 + n, 10), 40 * n) for n in range(3)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    for number in range(3):
        picture = opener.open(image_at(path, number))
        assert difference(whole(picture), frames[number]) == 0
        picture.close()
    with pytest.raises(UnreadableFile, match="picture 4"):
        opener.open(image_at(path, 3))


def test_a_page_of_a_pdf_is_drawn(opener: PictureOpener, tmp_path: Path) -> None:
    pages = [Pillow.new("RGB", (200, 100), colour) for colour in ("white", "#2040c0")]
    pages[0].save(tmp_path / "pages.pdf", save_all=True, append_images=pages[1:], resolution=100)
    image = Image(str(tmp_path / "pages.pdf"), 200, 100, "application/pdf", 1)
    picture = opener.open(image)
    assert (picture.width, picture.height) == (200, 100)
    assert difference(whole(picture), pages[1]) < 12
    picture.close()
    with pytest.raises(UnreadableFile, match="page 3"):
        opener.open(Image(image.path, 200, 100, image.mime, 2))


# What cannot be opened


def bomb(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds nothing of it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    size = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b""))
    return b"\x89PNG\r\n\x1a\n" + size + data + chunk(b"IEND", b"")


def cut_tiff(folder: Path) -> bytes:
    scene().save(folder / "whole.tif", compression="tiff_lzw")
    data = (folder / "whole.tif").read_bytes()
    return data[: len(data) // 2]


@pytest.mark.parametrize(
    "make, word",
    [
        (lambda folder: bomb(30_000, 30_000), "pixels"),
        (lambda folder: bomb(40, 40), "broken"),
        (lambda folder: b"", "kind"),
        (lambda folder: b"GIF89a" + bytes(20), "kind"),
        (cut_tiff, "kind|broken"),
    ],
    ids=["bomb", "nothing in it", "empty", "other kind", "truncated"],
)
def test_what_is_broken_is_refused_and_the_next_opens(
    make: Callable[[Path], bytes], word: str, opener: PictureOpener, tmp_path: Path
) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(make(tmp_path))
    with pytest.raises(UnreadableFile, match=word) as caught:
        opener.open(image_at(path))
    assert caught.value.where == str(path)
    assert caught.value.advice
    scene().save(tmp_path / "next.png")
    opener.open(image_at(tmp_path / "next.png")).close()


def test_a_missing_file_is_named(opener: PictureOpener, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"gone\.png"):
        opener.open(image_at(tmp_path / "gone.png"))


def helper_of(before: set[int | None]) -> multiprocessing.process.BaseProcess:
    return next(one for one in multiprocessing.active_children() if one.pid not in before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot hold a process")
def test_a_decoder_that_dies_is_replaced(tmp_path: Path) -> None:
    before = {one.pid for one in multiprocessing.active_children()}
    opener = PictureOpener(tmp_path / "cache")
    scene().save(tmp_path / "page.png")
    opener.warm()
    helper = helper_of(before)
    assert helper.pid is not None
    os.kill(helper.pid, signal.SIGSTOP)  # so that it cannot answer before it is killed
    killer = threading.Timer(0.1, helper.kill)
    killer.start()
    with pytest.raises(UnreadableFile, match="decoder stop"):
        opener.open(image_at(tmp_path / "page.png"))
    killer.join()
    picture = opener.open(image_at(tmp_path / "page.png"))
    assert difference(whole(picture), scene()) == 0
    second = helper_of(before)
    second.kill()  # while it waits for work: nobody's file is to blame
    second.join()
    scene().save(tmp_path / "third.png")
    opener.open(image_at(tmp_path / "third.png")).close()
    picture.close()
    opener.close()


def test_a_file_without_end_is_given_up(tmp_path: Path) -> None:
    opener = PictureOpener(tmp_path / "cache", patience=0.0)
    scene().save(tmp_path / "page.png")
    with pytest.raises(UnreadableFile, match="too long"):
        opener.open(image_at(tmp_path / "page.png"))
    opener.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_the_helper_is_small_and_knows_nothing_of_the_window(tmp_path: Path) -> None:
    before = {one.pid for one in multiprocessing.active_children()}
    opener = PictureOpener(tmp_path / "cache")
    scene().save(tmp_path / "page.jpg")
    opener.open(image_at(tmp_path / "page.jpg")).close()
    about = Path(f"/proc/{helper_of(before).pid}")
    loaded = (about / "maps").read_text("utf-8")
    assert re.search(rf"Max address space +{decoding.MEMORY} ", (about / "limits").read_text())
    opener.close()
    assert "PIL" in loaded
    assert not [name for name in ("PySide6", "libQt6", "lxml", "numpy") if name in loaded]


# The cache folder


def files(cache: Path) -> list[Path]:
    return sorted(cache.glob("*/*"))


def test_the_folder_is_bounded_and_goes_with_the_opener(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    size = pyramid.Layout(700, 530, 3).total
    opener = PictureOpener(cache, room=2 * size)
    images = []
    for number in range(4):
        scene().save(tmp_path / f"{number}.png")
        images.append(image_at(tmp_path / f"{number}.png"))
    pictures = [opener.open(image) for image in images]
    assert len(files(cache)) == 4  # all of them are open
    for picture in pictures:
        picture.close()
        picture.close()
    assert len(files(cache)) == 2
    opener.open(images[3]).close()  # found again
    assert len(files(cache)) == 2
    opener.close()
    assert not list(cache.iterdir())


def test_a_changed_file_is_decoded_anew(opener: PictureOpener, tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    scene().save(path)
    opener.open(image_at(path)).close()
    Pillow.new("L", (30, 30)).save(path)
    picture = opener.open(image_at(path))
    assert (picture.width, picture.height) == (30, 30)
    picture.close()


def test_an_emptied_cache_does_no_harm(tmp_path: Path) -> None:
    opener = PictureOpener(tmp_path / "cache")
    scene().save(tmp_path / "page.png")
    opener.open(image_at(tmp_path / "page.png")).close()
    for file in files(tmp_path / "cache"):
        file.unlink()
    for folder in (tmp_path / "cache").iterdir():
        folder.rmdir()
    picture = opener.open(image_at(tmp_path / "page.png"))
    assert difference(whole(picture), scene()) == 0
    picture.close()
    opener.close()


def test_what_killed_processes_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    gone = 2**22 + 12345  # above the greatest number that Linux gives
    left, ours_before = cache / f"pictures-{gone}-abc", cache / f"pictures-{os.getpid()}-abc"
    living, foreign = cache / f"pictures-{os.getppid()}-abc", cache / "pictures-of-mine"
    for folder in (left, ours_before, living, foreign):
        folder.mkdir(parents=True)
        (folder / "1.pixels").write_bytes(b"x")
    first, second = PictureOpener(cache), PictureOpener(cache)
    scene().save(tmp_path / "page.png")
    one = first.open(image_at(tmp_path / "page.png"))
    other = second.open(image_at(tmp_path / "page.png"))
    assert not left.exists()
    assert not ours_before.exists()
    assert living.exists()
    assert foreign.exists()
    assert difference(whole(one), whole(other)) == 0  # neither swept the other's
    for picture, opener in ((one, first), (other, second)):
        picture.close()
        opener.close()


@given(st.integers(1, 3000), st.integers(1, 3000), st.sampled_from([1, 3]))
def test_every_byte_of_a_pyramid_belongs_to_one_tile(
    width: int, height: int, channels: int
) -> None:
    layout = pyramid.Layout(width, height, channels)
    place = 0
    for level in range(len(layout.sizes)):
        columns, rows = layout.grid(level)
        for row in range(rows):
            for column in range(columns):
                start, wide, high = layout.tile(level, column, row)
                assert start == place
                place += wide * high * channels
    assert place == layout.total


@given(st.integers(1, 90), st.integers(1, 90))
def test_a_pyramid_halves_any_size(width: int, height: int) -> None:
    layout = pyramid.Layout(width, height, 1, tile_size=16)
    picture = scene(width, height).convert("L")
    for one, other in zip(layout.sizes, layout.sizes[1:], strict=False):
        assert other == ((one[0] + 1) // 2, (one[1] + 1) // 2)
    out = BytesIO()
    pyramid.write(layout, lambda top, bottom: picture.crop((0, top, width, bottom)), out)
    assert len(out.getvalue()) == layout.total
