"""Our own archival files: the source as it once came in, and all that was decided about it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import etree

from reviewer.core.archive import Archive
from reviewer.core.decisions import Decision
from reviewer.core.errors import InputError
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.model import Image, Origin, Page
from reviewer.core.records import read_entry
from reviewer.core.shown import Block
from reviewer.formats.readers.tei.facsimile import Facsimile, named, read_facsimile
from reviewer.formats.readers.tei.layer import is_own, read_layer, surfaces
from reviewer.formats.readers.tei.ledger import has_ledger, read_ledger
from reviewer.formats.readers.tei.people import People, moment
from reviewer.formats.readers.tei.registers import read_registers
from reviewer.formats.readers.tei.remainder import read_remainder
from reviewer.formats.readers.tei.shown import read_blocks
from reviewer.formats.readers.tei.steps import read_steps, read_talks
from reviewer.formats.xml import XML_ID, parse_bytes, tei

_TRANSCRIPT = f"{tei('teiHeader')}//{tei('sourceDesc')}/{tei('bibl')}[@type='transcript']"
_SHA256 = re.compile("[0-9a-f]{64}")
_LARGEST = 2**62  # bytes; what a file says of another may be any number


@dataclass(frozen=True)
class Kept:
    """What an archival file keeps, as its reader needs it."""

    archive: Archive
    origin: Origin
    title: str
    language: str
    header: Mapping[str, str] | None
    pages: Iterator[Page]


class _Told(Facsimile):
    """A facsimile whose pictures, where they are not found, keep the paths that they had."""

    def told(self, url: str, size: tuple[int, int]) -> Image | None:
        """The picture as the file tells of it; its path starts at the project's folder."""
        image = super().told(url, size)
        return replace(image, path=named(url)[0]) if image else None


def read_archive(root: etree._Element, path: Path, origin: Origin, remarks: list[str]) -> Kept:
    """All that a TEI element keeps; `origin` is that of the file itself."""
    document, said = read_remainder(root, remarks)
    document = document or {}
    people = People(root)
    entries = _entries(document, remarks)
    registers = read_registers(root)
    ledger = has_ledger(root) or bool(document)
    decisions: Sequence[Decision] = read_ledger(root, people, remarks) if ledger else ()
    archive = Archive(
        name=str(document.get("name") or root.get(XML_ID, "")),
        sha256=origin.sha256,
        imported=_imported(document, people),
        ledger=ledger,
        decisions=decisions,
        steps=() if ledger else tuple(read_steps(people)),
        talks=() if ledger else read_talks(root, people),
        blocks=read_blocks(root, people, registers, remarks),
        entries=entries if document else tuple(registers.values()),
        counts=tuple(sum(1 for _ in one.iter(tei("line"))) for one in surfaces(root)),
        shown=_shown,
    )
    facsimile = read_facsimile(root, path, remarks, _Told)
    return Kept(
        archive=archive,
        origin=_origin(document, root, origin),
        title=str(document.get("title", "")),
        language=str(document.get("language", "")),
        header=_texts(document.get("header")) if document else None,
        pages=read_layer(root, facsimile, said if document else None),
    )


def read_marked(root: etree._Element, origin: Origin) -> Archive:
    """What somebody else marked and corrected in the text of a TEI element."""
    registers = read_registers(root)
    remarks: list[str] = []
    return Archive(
        name="",
        sha256=origin.sha256,
        blocks=read_blocks(root, People(root), registers, remarks),
        remarks=remarks,
        entries=tuple(registers.values()),
        partial=True,
    )


def _shown(content: bytes) -> Sequence[Block]:
    """The blocks of another archival file."""
    root = parse_bytes(content, "")
    whole = next((one for one in root.iter(tei("TEI")) if is_own(one)), root)
    return read_blocks(whole, People(whole), read_registers(whole), [])


def _origin(document: Mapping[str, Any], root: etree._Element, own: Origin) -> Origin:
    """The origin of the source: what the file says of it, else the file itself."""
    given = {
        name: value
        for name in ("filename", "sha256", "format", "encoding")
        if isinstance(value := document.get(name), str)
    }
    size = document.get("size")
    if len(given) == 4 and _SHA256.fullmatch(given["sha256"]):
        known = size if isinstance(size, int) and 0 <= size < _LARGEST else 0
        return Origin(**given, size=known)
    transcript = root.find(_TRANSCRIPT)
    if transcript is None:
        return own
    numbers = {
        one.get("type", ""): "".join((one.text or "").split())
        for one in transcript.iterfind(tei("idno"))
    }
    if not _SHA256.fullmatch(numbers.get("sha256", "")):
        return own
    return Origin(numbers.get("filename") or own.filename, numbers["sha256"], "text", "", 0)


def _imported(document: Mapping[str, Any], people: People) -> datetime | None:
    told = moment(str(document.get("imported", "")))
    oldest = people.history[-1].at if people.history else None  # changes stand newest first
    return told or oldest


def _entries(document: Mapping[str, Any], remarks: list[str]) -> tuple[LexiconEntry, ...]:
    found: list[LexiconEntry] = []
    for record in document.get("entries", ()):
        try:
            found.append(read_entry(record))
        except (InputError, TypeError, AttributeError) as error:
            remarks.append(f"an entry of the lexicon cannot be read: {error}")
    return tuple(found)


def _texts(given: object) -> dict[str, str]:
    if not isinstance(given, Mapping):
        return {}
    return {str(name): value for name, value in given.items() if isinstance(value, str)}
