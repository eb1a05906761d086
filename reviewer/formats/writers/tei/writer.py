"""The TEI writer: one walk over the pages, constant memory however long the document is.

Text, OCR layer and facsimiles are gathered side by side while the pages come; the header, which
names everybody and everything that occurred in them, is made last and put first.
"""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO

from reviewer.core.edition import Edition, Profile
from reviewer.core.model import Page
from reviewer.core.ports import Option, Problem
from reviewer.core.writing import About
from reviewer.formats.validate import check_own
from reviewer.formats.writers.tei.body import Body
from reviewer.formats.writers.tei.context import Context, Registers
from reviewer.formats.writers.tei.corpus import TeiCollection
from reviewer.formats.writers.tei.header import language, write_header
from reviewer.formats.writers.tei.ledger import Targets, write_ledger
from reviewer.formats.writers.tei.names import Ids, slugged
from reviewer.formats.writers.tei.nodes import Element, Outline, element
from reviewer.formats.writers.tei.people import Changes, People
from reviewer.formats.writers.tei.provenance import application_id
from reviewer.formats.writers.tei.remainder import Remainder
from reviewer.formats.writers.tei.reviews import add_reviews
from reviewer.formats.writers.tei.source import count_lines, write_surface
from reviewer.formats.writers.tei.zones import label, surface_id, write_facsimile

_IN_MEMORY = 8 << 20  # bytes of a part before it goes to a temporary file
_LAYER = 2  # how deep the pages of the OCR layer stand
_SCHEMA = "https://www.tei-c.org/Vault/P5/4.12.0/xml/tei/custom/schema/relaxng/tei_all.rng"
_PROLOGUE = f"""<?xml version="1.0" encoding="UTF-8"?>
<?xml-model href="{_SCHEMA}" type="application/xml"\
 schematypens="http://relaxng.org/ns/structure/1.0"?>
<?xml-model href="{_SCHEMA}" type="application/xml"\
 schematypens="http://purl.oclc.org/dsdl/schematron"?>
"""


class TeiWriter:
    """Writes TEI P5 in the three profiles of ENCODING.md, section 1."""

    name = "tei"
    suffix = ".xml"
    pages_apart = False
    options: tuple[Option, ...] = (
        Option(
            "profile",
            tuple(Profile),
            "reading: plain corrected text; documentary: with lines and source errors;"
            " archival: everything, for opening it here again",
        ),
        Option(
            "collection",
            ("files", "one", "none"),
            "files: beside the documents a corpus.xml that includes them and a cmif.xml, the list"
            " of letters; one: a corpus.xml that holds them; none: the documents alone",
        ),
    )

    def write(self, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        """Write the edition as UTF-8 with LF, in NFC but for the OCR layer."""
        profile = Profile(chosen.get("profile", self.options[0].values[0]))
        context = _context(edition, profile)
        with ExitStack() as stack:
            images, lines, text, rest = (stack.enter_context(_spool()) for _ in range(4))
            targets = Targets(context)
            remainder = Remainder(rest, context) if context.archival else None
            outlines = Outline(images, 2), Outline(lines, _LAYER), Outline(text, 4)
            _write_pages(context, targets, remainder, *outlines)
            if context.archival:
                add_reviews(targets, context)
            _assemble(context, targets, out, images, lines, text, rest)

    def collect(self, about: About, chosen: Mapping[str, str]) -> TeiCollection | None:
        """A collection of the documents of one export, as the option says; None without."""
        wanted = chosen.get("collection", "none")
        if wanted == "none":
            return None
        profile = Profile(chosen.get("profile", self.options[0].values[0]))
        return TeiCollection(about, profile, apart=wanted == "files", before=_PROLOGUE)

    def check(self, path: Path, chosen: dict[str, str]) -> Sequence[Problem]:
        """What is wrong with a file made by `write`, by our own profile of TEI."""
        return check_own(path)


def _spool() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)


def _context(edition: Edition, profile: Profile) -> Context:
    ids = Ids(edition.document.name)
    people = People(ids, edition.people)
    changes = Changes(edition, people, ids, application_id(ids.document))
    return Context(edition, profile, ids, people, changes, Registers(ids, edition.entries))


def _write_pages(
    context: Context,
    targets: Targets,
    remainder: Remainder | None,
    images: Outline,
    lines: Outline,
    text: Outline,
) -> None:
    first_line = 1
    identities = context.edition.document.pages
    with closing(Body(text, context)) as body:
        for place, reading in enumerate(context.edition.pages):
            page = reading.page
            if write_facsimile(page, images, context):
                context.images = True
            if remainder:
                layer = BytesIO()
                write_surface(page, first_line, Outline(layer, _LAYER), context)
                lines.copy(layer)
                remainder.add(page, layer)
                targets.add(page, identities[place], first_line)
            body.add(reading, _page_beginning(page, context), first_line)
            first_line += count_lines(page)
        body.finish()


def _page_beginning(page: Page, context: Context) -> Element:
    return element(
        "pb",
        n=label(page),
        xml_id=context.ids.make("pb", page.number),
        facs=f"#{surface_id(page, context)}" if page.image else "",
    )


def _assemble(
    context: Context,
    targets: Targets,
    out: BinaryIO,
    images: IO[bytes],
    lines: IO[bytes],
    text: IO[bytes],
    rest: IO[bytes],
) -> None:
    root = Outline(out)
    out.write(_PROLOGUE.encode())
    root.begin(
        "TEI",
        xmlns="http://www.tei-c.org/ns/1.0",
        xml_id=context.ids.document,
        xml_lang=language(context),
    )
    write_header(root, context)
    if context.images:
        root.begin("facsimile")
        _copy(images, out)
        root.end()
    if context.archival:
        root.begin("sourceDoc", xml_id=context.ids.make("ocrlayer", ""), n="ocr")
        _copy(lines, out)
        root.end()
    root.begin("text")
    root.begin("body")
    genre = slugged(context.edition.header.get("genre", ""))
    subtype = genre if genre[:1].isalpha() else ""
    root.begin("div", type="document", subtype=subtype, xml_id=context.ids.make("d", 1))
    _copy(text, out)
    for _ in range(3):
        root.end()
    if context.archival:
        _stand_off(context, targets, root, out, rest)
    root.end()


def _stand_off(
    context: Context, targets: Targets, root: Outline, out: BinaryIO, rest: IO[bytes]
) -> None:
    """What people said about the text, what else there is of the source, and the ledger."""
    root.begin("standOff")
    if context.annotations:
        root.begin("listAnnotation", type="review")
        for annotation in context.annotations:
            root.put(annotation)
        root.end()
    root.begin("listAnnotation", type="source")
    _copy(rest, out)
    root.end()
    write_ledger(targets, root, context)
    root.end()


def _copy(part: IO[bytes], out: BinaryIO) -> None:
    part.seek(0)
    shutil.copyfileobj(part, out)
