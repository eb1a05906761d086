"""Footnotes, which python-docx 1.2 does not know: a part of their own in the file."""

from typing import Any

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from reviewer.formats.writers.docx.names import W, child, w

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))


class Footnotes:
    """Gathers footnotes; `attach` puts them into the document."""

    def __init__(self) -> None:
        self._root = etree.Element(w("footnotes"), nsmap={"w": W})
        for number, kind in _SEPARATORS:
            note = child(self._root, "footnote", type=kind, id=number)
            child(child(child(note, "p"), "r"), kind)
        self._count = 0

    def add(self, text_style: str, reference_style: str) -> tuple[str, etree._Element]:
        """A new footnote: its id, and its paragraph, which begins with the number."""
        self._count += 1
        note = child(self._root, "footnote", id=str(self._count))
        paragraph = child(note, "p")
        child(child(paragraph, "pPr"), "pStyle", val=text_style)
        run = child(paragraph, "r")
        child(child(run, "rPr"), "rStyle", val=reference_style)
        child(run, "footnoteRef")
        return str(self._count), paragraph

    def attach(self, document: Document) -> None:
        """Put the part into the file, where there is a footnote."""
        if not self._count:
            return
        content = etree.tostring(
            self._root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        package: Any = document.part.package
        part = Part(PackURI("/word/footnotes.xml"), _TYPE, content, package)
        document.part.relate_to(part, _RELATION)
        settings: Any = document.settings.element
        said = etree.Element(w("footnotePr"))
        for number, _ in _SEPARATORS:
            child(said, "footnote", id=number)
        # The order of settings is prescribed: footnotePr stands before these.
        after = {w(name) for name in ("endnotePr", "compat", "docVars", "rsids", "themeFontLang")}
        found = next((one for one in settings if one.tag in after), None)
        if found is None:
            settings.append(said)
        else:
            found.addprevious(said)
