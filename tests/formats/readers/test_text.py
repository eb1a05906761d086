import hashlib
import tracemalloc
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from reviewer.core.errors import UnreadableFile
from reviewer.core.text import cut_pages, make_lines
from reviewer.formats import encodings
from reviewer.formats.readers import text as module
from reviewer.formats.readers.text import PlainTextReader
from tests.contracts.reader_kit import ReaderKit, Sample

AWKWARD = (
    "one\r\ntwo\rthree\n\n\t tab\u00a0nbsp  \n$N^{\\rm o}$ \u2116 e\u0301 \U0001d400\u2028x\x85\x00"
)


class TestContract(ReaderKit):
    reader = PlainTextReader()
    samples = (
        Sample("plain letter.txt", b"Dear Sir,\n", "Dear Sir,\n"),
        Sample("awkward.txt", AWKWARD.encode(), AWKWARD),
        Sample("bom.txt", b"\xef\xbb\xbfword \xe2\x84\x96", "word \u2116"),
        Sample("wide.txt", "\ufeffДа, это так\r\n".encode("utf-16-le"), "Да, это так\r\n"),
        Sample("big endian.txt", "Но\n".encode("utf-16-be") * 20, "Но\n" * 20),
        Sample("western", "Déjà vu à Genève".encode("cp1252"), "Déjà vu à Genève"),
        Sample("russian", "Посол сообщил № 5".encode("cp1251"), "Посол сообщил № 5"),
        Sample("pages.txt", b"a\n\fb\f\fc", "a\n\fb\f\fc", pages=4),
        Sample("ends.txt", b"a\f", "a\f"),
        Sample("empty.txt", b"", ""),
    )


def write(folder: Path, data: bytes, name: str = "file.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def read(path: Path) -> str:
    return "".join(page.text for page in PlainTextReader().read(path).pages)


@given(
    text=st.lists(
        st.one_of(st.text(max_size=6), st.sampled_from(["\n", "\r\n", "\r", "\f", "word ", "\t"]))
    ).map("".join),
    name=st.sampled_from(["utf-8", "utf-8-sig", "utf-16-le-sig", "utf-16-be-sig"]),
)
def test_any_text_survives_byte_for_byte(
    text: str, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = encodings.encode("ordinary words " * 30 + text, name)
    path = write(tmp_path_factory.mktemp("any"), data)
    new = PlainTextReader().read(path)
    kept = "".join(page.text for page in new.pages)
    assert encodings.encode(kept, new.origin.encoding) == data


@given(st.lists(st.sampled_from(["ab", "\n", "\r", "\f", "\r\n", " "]), max_size=60).map("".join))
def test_pages_are_those_of_the_core(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = write(tmp_path_factory.mktemp("pages"), text.encode())
    pages = list(PlainTextReader().read(path).pages)
    assert [page.text for page in pages] == list(cut_pages(text))
    assert [page.lines for page in pages] == [make_lines(piece) for piece in cut_pages(text)]


@given(st.lists(st.sampled_from(["ab", "\n", "\r", "\f", "\r\n", "abcdef"])).map("".join))
def test_long_pages_are_cut_at_line_ends(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = write(tmp_path_factory.mktemp("long"), text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "PAGE_LIMIT", 8)
        patch.setattr(module, "_CHUNK", 5)
        pages = [page.text for page in PlainTextReader().read(path).pages]
    assert "".join(pages) == text
    for page, following in pairwise(pages):
        assert page[-1] in "\r\n\f"
        assert not (page.endswith("\r") and following.startswith("\n"))
        assert page.endswith("\f") or not following.startswith("\f")


def test_a_large_file_is_never_held_whole(tmp_path: Path) -> None:
    line = b"On 26 September Tsarapkin met with Lancaster, whom you know.\n"
    path = write(tmp_path, line * 30_000)  # 1.8 MB
    tracemalloc.start()
    try:
        new = PlainTextReader().read(path)
        size = sum(len(page.text) for page in new.pages)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size == len(line) * 30_000
    assert peak < 50_000_000


def test_a_line_of_two_megabytes_is_fine(tmp_path: Path) -> None:
    path = write(tmp_path, b"word " * 400_000)
    (page,) = PlainTextReader().read(path).pages
    assert len(page.tokens) == 400_000


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LINE_LIMIT", 1000)
    with pytest.raises(UnreadableFile, match="longer than"):
        PlainTextReader().read(write(tmp_path, b"x" * 1001))


@pytest.mark.parametrize(
    "data, offset",
    [
        (b"\xef\xbb\xbfgood \xff bad", 8),
        ("schön ".encode() * 20_000 + b"\xff", 140_000),
        (b"\xff\xfea\x00\x00\xd8b\x00", 4),
    ],
)
def test_a_fault_is_named_by_its_offset(data: bytes, offset: int, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=f"Byte {offset} "):
        PlainTextReader().read(write(tmp_path, data))


def test_an_alphabet_that_shows_late_is_found(tmp_path: Path) -> None:
    text = "plain words\n" * 10_000 + "Посол сообщил об этом"
    path = write(tmp_path, text.encode("cp1251"))
    assert PlainTextReader().read(path).origin.encoding == "cp1251"
    assert read(path) == text
    late = "plain words\n" * 10_000 + "naïve"
    assert PlainTextReader().read(write(tmp_path, late.encode())).origin.encoding == "utf-8"


@pytest.mark.parametrize(
    "head, word",
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"<?xml version='1.0'?><TEI/>", "XML"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (bytes(range(256)) * 4, "control"),
        (b"\x7fELF" + b"\x00\x01" * 50, "control"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(head: bytes, word: str, tmp_path: Path) -> None:
    verdict = PlainTextReader().sniff(tmp_path / "file.txt", head)
    assert verdict.score == 0
    assert word in verdict.reason


@pytest.mark.parametrize(
    "name, text, title",
    [
        ("Letter to Gromyko.txt", "first line", "Letter to Gromyko"),
        ("letter_to_gromyko.txt", "first line", "letter to gromyko"),
        ("000_1630828010106e86.txt", "\n --- \n\n Copy  No 1\nx", "Copy No 1"),
        ("scan 12.txt", "", "scan 12"),
        ("0001.txt", "word " * 40, ("word " * 40)[:79].rstrip() + "…"),
        ("0001.txt", "...", "0001"),
    ],
)
def test_the_title_is_what_a_person_would_say(
    name: str, text: str, title: str, tmp_path: Path
) -> None:
    assert PlainTextReader().read(write(tmp_path, text.encode(), name)).title == title


def test_images_beside_the_file_become_those_of_its_pages(tmp_path: Path) -> None:
    path = write(tmp_path, b"a\fb\fc")
    Pillow.new("L", (30, 20)).save(tmp_path / "file.png")
    Pillow.new("L", (50, 40)).save(tmp_path / "file_002.jpg")
    (tmp_path / "file-3.tif").write_bytes(b"no image")
    Pillow.new("L", (5, 5)).save(tmp_path / "file of another.png")
    first, second, third = PlainTextReader().read(path).pages
    assert first.image is not None
    assert (first.image.width, first.image.height, first.image.mime) == (30, 20, "image/png")
    assert Path(first.image.path) == tmp_path / "file.png"
    assert second.image is not None
    assert second.image.mime == "image/jpeg"
    assert third.image is None


def test_the_seeds_are_read_byte_for_byte(seeds: Path) -> None:
    for path in sorted(seeds.glob("*.txt")):
        new = PlainTextReader().read(path)
        text = "".join(page.text for page in new.pages)
        assert encodings.encode(text, new.origin.encoding) == path.read_bytes()
        assert new.origin.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
