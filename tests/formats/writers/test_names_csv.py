"""The table of names: each with its place, and nothing that a spreadsheet would run."""

import csv
import io
from pathlib import Path

from hypothesis import given

from reviewer.core import decisions as d
from reviewer.core.edition import Edition, Profile
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.marks import NAMES, Anchor, MarkName
from reviewer.formats.writers.names_csv import NamesWriter, names_of
from reviewer.formats.writers.printing import printed_edition
from tests.contracts.writer_kit import WriterKit
from tests.formats.editions import editions, make_edition
from tests.formats.printed.files import printed
from tests.formats.writers.readable import letter, made, relaxed

WRITER = NamesWriter()


class TestContract(WriterKit):
    writer = WRITER


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def person(first: tuple[int, int], last: tuple[int, int], **said: str) -> d.Mark:
    return d.Mark(Anchor(*first), Anchor(*last), MarkName.PERSON, said)


def test_a_name_is_told_with_its_place() -> None:
    edition = make_edition(
        ["It was cold.\nThen Agnes\nFlood came.", "Nobody came."],
        [person((4, 0), (5, 5), ref="flood", name="Flood, Agnes")],
    )
    (row,) = rows(made(WRITER, edition))
    assert row == {
        "Kind": "person",
        "Form in the text": "Agnes Flood",
        "Entry": "t1-pers-flood",
        "Preferred form": "Flood, Agnes",
        "Authority numbers": "",
        "Document": "t1",
        "Page": "1",
        "Line": "2",
        "Column": "6",
        "Context": "It was cold. Then Agnes Flood came.",
    }


def test_authority_numbers_are_those_of_the_lexicon() -> None:
    edition = letter()
    entry = LexiconEntry(EntryKind.PERSON, "flood", authorities=(("viaf", "77"), ("GND", "5")))
    known = Edition(**(vars(edition) | {"entries": (entry,)}))
    (row,) = rows(made(WRITER, known))
    assert row["Authority numbers"] == "VIAF:77; GND:5"


def test_pages_are_counted_also_within_a_paragraph() -> None:
    found = names_of(
        printed(
            '<pb n="1"/><p>a <persName>b</persName> <pb n="2"/><lb n="9"/>cc '
            "<persName>d</persName></p>"
        )
    )
    assert [(one.form, one.page, one.line, one.column) for one in found] == [
        ("b", "1", "", 3),
        ("d", "2", "9", 4),
    ]


def test_what_a_spreadsheet_would_run_is_quoted() -> None:
    edition = make_edition("=cmd() one", [person((0, 0), (0, 6), ref="@x", name="+1")])
    (row,) = rows(made(WRITER, edition))
    assert row["Form in the text"] == "'=cmd()"
    assert row["Preferred form"] == "'+1"
    assert row["Context"] == "'=cmd() one"


def test_the_check_finds_formulas_and_lost_columns(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    content = made(WRITER, letter())
    path.write_bytes(content.replace(b"Agne,", b"=Agne,"))
    assert any("formula" in one.text for one in WRITER.check(path, {}))
    path.write_bytes(content + b"a,b\r\n")
    assert any("2 columns" in one.text for one in WRITER.check(path, {}))


def test_the_byte_order_mark_is_an_option() -> None:
    assert made(WRITER, letter(), mark="with").startswith(b"\xef\xbb\xbf")
    assert not made(WRITER, letter(), mark="without").startswith(b"\xef\xbb\xbf")


@relaxed
@given(edition=editions())
def test_every_name_of_the_text_has_a_row(edition: Edition) -> None:
    with printed_edition(edition) as reading:
        expected = {one.form for one in names_of(reading)}
    with printed_edition(edition, Profile.DOCUMENTARY) as lined:
        found = list(names_of(lined))
    assert len(rows(made(WRITER, edition))) == len(found)
    assert {"".join(one.form.split()) for one in found} == {"".join(o.split()) for o in expected}
    marked = {mark.name for page in edition.pages for mark in page.marks}
    assert not found or marked & NAMES
