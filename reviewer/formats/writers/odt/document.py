"""A printed document as a whole ODT file: styles, properties, language, text."""

import re
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import BinaryIO

from odfdo import Document

from reviewer import __version__
from reviewer.core.printed import Matter, Printed
from reviewer.core.telling import Telling
from reviewer.formats.printed.sheet import sheet
from reviewer.formats.printed.tracked import Tracking
from reviewer.formats.writers.odt.body import OdtBody
from reviewer.formats.writers.odt.styles import make_template
from reviewer.formats.writers.zipped import repack

_LANGUAGE = re.compile(rb'fo:language="[^"]*" fo:country="[^"]*"')
_MOMENT = datetime(1980, 1, 1)  # noqa: DTZ001 - of a document that nobody dated; odfdo wants no zone


def write_document(printed: Printed, out: BinaryIO, *, tracked: bool, breaks: bool) -> None:
    """Write a file. `tracked`: the printed document is of the archival profile, and its changes
    become tracked ones. `breaks`: a new page where the document has one.
    """
    matter = printed.matter
    telling = Telling(matter)
    document = Document(BytesIO(_template()))
    turn = Tracking(matter) if tracked else None
    content = OdtBody(telling, breaks=breaks).content(sheet(printed, telling, turn))
    document.set_part("content.xml", content)
    document.set_part("styles.xml", _with_language(_styles(), matter.language))
    _tell(document, matter, telling)
    packed = BytesIO()
    document.save(packed)
    repack(packed.getvalue(), out, "mimetype")


@cache
def _template() -> bytes:
    return make_template()


@cache
def _styles() -> bytes:
    return Document(BytesIO(_template())).styles.serialize()


def _with_language(styles: bytes, language: str) -> bytes:
    """The language that spelling is checked in; `zxx` is none."""
    code, _, country = language.partition("-")
    code = "zxx" if code in ("", "und") else code
    country = country if re.fullmatch("[A-Z]{2}", country) else "none"
    return _LANGUAGE.sub(f'fo:language="{code}" fo:country="{country}"'.encode(), styles)


def _tell(document: Document, matter: Matter, telling: Telling) -> None:
    """The file's properties."""
    meta = document.meta
    meta.set_title(matter.title)
    meta.set_subject(matter.subtitle)
    meta.set_description(" ".join(telling.imprint()))
    meta.set_generator(f"Reviewer/{__version__}")
    meta.set_initial_creator(matter.author or matter.sent.name or matter.publisher)
    meta.set_creator(matter.steps[0].by if matter.steps else "")
    if matter.language not in ("", "und"):
        meta.set_language(matter.language)
    moments = [moment for step in matter.steps if (moment := _moment(step.when))]
    meta.set_modification_date(moments[0] if moments else _MOMENT)
    meta.set_creation_date(moments[-1] if moments else _MOMENT)


def _moment(when: str) -> datetime | None:
    try:
        return datetime.fromisoformat(when).replace(tzinfo=None)
    except ValueError:
        return None
