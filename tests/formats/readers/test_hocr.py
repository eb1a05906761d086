import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from reviewer.core.errors import UnreadableFile
from reviewer.core.geometry import Box
from reviewer.core.model import Alternative, Page, Role
from reviewer.formats.readers.hocr import HocrReader
from reviewer.formats.readers.hocr.properties import parse_title, with_property
from tests.contracts.reader_kit import ReaderKit, Sample

LINE = (
    "<span class='ocr_line' title='bbox 10 20 210 50; baseline 0.01 -5'>"
    "<span class='ocrx_word' title='bbox 10 20 90 50; x_wconf 50'>Dear</span> "
    "<span class='ocrx_word' title='bbox 110 20 210 50'>Sir</span></span>"
)


def hocr(body: str, *, head: str = "", page: str = "bbox 0 0 1000 2000") -> str:
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/>'
        f"{head}</head><body><div class='ocr_page' title='{page}'>{body}</div></body></html>"
    )


def word(text: str, title: str = "bbox 0 0 9 9") -> str:
    return f"<span class='ocrx_word' title='{title}'>{text}</span>"


class TestHocrReader(ReaderKit):
    reader = HocrReader()
    samples = (
        Sample("one.hocr", hocr(LINE).encode(), "Dear Sir\n"),
        Sample(
            "two.html",
            ("<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE html>" + hocr(LINE))
            .replace("</body>", f"<div class='ocr_page' title='ppageno 1'>{LINE}</div></body>")
            .encode(),
            "Dear Sir\nDear Sir\n",
            pages=2,
        ),
        Sample("unclosed.html", f"<HTML><body><p class=ocr_par>{LINE}<p>".encode(), "Dear Sir\n"),
        Sample(
            "lines.html",
            hocr(
                "<span class='ocr_line' title='bbox 0 0 9 9'>Dear <em>old</em>\n Sir</span>"
            ).encode(),
            "Dear old Sir\n",
        ),
        Sample(
            "entity.html",
            hocr(word("caf&eacute;&nbsp;a &amp; b&#173;")).encode(),
            "café a & b\xad\n",
        ),
        Sample("wide.html", hocr(LINE).encode("utf-16"), "Dear Sir\n"),
        Sample(
            "russian.html",
            hocr(word("Посол"), head="<meta charset='windows-1251'/>").encode("cp1251"),
            "Посол\n",
        ),
        Sample(
            "wrong meta.html",
            hocr(word("Genève"), head="<meta charset='iso-8859-1'/>").encode(),
            "Genève\n",
        ),
        Sample(
            "unlawful.html",
            hocr(word("Genève"), head="<meta charset='utf-8'/>").encode("cp1252"),
            "Genève\n",
        ),
    )


def read(tmp_path: Path, content: str) -> tuple[Page, list[str]]:
    path = tmp_path / "page.hocr"
    path.write_text(content, "utf-8")
    new = HocrReader().read(path)
    (page,) = new.pages
    return page, new.remarks


def test_boxes_confidences_and_baseline(tmp_path: Path) -> None:
    page, remarks = read(tmp_path, hocr(LINE))
    assert [token.box for token in page.tokens] == [Box(10, 20, 90, 50), Box(110, 20, 210, 50)]
    assert [token.confidence for token in page.tokens] == [0.5, None]
    assert page.lines[0].baseline == ((10, 45), (210, 47))
    assert (page.file, page.place) == ("page.hocr", 0)
    assert remarks == []


def test_other_html_is_not_hocr(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body class='democracy'><p>text</p></body></html>")
    verdict = HocrReader().sniff(path, path.read_bytes())
    assert (verdict.score, verdict.reason) == (0, "it is HTML, but has none of hOCR's classes")
    with pytest.raises(UnreadableFile, match=r"page\.html, line 1"):
        HocrReader().read(path)


@pytest.mark.parametrize("content", [b"", b"   ", b"<?xml version='1.0'?>"])
def test_a_file_without_elements_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=r"page\.html"):
        HocrReader().read(path)


def test_a_picture_whose_name_holds_blanks_and_semicolons(tmp_path: Path) -> None:
    Image.new("L", (1000, 2000)).save(tmp_path / "scan; page 1.png")
    page, remarks = read(
        tmp_path,
        hocr(LINE, page='image "V:\\Temp\\scan; page 1.png"; bbox 0 0 1000 2000; ppageno 0'),
    )
    assert page.image is not None
    assert page.image.path.endswith("scan; page 1.png")
    assert remarks == []


def test_places_are_fitted_to_a_picture_of_another_size(tmp_path: Path) -> None:
    Image.new("L", (500, 1000)).save(tmp_path / "scan.png")
    page, remarks = read(tmp_path, hocr(LINE, page="image scan.png; bbox 0 0 1000 2000"))
    assert page.tokens[0].box == Box(5, 10, 45, 25)
    assert len(remarks) == 1


def test_blocks_become_regions_and_classes_roles(tmp_path: Path) -> None:
    body = (
        f"<div class='ocr_carea'><p class='ocr_par' title='bbox 1 1 9 9'>{LINE}"
        "<span class='ocr_header'>Running</span></p></div>"
        f"<div class='ocr_caption'><span class='ocr_line'>{word('Caption')}</span></div>"
        "<h2><span class='ocr_line'>Title</span></h2>"
    )
    page, _ = read(tmp_path, hocr(body))
    assert [one.text for one in page.lines] == ["Dear Sir", "Running", "Caption", "Title"]
    assert [one.region for one in page.lines] == [0, 0, 1, None]
    assert [one.kind for one in page.regions] == ["ocr_par", "ocr_caption"]
    assert page.regions[0].box == Box(1, 1, 9, 9)
    assert [one.role for one in page.lines] == [Role.BODY, Role.FORM, Role.BODY, Role.HEADING]


def test_words_outside_lines_are_not_lost(tmp_path: Path) -> None:
    page, _ = read(tmp_path, hocr(f"<p class='ocr_par'>{word('one')} {word('two')}</p>{LINE}"))
    assert page.text == "one two\nDear Sir\n"


def test_text_beside_the_words_of_a_line_is_not_lost(tmp_path: Path) -> None:
    page, _ = read(
        tmp_path, hocr(f"<span class='ocr_line'>Dear {word('Sir', 'bbox 5 5 9 9')}</span>")
    )
    assert page.text == "Dear Sir\n"
    assert [token.box for token in page.tokens] == [None, Box(5, 5, 9, 9)]


def test_a_word_without_text_is_a_picture(tmp_path: Path) -> None:
    page, _ = read(tmp_path, hocr(f"<span class='ocr_line'>{word(' ')}</span>{LINE}"))
    assert page.text == "Dear Sir\n"


def test_words_letter_by_letter(tmp_path: Path) -> None:
    letters = (
        "\n <span class='ocrx_cinfo' title='x_bboxes 0 0 4 9; x_conf 98.5'>N</span>"
        "\n <span class='ocrx_cinfo' title='x_bboxes 5 0 9 9; x_conf 71'>o</span>\n"
    )
    page, _ = read(tmp_path, hocr(word(letters, "bbox 0 0 9 9; x_confs 98.5 71")))
    assert page.text == "No\n"
    assert page.tokens[0].confidence == 0.71


@pytest.mark.parametrize("by_letter", [False, True])
def test_choices_of_tesseract(tmp_path: Path, by_letter: bool) -> None:
    def letter(said: str, *choices: str) -> str:
        inner = "".join(
            f"<span class='ocrx_cinfo' title='x_confs {one.split()[1]}'>{one.split()[0]}</span>"
            for one in choices
        )
        own = (
            f"<span class='ocrx_cinfo' title='x_bboxes 1 1 2 2'>{said}</span>" if by_letter else ""
        )
        return f"{own}\n<span class='ocrx_cinfo' id='lstm_choices_1'>\n{inner}</span>"

    content = (
        ("" if by_letter else "he")
        + letter("h", "h 90.5", "b 40", "li 0")
        + letter("e", "e 80", "c 60")
    )
    page, _ = read(tmp_path, hocr(word(content)))
    assert page.text == "he\n"
    assert page.tokens[0].alternatives == (Alternative("hc", 0.6), Alternative("be", 0.4))


def test_timesteps_of_tesseract_are_no_text(tmp_path: Path) -> None:
    steps = (
        "<span class='ocr_symbol'><span class='ocrx_cinfo' id='timestep1'>"
        "<span class='ocrx_cinfo' title='x_confs 67'>C</span></span></span>"
    )
    page, _ = read(tmp_path, hocr(word("C" + steps)))
    assert page.text == "C\n"


def test_language_of_the_text_goes_before_that_of_the_frame(tmp_path: Path) -> None:
    path = tmp_path / "page.hocr"
    path.write_text(
        hocr(f"<p class='ocr_par' lang='ces'>{LINE}</p>").replace("<html", "<html lang='en'")
    )
    assert HocrReader().read(path).language == "cs"


def test_broken_html_is_read_with_a_remark(tmp_path: Path) -> None:
    page, remarks = read(
        tmp_path,
        f"<html><body><div class=ocr_page title='bbox 0 0 99 99'>{LINE[:-7]}<b>&bogus;</i>",
    )
    assert page.text.startswith("Dear Sir")
    assert "not well-formed" in remarks[0]


def test_entities_of_the_file_are_not_expanded(tmp_path: Path) -> None:
    laughs = '<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">'
    page, _ = read(tmp_path, f"<!DOCTYPE html [{laughs}]>" + hocr(word("&b;") + word("&x;")))
    assert page.text.split() == ["&b;", "&x;"]


def test_places_that_are_none_are_mended_with_one_remark(tmp_path: Path) -> None:
    content = "".join(
        word("w", title)
        for title in ("bbox nan 0 5 5", "bbox -5 0 5 5", "bbox 990 0 1200 5", "bbox 1 2", "")
    )
    page, remarks = read(tmp_path, hocr(f"<span class='ocr_line'>{content}</span>"))
    assert [token.box for token in page.tokens] == [
        None,
        Box(0, 0, 5, 5),
        Box(990, 0, 1000, 5),
        None,
        None,
    ]
    assert len(remarks) == 1


@pytest.mark.parametrize(
    "title, found",
    [
        (
            'bbox 1 2 3 4; image "a; b.tif" ;ppageno 3',
            {"bbox": "1 2 3 4", "image": "a; b.tif", "ppageno": "3"},
        ),
        ("image John's scan.png; bbox 1 2 3 4", {"image": "John's scan.png", "bbox": "1 2 3 4"}),
        ('image "open.png; bbox 1 2 3 4', {"image": '"open.png', "bbox": "1 2 3 4"}),
        ("bbox 1 2 3 4; bbox 5 6 7 8;;", {"bbox": "1 2 3 4"}),
        ("", {}),
    ],
)
def test_properties(title: str, found: dict[str, str]) -> None:
    assert parse_title(title) == found


@given(st.text(alphabet="ab1 ;\"'", max_size=30))
def test_setting_a_property_keeps_the_others(title: str) -> None:
    before = parse_title(title)
    after = parse_title(with_property(title, "bbox", "1 2 3 4"))
    assert after.pop("bbox") == "1 2 3 4"
    assert after == before
    assert parse_title(with_property(with_property(title, "bbox", "1"), "bbox", None)) == before


class _Words(HTMLParser):
    """The words of the lines of a file by a way of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._lines = 0
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span":
            said = dict(attrs).get("class") or ""
            line = bool(re.search(r"\bocr_(line|header|caption|textfloat)\b", said))
            self._open.append(line)
            self._lines += line

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self._open:
            self._lines -= self._open.pop()
            self.text.append("" if self._lines else " ")

    def handle_data(self, data: str) -> None:
        if self._lines:
            self.text.append(data)


def test_the_text_of_all_shared_files_is_their_own(shared: Path) -> None:
    folder = shared / "data" / "formats"
    files = [*folder.glob("*/*.hocr"), *folder.glob("*/*.html")]
    assert len(files) >= 8
    for path in files:
        assert HocrReader().sniff(path, path.read_bytes()[: 1 << 16]).score > 0.9
        pages = list(HocrReader().read(path).pages)
        words = _Words()
        words.feed(path.read_text("utf-8"))
        found = [one for page in pages for one in page.text.split()]
        assert found == "".join(words.text).split(), path.name
        assert len(pages) == path.read_text("utf-8").count("class='ocr_page'")
        assert all(token.box for page in pages for token in page.tokens)


def test_what_unclosed_tags_put_into_each_other_comes_apart(tmp_path: Path) -> None:
    body = (
        "<p class=ocr_par><span class=ocr_line><span class=ocrx_word title='bbox 0 0 5 5'>one "
        "<span class=ocrx_word>two</span> <span class=ocr_line><span class=ocrx_word>three "
        "<span class=ocrx_word>four</span></span></p>"
    )
    page, _ = read(tmp_path, f"<html><body><div class=ocr_page>{body}{LINE}</div>")
    assert [line.text for line in page.lines] == ["one two", "three four", "Dear Sir"]
    assert page.tokens[0].box == Box(0, 0, 5, 5)
