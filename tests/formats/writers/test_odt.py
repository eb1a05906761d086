"""ODT for readers: styles, footnotes, and changes that can be accepted or rejected."""

import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import odfdo
import pytest
from hypothesis import given
from lxml import etree

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.formats.words import reading_words, transcript_words
from reviewer.formats.writers.odt import OdtWriter
from reviewer.formats.writers.odt.check import check_odt
from reviewer.formats.writers.odt.document import write_document
from reviewer.formats.writers.odt.names import o, style_name
from reviewer.formats.writers.tei import TeiWriter
from tests.contracts.writer_kit import WriterKit
from tests.formats.editions import editions, make_edition
from tests.formats.printed.files import printed
from tests.formats.writers.office import needs_office, office_text
from tests.formats.writers.readable import FRAME, ReadableKit, letter, made, relaxed, settled
from tests.golden.scripted import scripted_editions

WRITER = OdtWriter()
_FRAME = {style_name(str(look)) for look in FRAME}
_UNREAD = {style_name(name) for name in ("Page Label", "Gap", "Crossed Out", "Superfluous")}


def part(content: bytes, name: str = "content.xml") -> etree._Element:
    with zipfile.ZipFile(BytesIO(content)) as file:
        return etree.fromstring(file.read(name))


def _parent_style(root: etree._Element, name: str) -> str:
    """The named style behind an automatic one."""
    for style in root.iter(o("style:style")):
        if style.get(o("style:name")) == name:
            return style.get(o("style:parent-style-name")) or ""
    return name


class _Reader:
    """Reads the text once all changes are accepted, or all rejected."""

    def __init__(self, content: bytes, rejected: bool) -> None:
        self._root = part(content)
        self._rejected = rejected
        self._inserting = 0
        self._deletions = {
            region.get(o("text:id")): region.find(f"{o('text:deletion')}/{o('text:p')}")
            for region in self._root.iter(o("text:changed-region"))
        }

    def text(self) -> str:
        body = self._root.find(f"{o('office:body')}/{o('office:text')}")
        return "\n".join("".join(self._walk(one)) for one in self._paragraphs(body))

    def _paragraphs(self, body: etree._Element) -> Iterator[etree._Element]:
        for one in body.iter(o("text:p"), o("text:h")):
            above = {str(parent.tag) for parent in one.iterancestors()}
            name = _parent_style(self._root, one.get(o("text:style-name")))
            silent = {o("text:tracked-changes"), o("text:note-body")}
            if not above & silent and name not in _FRAME:
                yield one

    def _walk(self, node: etree._Element, deleted: bool = False) -> Iterator[str]:
        named = _parent_style(self._root, node.get(o("text:style-name"), ""))
        read = named not in _UNREAD or deleted
        yield from self._said(node.text, read)
        for child in node:
            name = str(child.tag)
            identity = child.get(o("text:change-id"))
            if name == o("text:change-start"):
                self._inserting += 1
            elif name == o("text:change-end"):
                self._inserting -= 1
            elif name == o("text:change") and self._rejected:
                yield from self._walk(self._deletions[identity], True)
            elif name in (o("text:line-break"), o("text:s")):
                yield " "
            elif name == o("text:span"):
                yield from self._walk(child, deleted)
            yield from self._said(child.tail, read)

    def _said(self, text: str | None, read: bool) -> Iterator[str]:
        if text and read and not (self._rejected and self._inserting):
            yield text


def text_of(content: bytes, *, rejected: bool = False) -> str:
    return _Reader(content, rejected).text()


class TestContract(WriterKit):
    writer = WRITER


class TestReadable(ReadableKit):
    writer = WRITER

    def words(self, content: bytes, edition: Edition) -> list[str]:
        return text_of(content).split()

    def all_text(self, content: bytes) -> str:
        return "\n".join("".join(one.itertext()) for one in part(content).iter(o("text:p")))


class TestTracked:
    @relaxed
    @given(edition=editions())
    def test_accepting_all_gives_the_reading(self, edition: Edition) -> None:
        content = made(WRITER, edition, changes="tracked")
        assert settled(text_of(content).split()) == settled(reading_words(edition))

    @relaxed
    @given(edition=editions())
    def test_rejecting_all_gives_the_words_as_imported(self, edition: Edition) -> None:
        content = made(WRITER, edition, changes="tracked")
        archive = etree.fromstring(made(TeiWriter(), edition, profile="archival"))
        expected = "".join(transcript_words(archive))
        assert "".join(settled(text_of(content, rejected=True).split())) == "".join(
            settled([expected])
        )

    def test_the_seeds_can_be_accepted_and_rejected(self) -> None:
        for edition in scripted_editions().values():
            content = made(WRITER, edition, changes="tracked")
            assert settled(text_of(content).split()) == settled(reading_words(edition))
            imported = " ".join(page.page.text for page in edition.pages)
            rejected = text_of(content, rejected=True).split()
            assert Counter(settled(rejected)) == Counter(settled(imported.split()))

    def test_a_change_names_who_made_it_and_when(self) -> None:
        edition = make_edition("the solicy was", [d.Replace(d.Span(1, 1), "policy")])
        regions = list(
            part(made(WRITER, edition, changes="tracked")).iter(o("text:changed-region"))
        )
        assert [str(one[0].tag) for one in regions] == [o("text:deletion"), o("text:insertion")]
        for region in regions:
            assert region.findtext(f".//{o('dc:creator')}") == "Ada Reviewer"
            assert region.findtext(f".//{o('dc:date')}") == "2026-03-01T12:01:00"

    def test_without_tracking_there_are_no_changes(self) -> None:
        edition = make_edition("the solicy was", [d.Replace(d.Span(1, 1), "policy")])
        assert not list(part(made(WRITER, edition)).iter(o("text:tracked-changes")))


def test_footnotes_are_footnotes() -> None:
    (note,) = part(made(WRITER, letter())).iter(o("text:note"))
    assert note.get(o("text:note-class")) == "footnote"
    assert "".join(note[1].itertext()) == "As in <the> diary*."


def test_blocks_have_styles_by_name() -> None:
    out = BytesIO()
    body = (
        "<opener><dateline>Ferryport</dateline></opener><p>Ice<lb/>floats</p><ab type='stamp'>"
        "<stamp>IN</stamp></ab><closer><signed>A. Flood</signed></closer>"
    )
    write_document(printed(body), out, tracked=False, breaks=False)
    found = {
        one.get(o("text:style-name")): "".join(one.itertext())
        for one in part(out.getvalue()).iter(o("text:p"))
    }
    assert found["Dateline"] == "Ferryport"
    assert found[style_name("Body Text")] == "Ice floats"
    assert (found["Stamp"], found["Signature"]) == ("IN", "A. Flood")
    named = odfdo.Document(BytesIO(out.getvalue())).get_style("paragraph", style_name("Body Text"))
    assert named is not None
    assert named.display_name == "Body Text"


def test_direct_looks_are_kept() -> None:
    out = BytesIO()
    body = '<p>a <hi rend="bold underline">b</hi> <foreign xml:lang="fr">c</foreign></p>'
    write_document(printed(body), out, tracked=False, breaks=False)
    made_styles = etree.tostring(part(out.getvalue()).find(o("office:automatic-styles"))).decode()
    assert 'fo:font-weight="bold"' in made_styles
    assert 'style:text-underline-style="solid"' in made_styles
    assert 'fo:language="fr"' in made_styles


def test_the_properties_are_those_of_the_header() -> None:
    meta = odfdo.Document(BytesIO(made(WRITER, letter()))).meta
    assert meta.get_title() == "A letter on ice"
    assert meta.get_initial_creator() == "Agnes Flood"
    assert "Free to use" in str(meta.get_description())


def test_the_language_is_that_of_the_document() -> None:
    styles = part(made(WRITER, make_edition("Eis", language="de-AT")), "styles.xml")
    found = {one.get(o("fo:language")) for one in styles.iter() if one.get(o("fo:language"))}
    assert found == {"de"}


def test_pages_are_named_or_broken() -> None:
    assert "[p. 2]" in TestReadable().all_text(made(WRITER, letter(), pages="named"))
    broken = made(WRITER, letter(), pages="broken")
    assert "[p. 2]" not in TestReadable().all_text(broken)
    found = [one.get(o("fo:break-before")) for one in part(broken).iter()]
    assert found.count("page") == 1


def test_a_page_that_is_named_within_a_paragraph_stands_apart_from_the_words() -> None:
    out = BytesIO()
    write_document(printed('<p>not <pb n="2"/>yet</p>'), out, tracked=False, breaks=False)
    assert "not [p. 2] yet" in TestReadable().all_text(out.getvalue())


def test_tables_are_tables() -> None:
    out = BytesIO()
    body = (
        "<table><row role='label'><cell cols='2'>Pier</cell></row>"
        "<row><cell>N</cell><cell>3</cell></row></table>"
    )
    write_document(printed(body), out, tracked=False, breaks=False)
    rows = list(part(out.getvalue()).iter(o("table:table-row")))
    assert ["".join(cell.itertext()) for cell in rows[1]] == ["N", "3"]
    assert rows[0][0].get(o("table:number-columns-spanned")) == "2"


def test_the_type_stands_first_and_unpacked() -> None:
    with zipfile.ZipFile(BytesIO(made(WRITER, letter()))) as file:
        first = file.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        listed = file.read("META-INF/manifest.xml").decode()
        for name in file.namelist():
            if name not in ("mimetype", "META-INF/manifest.xml"):
                assert f'"{name}"' in listed


def test_the_check_finds_a_style_that_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "x.odt"
    content = made(WRITER, letter())
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "content.xml":
                data = data.replace(b'"Unclear"', b'"Lost"')
            new.writestr(name, data)
    assert any("Lost" in problem.text for problem in check_odt(path))


@pytest.mark.slow
@needs_office
def test_libreoffice_reads_the_same_words(tmp_path: Path) -> None:
    path = tmp_path / "letter.odt"
    path.write_bytes(made(WRITER, letter()))
    found = office_text(path, tmp_path)
    assert "Agnes in 1931 saw ice nearby." in found
    assert "Second page & more" in found
