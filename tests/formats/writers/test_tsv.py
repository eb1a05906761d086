from pathlib import Path

from reviewer.core import decisions as d
from reviewer.formats.readers.tsv import TsvReader
from reviewer.formats.writers.tsv import TsvWriter
from tests.contracts.writer_kit import WriterKit
from tests.formats.editions import make_edition
from tests.formats.writers.rewrites import (
    edition_of,
    lines_now,
    lines_of,
    read_back,
    some_acts,
    write,
)

READER, WRITER = TsvReader(), TsvWriter()


class TestTsvWriter(WriterKit):
    writer = WRITER


def test_rows(tmp_path: Path) -> None:
    path = tmp_path / "page.tsv"
    head = write(WRITER, make_edition("")).splitlines()[0]
    row = b"5\t1\t1\t1\t1\t%d\t%d\t20\t40\t30\t87.5\t%s\n"
    path.write_bytes(head + b"\n" + row % (1, 10, b"one") + row % (2, 60, b'"two'))
    edition = edition_of(READER, path, [d.Replace(d.Span(1, 1), "2")])
    assert write(WRITER, edition).decode().splitlines()[1:] == [
        "1\t1\t0\t0\t0\t0\t10\t20\t90\t30\t-1\t",
        "2\t1\t1\t0\t0\t0\t10\t20\t90\t30\t-1\t",
        "3\t1\t1\t1\t0\t0\t10\t20\t90\t30\t-1\t",
        "4\t1\t1\t1\t1\t0\t10\t20\t90\t30\t-1\t",
        "5\t1\t1\t1\t1\t1\t10\t20\t40\t30\t87.500000\tone",
        "5\t1\t1\t1\t1\t2\t60\t20\t40\t30\t-1\t2",
    ]


def test_pages_keep_their_numbers(tmp_path: Path) -> None:
    pages = read_back(READER, WRITER, make_edition(["one two\n", "three\n"]), tmp_path)
    assert [page.text for page in pages] == ["one two\n", "three\n"]
    assert all(token.box is None for page in pages for token in page.tokens)


def test_shared_files_come_back_as_they_were(shared: Path, tmp_path: Path) -> None:
    for path in sorted((shared / "data" / "formats" / "tesseract5").glob("*.tsv")):
        (page,) = READER.read(path).pages
        (back,) = read_back(READER, WRITER, edition_of(READER, path), tmp_path)
        assert back.lines == page.lines
        edition = edition_of(READER, path, some_acts(page))
        (back,) = read_back(READER, WRITER, edition, tmp_path)
        assert lines_of(back) == lines_now(edition)
