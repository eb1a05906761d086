"""Lists of names: read, written, and read again."""

import csv
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.core.errors import UnreadableFile
from reviewer.core.lexicon import EntryKind, EntryState, LexiconEntry, fault
from reviewer.core.ports import ListFormat, ListRead
from reviewer.formats.lists.plain import PlainList
from reviewer.formats.lists.table import TableList
from reviewer.formats.lists.tei import TeiList
from reviewer.formats.xml import XML_ID, local, parse, tei
from reviewer.services.entries import checked

CSV, TSV, PLAIN, TEI = (
    TableList("csv", ",", mark=True),
    TableList("tsv", "\t"),
    PlainList(),
    TeiList(),
)
ALL: list[ListFormat] = [CSV, TSV, TEI, PLAIN]
ADA = LexiconEntry(
    EntryKind.PERSON,
    "Petrel, Ada",
    ("Petrell, A.", "the | keeper; of light"),
    'A "note",\nof two lines & <more>',
    "1901-1980",
    "own;other",
    authorities=(("viaf", "123"), ("", "x:1")),
    state=EntryState.RIGHT,
)


def read(
    made: ListFormat, content: bytes | str, path: Path, kind: EntryKind = EntryKind.WORD
) -> ListRead:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return made.read(path, kind)


def forms(read: ListRead) -> list[str]:
    return [row.entry.preferred for row in read.rows]


_CHARACTERS = st.characters(
    exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\ufeff"
)
_TEXT = st.text(_CHARACTERS, max_size=12) | st.sampled_from(
    ["a|b", "a\\", "x; y", '"q"', "B, A", "1-2", "=A1", "'=A1", "''@x", "-1+1", "'-1"]
)
_FORM = _TEXT.filter(lambda text: not fault(text))
_SCHEME = st.text("abcxyz-", min_size=1, max_size=5)


@st.composite
def entries(draw: st.DrawFn, kinds: frozenset[EntryKind] = frozenset(EntryKind)) -> LexiconEntry:
    return checked(
        LexiconEntry(
            draw(st.sampled_from(sorted(kinds))),
            draw(_FORM),
            tuple(draw(st.lists(_FORM, max_size=3))),
            draw(_TEXT | st.just("two\nlines")),
            draw(_TEXT | st.sampled_from(["1901-", "-1980", "1901-1980", "-", "c. 1900"])),
            draw(_TEXT),
            authorities=tuple(
                draw(st.lists(st.tuples(_SCHEME, st.text("abc123:/|;", min_size=1)), max_size=2))
            ),
            state=draw(st.sampled_from(EntryState)),
        )
    )


def round_trip(made: ListFormat, listed: list[LexiconEntry], folder: Path) -> list[LexiconEntry]:
    out = BytesIO()
    made.write(listed, out)
    found = read(made, out.getvalue(), folder / "list")
    assert not found.refused
    return [checked(row.entry) for row in found.rows]


@settings(max_examples=150, deadline=None)
@given(listed=st.lists(entries(), max_size=5))
@pytest.mark.parametrize("made", [CSV, TSV])
def test_what_a_table_says_is_read_again(
    made: TableList, listed: list[LexiconEntry], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert round_trip(made, listed, tmp_path_factory.mktemp("table")) == listed


@settings(max_examples=150, deadline=None)
@given(listed=st.lists(entries(TEI.kinds), max_size=5))
def test_what_tei_says_is_read_again(
    listed: list[LexiconEntry], tmp_path_factory: pytest.TempPathFactory
) -> None:
    kept = [entry for entry in listed if not entry.forbids]
    order = ["person", "place", "organization"]
    kept.sort(key=lambda entry: order.index(entry.kind))
    assert round_trip(TEI, listed, tmp_path_factory.mktemp("tei")) == kept


@settings(max_examples=60, deadline=None)
@given(listed=st.lists(_FORM, max_size=5))
def test_plain_forms_are_read_again(
    listed: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    given_ = [checked(LexiconEntry(EntryKind.WORD, form)) for form in listed]
    assert round_trip(PLAIN, given_, tmp_path_factory.mktemp("plain")) == given_


def test_tei_is_as_the_guidelines_want_it(tmp_path: Path) -> None:
    """The profile of editions knows such lists; the rest of the file is the least that TEI asks."""
    place = replace(ADA, kind=EntryKind.PLACE, dates="1519-")
    org = replace(ADA, kind=EntryKind.ORGANIZATION)
    path = tmp_path / "list.xml"
    with path.open("wb") as out:
        TEI.write([ADA, place, org, ADA], out)
    root = parse(path).getroot()
    assert [local(child) for child in root] == ["teiHeader", "standOff"]
    assert [local(child) for child in root[1]] == ["listPerson", "listPlace", "listOrg"]
    ids = [item.get(XML_ID) for item in root.iter(tei("person"), tei("place"), tei("org"))]
    assert len(set(ids)) == 4
    for item in root.iter(tei("person"), tei("place"), tei("org")):
        names = [local(child) for child in item]
        assert names == sorted(names, key=lambda name: ("note" in name, name == "idno"))
        assert all(not set(one.get("type", "")) & set(" \n") for one in item)


# what other programs write


def test_headings_are_known_by_many_names_in_any_order(tmp_path: Path) -> None:
    found = read(
        CSV,
        "Last Name;First name;Born;Died;VIAF;Type;Aliases;Remarks;colour\n"
        "Petrel;Ada;1901;1980;123;Person;Petrell, A. | A.P.;keeper;red\n"
        "Nova;;;;;Ort;;;\n",
        tmp_path / "x.csv",
    )
    assert [row.entry for row in found.rows] == [
        LexiconEntry(
            EntryKind.PERSON, "Petrel, Ada", ("Petrell, A.", "A.P."), "keeper", "1901-1980",
            authorities=(("viaf", "123"),),
        ),
        LexiconEntry(EntryKind.PLACE, "Nova"),
    ]  # fmt: skip


def test_without_headings_the_first_column_is_the_form(tmp_path: Path) -> None:
    with_kinds = read(CSV, "Havana,place,La Habana\nAda,person,\n", tmp_path / "x.csv")
    assert [(r.entry.kind, r.entry.variants) for r in with_kinds.rows] == [
        (EntryKind.PLACE, ("La Habana",)),
        (EntryKind.PERSON, ()),
    ]
    without = read(TSV, "Havana\tLa Habana\n", tmp_path / "x.tsv", EntryKind.PLACE)
    assert without.rows[0].entry == LexiconEntry(EntryKind.PLACE, "Havana", ("La Habana",))


def test_refused_rows_are_told_with_their_lines(tmp_path: Path) -> None:
    found = read(
        CSV,
        'form,kind,note,state\nAda,person,"two\nlines",\n,person,x,\n\nBen,hat,,\nCy,place,,odd\n',
        tmp_path / "x.csv",
    )
    assert [(row.line, row.entry.preferred) for row in found.rows] == [(2, "Ada")]
    assert [(row.line, row.reason.id.rpartition(".")[2]) for row in found.refused] == [
        (4, "no_form"),
        (6, "kind"),
        (7, "state"),
    ]


def test_a_quotation_mark_left_open_takes_no_other_row_with_it(tmp_path: Path) -> None:
    rows = [
        "form,note",
        'Ada,"two',
        'lines, ""whole"""',
        'Ben,"open',
        'Cy,"closed"',
        'Di,"open',
        "Ed,",
    ]
    found = read(CSV, "\n".join(rows), tmp_path / "x.csv")
    assert [(row.line, row.entry.preferred) for row in found.rows] == [
        (2, "Ada"),
        (5, "Cy"),
        (7, "Ed"),
    ]
    assert found.rows[0].entry.note == 'two\nlines, "whole"'
    assert [(row.line, row.text, row.reason.id) for row in found.refused] == [
        (4, 'Ben,"open', "lexicon.refused.quotes"),
        (6, 'Di,"open', "lexicon.refused.quotes"),
    ]


def test_a_long_cell_bars_no_other_row(tmp_path: Path) -> None:
    content = f"form,note\nAda,{'x' * 200_000}\n{'y' * 200_000},\nBen,\n"
    assert [form[:3] for form in forms(read(CSV, content, tmp_path / "x.csv"))] == [
        "Ada",
        "yyy",
        "Ben",
    ]


@pytest.mark.parametrize("made", [CSV, TSV])
def test_no_spreadsheet_takes_an_entry_for_a_formula(made: TableList, tmp_path: Path) -> None:
    form = "=cmd|' /C calc'!A0"
    entry = LexiconEntry(
        EntryKind.WORD, form, ("@x", "+1"), "-1+cmd", "-1901", authorities=(("=", "1"),)
    )
    out = BytesIO()
    made.write([entry], out)
    delimiter = "\t" if made is TSV else ","
    cells = next(
        csv.reader([out.getvalue().decode("utf-8-sig").splitlines()[1]], delimiter=delimiter)
    )
    assert [cell for cell in cells if cell[:1] in ("=", "+", "@", "-")] == ["-1901"]
    assert round_trip(made, [entry], tmp_path) == [entry]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found_out(encoding: str, tmp_path: Path) -> None:
    content = "name\tnote\nMüller, Jörg\tgrößer als früher, später für Köln\n".encode(encoding)
    assert forms(read(TSV, content, tmp_path / "x.tsv")) == ["Müller, Jörg"]


def test_names_are_made_of_their_parts_in_tei(tmp_path: Path) -> None:
    content = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
      <p>Seen: <place>nowhere</place></p>
      <listPerson><person xml:id="a">
        <persName>Miss Ada</persName>
        <persName type="main"><forename>Ada</forename> <surname>Petrel</surname>
          <addName>of Nova</addName></persName>
        <birth when="1901-02-03"/><death>about 1980</death>
        <idno type="VIAF">123</idno><note>keeper</note></person>
        <person><note>nobody</note></person></listPerson>
      <listPlace><place><placeName>Nova</placeName>
        <place><placeName>Little Nova</placeName></place></place></listPlace>
      <listOrg><org><orgName>ABX</orgName></org></listOrg></body></text></TEI>"""
    found = read(TEI, content, tmp_path / "x.xml")
    assert forms(found) == ["Petrel, Ada of Nova", "Nova", "Little Nova", "ABX"]
    ada = found.rows[0].entry
    assert (ada.variants, ada.dates, ada.authorities, ada.note) == (
        ("Miss Ada",), "1901-1980", (("VIAF", "123"),), "keeper",
    )  # fmt: skip
    assert [row.line for row in found.refused] == [9]


def test_hostile_files_are_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "b">]><TEI xmlns="http://www.tei-c.org/ns/1.0">&a;</TEI'
    for made in (TEI, CSV, PLAIN):
        with pytest.raises(UnreadableFile):
            read(made, bomb if made is TEI else b"\x00\x01\x02\xff" * 50, tmp_path / "x")


@pytest.mark.parametrize(
    "name, content, best",
    [
        ("a.csv", "form,kind\nAda,person\n", CSV),
        ("a.txt", "form\tkind\nAda\tperson\n", TSV),
        ("a.csv", "Ada;person\n", CSV),
        ("a.txt", "Petrel, Ada\nNova, Ben\n", PLAIN),
        ("a.txt", "Ada\n", PLAIN),
        ("a.xml", '<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', TEI),
        ("a.bin", "\x00\x01\x02" * 9, None),
    ],
)
def test_the_right_format_is_found(name: str, content: str, best: ListFormat | None) -> None:
    scores = [(made.sniff(Path(name), content.encode()).score, made) for made in ALL]
    score, made = max(scores, key=lambda pair: pair[0])
    assert (made if score else None) is best
