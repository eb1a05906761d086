from pathlib import Path

import pytest
from lxml import etree
from PIL import Image as Pillow

from reviewer.core.errors import UnreadableFile
from reviewer.core.geometry import Box
from reviewer.core.model import NewDocument, Page, Role
from reviewer.formats.readers.tei import TeiReader
from reviewer.formats.words import imported_text
from reviewer.formats.writers.tei import TeiWriter
from reviewer.formats.xml import TEI_NS
from tests.contracts.reader_kit import ReaderKit, Sample
from tests.formats.editions import make_edition, written

READER = TeiReader()


def file_of(body: str, *, header: str = "", facsimile: str = "", attributes: str = "") -> str:
    return (
        f'<?xml version="1.0"?>\n<TEI xmlns="{TEI_NS}" {attributes}><teiHeader>{header}</teiHeader>'
        f"{facsimile}<text><body>{body}</body></text></TEI>"
    )


def read(path: Path, content: str) -> tuple[NewDocument, list[Page]]:
    path.write_bytes(content.encode())
    new = READER.read(path)
    return new, list(new.pages)


LETTER = """<pb n="1"/><head>A
   letter</head><p>Dear <hi>Sir</hi>,<lb/>your com-<lb break="no"/>mittee</p>
   <pb n="2"/><p>end</p>"""


class TestContract(ReaderKit):
    reader = READER
    samples = (
        Sample(
            "letter.xml",
            file_of(LETTER).encode(),
            "A letter\nDear Sir,\nyour com-\nmittee\nend\n",
            pages=2,
        ),
        Sample("empty.xml", file_of("<p/>").encode(), "", pages=0),
        Sample(
            "ours.xml",
            written(
                TeiWriter(), make_edition(["a  b\r\n\n c\f", "end\n"]), profile="archival"
            ).encode(),
            "a  b\r\n\n c\fend\n",
            pages=2,
        ),
    )


@pytest.mark.parametrize(
    "body, lines",
    [
        ("<p>a <choice><sic>b</sic><corr>c</corr></choice> d</p>", ["a b d"]),
        ("<p>a <choice>\n<corr>c</corr>\n<sic>b</sic>\n</choice> d</p>", ["a b d"]),
        ("<p><choice><abbr>St</abbr><expan>Saint</expan></choice></p>", ["St"]),
        ("<p><choice><reg>new</reg><orig>old</orig></choice></p>", ["old"]),
        ("<p><choice><unclear>one</unclear><unclear>two</unclear></choice></p>", ["one"]),
        ("<p>M<expan>r<ex>s</ex></expan> <am>.</am></p>", ["Mr ."]),
        ("<p><app><rdg>x</rdg><lem>y</lem></app></p>", ["y"]),
        ("<p>a <subst><del>b</del><add>c</add></subst></p>", ["a c"]),
        ("<p>a <supplied>b</supplied><gap><desc>[lost]</desc></gap>c</p>", ["a c"]),
        ("<p>a<note>n</note> b<lb/>c</p>", ["a b", "n", "c"]),
        ("<p>a<note type='editorial'>n</note> b</p>", ["a b"]),
        ("<p>a<note><p>one</p><p>two</p></note> b</p>", ["a b", "one", "two"]),
        ("<fw type='header'>h</fw><p>a</p>", ["h", "a"]),
        ("<list><item>a</item><item>b <list><item>c</item></list> d</item></list>", list("abcd")),
        ("<table><row><cell>a b</cell> <cell>c</cell></row><row><cell/></row></table>", ["a b\tc"]),
        ("<lg><l>a</l><l>b</l></lg>", ["a", "b"]),
        ("<p>a<!-- no --> b<?x y?> c</p>", ["a b c"]),
        ("<p>com<lb break='no' rend='hyphen'/>mittee</p>", ["com-", "mittee"]),
        ("<p>com- <lb break='no' rend='hyphen'/>mittee</p>", ["com-", "mittee"]),
        ("<p>com<lb break='no'/>mittee</p>", ["com", "mittee"]),
        ("<p>a\u00a0b</p>", ["a\u00a0b"]),
    ],
)
def test_text_reads_as_in_the_copy_text(body: str, lines: list[str], tmp_path: Path) -> None:
    _, (page,) = read(tmp_path / "t.xml", file_of(body))
    assert [line.text for line in page.lines] == lines


def test_dropped_hyphens_come_back_where_the_header_says_so(tmp_path: Path) -> None:
    header = "<encodingDesc><editorialDecl><hyphenation eol='none'/></editorialDecl></encodingDesc>"
    body = "<p>com<lb break='no'/>mit-<lb break='no'/>tee</p>"
    _, (page,) = read(tmp_path / "t.xml", file_of(body, header=header))
    assert [line.text for line in page.lines] == ["com-", "mit-", "tee"]


def test_roles(tmp_path: Path) -> None:
    body = (
        "<fw type='pageNum'>7</fw><fw type='sig'>B</fw><head>h</head><opener><dateline>d</dateline>"
        "</opener><p>p<note place='margin-left'>m</note></p><closer><signed>s</signed></closer>"
        "<ab><stamp>st</stamp></ab><address><addrLine>a</addrLine></address>"
    )
    _, (page,) = read(tmp_path / "t.xml", file_of(body))
    assert {line.text: line.role for line in page.lines} == {
        "7": Role.PAGE_NUMBER,
        "B": Role.FORM,
        "h": Role.HEADING,
        "d": Role.DATELINE,
        "p": Role.BODY,
        "m": Role.MARGINAL,
        "s": Role.SIGNATURE,
        "st": Role.STAMP,
        "a": Role.ADDRESS,
    }


def test_pages_begin_within_words_and_may_be_empty(tmp_path: Path) -> None:
    body = "<p>before<pb n='i'/>com-<pb n='ii' break='no'/>mittee</p><pb n='iii'/><pb n='iv'/>"
    _, pages = read(tmp_path / "t.xml", file_of(body))
    assert [(page.label, page.text) for page in pages] == [
        ("", "before\n"),
        ("i", "com-\n"),
        ("ii", "mittee\n"),
        ("iii", ""),
        ("iv", ""),
    ]
    assert [(page.number, page.place) for page in pages] == [(n + 1, n) for n in range(5)]


FACSIMILE = """<facsimile><surface xml:id="f1" ulx="0" uly="0" lrx="200" lry="100" n="1r">
<graphic url="pictures/p%201.png" width="400px" height="200px"/>
<zone xml:id="r" type="region" subtype="stamp" ulx="0" uly="0" lrx="200" lry="50">
<zone xml:id="l" type="line" points="10,10 100,12 100,30"/></zone></surface></facsimile>"""


def test_zones_give_places_in_pixels_of_the_picture(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    Pillow.new("L", (400, 200)).save(tmp_path / "pictures" / "p 1.png")
    body = '<pb facs="#f1"/><p facs="#r"><lb facs="#l"/>one<lb/>two</p>'
    new, (page,) = read(tmp_path / "t.xml", file_of(body, facsimile=FACSIMILE))
    assert page.label == "1r"
    assert page.image
    assert page.image.path == str(tmp_path / "pictures" / "p 1.png")
    first, second = page.lines
    assert first.outline == ((20, 20), (200, 24), (200, 60))
    assert (first.box, first.region, first.role) == (Box(20, 20, 200, 60), 0, Role.STAMP)
    assert (second.box, second.region) == (None, 0)
    assert page.regions[0].box == Box(0, 0, 400, 100)
    assert new.remarks == []


def test_a_picture_whose_name_is_no_utf8_is_looked_for_by_its_bytes(tmp_path: Path) -> None:
    facsimile = FACSIMILE.replace("p%201.png", "p%E9.png")
    _, (page,) = read(tmp_path / "t.xml", file_of('<pb facs="#f1"/><p>a</p>', facsimile=facsimile))
    assert page.image
    assert Path(page.image.path).name == "p\udce9.png"


@pytest.mark.parametrize("url", ["http://a.example/x.png", "gone.png", "file:///gone.png"])
def test_a_picture_that_is_not_here_is_remarked(url: str, tmp_path: Path) -> None:
    new, (page,) = read(tmp_path / "t.xml", file_of(f'<pb facs="{url}"/><p>a</p>'))
    assert page.image is None
    assert [url.rpartition("/")[2] in remark for remark in new.remarks] == [True]


def test_a_picture_may_come_later_where_its_size_is_said(tmp_path: Path) -> None:
    body = '<pb facs="#f1"/><p>a</p>'
    new, (page,) = read(tmp_path / "t.xml", file_of(body, facsimile=FACSIMILE))
    assert page.image
    assert (page.image.width, page.image.height) == (400, 200)
    assert page.image.path == str(tmp_path / "pictures" / "p 1.png")
    assert len(new.remarks) == 1


@pytest.mark.parametrize("number", ["nan", "inf", "1e99", "-5", "x"])
def test_senseless_places_harm_nothing(number: str, tmp_path: Path) -> None:
    facsimile = FACSIMILE.replace('"200"', f'"{number}"').replace("10,12", f"{number},12")
    body = '<pb facs="#f1"/><p facs="#r"><lb facs="#l"/>one</p>'
    _, (page,) = read(tmp_path / "t.xml", file_of(body, facsimile=facsimile))
    assert page.text == "one\n"


def test_header_and_language(tmp_path: Path) -> None:
    header = (
        "<fileDesc><titleStmt><title type='sub'>Sub</title><title>Main  title</title>"
        "<author>A. B.</author></titleStmt><sourceDesc><msDesc><msIdentifier>"
        "<repository>House</repository><idno>X 1</idno></msIdentifier></msDesc></sourceDesc>"
        "</fileDesc><profileDesc><langUsage><language ident='ru'/></langUsage><correspDesc>"
        "<correspAction type='sent'><persName>Me</persName><date when='1950-01-02'>January</date>"
        "</correspAction></correspDesc></profileDesc>"
    )
    new, _ = read(tmp_path / "t.xml", file_of("<p>a</p>", header=header))
    assert (new.title, new.language) == ("Main title", "ru")
    assert new.header == {
        "title": "Main title",
        "subtitle": "Sub",
        "author": "A. B.",
        "repository": "House",
        "shelfmark": "X 1",
        "sender": "Me",
        "sent": "1950-01-02",
    }
    new, _ = read(tmp_path / "t.xml", file_of("<p>a</p>", attributes='xml:lang="deu"'))
    assert (new.title, new.language) == ("t", "de")


def test_a_corpus_is_one_document(tmp_path: Path) -> None:
    one = file_of(LETTER).partition("\n")[2]
    _, pages = read(tmp_path / "t.xml", f'<teiCorpus xmlns="{TEI_NS}">{one}{one}</teiCorpus>')
    assert [(page.number, page.place) for page in pages] == [(1, 0), (2, 1), (3, 2), (4, 3)]


def test_words_of_the_layer_have_boxes_and_confidences(shared: Path) -> None:
    new = READER.read(shared / "tei" / "example-zones.xml")
    first, second = new.pages
    assert [first.label, second.label] == ["1r", "1v"]
    token = first.lines[2].tokens[0]
    assert (token.box, token.confidence) == (Box(100, 262, 130, 298), 0.98)
    assert [region.kind for region in first.regions] == [
        "heading",
        "paragraph",
        "stamp",
        "marginalia",
    ]
    assert [line.region for line in first.lines] == [0, 0, 1, 1]


@pytest.mark.parametrize("name", ["1950", "1963"])
def test_examples_of_the_encoding(name: str, shared: Path) -> None:
    path = shared / "tei" / f"example-telegram-{name}.xml"
    with path.open("rb") as file:
        assert READER.sniff(path, file.read(1 << 16)).score == 1
    pages = list(READER.read(path).pages)
    root = etree.parse(str(path)).getroot()
    words = "".join(page.text for page in pages).split()
    if imported_text(root):
        assert words == imported_text(root).split()
    else:  # no OCR layer: nearly all words of the reading are printed as they are
        reading = path.with_suffix("").with_suffix(".reading.txt").read_text("utf-8").split()
        assert len(set(reading) - set(words)) < len(set(reading)) / 20


@pytest.mark.parametrize(
    "content, reason",
    [
        ("<TEI><text/></TEI>", "no text"),
        (f'<TEI xmlns="{TEI_NS}"><teiHeader/></TEI>', "no text"),
        (f'<TEI xmlns="{TEI_NS}">\n<text>', "line 2"),
        ("", "line 1"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(
    content: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read(tmp_path / "t.xml", content)


def test_the_deepest_nest_that_the_parser_takes_is_read(tmp_path: Path) -> None:
    deep = "<p>" + "<hi>" * 245 + "deep" + "</hi>" * 245 + "</p>"
    _, (page,) = read(tmp_path / "t.xml", file_of(deep))
    assert page.text == "deep\n"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden")
    content = file_of("<p>a &x; b</p>").replace(
        "<TEI", f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "{secret.as_uri()}">]><TEI'
    )
    _, (page,) = read(tmp_path / "t.xml", content)
    assert "hidden" not in page.text


def test_other_files_get_no_score() -> None:
    for head in (b"<TEI.2>", b"<alto xmlns='x'>", b"<TEI>", f"<x xmlns='{TEI_NS}'>".encode()):
        assert READER.sniff(Path("t.xml"), head).score == 0
