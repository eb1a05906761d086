"""PAGE XML read, of all versions and from all programs."""

import hashlib
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from reviewer.core.errors import UnreadableFile
from reviewer.core.geometry import Box
from reviewer.core.model import Alternative, NewDocument, Page, Role
from reviewer.core.ports import Reader
from reviewer.formats.readers.page import PageXmlReader
from tests.contracts.reader_kit import ReaderKit, Sample

FAMILY = "http://schema.primaresearch.org/PAGE/gts/pagecontent/"
WHOLE = '<Coords points="0,0 400,0 400,300 0,300"/>'


def page_file(
    inside: str,
    *,
    version: str = "2019-07-15",
    size: str = 'imageWidth="400" imageHeight="300"',
    before: str = "",
) -> str:
    return (
        f'<PcGts xmlns="{FAMILY}{version}"><Metadata>{before}</Metadata>'
        f'<Page imageFilename="leaf.png" {size}>{inside}</Page></PcGts>'
    )


def equiv(text: str, more: str = "") -> str:
    return f"<TextEquiv{more}><Unicode>{text}</Unicode></TextEquiv>"


def region(name: str, text: str = "", more: str = "", inside: str = WHOLE) -> str:
    return f'<TextRegion id="{name}"{more}>{inside}{equiv(text) if text else ""}</TextRegion>'


def line(text: str, more: str = "", inside: str = WHOLE) -> str:
    return f"<TextLine{more}>{inside}{equiv(text) if text else ''}</TextLine>"


def word(text: str, points: str, more: str = "") -> str:
    return f'<Word><Coords points="{points}"/>{equiv(text)}{more}</Word>'


def order(inside: str) -> str:
    return f"<ReadingOrder>{inside}</ReadingOrder>"


def read(content: str | bytes, folder: Path) -> tuple[NewDocument, Page]:
    path = folder / "leaf.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    new = PageXmlReader().read(path)
    (page,) = new.pages
    return new, page


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


class TestPageXmlReader(ReaderKit):
    reader: ClassVar[Reader] = PageXmlReader()
    samples: ClassVar[tuple[Sample, ...]] = (
        Sample("a.xml", page_file(region("r", "one\ntwo")).encode(), "one\ntwo\n"),
        Sample(
            "odd namespace.xml",
            b'\xef\xbb\xbf<!-- a --><p:PcGts xmlns:p="urn:odd"><p:Page><p:TextRegion><p:TextLine>'
            b"<p:TextEquiv><p:PlainText>plain</p:PlainText></p:TextEquiv></p:TextLine>"
            b"</p:TextRegion></p:Page></p:PcGts>",
            "plain\n",
        ),
        Sample(
            "none.xml",
            "<PcGts><Page><TextRegion><TextLine><Word><TextEquiv><Unicode>é</Unicode></TextEquiv>"
            "</Word></TextLine></TextRegion></Page></PcGts>".encode("utf-16"),
            "é\n",
        ),
        Sample("empty.xml", page_file("").encode(), ""),
    )


def test_other_files_are_not_taken() -> None:
    for head in (b"<alto/>", b"PcGts", b"<a><PcGts/></a>", b"<!-- <PcGts> --><html>", b""):
        assert PageXmlReader().sniff(Path("x.xml"), head).score == 0


# Order


def test_the_reading_order_goes_before_that_of_the_file(tmp_path: Path) -> None:
    ordered = order(
        '<OrderedGroup id="g"><RegionRefIndexed index="2" regionRef="a"/>'
        '<UnorderedGroupIndexed id="h" index="1"><RegionRef regionRef="c"/>'
        '<RegionRef regionRef="b"/></UnorderedGroupIndexed>'
        '<RegionRefIndexed index="10" regionRef="nowhere"/></OrderedGroup>'
    )
    regions = "".join(region(name, name) for name in "xabcy")
    new, page = read(page_file(ordered + regions), tmp_path)
    assert texts(page) == ["c", "b", "a", "x", "y"]
    assert [one.n for one in page.regions] == [0, 1, 2, 3, 4]
    assert len(new.remarks) == 1
    assert "leaf.xml: 1 references" in new.remarks[0]


def test_a_group_may_be_a_region_itself(tmp_path: Path) -> None:
    ordered = order(
        '<OrderedGroup id="g"><OrderedGroupIndexed id="h" index="0" regionRef="b">'
        '<RegionRefIndexed index="0" regionRef="a"/></OrderedGroupIndexed></OrderedGroup>'
    )
    _, page = read(page_file(ordered + region("a", "a") + region("b", "b")), tmp_path)
    assert texts(page) == ["b", "a"]


def test_the_order_that_transkribus_notes(tmp_path: Path) -> None:
    lines = line("second", ' custom="readingOrder {index:1;}"') + line(
        "first", ' custom="readingOrder {index:0;}"'
    )
    regions = region("a", "last", ' custom="readingOrder {index:1;}"') + region(
        "b", "", ' custom="readingOrder {index:0;}"', WHOLE + lines
    )
    _, page = read(page_file(regions), tmp_path)
    assert texts(page) == ["first", "second", "last"]


def test_regions_in_regions_and_cells_row_by_row(tmp_path: Path) -> None:
    def cell(text: str, row: int, column: int) -> str:
        return f'<TableCell row="{row}" col="{column}">{WHOLE}{line(text)}</TableCell>'

    cells = cell("a", 0, 0) + cell("c", 1, 0) + cell("b", 0, 1) + cell("d", 1, 1)
    nested = region("outer", "D\near", "", WHOLE + region("drop", "D") + line("ear"))
    content = page_file(f'{nested}<TableRegion id="t">{WHOLE}{cells}</TableRegion>')
    _, page = read(content, tmp_path)
    assert texts(page) == ["D", "ear", "a", "b", "c", "d"]
    kinds = [one.kind for one in page.regions]
    assert kinds.count("TableCell") == 4
    assert "TableRegion" in kinds


def test_a_region_that_repeats_those_inside_is_not_read_twice(tmp_path: Path) -> None:
    _, page = read(page_file(region("o", "once", "", WHOLE + region("i", "once"))), tmp_path)
    assert texts(page) == ["once"]


# Text


def test_the_line_goes_before_its_words_which_give_places(tmp_path: Path) -> None:
    words = word("Dea", "10,10 50,30") + word("Sir", "60,10 90,30")
    _, page = read(page_file(region("r", "", "", line("Dear Sir", "", words))), tmp_path)
    assert texts(page) == ["Dear Sir"]
    assert [token.box for token in page.tokens] == [Box(10, 10, 50, 30), Box(60, 10, 90, 30)]


def test_words_and_glyphs_speak_where_the_line_is_silent(tmp_path: Path) -> None:
    glyphs = f"<Word><Glyph>{equiv('S')}</Glyph><Glyph>{equiv('o')}</Glyph></Word>"
    _, page = read(
        page_file(region("r", "", "", line("", "", word("A", "1,1 2,2") + glyphs))), tmp_path
    )
    assert texts(page) == ["A So"]


def test_a_region_speaks_for_its_silent_lines(tmp_path: Path) -> None:
    two = line("", "", '<Coords points="1,1 9,9"/>') + line("", "", '<Coords points="1,20 9,29"/>')
    _, page = read(page_file(region("r", "one\ntwo", "", WHOLE + two)), tmp_path)
    assert texts(page) == ["one", "two"]
    assert [one.box for one in page.lines] == [Box(1, 1, 9, 9), Box(1, 20, 9, 29)]
    _, page = read(page_file(region("r", "one\ntwo\nthree", "", WHOLE + two)), tmp_path)
    assert texts(page) == ["one", "two", "three"]


def test_the_lowest_index_counts_and_others_are_alternatives(tmp_path: Path) -> None:
    rivals = equiv("tbe", ' index="2" conf="0.25"') + equiv("the", ' index="1" conf="0.5"')
    first, second = ' index="0"', ' index="1" conf='
    c_or_e = equiv("c", first) + equiv("e", second + '"0.3"')
    o_or_a = equiv("o", first) + equiv("a", second + '"0.4"')
    glyphs = f"<Glyph>{c_or_e}</Glyph><Glyph>{o_or_a}</Glyph>"
    words = f"<Word>{rivals}</Word><Word>{glyphs}{equiv('co')}</Word>"
    _, page = read(page_file(region("r", "", "", line("", "", words))), tmp_path)
    assert texts(page) == ["the co"]
    the, co = page.tokens
    assert the.confidence == 0.5
    assert the.alternatives == (Alternative("tbe", 0.25),)
    assert co.alternatives == (Alternative("ca", 0.4), Alternative("eo", 0.3))


def test_kinds_and_roles(tmp_path: Path) -> None:
    regions = (
        region("a", "1", ' type="page-number"')
        + region("b", "2", ' type="paragraph" custom="structure {type:heading;}"')
        + region(
            "c", "", "", WHOLE + line("3", ' custom="structure {type:signature;}"') + line("4")
        )
        + f'<NoiseRegion id="d">{WHOLE}</NoiseRegion>'
    )
    _, page = read(page_file(regions), tmp_path)
    assert [one.kind for one in page.regions] == ["page-number", "heading", "", "NoiseRegion"]
    assert [one.role for one in page.lines] == [
        Role.PAGE_NUMBER,
        Role.HEADING,
        Role.SIGNATURE,
        Role.BODY,
    ]
    assert page.regions[3].role is Role.NOISE


@pytest.mark.parametrize(
    "more, inside, code",
    [
        (' primaryLanguage="German"', "", "de"),
        (' custom="language {value:fra;}"', "", "fr"),
        ("", f'<TextLine><Word language="Latin">{equiv("et")}</Word></TextLine>', "la"),
        ("", "", "en"),
    ],
)
def test_the_language(more: str, inside: str, code: str, tmp_path: Path) -> None:
    new, _ = read(page_file(region("r", "text", more, WHOLE + inside)), tmp_path)
    assert new.language == code


# Places


def test_old_points_and_new(tmp_path: Path) -> None:
    points = '<Coords><Point x="10" y="20"/><Point x="50" y="25"/><Point x="40" y="60"/></Coords>'
    baseline = '<Baseline points="10,50 50,55"/>'
    inside = points + line("text", "", points + baseline)
    _, page = read(page_file(region("r", "", "", inside), version="2010-03-19"), tmp_path)
    assert page.regions[0].box == page.lines[0].box == Box(10, 20, 50, 60)
    assert page.lines[0].outline == ((10, 20), (50, 25), (40, 60))
    assert page.lines[0].baseline == ((10, 50), (50, 55))


def test_a_rectangle_needs_no_outline(tmp_path: Path) -> None:
    _, page = read(page_file(region("r", "text")), tmp_path)
    assert page.regions[0].box == Box(0, 0, 400, 300)
    assert page.regions[0].outline == ()


@pytest.mark.parametrize(
    "points, box",
    [
        ("NaN,5 10,10 20,30", Box(10, 10, 20, 30)),
        ("10,10 20,x 30,40", Box(10, 10, 30, 40)),
        ("inf,1 1e300,2", None),
        ("20,30 10,10", Box(10, 10, 20, 30)),
        ("10.4 10.2 20.6 30.1", Box(10, 10, 21, 30)),
        ("-5,-5 10,10", Box(0, 0, 10, 10)),
        ("10,10 900,900", Box(10, 10, 400, 300)),
        ("", None),
        ("nonsense", None),
        ("1,2,3 4", Box(1, 2, 3, 4)),
    ],
)
def test_places_that_make_no_sense_are_mended(points: str, box: Box | None, tmp_path: Path) -> None:
    inside = line("", "", word("here", points))
    new, page = read(page_file(region("r", "", "", inside)), tmp_path)
    assert page.tokens[0].box == box
    assert all(remark.startswith("leaf.xml: ") for remark in new.remarks)


def test_one_remark_for_many_places(tmp_path: Path) -> None:
    inside = line("", "", word("a", "NaN,1 1,2 3,4") * 50)
    new, _ = read(page_file(region("r", "", "", inside)), tmp_path)
    assert new.remarks == ["leaf.xml: 50 coordinates are no numbers; they were left out."]


@given(points=st.text(st.sampled_from("0123456789,. -+eEnaif;\t"), max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_points_break_the_reader(points: str, tmp_path: Path) -> None:
    inside = line("", "", word("here", points))
    _, page = read(page_file(region("r", "", "", inside)), tmp_path)
    assert texts(page) == ["here"]


# Pages and pictures


def test_the_real_picture_says_how_large_it_is(tmp_path: Path) -> None:
    Pillow.new("L", (200, 150)).save(tmp_path / "leaf.jpg")
    new, page = read(page_file(region("r", "text")), tmp_path)
    assert page.image is not None
    assert (page.image.path, page.image.width) == (str(tmp_path / "leaf.jpg"), 200)
    assert page.regions[0].box == Box(0, 0, 400, 300)
    assert len(new.remarks) == 1
    assert "200 × 150 pixels" in new.remarks[0]


@pytest.mark.parametrize("named, kept", [("a/leaf.tif", "a/leaf.tif"), ("C:\\t\\x.tif", "x.tif")])
def test_a_picture_that_is_not_there_can_be_found_later(
    named: str, kept: str, tmp_path: Path
) -> None:
    _, page = read(page_file("").replace("leaf.png", named), tmp_path)
    assert page.image is not None
    assert page.image.path == str(tmp_path / kept)
    assert (page.image.width, page.image.height, page.image.mime) == (400, 300, "image/tiff")


@pytest.mark.parametrize("size", ["", 'imageWidth="0" imageHeight="5"', 'imageWidth="NaN"'])
def test_a_page_without_a_size_has_no_picture_but_that_which_is_there(
    size: str, tmp_path: Path
) -> None:
    _, page = read(page_file(region("r", "text"), size=size), tmp_path)
    assert page.image is None
    Pillow.new("L", (20, 15)).save(tmp_path / "leaf.png")
    _, page = read(page_file(region("r", "text"), size=size), tmp_path)
    assert page.image is not None
    assert page.image.width == 20


def test_the_file_is_kept_and_named(tmp_path: Path) -> None:
    content = page_file(region("r", "text"), before='<TranskribusMetadata pageNr="7"/>')
    new, page = read(content, tmp_path)
    assert (page.file, page.place, page.label) == ("leaf.xml", 0, "7")
    (original,) = new.originals
    assert original.content == content.encode()
    assert original.sha256 == hashlib.sha256(content.encode()).hexdigest()
    assert (original.name, original.format) == ("leaf.xml", "page")


# Files that are broken, or mean harm


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<PcGts>",
        "<PcGts/>",
        "<PcGts><Metadata/></PcGts>",
        "<alto><Page/></alto>",
        page_file(region("r", "text"))[:-30],
    ],
)
def test_what_is_no_page_is_refused_with_its_line(content: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(content, tmp_path)
    assert "leaf.xml, line 1" in str(caught.value)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    outside = f'<!DOCTYPE PcGts [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    _, page = read(outside + page_file(region("r", "a &e; b")), tmp_path)
    assert "secret" not in page.text
    laughs = "".join(f'<!ENTITY l{n} "' + f"&l{n - 1};" * 10 + '">' for n in range(1, 10))
    bomb = f'<!DOCTYPE PcGts [<!ENTITY l0 "ha">{laughs}]>'
    with pytest.raises(UnreadableFile):
        read(bomb + page_file(region("r", "&l9;")), tmp_path)


def test_a_page_of_very_many_words(tmp_path: Path) -> None:
    words = "".join(word("word", f"{n},1 {n + 9},9") for n in range(0, 100, 10))
    _, page = read(page_file(region("r", "", "", line("", "", words) * 5_000)), tmp_path)
    assert len(page.tokens) == 50_000
    assert page.tokens[-1].n == 49_999
