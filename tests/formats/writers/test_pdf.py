from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from PIL import Image as Pillow
from PIL import ImageChops, ImageDraw, ImageOps

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.geometry import Box
from reviewer.core.model import Image, Page, Role
from reviewer.formats import images, pdf
from reviewer.formats.building import PageBuilder, Piece
from reviewer.formats.readers.pdf import PdfReader
from reviewer.formats.readers.tsv import TsvReader
from reviewer.formats.writers.pdf import PdfWriter
from tests.contracts.writer_kit import WriterKit
from tests.formats.editions import editions, make_edition

WRITER = PdfWriter()


def _cut() -> bytes:
    """A JPEG without its last third."""
    out = BytesIO()
    Pillow.effect_noise((90, 70), 80).save(out, "JPEG")
    return out.getvalue()[: len(out.getvalue()) * 2 // 3]


CUT = _cut()


class TestContract(WriterKit):
    writer = WRITER


def page_of(*lines: str, image: Image | None = None, role: Role = Role.BODY) -> Page:
    """Words of ten pixels a letter, lines forty pixels apart."""
    builder = PageBuilder([])
    for row, line in enumerate(lines):
        at, pieces = 20, []
        for word in line.split():
            right = at + 10 * len(word)
            pieces.append(Piece(word, Box(at, 20 + 40 * row, right, 44 + 40 * row)))
            at = right + 10
        builder.add_line(pieces, role=role)
    return builder.make(1, image=image)


def picture(path: Path, size: tuple[int, int] = (400, 300), mode: str = "L") -> Image:
    painted = Pillow.new("L", size, 255)
    ImageDraw.Draw(painted).rectangle((10, 10, 60, 40), fill=0)
    painted.convert(mode).save(path)
    return images.measure(path)


def made(edition: Edition, folder: Path) -> Path:
    path = folder / "made.pdf"
    with path.open("wb") as out:
        WRITER.write(edition, out, {})
    assert [problem for problem in WRITER.check(path, {}) if problem.severe] == []
    return path


def read(path: Path) -> list[Page]:
    return list(PdfReader().read(path).pages)


def test_words_lie_invisibly_over_their_boxes(tmp_path: Path) -> None:
    image = picture(tmp_path / "p.png")
    page = page_of("Dear Sir,", "you wrote", image=image)
    path = made(make_edition([page], [d.Replace(d.Span(1, 1), "Madam,")]), tmp_path)
    (back,) = read(path)
    assert back.text == "Dear Madam,\nyou wrote\n"
    assert back.image
    assert (back.image.width, back.image.height) == (400, 300)
    for found, wanted in zip(back.tokens, page.tokens, strict=True):
        assert found.box
        assert wanted.box
        for side in ("left", "top", "right", "bottom"):
            assert getattr(found.box, side) == pytest.approx(getattr(wanted.box, side), abs=2)
    original = Pillow.open(image.path).convert("RGB")
    difference = ImageChops.difference(pdf.render(path, 0, 400), original)
    assert max(top for _, top in difference.getextrema()) < 30


def test_any_script_is_found_again(tmp_path: Path) -> None:
    lines = ["Товарищу Микояну", "Ἀθῆναι Łódź naïve", "東京 \U0001d400bc", "שלום"]
    image = picture(tmp_path / "p.png")
    (back,) = read(made(make_edition([page_of(*lines, image=image)]), tmp_path))
    assert back.text.split() == " ".join(lines).split()
    (back,) = read(made(make_edition(["Товарищу Микояну\nnaïve\n"]), tmp_path))
    assert back.text == "Товарищу Микояну\nnaïve\n"


def test_jpeg_is_kept_byte_for_byte(tmp_path: Path) -> None:
    image = picture(tmp_path / "p.jpg")
    path = made(make_edition([page_of("word", image=image)]), tmp_path)
    assert Path(image.path).read_bytes() in path.read_bytes()
    image = picture(tmp_path / "p.jp2")
    path = made(make_edition([page_of("word", image=image)]), tmp_path)
    assert Path(image.path).read_bytes() in path.read_bytes()
    assert pdf.render(path, 0, 400).getpixel((30, 30))[0] < 30


def test_png_is_not_packed_anew(tmp_path: Path) -> None:
    image = picture(tmp_path / "p.png", mode="RGB")
    data = Path(image.path).read_bytes()
    rows = data[data.index(b"IDAT") + 4 :]
    rows = rows[: int.from_bytes(data[data.index(b"IDAT") - 4 :][:4], "big")]
    assert rows in made(make_edition([page_of("word", image=image)]), tmp_path).read_bytes()


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_png_keeps_every_pixel(mode: str, tmp_path: Path) -> None:
    noise = Pillow.effect_noise((64, 48), 90)
    bands = [noise, noise.rotate(180), noise.rotate(180).transpose(Pillow.Transpose.ROTATE_180)]
    Pillow.merge("RGB", bands).convert(mode).save(tmp_path / "p.png")
    image = images.measure(tmp_path / "p.png")
    path = made(make_edition([page_of("w", image=image)]), tmp_path)
    with pdf.LOCK, pdf.opened(path) as document:
        found, *_ = document[0].get_objects()
        shown = found.get_bitmap().to_pil().convert("RGB")
    assert shown.tobytes() == Pillow.open(image.path).convert("RGB").tobytes()


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16", "CMYK"])
def test_pictures_of_every_mode_are_shown(mode: str, tmp_path: Path) -> None:
    if mode == "I;16":
        deep = Pillow.new("I;16", (400, 300), 65535)
        deep.paste(0, (10, 10, 61, 41))
        deep.save(tmp_path / "p.tif")
        image = images.measure(tmp_path / "p.tif")
    else:
        image = picture(tmp_path / ("p.tif" if mode == "CMYK" else "p.png"), mode=mode)
    shown = pdf.render(made(make_edition([page_of("word", image=image)]), tmp_path), 0, 400)
    assert max(shown.getpixel((30, 30))) < 40
    assert min(shown.getpixel((200, 200))) > 240


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("suffix", [".jpg", ".png"])
def test_pictures_stand_upright(turn: int, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"p{suffix}"
    exif = Pillow.Exif()
    exif[0x0112] = turn
    painted = Pillow.new("L", (400, 300), 255)
    ImageDraw.Draw(painted).rectangle((10, 10, 150, 40), fill=0)
    painted.save(path, exif=exif)
    image = images.measure(path)
    made_path = made(make_edition([page_of("word", image=image)]), tmp_path)
    seen = ImageOps.exif_transpose(Pillow.open(path)).convert("RGB")
    shown = pdf.render(made_path, 0, image.width)
    assert shown.size == seen.size
    difference = ImageChops.difference(shown, seen).convert("L").point(lambda v: 255 * (v > 128))
    assert difference.histogram()[255] < 600  # a pixel along the edges


def test_a_frame_of_a_tiff_and_a_page_of_a_pdf_are_pictures(tmp_path: Path) -> None:
    frames = [Pillow.new("L", (400, 300), shade) for shade in (255, 100)]
    frames[0].save(tmp_path / "p.tif", save_all=True, append_images=frames[1:])
    image = images.measure(tmp_path / "p.tif", 1)
    path = made(make_edition([page_of("word", image=image)]), tmp_path)
    assert pdf.render(path, 0, 400).getpixel((9, 9)) == (100, 100, 100)
    (again,) = read(path)
    other = tmp_path / "other"
    other.mkdir()
    path = made(make_edition([again]), other)
    assert pdf.render(path, 0, 400).getpixel((9, 9)) == (100, 100, 100)
    assert read(path)[0].text == "word\n"


def test_noise_and_removed_words_are_left_out(tmp_path: Path) -> None:
    image = picture(tmp_path / "p.png")
    acts = [d.SetRole(1, Role.NOISE), d.Replace(d.Span(0, 0), "")]
    page = page_of("one two", "###", "three", image=image)
    (back,) = read(made(make_edition([page], acts), tmp_path))
    assert back.text == "two\nthree\n"


def test_text_without_boxes_goes_down_the_page_in_order(tmp_path: Path) -> None:
    edition = make_edition(["one two\nthree\n"], image=picture(tmp_path / "p.png"))
    (back,) = read(made(edition, tmp_path))
    assert back.text == "one two\nthree\n"


def test_overlapping_words_stay_apart(tmp_path: Path) -> None:
    builder = PageBuilder([])
    boxes = [Box(10, 20, 90, 40), Box(70, 10, 89, 50), Box(100, 25, 140, 40), Box(150, 38, 153, 40)]
    words = ["relations", "of", "the", "."]
    builder.add_line([Piece(word, box) for word, box in zip(words, boxes, strict=True)])
    page = builder.make(1, image=picture(tmp_path / "p.png"))
    (back,) = read(made(make_edition([page]), tmp_path))
    assert back.text == "relations of the .\n"


@pytest.mark.parametrize("data", [None, b"", b"no picture", b"\x89PNG\r\n\x1a\n", CUT])
def test_a_page_whose_picture_is_gone_shows_its_text(data: bytes | None, tmp_path: Path) -> None:
    lost = tmp_path / "gone.png"
    if data is not None:
        lost.write_bytes(data)
    page = page_of("one two", image=Image(str(lost), 400, 300, "image/png"))
    path = made(make_edition([page, "three"]), tmp_path)
    assert [one.text for one in read(path)] == ["one two\n", "three\n"]
    (problem,) = WRITER.check(path, {})
    assert "Page 1" in problem.text
    assert not problem.severe
    ink = pdf.render(path, 0, 600).convert("L").getextrema()
    assert ink[0] < 100


def test_long_texts_flow_over_several_sheets(tmp_path: Path) -> None:
    lines = [" ".join(f"word{n}x{m}" for m in range(40)) for n in range(60)]
    pages = read(made(make_edition(["\n".join(lines)]), tmp_path))
    assert len(pages) > 1
    assert " ".join(page.text for page in pages).split() == " ".join(lines).split()


def test_title_and_author_are_told(tmp_path: Path) -> None:
    path = made(make_edition("a", header={"title": "Письма", "author": "A. B."}), tmp_path)
    with pdf.LOCK, pdf.opened(path) as document:
        assert document.get_metadata_value("Title") == "Письма"
        assert document.get_metadata_value("Author") == "A. B."


@given(editions())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_any_edition_makes_a_sound_file(tmp_path: Path, edition: Edition) -> None:
    assert len(read(made(edition, tmp_path))) >= len(list(edition.pages))


def test_pages_of_tesseract_come_back(shared: Path, tmp_path: Path) -> None:
    for name in ("dev_000_light", "dev_004_medium"):
        found = shared / "data/formats/tesseract5" / f"{name}.tsv"
        (page,) = TsvReader().read(found).pages
        image = images.measure(found.with_suffix(".png"))
        edition = make_edition([Page(1, page.lines, image=image)])
        (back,) = read(made(edition, tmp_path))
        filled = [line.text for line in page.lines if line.text.strip()]
        assert [line.text for line in back.lines] == filled
        for mine, other in zip(back.tokens, page.tokens, strict=True):
            assert mine.box
            assert other.box
            assert abs(mine.box.left - other.box.left) < 20
            assert abs(mine.box.right - other.box.right) < 20


def test_the_stream_need_not_seek(tmp_path: Path) -> None:
    class Pipe(BytesIO):
        def seek(self, *args: int) -> int:
            raise OSError("a pipe")

        tell = seek

    out = Pipe()
    WRITER.write(make_edition("word"), out, {})
    assert out.getvalue().startswith(b"%PDF")
