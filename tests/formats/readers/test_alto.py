from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from reviewer.core.errors import UnreadableFile
from reviewer.core.geometry import Box
from reviewer.core.model import Alternative, Page, Role
from reviewer.formats.readers.alto import AltoReader
from tests.contracts.reader_kit import ReaderKit, Sample

LOC4 = 'xmlns="http://www.loc.gov/standards/alto/ns-v4#"'
PLAIN = (
    '<TextBlock ID="b"><TextLine ID="l" HPOS="10" VPOS="20" WIDTH="200" HEIGHT="30">'
    '<String CONTENT="Dear" HPOS="10" VPOS="20" WIDTH="80" HEIGHT="30" WC="0.5"/><SP/>'
    '<String CONTENT="Sir" HPOS="110" VPOS="20" WIDTH="100" HEIGHT="30"/></TextLine></TextBlock>'
)


def alto(
    blocks: str,
    *,
    space: str = LOC4,
    before: str = "",
    page: str = 'WIDTH="1000" HEIGHT="2000"',
    unit: str = "pixel",
) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><alto {space}><Description>'
        f"<MeasurementUnit>{unit}</MeasurementUnit></Description>{before}<Layout>"
        f'<Page ID="p1" PHYSICAL_IMG_NR="1" {page}><PrintSpace>{blocks}</PrintSpace></Page>'
        "</Layout></alto>"
    )


def line(*words: str, attributes: str = "", rest: str = "") -> str:
    strings = "<SP/>".join(f'<String CONTENT="{word}"/>' for word in words)
    return f"<TextLine {attributes}>{strings}{rest}</TextLine>"


def block(identity: str, *lines: str, attributes: str = "") -> str:
    return f'<TextBlock ID="{identity}" {attributes}>{"".join(lines)}</TextBlock>'


class TestAltoReader(ReaderKit):
    reader = AltoReader()
    samples = (
        Sample("one.xml", alto(PLAIN).encode(), "Dear Sir\n"),
        Sample(
            "first.xml",
            alto(PLAIN, space='xmlns="http://schema.ccs-gmbh.com/ALTO"').encode(),
            "Dear Sir\n",
        ),
        Sample("none.xml", alto(PLAIN, space="").encode(), "Dear Sir\n"),
        Sample(
            "prefix.xml",
            b'<!-- made by hand --><a:alto xmlns:a="urn:odd"><a:Layout><a:Page ID="p">'
            b'<a:PrintSpace><a:TextBlock><a:TextLine><a:String CONTENT="odd"/></a:TextLine>'
            b"</a:TextBlock></a:PrintSpace></a:Page></a:Layout></a:alto>",
            "odd\n",
        ),
        Sample(
            "two.xml",
            alto(PLAIN)
            .replace(
                "</Layout>",
                '<Page ID="p2"><PrintSpace><TextBlock ID="c">'
                '<TextLine><String CONTENT="Yours"/></TextLine></TextBlock></PrintSpace>'
                "</Page></Layout>",
            )
            .encode(),
            "Dear Sir\nYours\n",
            pages=2,
        ),
        Sample("wide.xml", alto(PLAIN).replace("UTF-8", "UTF-16").encode("utf-16"), "Dear Sir\n"),
    )


def read(tmp_path: Path, content: str) -> tuple[Page, list[str]]:
    path = tmp_path / "page.xml"
    path.write_text(content, "utf-8")
    new = AltoReader().read(path)
    (page,) = new.pages
    return page, new.remarks


def words(page: Page) -> list[str]:
    return page.text.split()


def test_boxes_and_confidences(tmp_path: Path) -> None:
    page, remarks = read(tmp_path, alto(PLAIN))
    assert [token.box for token in page.tokens] == [Box(10, 20, 90, 50), Box(110, 20, 210, 50)]
    assert [token.confidence for token in page.tokens] == [0.5, None]
    assert page.lines[0].box == Box(10, 20, 210, 50)
    assert (page.file, page.place) == ("page.xml", 0)
    assert remarks == []


def test_keeps_the_file_to_write_back_into(tmp_path: Path) -> None:
    path = tmp_path / "page.xml"
    path.write_text(alto(PLAIN), "utf-8")
    (original,) = AltoReader().read(path).originals
    assert (original.name, original.content) == ("page.xml", path.read_bytes())


@pytest.mark.parametrize(
    "unit, box",
    [
        ("mm10", Box(118, 236, 1063, 591)),
        ("inch1200", Box(25, 50, 225, 125)),
        ("pixel", Box(100, 200, 900, 500)),
    ],
)
def test_units_without_a_picture(tmp_path: Path, unit: str, box: Box) -> None:
    string = '<String CONTENT="a" HPOS="100" VPOS="200" WIDTH="800" HEIGHT="300"/>'
    page, remarks = read(tmp_path, alto(block("b", f"<TextLine>{string}</TextLine>"), unit=unit))
    assert page.tokens[0].box == box
    assert bool(remarks) == (unit != "pixel")


def test_a_resolution_that_is_stated(tmp_path: Path) -> None:
    string = '<String CONTENT="a" HPOS="1200" VPOS="1200" WIDTH="600" HEIGHT="600"/>'
    content = alto(block("b", f"<TextLine>{string}</TextLine>"), page="", unit="inch1200").replace(
        "</Description>",
        "<OCRProcessing ID='o'><ocrProcessingStep><processingStepSettings>"
        "resolution: 400</processingStepSettings></ocrProcessingStep></OCRProcessing>"
        "</Description>",
    )
    page, remarks = read(tmp_path, content)
    assert page.tokens[0].box == Box(400, 400, 600, 600)
    assert "guess" not in remarks[0]


def test_units_are_those_of_the_picture_where_there_is_one(tmp_path: Path) -> None:
    Image.new("L", (500, 1000)).save(tmp_path / "scan.png")
    string = '<String CONTENT="a" HPOS="100" VPOS="200" WIDTH="800" HEIGHT="300"/>'
    content = alto(block("b", f"<TextLine>{string}</TextLine>"), unit="mm10").replace(
        "</MeasurementUnit>",
        "</MeasurementUnit><sourceImageInformation><fileName> C:\\scans\\scan.png </fileName>"
        "</sourceImageInformation>",
    )
    page, remarks = read(tmp_path, content)
    assert page.image is not None
    assert (page.image.width, page.image.height) == (500, 1000)
    assert page.tokens[0].box == Box(50, 100, 450, 250)
    assert remarks == []


def test_a_hyphen_ends_the_last_word(tmp_path: Path) -> None:
    content = (
        '<TextLine><String CONTENT="con" HPOS="0" VPOS="0" WIDTH="30" HEIGHT="10"/>'
        '<HYP CONTENT="-" HPOS="30" VPOS="4" WIDTH="5" HEIGHT="2"/></TextLine>'
        '<TextLine><String CONTENT="sider" SUBS_TYPE="HypPart2"/></TextLine>'
    )
    page, _ = read(tmp_path, alto(block("b", content)))
    assert page.text == "con-\nsider\n"
    assert page.tokens[0].box == Box(0, 0, 35, 10)


def test_a_string_with_blanks_is_several_tokens(tmp_path: Path) -> None:
    string = '<String CONTENT="ab cd" HPOS="0" VPOS="0" WIDTH="50" HEIGHT="10"/>'
    page, _ = read(tmp_path, alto(block("b", f"<TextLine>{string}</TextLine>")))
    assert [token.box for token in page.tokens] == [Box(0, 0, 20, 10), Box(30, 0, 50, 10)]


def test_other_readings_of_strings_and_glyphs(tmp_path: Path) -> None:
    string = (
        '<String CONTENT="arm"><ALTERNATIVE>aim</ALTERNATIVE>'
        '<Glyph CONTENT="a"><Variant CONTENT="o" VC="0.2"/></Glyph>'
        '<Glyph CONTENT="r"/>'
        '<Glyph CONTENT="m"><Variant CONTENT="rn" VC="0.4"/><Variant CONTENT="n" VC="nan"/>'
        "</Glyph></String>"
    )
    page, _ = read(tmp_path, alto(block("b", f"<TextLine>{string}</TextLine>")))
    assert page.tokens[0].alternatives == (
        Alternative("aim"),
        Alternative("arrn", 0.4),
        Alternative("orm", 0.2),
        Alternative("arn"),
    )


def test_glyphs_that_are_not_those_of_the_word_say_nothing(tmp_path: Path) -> None:
    string = (
        '<String CONTENT="arm"><Glyph CONTENT="x"><Variant CONTENT="y" VC="1"/></Glyph></String>'
    )
    page, _ = read(tmp_path, alto(block("b", f"<TextLine>{string}</TextLine>")))
    assert page.tokens[0].alternatives == ()


def test_confidence_by_character(tmp_path: Path) -> None:
    page, _ = read(
        tmp_path, alto(block("b", '<TextLine><String CONTENT="abc" CC="0 9 0"/></TextLine>'))
    )
    assert page.tokens[0].confidence == pytest.approx(0.6667)


@pytest.mark.parametrize("others, sureness", [("0.94", 0.07), ("0.07", 0.7)])
def test_tesseract_does_not_pad_its_per_cent(tmp_path: Path, others: str, sureness: float) -> None:
    strings = f'<String CONTENT="a" WC="0.7"/><String CONTENT="b" WC="{others}"/>'
    content = alto(block("b", f"<TextLine>{strings}</TextLine>")).replace(
        "</Description>",
        '<OCRProcessing ID="o"><ocrProcessingStep><processingSoftware><softwareName>tesseract 5.3'
        "</softwareName></processingSoftware></ocrProcessingStep></OCRProcessing></Description>",
    )
    page, _ = read(tmp_path, content)
    assert page.tokens[0].confidence == sureness


@pytest.mark.parametrize(
    "said, baseline",
    [
        ("45", ((10, 45), (110, 45))),
        ("10,40 60,44 110,48", ((10, 40), (60, 44), (110, 48))),
        ("x", ()),
    ],
)
def test_baselines(tmp_path: Path, said: str, baseline: object) -> None:
    attributes = f'HPOS="10" VPOS="20" WIDTH="100" HEIGHT="30" BASELINE="{said}"'
    page, _ = read(tmp_path, alto(block("b", line("a", attributes=attributes))))
    assert page.lines[0].baseline == baseline


def test_outlines(tmp_path: Path) -> None:
    shape = '<Shape><Polygon POINTS="0,0 50,0 50,20"/></Shape>'
    content = (
        f'<TextBlock ID="b">{shape}<TextLine>{shape}<String CONTENT="a"/></TextLine></TextBlock>'
    )
    page, _ = read(tmp_path, alto(content))
    assert page.regions[0].outline == page.lines[0].outline == ((0, 0), (50, 0), (50, 20))
    assert page.lines[0].box == Box(0, 0, 50, 20)


def test_tags_and_margins_give_roles(tmp_path: Path) -> None:
    tags = (
        '<Tags><LayoutTag ID="t1" LABEL="MarginTextZone"/><OtherTag ID="t2" LABEL="HeadingLine"/>'
        '<NamedEntityTag ID="t3" LABEL="Signature"/></Tags>'
    )
    content = alto(
        block("b1", line("note"), attributes='TAGREFS="t3 t1"')
        + block("b2", line("Head", attributes='TAGREFS="t2"'), line("body")),
        before=tags,
    ).replace(
        "<PrintSpace>",
        f"<TopMargin>{block('m', line('running'))}</TopMargin>"
        f"<BottomMargin>{block('f', line('foot'))}</BottomMargin><PrintSpace>",
    )
    page, _ = read(tmp_path, content)
    assert words(page) == ["running", "note", "Head", "body", "foot"]
    assert [one.role for one in page.lines] == [
        Role.FORM,
        Role.MARGINAL,
        Role.HEADING,
        Role.BODY,
        Role.FORM,
    ]
    assert [region.kind for region in page.regions] == [
        "TopMargin",
        "MarginTextZone",
        "",
        "BottomMargin",
    ]


def test_language(tmp_path: Path) -> None:
    path = tmp_path / "page.xml"
    path.write_text(alto(block("b", line("Straße"), attributes='language="deu"')), "utf-8")
    assert AltoReader().read(path).language == "de"


def test_blocks_that_name_the_next(tmp_path: Path) -> None:
    content = (
        block("a", line("one"), attributes='IDNEXT="c"')
        + block("b", line("three"))
        + f'<ComposedBlock ID="x" IDNEXT="b">{block("c", line("two"))}</ComposedBlock>'
    )
    page, _ = read(tmp_path, alto(content))
    assert words(page) == ["one", "two", "three"]


def test_blocks_that_run_in_a_circle_are_all_there(tmp_path: Path) -> None:
    content = block("a", line("one"), attributes='IDNEXT="b"') + block(
        "b", line("two"), attributes='IDNEXT="a"'
    )
    page, _ = read(tmp_path, alto(content))
    assert words(page) == ["one", "two"]


def test_explicit_reading_order_goes_before(tmp_path: Path) -> None:
    order = (
        '<ReadingOrder><OrderedGroup ID="g"><ElementRef ID="r1" REF="l3"/><UnorderedGroup ID="h">'
        '<ElementRef ID="r2" REF="a nothing"/></UnorderedGroup></OrderedGroup></ReadingOrder>'
    )
    content = block("a", line("two"), line("three"), attributes='IDNEXT="b"') + block(
        "b", line("one", attributes='ID="l3"'), line("late")
    )
    page, _ = read(tmp_path, alto(content, before=order))
    assert words(page) == ["one", "late", "two", "three"]


def test_places_that_are_none_are_mended_with_one_remark(tmp_path: Path) -> None:
    content = "".join(
        f'<String CONTENT="w" HPOS="{x}" VPOS="0" WIDTH="50" HEIGHT="10"/>'
        for x in ("NaN", "-40", "990", "1e30", "abc")
    )
    page, remarks = read(tmp_path, alto(block("b", f"<TextLine>{content}</TextLine>")))
    assert [token.box for token in page.tokens] == [
        None,
        Box(0, 0, 10, 10),
        Box(990, 0, 1000, 10),
        None,
        None,
    ]
    assert len(remarks) == 1


@pytest.mark.parametrize(
    "content, line_number",
    [
        ("<alto>\n<alto>\n", 3),
        (alto(PLAIN)[:-30], 1),
        ("<mets/>", 1),
        ("<alto><Layout/></alto>", 1),
    ],
)
def test_broken_files_are_refused_by_line(tmp_path: Path, content: str, line_number: int) -> None:
    path = tmp_path / "broken.xml"
    path.write_text(content, "utf-8")
    with pytest.raises(UnreadableFile, match=rf"broken\.xml, line {line_number}"):
        AltoReader().read(path)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    path = tmp_path / "laughs.xml"
    entities = '<!ENTITY l0 "ha">' + "".join(
        f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};">' for n in range(1, 40)
    )
    content = alto(block("b", '<TextLine><String CONTENT="&l39;"/></TextLine>'))
    path.write_text(f"<!DOCTYPE alto [{entities}]>" + content.split("?>", 1)[1], "utf-8")
    with pytest.raises(UnreadableFile, match=r"laughs\.xml, line 1"):
        AltoReader().read(path)


def files(shared: Path) -> list[Path]:
    found = [
        path
        for path in sorted((shared / "data" / "formats").glob("*/*.xml"))
        if AltoReader().sniff(path, path.read_bytes()[: 1 << 16]).score
    ]
    assert len(found) > 10
    return found


def own_text(page: etree._Element) -> list[str]:
    """The lines of a page by a way of their own."""
    found = []
    for text_line in page.xpath(".//*[local-name()='TextLine']"):
        strings = [
            one for one in text_line.xpath("./*[local-name()='String']/@CONTENT") if one.strip()
        ]
        hyphen = text_line.xpath("string(./*[local-name()='HYP']/@CONTENT)")
        found.append(" ".join(" ".join(strings).split()) + hyphen)
    return found


def test_the_text_of_all_shared_files_is_their_own(shared: Path) -> None:
    refused = []
    for path in files(shared):
        try:
            pages = list(AltoReader().read(path).pages)
        except UnreadableFile as error:
            refused.append(error.where)
            continue
        elements = etree.parse(path).xpath("//*[local-name()='Page']")
        assert len(pages) == len(elements)
        for page, element in zip(pages, elements, strict=True):
            assert [" ".join(one.text.split()) for one in page.lines] == own_text(element), (
                path.name
            )
            assert all(token.box for token in page.tokens), path.name
    assert [Path(where).name for where in refused] == ["test_invalid_alto.xml, line 6"]


def test_the_words_of_an_old_newspaper_have_second_guesses(shared: Path) -> None:
    path = shared / "data" / "formats" / "alto_v1_abbyy" / "test.alto1.xml"
    (page,) = AltoReader().read(path).pages
    said = etree.parse(path).xpath("//*[local-name()='String'][*[local-name()='ALTERNATIVE']]")
    assert sum(bool(token.alternatives) for token in page.tokens) == len(said)
