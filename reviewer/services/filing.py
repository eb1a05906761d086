"""Putting exported files in place: written beside, checked, and only then called by their names."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from reviewer.core.edition import Edition
from reviewer.core.errors import ReviewerError, StoreError
from reviewer.core.messages import Message, said
from reviewer.core.model import Document
from reviewer.core.ports import Collection, Problem, Writer


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
        collection = self._collection
        apart = collection is None or collection.apart
        edition = edition if collection is None else collection.named(edition)
        with self._beside(target) as beside:
            with beside.open("wb") as file:
                self._writer.write(edition, file, self._chosen)
                _flush(file)
            if not self._is_sound(target, self._writer.check(beside, self._chosen)):
                return
            if apart:
                self._place(beside, target)
            if collection is not None:
                collection.add(edition, target if apart else beside)

    def collected(self, out: Path) -> None:
        """Write the files about all documents."""
        collection = self._collection
        for name in collection.files() if collection is not None else ():
            assert collection is not None, "it has files"
            target = out / name
            with self._beside(target) as beside:
                with beside.open("wb") as file:
                    collection.write(name, file)
                    _flush(file)
                if self._is_sound(target, collection.check(name, beside)):
                    self._place(beside, target)

    def _is_sound(self, target: Path, problems: Sequence[Problem]) -> bool:
        self._report.problems.extend((target, problem) for problem in problems)
        return not any(problem.severe for problem in problems)

    def _place(self, beside: Path, target: Path) -> None:
        beside.replace(target)
        self._report.written.append(target)

    @contextmanager
    def _beside(self, target: Path) -> Iterator[Path]:
        """An unfinished file beside a target; what goes wrong is reported and leaves nothing."""
        beside = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            yield beside
        except OSError as error:
            raise unwritable(target, error) from error
        except ReviewerError:
            raise
        except Exception as error:  # a writer may be a plug-in: its failure stops no other document
            what = f"The writer {self._writer.name} failed ({type(error).__name__}: {error})."
            self._report.problems.append((target, Problem(0, what)))
        finally:
            beside.unlink(missing_ok=True)


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
