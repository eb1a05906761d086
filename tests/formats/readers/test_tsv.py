from pathlib import Path

import pytest

from reviewer.core.errors import UnreadableFile
from reviewer.core.geometry import Box
from reviewer.formats.readers.tsv import COLUMNS, TsvReader
from tests.contracts.reader_kit import ReaderKit, Sample

HEAD = "\t".join(COLUMNS)


def table(*rows: str) -> bytes:
    return "\n".join([HEAD, *(row.replace(" ", "\t") for row in rows), ""]).encode()


ROWS = (
    "1 1 0 0 0 0 0 0 1000 2000 -1 ",
    "2 1 1 0 0 0 10 20 300 90 -1 ",
    "3 1 1 1 0 0 10 20 300 90 -1 ",
    "4 1 1 1 1 0 10 20 300 30 -1 ",
    "5 1 1 1 1 1 10 20 80 30 95.5 Dear",
    "5 1 1 1 1 2 110 20 100 30 -1 Sir",
    "4 1 1 1 2 0 10 60 300 30 -1 ",
    '5 1 1 1 2 1 10 60 80 30 7.25 "Yours',
)


class TestTsvReader(ReaderKit):
    reader = TsvReader()
    samples = (
        Sample("page.tsv", table(*ROWS), 'Dear Sir\n"Yours\n'),
        Sample("windows.tsv", table(*ROWS).replace(b"\n", b"\r\n"), 'Dear Sir\n"Yours\n'),
        Sample(
            "two.tsv",
            table(*ROWS, *(row.replace(" 1 ", " 2 ", 1) for row in ROWS)),
            'Dear Sir\n"Yours\n' * 2,
            pages=2,
        ),
        Sample("words.tsv", table(*(row for row in ROWS if row[0] == "5")), 'Dear Sir\n"Yours\n'),
        Sample("empty.tsv", table(), ""),
    )


def test_boxes_and_confidences(tmp_path: Path) -> None:
    path = tmp_path / "page.tsv"
    path.write_bytes(table(*ROWS))
    new = TsvReader().read(path)
    (page,) = new.pages
    assert [token.confidence for token in page.tokens] == [0.955, None, 0.0725]
    assert page.tokens[1].box == Box(110, 20, 210, 50)
    assert page.lines[0].box == Box(10, 20, 310, 50)
    assert page.regions[0].box == Box(10, 20, 310, 110)
    assert [line.region for line in page.lines] == [0, 0]
    (original,) = new.originals
    assert original.content == b""


def test_a_picture_is_no_line(tmp_path: Path) -> None:
    path = tmp_path / "page.tsv"
    rows = ("4 1 2 1 1 0 0 0 9 9 -1 ", "5 1 2 1 1 1 0 0 9 9 95 ")
    path.write_bytes(table(*ROWS, *rows))
    (page,) = TsvReader().read(path).pages
    assert len(page.lines) == 2


@pytest.mark.parametrize(
    "content, line",
    [
        (b"level\tpage_num\n", 1),
        (table(*ROWS[:2], "5 1 one 1 1 1 0 0 9 9 95 a"), 4),
        (table(*ROWS[:1], "half"), 3),
        (b"\x00\x01\x02" * 50, 1),
    ],
)
def test_broken_tables_are_refused_by_line(tmp_path: Path, content: bytes, line: int) -> None:
    path = tmp_path / "page.tsv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=rf"page\.tsv, line {line}\b"):
        list(TsvReader().read(path).pages)


def test_places_that_are_none_are_mended_with_one_remark(tmp_path: Path) -> None:
    path = tmp_path / "page.tsv"
    path.write_bytes(
        table(ROWS[0], *(f"5 1 1 1 1 1 {x} 0 50 9 95 w" for x in ("nan", "-20", "980", "x")))
    )
    new = TsvReader().read(path)
    (page,) = new.pages
    assert [token.box for token in page.tokens] == [
        None,
        Box(0, 0, 30, 9),
        Box(980, 0, 1000, 9),
        None,
    ]
    assert len(new.remarks) == 1
