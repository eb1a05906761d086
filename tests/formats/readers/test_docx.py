import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.core.errors import UnreadableFile
from reviewer.core.model import NewDocument, Page, Role
from reviewer.formats.readers.docx import DocxReader
from tests.contracts.reader_kit import ReaderKit, Sample

READER = DocxReader()
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def part(root: str, content: str) -> str:
    return (
        f'<?xml version="1.0"?><w:{root} xmlns:w="{W}" xmlns:mc="urn:mc" xmlns:m="urn:m">{content}'
        f"</w:{root}>"
    )


def packed(body: str = "", **parts: str) -> bytes:
    """A document; further parts by name without suffix, `__` standing for a slash."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


def p(*runs: str, properties: str = "") -> str:
    inner = "".join(one if one.startswith("<") else r(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str = "", inner: str = "", properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t>{inner}</w:r>'


PAGE = r(inner='<w:br w:type="page"/>')


def read(path: Path, data: bytes) -> tuple[NewDocument, list[Page]]:
    path.write_bytes(data)
    new = READER.read(path)
    return new, list(new.pages)


class TestContract(ReaderKit):
    reader = READER
    samples = (
        Sample(
            "letter.docx", packed(p("Dear ", "Sir,") + p() + p("thanks")), "Dear Sir,\n\nthanks\n"
        ),
        Sample("two.bin", packed(p("one") + p(PAGE) + p("two")), "one\ntwo\n", pages=2),
        Sample("empty.docx", packed(), ""),
    )


@pytest.mark.parametrize(
    "body, lines",
    [
        (p("a", r(inner="<w:br/>"), "b"), ["a", "b"]),
        (p("a", r(inner="<w:cr/>"), "b"), ["a", "b"]),
        (p("a", r(inner="<w:tab/>"), "b"), ["a\tb"]),
        (p("co", r(inner="<w:noBreakHyphen/>"), "op"), ["co-op"]),
        (p("com", r(inner="<w:softHyphen/>"), "mittee"), ["com\u00admittee"]),
        (p("a ", f"<w:ins>{r('new')}</w:ins>"), ["a new"]),
        (p("a ", "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>", "b"), ["a b"]),
        (p("a ", f"<w:del>{r('old')}</w:del>", "b"), ["a b"]),
        (p(f"<w:moveFrom>{r('x')}</w:moveFrom>", "a ", f"<w:moveTo>{r('x')}</w:moveTo>"), ["a x"]),
        (p("one ", properties="<w:rPr><w:del/></w:rPr>") + p("line"), ["one line"]),
        (p("a", r("hidden", properties="<w:vanish/>")), ["a"]),
        (p("a", r("shown", properties='<w:vanish w:val="0"/>')), ["ashown"]),
        (p(f"<w:hyperlink>{r('link')}</w:hyperlink>"), ["link"]),
        (p("<w:r><w:instrText>PAGE</w:instrText></w:r>", "7"), ["7"]),
        (p(f"<w:sdt><w:sdtPr/><w:sdtContent>{r('box')}</w:sdtContent></w:sdt>"), ["box"]),
        (f"<w:sdt><w:sdtContent>{p('box')}</w:sdtContent></w:sdt>", ["box"]),
        (p("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"), ["x+1"]),
        (p(r("a", '<w:sym w:char="2116"/>'), r(inner='<w:sym w:char="F0FC"/>')), ["a№\ufffd"]),
        (p("<w:r><w:ruby><w:rt><w:r><w:t>up</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t>"
           "</w:r></w:rubyBase></w:ruby></w:r>"), ["base"]),
    ],
)  # fmt: skip
def test_what_counts_as_text(body: str, lines: list[str], tmp_path: Path) -> None:
    _, (page,) = read(tmp_path / "t.docx", packed(body))
    assert [line.text for line in page.lines] == lines


def test_a_row_of_a_table_is_a_line(tmp_path: Path) -> None:
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>"
        for row in ((p("a") + p("b"), p("c")), (p(), p()), (p("d", r(inner="<w:br/>"), "e"),))
    )
    inner = f"<w:tr><w:tc>{p('x')}<w:tbl>{rows}</w:tbl>{p()}</w:tc></w:tr>"
    _, (page,) = read(tmp_path / "t.docx", packed(f"<w:tbl>{rows}</w:tbl>" + p("end")))
    assert [line.text for line in page.lines] == ["a b\tc", "d e", "end"]
    _, (page,) = read(tmp_path / "t.docx", packed(f"<w:tbl>{inner}</w:tbl>"))
    assert [line.text for line in page.lines] == ["x a b c d e"]


def test_notes_stand_behind_their_paragraph(tmp_path: Path) -> None:
    call = '<w:footnoteReference w:id="1"/>'
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{p("no")}</w:footnote>'
        f'<w:footnote w:id="1">{p("note", r(inner=call))}</w:footnote>'
    )
    end = f'<w:endnote w:id="1">{p("end")}</w:endnote>'
    body = p("a", r(inner=call), r(inner='<w:endnoteReference w:id="1"/>'), " b") + p("c")
    data = packed(
        body, word__footnotes=part("footnotes", notes), word__endnotes=part("endnotes", end)
    )
    _, (page,) = read(tmp_path / "t.docx", data)
    assert [line.text for line in page.lines] == ["a b", "note", "end", "c"]
    assert [line.region for line in page.lines] == [0, 1, 2, 3]


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    content = f"<w:txbxContent>{p('inside')}</w:txbxContent>"
    drawing = f"<w:drawing><w:inline><w:graphic><w:txbx>{content}</w:txbx></w:graphic></w:inline>"
    box = (
        f"<mc:AlternateContent><mc:Choice>{drawing}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    _, (page,) = read(tmp_path / "t.docx", packed(p("a", r(inner=box), "b") + p("c")))
    assert [line.text for line in page.lines] == ["ab", "inside", "c"]


SOFT = r(inner="<w:lastRenderedPageBreak/>")


@pytest.mark.parametrize(
    "body, pages",
    [
        (p("a", PAGE, "b"), ["a\n", "b\n"]),
        (p("a") + p("b", properties="<w:pageBreakBefore/>"), ["a\n", "b\n"]),
        (p("a", properties="<w:sectPr/>") + p("b"), ["a\n", "b\n"]),
        (
            p("a", properties='<w:sectPr><w:type w:val="continuous"/></w:sectPr>') + p("b"),
            ["a\nb\n"],
        ),
        (p("a", SOFT, "b"), ["a\n", "b\n"]),
        (p("a", SOFT, "b", PAGE, "c"), ["ab\n", "c\n"]),
        (p(PAGE) + p("a"), ["a\n"]),
        (p("a") + "<w:sectPr/>", ["a\n"]),
    ],
)
def test_pages_begin_where_somebody_said_so(body: str, pages: list[str], tmp_path: Path) -> None:
    _, found = read(tmp_path / "t.docx", packed(body))
    assert [page.text for page in found] == pages


def test_headings_language_and_title(tmp_path: Path) -> None:
    styles = part(
        "styles",
        '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-AT"/></w:rPr></w:rPrDefault>'
        '</w:docDefaults><w:style w:styleId="b1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="own"><w:name w:val="Mine"/><w:basedOn w:val="b1"/></w:style>',
    )
    core = '<c xmlns:dc="urn:dc"><dc:title>Letters</dc:title></c>'
    body = "".join(
        p(style, properties=f'<w:pStyle w:val="{style}"/>') for style in ("b1", "own", "none")
    ) + p("level", properties='<w:outlineLvl w:val="2"/>')
    new, (page,) = read(tmp_path / "t.docx", packed(body, word__styles=styles, docProps__core=core))
    assert (new.title, new.language) == ("Letters", "de")
    assert [line.role for line in page.lines] == [
        Role.HEADING,
        Role.HEADING,
        Role.BODY,
        Role.HEADING,
    ]


def test_the_text_may_stand_elsewhere(tmp_path: Path) -> None:
    out = BytesIO()
    relation = '<R><Relationship Type="x/officeDocument" Target="/text/main.xml"/></R>'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("_rels/.rels", relation)
        archive.writestr("text/main.xml", part("document", f"<w:body>{p('here')}</w:body>"))
    _, (page,) = read(tmp_path / "t.docx", out.getvalue())
    assert page.text == "here\n"


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 5_000_000 + b"</a>")
    return out.getvalue()


def lying() -> bytes:
    """An archive whose document unpacks to more than it says."""
    data = bytearray(packed(p("word " * 10_000)))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark) + place
        data[at : at + 4] = (200).to_bytes(4, "little")
    return bytes(data)


def locked() -> bytes:
    data = bytearray(packed(p("word")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&b;'
)


@pytest.mark.parametrize(
    "data, reason",
    [
        (bomb(), "5,000,007 bytes"),
        (lying(), r"document\.xml"),
        (locked(), "encrypted"),
        (packed()[:90], "no ZIP"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "password"),
        (b"", "no ZIP"),
        (packed().replace(b"word/document", b"work/document"), "no text"),
    ],
    ids=["bomb", "lying", "locked part", "cut off", "OLE", "empty", "other parts"],
)
def test_what_cannot_be_read_is_refused_with_its_reason(
    data: bytes, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableFile, match=reason) as caught:
        read(tmp_path / "letter.docx", data)
    assert "letter.docx" in str(caught.value)
    assert "part.xml" not in str(caught.value)


def test_broken_parts_are_named(tmp_path: Path) -> None:
    for content in ("<w:p>", LAUGHS):
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("word/document.xml", content)
        with pytest.raises(UnreadableFile, match=r"word/document\.xml"):
            read(tmp_path / "t.docx", out.getvalue())


def test_endless_chains_and_deep_nests_come_to_an_end(tmp_path: Path) -> None:
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:t>n</w:t><w:footnoteReference w:id="{n + 1}"/></w:r>'
        "</w:p></w:footnote>"
        for n in range(3000)
    )
    body = p(r("a", '<w:footnoteReference w:id="0"/>'))
    data = packed(body, word__footnotes=part("footnotes", notes))
    _, (page,) = read(tmp_path / "t.docx", data)
    assert len(page.lines) == 3001
    deep = "<w:sdt>" * 240 + p("deep") + "</w:sdt>" * 240
    _, (page,) = read(tmp_path / "t.docx", packed(deep))
    assert page.text == "deep\n"


def test_other_archives_get_no_score() -> None:
    assert READER.sniff(Path("t.docx"), b"PK\x03\x04 xl/workbook.xml").score == 0
    assert READER.sniff(Path("t.odt"), b"PK\x03\x04 mimetypeapplication/vnd.oasis").score == 0
    assert READER.sniff(Path("t.docx"), b"Dear Sir").score == 0
    assert READER.sniff(Path("t.docx"), b"PK\x03\x04 [Content_Types].xml").score == 0.6


_lines = st.lists(
    st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=9), max_size=5
)


@given(_lines)
def test_text_comes_in_as_it_stands(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    escaped = [one.replace("&", "&amp;").replace("<", "&lt;") for one in lines]
    path = tmp_path_factory.mktemp("docx") / "t.docx"
    _, (page,) = read(path, packed("".join(p(r(one)) for one in escaped)))
    assert [line.text for line in page.lines] == lines
