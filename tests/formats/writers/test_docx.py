"""DOCX for readers: styles, footnotes, and changes that can be accepted or rejected."""

import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given
from lxml import etree

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.model import Role
from reviewer.core.workflow import State
from reviewer.formats.words import reading_words, transcript_words
from reviewer.formats.writers.docx import DocxWriter
from reviewer.formats.writers.docx.check import check_docx
from reviewer.formats.writers.docx.document import write_document
from reviewer.formats.writers.docx.names import w
from reviewer.formats.writers.tei import TeiWriter
from tests.contracts.writer_kit import WriterKit
from tests.formats.editions import editions, make_edition
from tests.formats.printed.files import printed
from tests.formats.writers.office import needs_office, office_text
from tests.formats.writers.readable import FRAME, ReadableKit, letter, made, relaxed, settled
from tests.golden.scripted import scripted_editions

WRITER = DocxWriter()
_DOCUMENT = "word/document.xml"
_FRAME = {str(look) for look in FRAME}
_LABELS = {"PageLabel", "Gap", "CrossedOut", "Superfluous"}  # of characters: not read


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(BytesIO(content)) as file:
        return etree.fromstring(file.read(name))


def paragraphs(content: bytes) -> Iterator[etree._Element]:
    """The paragraphs of the document's own text."""
    document = docx.Document(BytesIO(content))
    names = {style.style_id: style.name for style in document.styles}
    for paragraph in document.element.body.iter(w("p")):
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        if style is None or names[style.get(w("val"))] not in _FRAME:
            yield paragraph


def text_of(content: bytes, *, dropped: str = "del") -> str:
    """The text once all changes are accepted (`del` is dropped), or all rejected (`ins`)."""
    parts: list[str] = []
    for paragraph in paragraphs(content):
        for node in paragraph.iter(w("t"), w("delText"), w("br")):
            above = [str(one.tag) for one in node.iterancestors()]
            style = node.getparent().find(f"{w('rPr')}/{w('rStyle')}")
            # A deletion needs no style to be gone; a label is no text of the document.
            named = style is not None and style.get(w("val")) in _LABELS
            if w(dropped) in above or (named and w("del") not in above):
                continue
            parts.append(" " if node.tag == w("br") else node.text or "")
        parts.append("\n")
    return "".join(parts)


class TestContract(WriterKit):
    writer = WRITER


class TestReadable(ReadableKit):
    writer = WRITER

    def words(self, content: bytes, edition: Edition) -> list[str]:
        return text_of(content).split()

    def all_text(self, content: bytes) -> str:
        return "\n".join(one.text for one in docx.Document(BytesIO(content)).paragraphs)


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
        assert "".join(settled(text_of(content, dropped="ins").split())) == "".join(
            settled([expected])
        )

    def test_the_seeds_can_be_accepted_and_rejected(self) -> None:
        for edition in scripted_editions().values():
            content = made(WRITER, edition, changes="tracked")
            assert settled(text_of(content).split()) == settled(reading_words(edition))
            imported = " ".join(page.page.text for page in edition.pages)
            rejected = text_of(content, dropped="ins").split()
            assert Counter(settled(rejected)) == Counter(settled(imported.split()))

    def test_a_change_names_who_made_it_and_when(self) -> None:
        edition = make_edition("the solicy was", [d.Replace(d.Span(1, 1), "policy")])
        body = part(made(WRITER, edition, changes="tracked"), "word/document.xml")
        (gone,), (come,) = list(body.iter(w("del"))), list(body.iter(w("ins")))
        assert "".join(gone.itertext()) == "solicy"
        assert "".join(come.itertext()) == "policy"
        assert gone.get(w("author")) == come.get(w("author")) == "Ada Reviewer"
        assert gone.get(w("date")) == "2026-03-01T12:01:00Z"
        assert gone.get(w("id")) != come.get(w("id"))

    def test_what_only_goes_or_comes_takes_its_blank_along(self) -> None:
        gone = made(WRITER, make_edition("a b c", [d.Replace(d.Span(1, 1), "")]), changes="tracked")
        assert "a c" in text_of(gone)
        assert "a b c" in text_of(gone, dropped="ins")
        come = made(WRITER, make_edition("a c", [d.Insert(0, 0, "b")]), changes="tracked")
        assert "a b c" in text_of(come)
        assert "a c" in text_of(come, dropped="ins")
        first = made(
            WRITER, make_edition("~ b c", [d.Replace(d.Span(0, 0), "")]), changes="tracked"
        )
        assert "\nb c" in text_of(first)

    def test_what_the_machine_misread_has_not_the_style_of_an_error_in_the_document(self) -> None:
        causes = (d.Cause.OCR, d.Cause.SOURCE)
        acts = [d.Replace(d.Span(n, n), "sea", cause) for n, cause in enumerate(causes)]
        body = part(made(WRITER, make_edition("se see", acts), changes="tracked"), _DOCUMENT)
        gone = [one.find(f".//{w('rStyle')}") for one in body.iter(w("del"))]
        assert [None if one is None else one.get(w("val")) for one in gone] == [
            None,
            "ErrorinDocument",
        ]

    def test_a_paragraph_of_which_nothing_remains_goes_as_a_whole(self) -> None:
        acts = [d.SetRole(0, Role.FORM), d.Replace(d.Span(2, 2), "river")]
        edition = make_edition("CHARGE TO\n\nrivver rose", acts)
        body = part(made(WRITER, edition, changes="tracked"), "word/document.xml")
        mark = f"{w('pPr')}/{w('rPr')}/{w('del')}"
        gone = [one for one in body.iter(w("p")) if one.find(mark) is not None]
        assert ["".join(one.itertext()) for one in gone] == ["CHARGE TO"]
        ids = [one.get(w("id")) for one in body.iter(w("del"), w("ins"))]
        assert len(set(ids)) == len(ids)

    def test_without_tracking_there_are_no_changes(self) -> None:
        edition = make_edition("the solicy was", [d.Replace(d.Span(1, 1), "policy")])
        body = part(made(WRITER, edition), "word/document.xml")
        assert not list(body.iter(w("del"), w("ins")))


def test_footnotes_are_footnotes() -> None:
    content = made(WRITER, letter())
    body, notes = part(content, "word/document.xml"), part(content, "word/footnotes.xml")
    (reference,) = body.iter(w("footnoteReference"))
    (note,) = [one for one in notes if one.get(w("id")) == reference.get(w("id"))]
    assert "".join(note.itertext()).strip() == "As in <the> diary*."


def test_blocks_have_styles_by_name() -> None:
    out = BytesIO()
    body = (
        "<opener><dateline>Ferryport</dateline></opener><p>Ice<lb/>floats</p><ab type='stamp'>"
        "<stamp>IN</stamp></ab><closer><signed>A. Flood</signed></closer>"
    )
    write_document(printed(body), out, tracked=False, breaks=False)
    found = [(one.style.name, one.text) for one in docx.Document(out).paragraphs if one.style]
    assert ("Dateline", "Ferryport") in found
    assert ("Body Text", "Ice floats") in found
    assert ("Stamp", "IN") in found
    assert ("Signature", "A. Flood") in found


def test_doubt_has_a_style_and_a_line_in_the_legend() -> None:
    document = docx.Document(BytesIO(made(WRITER, letter())))
    runs = [(run.style.name, run.text) for one in document.paragraphs for run in one.runs]
    assert ("Unclear", "ice") in runs
    assert any("Doubtful reading" in one.text for one in document.paragraphs)


def test_the_properties_are_those_of_the_header() -> None:
    properties = docx.Document(BytesIO(made(WRITER, letter()))).core_properties
    assert (properties.title, properties.author) == ("A letter on ice", "Agnes Flood")
    assert properties.language == "en"
    assert "Free to use" in properties.comments
    assert properties.created.year == 2026


def test_pages_are_named_or_broken() -> None:
    named = made(WRITER, letter(), pages="named")
    assert "[p. 2]" in TestReadable().all_text(named)
    broken = part(made(WRITER, letter(), pages="broken"), "word/document.xml")
    assert [one.get(w("type")) for one in broken.iter(w("br"))] == ["page"]


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
    (table,) = docx.Document(out).tables
    assert [cell.text for cell in table.rows[1].cells] == ["N", "3"]


def test_the_check_finds_a_style_that_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    content = made(WRITER, letter())
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b'w:val="BodyText"', b'w:val="Lost"')
            new.writestr(name, data)
    assert any("Lost" in problem.text for problem in check_docx(path))


@pytest.mark.slow
@needs_office
def test_libreoffice_reads_the_same_words(tmp_path: Path) -> None:
    for state in (State.APPROVED, State.IN_WORK):
        path = tmp_path / f"{state}.docx"
        path.write_bytes(made(WRITER, letter(state=state)))
        found = office_text(path, tmp_path)
        assert "Agnes in 1931 saw ice nearby." in found
        assert "Second page & more" in found
