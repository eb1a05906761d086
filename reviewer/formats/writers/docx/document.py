"""A printed document as a whole DOCX file: page, properties, language, text."""

from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any, BinaryIO

import docx
from docx.document import Document
from docx.shared import Cm

from reviewer.core.printed import Matter, Printed
from reviewer.core.telling import Telling
from reviewer.formats.printed.sheet import sheet
from reviewer.formats.printed.tracked import Tracking
from reviewer.formats.writers.docx.body import DocxBody
from reviewer.formats.writers.docx.names import child, w
from reviewer.formats.writers.docx.styles import lay_styles
from reviewer.formats.writers.zipped import repack

_LONGEST = 255  # characters of a property (ECMA-376, part 2, as Word holds it)


def write_document(printed: Printed, out: BinaryIO, *, tracked: bool, breaks: bool) -> None:
    """Write a file. `tracked`: the printed document is of the archival profile, and its changes
    become tracked ones. `breaks`: a new page where the document has one.
    """
    document = docx.Document(BytesIO(_template()))
    telling = Telling(printed.matter)
    _tell(document, printed.matter, telling)
    _set_language(document, printed.matter.language)
    turn = Tracking(printed.matter) if tracked else None
    DocxBody(document, telling, breaks=breaks).write(
        sheet(printed, telling, turn, named=not breaks)
    )
    packed = BytesIO()
    document.save(packed)
    repack(packed.getvalue(), out)


@cache
def _template() -> bytes:
    """An empty document with our page and styles, which take longer to make than most letters."""
    document = docx.Document()
    lay_styles(document)
    _lay_page(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _lay_page(document: Document) -> None:
    """A4, with room for notes in pencil."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    section.top_margin = section.bottom_margin = Cm(2.5)


def _tell(document: Document, matter: Matter, telling: Telling) -> None:
    """The file's properties."""
    properties: Any = document.core_properties
    told = {
        "title": matter.title,
        "author": matter.author or matter.sent.name,
        "subject": matter.subtitle,
        "category": matter.genre,
        "identifier": matter.uri or matter.id,
        "language": matter.language,
        "comments": " ".join(telling.imprint()),
        "content_status": telling.say("draft") if matter.draft else "",
        "last_modified_by": matter.steps[0].by if matter.steps else "",
        "keywords": "",
    }
    for name, value in told.items():
        setattr(properties, name, value[:_LONGEST])
    moments = [_moment(step.when) for step in matter.steps]
    known = [moment for moment in moments if moment]
    if known:
        properties.modified, properties.created = known[0], known[-1]
    numbers = [step.number for step in matter.steps if step.number.isdecimal()]
    properties.revision = max(int(numbers[0]), 1) if numbers else 1


def _moment(when: str) -> datetime | None:
    try:
        return datetime.fromisoformat(when)
    except ValueError:
        return None


def _set_language(document: Document, language: str) -> None:
    """The language that spelling is checked in; `und` is none."""
    styles: Any = document.styles.element
    defaults = styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    found = defaults.find(w("lang"))
    if found is None:
        found = child(defaults, "lang")
    code = "x-none" if language in ("", "und") else language
    found.set(w("val"), code)
    settings: Any = document.settings.element
    themed = settings.find(w("themeFontLang"))
    if themed is not None:
        themed.set(w("val"), code)
