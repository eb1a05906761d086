"""The parts of an Office Open XML file (ECMA-376, part 2): a ZIP archive, perhaps hostile."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from reviewer.core.errors import UnreadableFile
from reviewer.core.files import check_readable, unreadable
from reviewer.core.messages import said
from reviewer.formats.xml import local, parse_bytes

MOST = 100_000_000
"""Bytes of the largest part that is unpacked: a novel has about a hundredth of it."""
_SUSPECT = 1_000_000  # bytes from which on the rate of packing counts
_RATE = 200  # times that XML of a word processor is never packed
_DOCUMENT = "word/document.xml"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)


@dataclass
class Package:
    """An opened file. `main` is the name of the part that holds the text."""

    path: Path
    main: str
    _archive: zipfile.ZipFile

    def part(self, name: str) -> etree._Element | None:
        """The root of a part; None where there is none. Raises UnreadableFile."""
        try:
            entry = self._archive.getinfo(name)
        except KeyError:
            return None
        if entry.file_size > MOST or _is_bomb(entry):
            raise _refused(
                self.path, said("errors.reasons.part_unpacks_to", name=name, size=entry.file_size)
            )
        try:
            # What is unpacked is counted by the archive against what it said.
            content = self._archive.read(entry)
        except _BROKEN as error:
            raise _refused(
                self.path,
                said(
                    "errors.reasons.part_cannot_be_unpacked",
                    name=name,
                    reason=str(error).rstrip("."),
                ),
            ) from error
        try:
            return parse_bytes(content, name)
        except UnreadableFile as error:
            raise _refused(self.path, f"in its part {name}: {error.what}".rstrip(".")) from error

    def beside(self, name: str) -> etree._Element | None:
        """A part in the folder of the text."""
        return self.part(posixpath.join(posixpath.dirname(self.main), name))


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """A file of a word processor. Raises UnreadableFile where it is none, or is locked."""
    try:
        check_readable(path)
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise unreadable(path, error) from error
    except _BROKEN as error:
        raise _refused(path, said("errors.reasons.no_zip")) from error
    with archive:
        package = Package(path, _DOCUMENT, archive)
        package.main = _main(package)
        yield package


def _main(package: Package) -> str:
    relations = package.part("_rels/.rels")
    for relation in relations if relations is not None else ():
        if local(relation) == "Relationship":
            kind = relation.get("Type", "").rpartition("/")[2]
            if kind == "officeDocument" and relation.get("Target"):
                return posixpath.normpath(relation.get("Target", "").lstrip("/"))
    return _DOCUMENT


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _SUSPECT and entry.file_size > _RATE * entry.compress_size


def _refused(path: Path, reason: str) -> UnreadableFile:
    return UnreadableFile(
        said("errors.this_cannot_be_read", reason=reason),
        where=str(path),
        safe=said("errors.nothing_was_imported"),
        advice=said("errors.save_anew_as_docx_or_text"),
    )
