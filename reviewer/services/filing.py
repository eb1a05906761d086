"""Putting exported files in place: written beside, checked, and only then called by their names.

An unfinished file is called `.NAME.MACHINE.PROCESS.part`, so that what a killed export left is
known for what it is.
"""

import os
import platform
import re
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from reviewer.core.edition import Edition
from reviewer.core.errors import ReviewerError, StoreError
from reviewer.core.messages import Message, said
from reviewer.core.model import Document
from reviewer.core.ports import Problem, Writer
from reviewer.core.states import FINISHED
from reviewer.core.writing import Collection

_UNFINISHED = re.compile(r"\..+?(?:\.(\d+))?\.(\d+)\.part")
_MACHINE = zlib.crc32(platform.node().encode())
"""Numbers of processes mean something on one machine only, and folders may be a server's."""
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


@dataclass(frozen=True, slots=True)
class Piece:
    """A file on its way: where it is to be, and where it lies beside it, written and checked.

    `beside` is None where the writer failed, which then is the one problem.
    """

    target: Path
    beside: Path | None
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether it may be put in place."""
        return self.beside is not None and not any(problem.severe for problem in self.problems)


def make_piece(edition: Edition, target: Path, writer: Writer, chosen: dict[str, str]) -> Piece:
    """Write an edition beside its target, have it on the disk, and check it.

    Raises StoreError where the folder cannot be used; what else goes wrong stops no other document.
    """
    beside = _beside(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            writer.write(edition, file, chosen)
            _flush(file)
        return Piece(target, beside, tuple(writer.check(beside, chosen)))
    except BaseException as error:
        beside.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise unwritable(target, error) from error
        if isinstance(error, ReviewerError) or not isinstance(error, Exception):
            raise
        return Piece(target, None, (_failure(writer, error),))


def why_left_out(edition: Edition) -> Message | None:
    """Why a document is left out where only what is finished is asked for; None where it is."""
    if edition.state in FINISHED:
        return None
    return Message("export.not_approved", {"state": str(edition.state)})


def parts_of(edition: Edition, writer: Writer, out: Path) -> Iterator[tuple[Path, Edition]]:
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


class Filing:
    """Files the documents of one export, and what is said of all of them."""

    def __init__(
        self,
        writer: Writer,
        chosen: dict[str, str],
        collection: Collection | None,
        report: ExportReport,
    ) -> None:
        self._writer = writer
        self._chosen = chosen
        self._collection = collection
        self._report = report

    def write(self, edition: Edition, target: Path) -> None:
        """Write an edition, into a file of its own or into the collection alone."""
        named = self.named(edition)
        self.settle(make_piece(named, target, self._writer, self._chosen), named)

    def named(self, edition: Edition) -> Edition:
        """The edition, called as it has to be called in the collection, if there is one."""
        return edition if self._collection is None else self._collection.named(edition)

    def settle(self, piece: Piece, edition: Edition | None) -> None:
        """Put a file in place, or into the collection alone, if it is sound; say if it is not."""
        collection = self._collection
        apart = collection is None or collection.apart
        target = piece.target
        self._report.problems.extend((target, problem) for problem in piece.problems)
        if piece.beside is None:
            return
        with self._guarded(target, piece.beside):
            if not piece.sound:
                return
            if apart:
                self._place(piece.beside, target)
            if collection is not None and edition is not None:
                collection.add(edition, target if apart else piece.beside)

    def collected(self, out: Path) -> None:
        """Write the files about all documents."""
        collection = self._collection
        for name in collection.files() if collection is not None else ():
            assert collection is not None, "it has files"
            target = out / name
            beside = _beside(target)
            with self._guarded(target, beside):
                with beside.open("wb") as file:
                    collection.write(name, file)
                    _flush(file)
                if self._is_sound(target, collection.check(name, beside)):
                    gone = collection.gone(target, beside) if target.is_file() else None
                    self._report.problems += [(target, gone)] if gone else []
                    self._place(beside, target)

    def _is_sound(self, target: Path, problems: Sequence[Problem]) -> bool:
        self._report.problems.extend((target, problem) for problem in problems)
        return not any(problem.severe for problem in problems)

    def _place(self, beside: Path, target: Path) -> None:
        beside.replace(target)
        self._report.written.append(target)

    @contextmanager
    def _guarded(self, target: Path, beside: Path) -> Iterator[None]:
        """What goes wrong with an unfinished file is reported and leaves nothing of it."""
        try:
            yield
        except OSError as error:
            raise unwritable(target, error) from error
        except ReviewerError:
            raise
        except Exception as error:  # a writer may be a plug-in: its failure stops no other document
            self._report.problems.append((target, _failure(self._writer, error)))
        finally:
            beside.unlink(missing_ok=True)


def sweep(out: Path, ended: Sequence[int] = ()) -> None:
    """Remove what killed exports left in a folder, and what processes did that have ended."""
    with suppress(OSError):  # tidying only; the export itself says what is wrong with the folder
        for file in out.rglob(".*.part"):
            name = _UNFINISHED.fullmatch(file.name)
            if name and _is_left(file, name[1] or "", int(name[2]), ended):
                file.unlink(missing_ok=True)


def _is_left(file: Path, machine: str, process: int, ended: Sequence[int]) -> bool:
    if machine == str(_MACHINE) and (process in ended or not _is_alive(process)):
        return True
    return time.time() - file.stat().st_mtime > _LEFT_BEHIND


def _is_alive(process: int) -> bool:
    """Whether a process of this machine is there; where that cannot be asked, it may be."""
    if sys.platform == "win32":  # asking there would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _beside(target: Path) -> Path:
    """Where this process writes a file until it is finished."""
    return target.with_name(f".{target.name}.{_MACHINE}.{os.getpid()}.part")


def _failure(writer: Writer, error: Exception) -> Problem:
    return Problem(0, f"The writer {writer.name} failed ({type(error).__name__}: {error}).")


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def unwritable(path: Path, error: OSError) -> ReviewerError:
    """The error for a file or folder that an export cannot write."""
    return StoreError(
        said("errors.the_export_cannot_be_written", reason=str(error.strerror or error)),
        where=str(path),
        safe=said("errors.the_project_and_earlier_exports_are"),
        advice=said("errors.choose_another_folder_or_make_room"),
    )
