"""Reading Word documents.

python-docx would not help: it knows neither footnotes nor tracked changes nor text boxes, and
parses XML by a parser that is not ours. The parts are read straight from the archive.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from reviewer.core.errors import UnreadableFile
from reviewer.core.messages import said
from reviewer.core.model import NewDocument, Original, Page
from reviewer.core.ports import Holds, Sniff
from reviewer.formats.building import PageBuilder
from reviewer.formats.naming import language_code
from reviewer.formats.origins import origin_of, title_of
from reviewer.formats.readers.docx.package import Package, opened
from reviewer.formats.readers.docx.text import Setter, Sheet, child_value
from reviewer.formats.xml import local, text_of

_ZIP = b"PK\x03\x04"
_PARTS = (b"word/", b"wordprocessingml")
_OTHERS = (b"xl/", b"ppt/", b"mimetypeapplication/")
_HEADING = re.compile(r"(?:heading|title|subtitle)\b", re.IGNORECASE)
_NOTES = {"footnoteReference": "footnotes.xml", "endnoteReference": "endnotes.xml"}
_UNCALLED = frozenset({"separator", "continuationSeparator", "continuationNotice"})


class DocxReader:
    """Reads Word documents; what counts as text is said in `docx.text`."""

    name = "docx"
    holds = Holds.DOCUMENT

    def sniff(self, path: Path, head: bytes) -> Sniff:
        """Sure of an archive with parts of Word; an archive called DOCX is likely one."""
        if not head.startswith(_ZIP):
            return Sniff(0.0, "this is no ZIP archive, which a Word document is")
        if any(part in head for part in _PARTS):
            return Sniff(1.0, "this is an archive with the parts of a Word document")
        if path.suffix.lower() in (".docx", ".docm") and not any(x in head for x in _OTHERS):
            return Sniff(0.6, "this is an archive, and called as Word documents are")
        return Sniff(0.0, "this is an archive, but its first parts are not those of Word")

    def read(self, path: Path) -> NewDocument:
        """Read the file. Raises UnreadableFile where it is none, broken, locked, or a bomb."""
        path = path.absolute()
        origin = origin_of(path, self.name)
        with opened(path) as package:
            root = package.part(package.main)
            children = root if root is not None else ()
            body = next((one for one in children if local(one) == "body"), None)
            if body is None:
                raise UnreadableFile(
                    said("errors.no_word_text"),
                    where=f"{path}, {package.main}",
                    safe=said("errors.nothing_was_imported"),
                    advice=said("errors.save_anew_as_docx"),
                )
            styles, titled = package.beside("styles.xml"), _title(package)
            setter = Setter(_headings(styles), _notes(package))
        remarks: list[str] = []
        return NewDocument(
            title_of(path, titled),
            origin,
            _pages(setter.set(body), path, remarks),
            language=_language(styles) or "en",
            originals=(Original(path.name, origin.sha256, self.name),),
            remarks=remarks,
        )


def _pages(sheets: Iterator[Sheet], path: Path, remarks: list[str]) -> Iterator[Page]:
    for number, sheet in enumerate(sheets, start=1):
        builder = PageBuilder(remarks, f"{path.name}, page {number}")
        regions: dict[int, int] = {}
        for row in sheet.rows:
            if row.paragraph not in regions:
                regions[row.paragraph] = builder.add_region("paragraph", row.role)
            builder.add_line([], text=row.text, role=row.role, region=regions[row.paragraph])
        yield builder.make(number, file=path.name, place=number - 1)


def _title(package: Package) -> str:
    core = package.part("docProps/core.xml")
    found = next((one for one in core if local(one) == "title"), None) if core is not None else None
    return text_of(found) if found is not None else ""


def _notes(package: Package) -> dict[tuple[str, str], etree._Element]:
    """Notes by the kind of their references and their ids; separators are none."""
    found = {}
    for kind, name in _NOTES.items():
        root = package.beside(name)
        for note in root if root is not None else ():
            if local(note) and child_value(note, "type") not in _UNCALLED:
                found[kind, child_value(note, "id")] = note
    return found


def _headings(styles: etree._Element | None) -> frozenset[str]:
    """Ids of paragraph styles that are headings, or made from one."""
    names: dict[str, str] = {}
    bases: dict[str, str] = {}
    for style in styles if styles is not None else ():
        if local(style) == "style":
            identity = child_value(style, "styleId")
            for child in style:
                if local(child) == "name":
                    names[identity] = child_value(child, "val")
                elif local(child) == "basedOn":
                    bases[identity] = child_value(child, "val")
    found = {identity for identity, name in names.items() if _HEADING.match(name)}
    for _ in range(len(bases)):  # each round goes one step further from the built-in styles
        more = {identity for identity, base in bases.items() if base in found} - found
        if not more:
            break
        found |= more
    return frozenset(found)


def _language(styles: etree._Element | None) -> str:
    """The language that all styles begin with."""
    for defaults in styles if styles is not None else ():
        if local(defaults) == "docDefaults":
            for found in defaults.iter():
                if local(found) == "lang":
                    return language_code(child_value(found, "val"))
    return ""
