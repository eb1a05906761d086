"""Bringing files into a project. Doing it again adds nothing twice."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reviewer.core.changes import Changes
from reviewer.core.errors import InputError, ReviewerError, UnreadableFile
from reviewer.core.files import check_readable
from reviewer.core.model import Document, NewDocument, Page
from reviewer.core.ports import Reader
from reviewer.core.progress import Progress
from reviewer.core.storage import Store, Unit
from reviewer.services.events import Events
from reviewer.services.sniffing import choose, unreadable

_CHUNK = 1024 * 1024


@dataclass
class ImportReport:
    """What became of each file: documents added, files that were there already, files refused.

    `changed` are files of a name that was imported before with other contents: both stand now.
    """

    added: list[Document] = field(default_factory=list)
    skipped: list[tuple[Path, Document]] = field(default_factory=list)
    changed: list[tuple[Path, Document]] = field(default_factory=list)
    failed: list[tuple[Path, InputError]] = field(default_factory=list)


class Importing:
    """Reads files with the reader that knows them best."""

    def __init__(self, store: Store, readers: Sequence[Reader], events: Events) -> None:
        self._store = store
        self._readers = readers
        self._events = events

    def add(self, paths: Sequence[Path], progress: Progress | None = None) -> ImportReport:
        """Import files; a folder stands for the files in it. A file that fails stops no other."""
        report = ImportReport()
        files: list[Path] = []
        for path in paths:
            try:
                files += _files(path)
            except InputError as error:
                report.failed.append((path, error))
        progress = progress or Progress()
        for number, path in enumerate(files):
            progress.report(number, len(files), path.name)
            try:
                self._add(path, report)
            except InputError as error:
                report.failed.append((path, error))
        progress.report(len(files), len(files))
        return report

    def _add(self, path: Path, report: ImportReport) -> None:
        sha256 = _hash(path)
        with self._store.reading() as unit:
            known = unit.sources.same_file(sha256)
        if known:
            report.skipped.append((path, known))
            return
        reader = choose(self._readers, path)
        with self._store.writing() as unit:
            # Asked again where nobody else can write: another program may import the same folder.
            known = unit.sources.same_file(sha256)
            if known:
                report.skipped.append((path, known))
                return
            names = {document.name for document in unit.sources.documents()}
            before = _same_name(unit, path)
            document = unit.sources.add(_read(reader, path), _free_name(path, names), Progress())
        report.added.append(document)
        if before:
            report.changed.append((path, before))
        self._events.publish(Changes(documents=frozenset({document.id}), listing=True))


def _read(reader: Reader, path: Path) -> NewDocument:
    """What a reader makes of a file; a reader that breaks, perhaps a plug-in, is named for it."""

    def broken(error: Exception) -> UnreadableFile:
        return UnreadableFile(
            f"The reader {reader.name} failed on this file ({type(error).__name__}: {error}).",
            where=str(path),
            safe="The project is unchanged.",
            advice="Report it to those who made the reader, with the file.",
        )

    def pages(found: Iterator[Page]) -> Iterator[Page]:
        try:
            for page in found:
                if not isinstance(page, Page):
                    raise TypeError(f"{page!r} is no page")
                yield page
        except (ReviewerError, GeneratorExit):
            raise
        except Exception as error:
            raise broken(error) from error

    try:
        new = reader.read(path)
        return replace(new, pages=pages(iter(new.pages)))
    except ReviewerError:
        raise
    except Exception as error:
        raise broken(error) from error


def _files(path: Path) -> list[Path]:
    try:
        if not path.is_dir():
            return [path]
        texts = (file for file in path.iterdir() if file.suffix.lower() == ".txt")
        found = sorted(file for file in texts if file.is_file())
    except OSError as error:
        raise unreadable(path, error) from error
    if not found:
        raise UnreadableFile(
            "There are no text files (.txt) in this folder.",
            where=str(path),
            safe="The project is unchanged.",
            advice="Choose another folder, or the files themselves.",
        )
    return found


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        check_readable(path)
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise unreadable(path, error) from error
    return digest.hexdigest()


def _same_name(unit: Unit, path: Path) -> Document | None:
    documents = unit.sources.documents()
    return next((one for one in documents if one.origin.filename == path.name), None)


def _free_name(path: Path, taken: set[str]) -> str:
    """A valid XML name (NCName) after the file's name that no document of the project has."""
    plain = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9_.-]+", "-", plain).strip("-.") or "document"
    if not name[0].isalpha():
        name = f"d{name}"
    free, number = name, 2
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free
