"""Bringing files into a project. Doing it again adds nothing twice."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reviewer.core.archive import archive_of
from reviewer.core.changes import Changes
from reviewer.core.errors import InputError, UnreadableFile
from reviewer.core.ids import PageId
from reviewer.core.messages import said
from reviewer.core.model import Document
from reviewer.core.ports import Holds, Reader
from reviewer.core.progress import Progress
from reviewer.core.storage import Store, Unit
from reviewer.services.events import Events
from reviewer.services.gathering import Bundle, gather
from reviewer.services.littering import littering
from reviewer.services.picturing import Picturing
from reviewer.services.restoring import Irreconcilable, Restored, Restoring
from reviewer.services.volumes import Volume, hash_bundle, hash_file


@dataclass
class ImportReport:
    """What became of each file: documents added, files that were there already, files refused.

    `changed` are files of a name that was imported before with other contents: both stand now.
    `remarks` say what was wrong with a file and was mended, `passed_over` which files of a folder
    were not taken and why, `wordless` are the pages that have a picture and no text, `restored`
    what came along with archival files.
    """

    added: list[Document] = field(default_factory=list)
    skipped: list[tuple[Path, Document]] = field(default_factory=list)
    changed: list[tuple[Path, Document]] = field(default_factory=list)
    failed: list[tuple[Path, InputError]] = field(default_factory=list)
    remarks: list[tuple[Path, str]] = field(default_factory=list)
    passed_over: list[tuple[Path, str]] = field(default_factory=list)
    wordless: list[PageId] = field(default_factory=list)
    restored: list[Restored] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Wishes:
    """How files are to be taken in; see `Importing.add`. `foreign`: as texts without a past."""

    again: bool = False
    marks: bool = False
    by: str = ""
    foreign: bool = False


class Importing:
    """Reads files with the reader that knows them best."""

    def __init__(
        self,
        store: Store,
        readers: Sequence[Reader],
        pictures: Picturing,
        events: Events,
        restoring: Restoring | None = None,
    ) -> None:
        self._store = store
        self._readers = readers
        self._pictures = pictures
        self._events = events
        self._restoring = restoring or Restoring()

    def add(
        self,
        paths: Sequence[Path],
        progress: Progress | None = None,
        *,
        as_one: bool = False,
        again: bool = False,
        marks: bool = False,
        by: str = "",
    ) -> ImportReport:
        """Import files; a folder stands for the files in it. A file that fails stops no other.

        `as_one` makes one document of the files named; `again` takes archival files of documents
        that are here already in beside them; `marks` takes over what others marked and corrected in
        TEI of theirs. What a file does not say who did is signed by `by`. A document comes in whole
        or not at all; Cancelled leaves those before it in place.
        """
        wishes = _Wishes(again, marks, by)
        found = gather(paths, self._readers, as_one=as_one)
        report = ImportReport(failed=found.failed, passed_over=found.passed_over)
        progress = progress or Progress()
        total = sum(len(bundle.parts) for bundle in found.bundles)
        done = 0
        for bundle in found.bundles:
            progress.report(done, total, bundle.name)
            try:
                self._add(bundle, report, _Within(progress, done, total), wishes)
            except InputError as error:
                report.failed.append((bundle.path, error))
            done += len(bundle.parts)
        progress.report(total, total)
        return report

    def _add(
        self, bundle: Bundle, report: ImportReport, progress: "_Within", wishes: "_Wishes"
    ) -> None:
        try:
            self._take(bundle, report, progress, wishes)
        except Irreconcilable as error:
            # Its text was made anew elsewhere: then it is a text like any other.
            report.remarks.append((bundle.path, error.what))
            self._take(bundle, report, progress, replace(wishes, foreign=True))

    def _take(
        self, bundle: Bundle, report: ImportReport, progress: "_Within", wishes: "_Wishes"
    ) -> None:
        hashes = {part.path: hash_file(part.path) for part in bundle.parts}
        with self._store.reading() as unit:
            before = _same_name(unit, bundle.path)
            bundle, known = _without_known(unit, bundle, hashes)
        if known and not bundle.parts:
            report.skipped.append((bundle.path, known))
            report.remarks += [
                (bundle.path, remark) for remark in self._outdated(bundle.path, known)
            ]
            return
        sha256 = hash_bundle(bundle, hashes)
        volume = Volume(bundle, sha256, hashes, self._pictures.kept, progress.begin)
        with littering(), self._store.writing() as unit:
            # Asked where nobody else can write: another program may import the same folder.
            known = unit.sources.same_file(sha256)
            new = None if known else volume.read(foreign=wishes.foreign)
            archive = archive_of(new) if new else None
            if archive and not wishes.again:
                known = _holder(unit, sha256)
            if new is None or known:
                assert known, "only what is known is not read"
                report.skipped.append((bundle.path, known))
                return
            there = archive and unit.sources.same_file(new.origin.sha256)
            if there and not wishes.again:
                raise _is_here(bundle.path, there)
            name = archive.name if archive else bundle.path.stem
            document = unit.sources.add(new, _free_name(name, unit), progress)
            archive = archive_of(new, marked=wishes.marks)
            restored = archive and self._restoring.restore(
                unit, document, archive, wishes.by, beside=bool(there)
            )
            rows = unit.sources.rows(document.id)
            silent = [row.id for row in rows if not row.tokens]
            wordless = [page for page in silent if unit.sources.page(page).image]
            if bundle.parts[0].reader.holds is Holds.ORDER and len(silent) - len(wordless) == len(
                rows
            ):
                raise _nothing_there(bundle.path, new.remarks)
        report.added.append(document)
        if restored:
            report.restored.append(restored)
            report.remarks += [(bundle.path, remark) for remark in restored.remarks]
        report.failed += volume.failed
        report.wordless += wordless
        report.remarks += [(bundle.path, remark) for remark in new.remarks]
        if before:
            report.changed.append((bundle.path, before))
        self._events.publish(Changes(documents=frozenset({document.id}), listing=True))

    def _outdated(self, path: Path, known: Document) -> Iterator[str]:
        """Which files that a list of files names are not any more what they were when imported."""
        with self._store.reading() as unit:
            hashes = unit.originals.hashes(known.id)
        for name, sha256 in hashes.items():
            file = path.parent / name
            if file != path and file.is_file() and hash_file(file) != sha256:
                yield (
                    f"{name} has changed since it was imported; import it by itself to have the"
                    " new text beside the old."
                )


def _without_known(
    unit: Unit, bundle: Bundle, hashes: Mapping[Path, str]
) -> tuple[Bundle, Document | None]:
    """What of a bundle is new, and the document that has the rest.

    A folder that grew, or had a file corrected, comes in with those files alone.
    """
    if len(bundle.parts) == 1:
        known = unit.sources.same_file(hash_bundle(bundle, hashes))
        return (replace(bundle, parts=()), known) if known else (bundle, None)
    there = unit.sources.called(bundle.name)
    files = [unit.originals.hashes(document.id) for document in there]
    new = tuple(
        part
        for part in bundle.parts
        if not any(known.get(part.path.name) == hashes[part.path] for known in files)
    )
    return replace(bundle, parts=new), there[0] if len(new) < len(bundle.parts) else None


class _Within(Progress):
    """The files of one bundle as a part of all; pages within a file only notice a stop."""

    def __init__(self, outer: Progress, done: int, total: int) -> None:
        super().__init__()
        self._outer = outer
        self._done = done
        self._total = total
        self._file = 0

    def begin(self, file: int) -> None:
        """Say which file of the bundle is begun, from 0."""
        self._file = file

    def report(self, done: int, total: int = 0, label: str = "") -> None:
        """Hand on how many files are done."""
        self._outer.report(self._done + self._file, self._total, label)


def _nothing_there(path: Path, remarks: Sequence[str]) -> UnreadableFile:
    """The error for a list of files of which none could be read."""
    return UnreadableFile(
        said("errors.none_of_the_files", names="; ".join(remarks[:2])),
        where=str(path),
        safe=said("errors.the_project_is_unchanged"),
        advice=said("errors.put_it_where_the_files_are"),
    )


def _same_name(unit: Unit, path: Path) -> Document | None:
    return next(iter(unit.sources.called(path.name)), None)


def _holder(unit: Unit, sha256: str) -> Document | None:
    """The document that was read from a file that is not its first origin: an archival file."""
    holder = unit.originals.holder(sha256)
    return None if holder is None else unit.sources.document(holder)


def _is_here(path: Path, there: Document) -> InputError:
    """The error for an archival file of a document that the project has."""
    return InputError(
        said("errors.the_document_is_here", name=there.name),
        where=str(path),
        safe=said("errors.the_project_is_unchanged"),
        advice=said("errors.import_it_beside"),
    )


def _free_name(wanted: str, unit: Unit) -> str:
    """A valid XML name (NCName) like the one wanted that no document of the project has."""
    plain = unicodedata.normalize("NFKD", wanted).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9_.-]+", "-", plain).strip("-.") or "document"
    if not name[0].isalpha():
        name = f"d{name}"
    free, number = name, 2
    while unit.sources.has_name(free):
        free, number = f"{name}-{number}", number + 1
    return free
