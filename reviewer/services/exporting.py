"""Publishing documents: written beside, checked, and only then put in place."""

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from reviewer.core.decisions import Decision, Mark
from reviewer.core.edition import Edition, document_state, make_sessions
from reviewer.core.errors import ReviewerError, StoreError, UsageError
from reviewer.core.header import names_in
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.marks import NAMES, MarkName
from reviewer.core.messages import Message, said
from reviewer.core.model import Document, Original
from reviewer.core.ports import Problem, Writer
from reviewer.core.progress import Progress
from reviewer.core.reading import PageReading
from reviewer.core.storage import Store
from reviewer.core.workflow import State
from reviewer.services.headers import header_of
from reviewer.services.recording import Recorder

_UNFINISHED = re.compile(r"\..+\.\d+\.part")
_REFERRING = NAMES | {MarkName.MENTION}
"""Marks that may refer to an entry of the lexicon."""
_LEFT_BEHIND = 600.0
"""Seconds after which an unfinished file that nobody writes to belongs to a killed export."""


@dataclass
class ExportReport:
    """Files in place, what their checks say, and documents left out with the reason.

    A file with a severe problem is not put in place; a warning does not hold it back.
    """

    written: list[Path] = field(default_factory=list)
    problems: list[tuple[Path, Problem]] = field(default_factory=list)
    left_out: list[tuple[Document, Message]] = field(default_factory=list)

    @property
    def fine(self) -> bool:
        """Whether everything asked for was written; warnings do not count."""
        return not self.left_out and not any(problem.severe for _, problem in self.problems)


class _Pages:
    """The readings of some pages, made anew on each walk so that none is held."""

    def __init__(self, recorder: Recorder, pages: Sequence[PageId]) -> None:
        self._recorder = recorder
        self._pages = pages

    def __iter__(self) -> Iterator[PageReading]:
        for page in self._pages:
            yield self._recorder.view(page).reading


class _Originals(Mapping[str, Original]):
    """The files a document was read from; each is fetched when it is asked for."""

    def __init__(self, store: Store, document: DocumentId, names: Sequence[str]) -> None:
        self._store = store
        self._document = document
        self._names = names

    def __getitem__(self, name: str) -> Original:
        with self._store.reading() as unit:
            found = unit.originals.of(self._document, name)
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Exporting:
    """Writes documents in any format that a writer knows."""

    def __init__(
        self,
        store: Store,
        recorder: Recorder,
        writers: Sequence[Writer],
        known: Callable[[], Sequence[LexiconEntry]] = tuple,
    ) -> None:
        """`known` gives the entries of the lexicon that people made; louder ones stand last."""
        self._known = known
        self._store = store
        self._recorder = recorder
        self._writers = writers

    @property
    def writers(self) -> Sequence[Writer]:
        """The formats there are."""
        return tuple(self._writers)

    def edition(self, document: DocumentId) -> Edition:
        """All that a writer needs of a document."""
        with self._store.reading() as unit:
            found = unit.sources.document(document)
            rows = unit.sources.rows(document)
            found_header = unit.sources.header(document)
            header = header_of(unit, document)
            history = unit.ledger.of_document(document)
            imported = unit.sources.imported_at(document)
            engine = unit.findings.stamp(rows[0].id) if rows else None
            files = tuple(unit.originals.hashes(document))
        home = Path(self._store.url)
        return Edition(
            document=found,
            pages=_Pages(self._recorder, [row.id for row in rows]),
            state=document_state(row.state for row in rows),
            imported=imported,
            header=header,
            found=found_header,
            history=history,
            sessions=tuple(make_sessions(history)),
            engine=engine,
            originals=_Originals(self._store, document, files),
            folder=home if home.is_dir() else None,
            entries=self._meant(history, header),
        )

    def _meant(
        self, history: Sequence[Decision], header: Mapping[str, str]
    ) -> tuple[LexiconEntry, ...]:
        """The entries that marked names and the header refer to; read only where there are any."""
        marks = (one.act for one in history if isinstance(one.act, Mark))
        meant = {
            ref for mark in marks if mark.mark in _REFERRING and (ref := mark.attributes.get("ref"))
        }
        meant |= {named.name for _, named in names_in(header)}
        if not meant:
            return ()
        return tuple(one for one in self._known() if one.preferred in meant and not one.forbids)

    def export(
        self,
        out: Path,
        writer: str = "tei",
        options: Mapping[str, str] | None = None,
        documents: Sequence[DocumentId] | None = None,
        draft: bool = False,
        progress: Progress | None = None,
    ) -> ExportReport:
        """Write documents (default: all) into a folder; only approved ones unless `draft`.

        Raises UsageError on an unknown format or option, StoreError where the folder can't be used.
        """
        chosen_writer, chosen = self._choose(writer, options or {})
        with self._store.reading() as unit:
            found = [d for d in unit.sources.documents() if documents is None or d.id in documents]
        report = ExportReport()
        progress = progress or Progress()
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(out, error) from error
        _sweep(out)
        for document in progress.over(found, len(found)):
            edition = self.edition(document.id)
            if edition.state is not State.APPROVED and not draft:
                reason = Message("export.not_approved", {"state": str(edition.state)})
                report.left_out.append((document, reason))
                continue
            for target, part in _parts(edition, chosen_writer, out):
                self._write(chosen_writer, chosen, part, target, report)
        return report

    def _choose(self, name: str, options: Mapping[str, str]) -> tuple[Writer, dict[str, str]]:
        writers = {writer.name: writer for writer in self._writers}
        writer = writers.get(name)
        if writer is None:
            raise UsageError(
                said("errors.there_is_no_format", name=name),
                advice=said("errors.known_formats", names=", ".join(writers)),
            )
        chosen = {option.name: option.values[0] for option in writer.options}
        for key, value in options.items():
            lawful = {option.name: option.values for option in writer.options}.get(key)
            if lawful is None or value not in lawful:
                what = ", ".join(lawful) if lawful else "no such option"
                raise UsageError(
                    said("errors.option_cannot", name=name, key=key, value=value, what=what)
                )
            chosen[key] = value
        return writer, chosen

    def _write(
        self,
        writer: Writer,
        chosen: dict[str, str],
        edition: Edition,
        target: Path,
        report: ExportReport,
    ) -> None:
        beside = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as file:
                writer.write(edition, file, chosen)
                file.flush()
                os.fsync(file.fileno())
            problems = writer.check(beside, chosen)
            report.problems.extend((target, problem) for problem in problems)
            if not any(problem.severe for problem in problems):
                beside.replace(target)
                report.written.append(target)
        except OSError as error:
            raise _unwritable(target, error) from error
        except ReviewerError:
            raise
        except Exception as error:  # a writer may be a plug-in: its failure stops no other document
            what = f"The writer {writer.name} failed ({type(error).__name__}: {error})."
            report.problems.append((target, Problem(0, what)))
        finally:
            beside.unlink(missing_ok=True)


def _parts(edition: Edition, writer: Writer, out: Path) -> Iterator[tuple[Path, Edition]]:
    """The files of an edition: one, or where the format has a page a file as many as its pages.

    A file that held several pages when it was read is written back as one all the same. Pages of
    their own go into a folder, called as the files that they were read from.
    """
    name = edition.document.name
    together = not writer.pages_apart or _is_one_file(edition, writer.name)
    if together or len(edition.document.pages) == 1:
        yield out / f"{name}{writer.suffix}", edition
        return
    taken: set[str] = set()
    for page in edition.pages:
        number = f"{page.page.number:04d}"
        stem = PurePosixPath(page.page.file.replace("\\", "/")).stem or number
        stem = stem if stem not in taken else f"{stem}-{number}"
        taken.add(stem)
        yield out / name / f"{stem}{writer.suffix}", replace(edition, pages=(page,))


def _is_one_file(edition: Edition, format_: str) -> bool:
    """Whether all pages were read from one file of a format, which is there to be written into."""
    if len(edition.originals) != 1:
        return False
    (original,) = edition.originals.values()
    return original.format == format_ and bool(original.content)


def _sweep(out: Path) -> None:
    """Remove what killed exports left in a folder."""
    with suppress(OSError):  # tidying only; the export itself says what is wrong with the folder
        for file in out.rglob(".*.part"):
            old = _UNFINISHED.fullmatch(file.name) and time.time() - file.stat().st_mtime
            if old and old > _LEFT_BEHIND:
                file.unlink()


def _unwritable(path: Path, error: OSError) -> ReviewerError:
    return StoreError(
        said("errors.the_export_cannot_be_written", reason=str(error.strerror or error)),
        where=str(path),
        safe=said("errors.the_project_and_earlier_exports_are"),
        advice=said("errors.choose_another_folder_or_make_room"),
    )
