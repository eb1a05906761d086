import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.errors import UnreadableFile
from reviewer.core.model import Page
from reviewer.formats import pdf
from reviewer.formats.readers.pdf import PdfReader
from tests.contracts.reader_kit import ReaderKit, Sample

READER = PdfReader()
LOCKED = (
    f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'ab' * 32}> /U <{'cd' * 32}> /P -4 >>"
    f" /ID [<{'01' * 16}> <{'01' * 16}>]"
)


def make_pdf(
    *contents: str,
    box: str = "0 0 360 240",
    page: str = "",
    trailer: str = "",
    root: str = "",
    info: str = "",
) -> bytes:
    """A PDF of pages with these content streams; F1 is a font, P a scan of 1800 by 1200 dots."""
    count = len(contents)
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(count))
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {root} >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        "<< /Type /XObject /Subtype /Image /Width 1800 /Height 1200 /ColorSpace /DeviceGray"
        " /BitsPerComponent 1 /Filter /RunLengthDecode /Length 2 >>\nstream\n\x80\x80\nendstream",
    ]
    for n, content in enumerate(contents):
        bodies += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {6 + 2 * n} 0 R {page}"
            " /Resources << /Font << /F1 3 0 R >> /XObject << /P 4 0 R >> >> >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    bodies.append(f"<< {info} >>")
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(bodies) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
    end += f"<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R {trailer} >>\n"
    end += f"startxref\n{len(out)}\n%%EOF\n"
    return out + end.encode("latin-1")


def text(*lines: tuple[int, int, str]) -> str:
    """A content stream that writes lines at places, 10 points high (letters 6 points wide)."""
    return "\n".join(f"BT /F1 10 Tf {x} {y} Td ({line}) Tj ET" for x, y, line in lines)


LETTER = text((36, 200, "Dear Sir, your com-"), (36, 188, "mittee"), (36, 150, "thanks \xe9\xe9"))


class TestContract(ReaderKit):
    reader = READER
    samples = (
        Sample("letter.pdf", make_pdf(LETTER), "Dear Sir, your com-\nmittee\nthanks éé\n"),
        Sample("empty page.pdf", make_pdf(""), ""),
        Sample(
            "two.pdf",
            make_pdf(LETTER, text((9, 9, "end"))),
            "Dear Sir, your com-\nmittee\nthanks éé\nend\n",
            pages=2,
        ),
    )


def read(path: Path, data: bytes) -> list[Page]:
    path.write_bytes(data)
    return list(READER.read(path).pages)


def test_words_stand_where_they_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    (page,) = read(path, make_pdf(LETTER))
    image = page.image
    assert image
    assert (image.width, image.height, image.mime) == (1500, 1000, "application/pdf")
    assert (image.path, image.frame) == (str(path), 0)
    sir = page.tokens[1].box
    scale = 300 / 72
    assert sir
    assert sir.left == pytest.approx((36 + 5 * 6) * scale, abs=2)
    assert sir.right == pytest.approx((36 + 9 * 6) * scale, abs=2)
    picture = pdf.render(path, 0, image.width)
    assert picture.size == (1500, 1000)
    ink = picture.convert("L").crop((sir.left, sir.top, sir.right, sir.bottom))
    assert ink.getextrema()[0] < 100
    assert picture.convert("L").crop((sir.left, 0, sir.right, sir.top)).getextrema() == (255, 255)


@pytest.mark.parametrize("turn, size", [(90, (1000, 1500)), (180, (1500, 1000))])
def test_a_turned_page_is_read_as_it_is_seen(
    turn: int, size: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "letter.pdf"
    (page,) = read(path, make_pdf(LETTER, page=f"/Rotate {turn}"))
    assert page.image
    assert (page.image.width, page.image.height) == size
    picture = pdf.render(path, 0, size[0]).convert("L")
    for token in page.tokens:
        assert token.box
        box = (token.box.left, token.box.top, token.box.right, token.box.bottom)
        assert picture.crop(box).getextrema()[0] < 100


@pytest.mark.parametrize(
    "content, size",
    [
        ("q 360 0 0 240 0 0 cm /P Do Q", (1800, 1200)),  # the scan's own pixels
        ("q 0 240 -360 0 360 0 cm /P Do Q", (1800, 1200)),
        ("q 20 0 0 20 0 0 cm /P Do Q", (1500, 1000)),  # a small picture is no scan
    ],
)
def test_a_page_is_as_large_as_its_scan(
    content: str, size: tuple[int, int], tmp_path: Path
) -> None:
    (page,) = read(tmp_path / "scan.pdf", make_pdf(content))
    assert page.lines == ()
    assert page.image
    assert (page.image.width, page.image.height) == size


def test_a_coarse_backdrop_and_a_huge_sheet_do_not_count(tmp_path: Path) -> None:
    backdrop = "q 7200 0 0 4800 0 0 cm /P Do Q"
    (page,) = read(tmp_path / "sheet.pdf", make_pdf(backdrop, box="0 0 7200 4800"))
    assert page.image
    assert (page.image.width, page.image.height) == (12_000, 8_000)


def test_pages_have_the_labels_of_the_file(tmp_path: Path) -> None:
    labels = "/PageLabels << /Nums [0 << /S /r /St 4 >>] >>"
    pages = read(tmp_path / "book.pdf", make_pdf("", "", root=labels))
    assert [page.label for page in pages] == ["iv", "v"]
    assert [(page.file, page.place) for page in pages] == [("book.pdf", 0), ("book.pdf", 1)]


def test_long_files_are_read_to_their_end(tmp_path: Path) -> None:
    pages = read(tmp_path / "book.pdf", make_pdf(*(text((9, 9, f"page{n}")) for n in range(101))))
    assert [page.text for page in pages] == [f"page{n}\n" for n in range(101)]


def test_a_title_counts_where_somebody_chose_one(tmp_path: Path) -> None:
    path = tmp_path / "scan_17.pdf"
    for said, title in (("Letters", "Letters"), ("Microsoft Word - x.doc", "scan 17")):
        path.write_bytes(make_pdf("", info=f"/Title ({said})"))
        assert READER.read(path).title == title


@pytest.mark.parametrize(
    "data, reason",
    [
        (make_pdf(LETTER, trailer=LOCKED), "password"),
        (make_pdf(), "no pages"),
        (
            make_pdf("", root="/NeedsRendering true /AcroForm << /Fields [] /XFA [(a) 4 0 R] >>"),
            "XFA",
        ),
        (b"", "broken"),
        (b"%PDF-1.7\nnothing more", "broken"),
        (make_pdf(LETTER)[:60], "broken"),
    ],
    ids=["locked", "no pages", "form", "empty", "head", "cut off"],
)
def test_what_cannot_be_read_is_refused_with_its_reason(
    data: bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=reason) as caught:
        READER.read(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("number, width", [(1, 100), (-1, 100), (0, 0), (0, 40_000)])
def test_a_picture_that_cannot_be_made_is_refused(number: int, width: int, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(make_pdf(""))
    with pytest.raises(UnreadableFile, match=r"letter\.pdf"):
        pdf.render(path, number, width)


def test_several_threads_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(make_pdf(*[LETTER] * 8))
    found: list[str] = []

    def work() -> None:
        for page in READER.read(path).pages:
            pdf.render(path, page.number - 1, 50)
            found.append(page.text)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["Dear Sir, your com-\nmittee\nthanks éé\n"] * 32


_numbers = st.sampled_from("0 -1 nan 1e38 -99999999999 99999999999 0.0001".split())


@given(st.lists(_numbers, min_size=6, max_size=6), st.lists(_numbers, min_size=4, max_size=4))
def test_senseless_places_harm_nothing(
    tmp_path_factory: pytest.TempPathFactory, matrix: list[str], box: list[str]
) -> None:
    path = tmp_path_factory.mktemp("pdf") / "letter.pdf"
    content = f"BT /F1 10 Tf {' '.join(matrix)} Tm (word) Tj ET"
    for page in read(path, make_pdf(content, box=" ".join(box))):
        assert page.image
        assert max(page.image.width, page.image.height) <= 12_000
        if page.image.width * page.image.height < 1_000_000:
            assert pdf.render(path, 0, page.image.width).size == (
                page.image.width,
                page.image.height,
            )
        for token in page.tokens:
            if token.box:
                assert token.box == token.box.within(page.image.width, page.image.height)
