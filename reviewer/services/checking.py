"""TEI files checked in a process of its own: TEI's schema takes seconds and much memory.

The process is started with the first file and keeps its schemas for those that follow. What is
stopped is ended with it; the next file starts another.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock
from traceback import format_exc

from reviewer.core.edition import Edition
from reviewer.core.errors import Cancelled, ReviewerError
from reviewer.core.messages import said
from reviewer.core.ports import Problem
from reviewer.core.writing import (
    Demands,
    Validator,
)

Factory = Callable[[], Validator]
_GLANCE = 0.05  # seconds between two looks whether to go on
_PLAIN = Demands()


class ValidatorApart:
    """A Validator that has files checked by one of `factory` in another process."""

    def __init__(self, factory: Factory, here: Validator) -> None:
        """`here` does what is quick and needs no schema."""
        self._factory = factory
        self._here = here
        self._lock = Lock()
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    def validate(
        self,
        path: Path,
        demands: Demands = _PLAIN,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Sequence[Problem]:
        """Problems of a file. Raises as the validator in the process does, and Cancelled."""
        with self._lock:
            line = self._open()
            try:
                line.send((path, demands))
                while not line.poll(_GLANCE):
                    if cancelled():
                        self._end()
                        raise Cancelled
                answer = line.recv()
            except (EOFError, OSError) as error:  # it died, as for want of memory
                self._end()
                raise ReviewerError(
                    said("errors.check_died"), where=str(path), advice=said("errors.check_again")
                ) from error
        if isinstance(answer, Exception):
            raise answer
        found: Sequence[Problem] = answer
        return found

    def can_ask_rules(self) -> bool:
        """Whether Schematron rules can be asked here."""
        return self._here.can_ask_rules()

    def compare(self, path: Path, edition: Edition) -> Sequence[Problem]:
        """Words of a file that are not those of the edition; here, where the edition is."""
        return self._here.compare(path, edition)

    def between(self, paths: Sequence[Path]) -> Sequence[tuple[Path, Problem]]:
        """What hinders files from standing in one collection."""
        return self._here.between(paths)

    def close(self) -> None:
        """End the process, whatever it is at."""
        self._end()

    def _open(self) -> Connection:
        if self._line is None or self._process is None or not self._process.is_alive():
            self._end()
            # spawn, not fork: a fork of a process with a window and threads may hang
            context = get_context("spawn")
            self._line, theirs = context.Pipe()
            self._process = context.Process(
                target=_answer, args=(theirs, self._factory), daemon=True
            )
            self._process.start()
            theirs.close()
        return self._line

    def _end(self) -> None:
        process, line, self._process, self._line = self._process, self._line, None, None
        if process is not None:
            process.kill()
            process.join()
        if line is not None:
            with suppress(OSError):
                line.close()


def _answer(line: Connection, factory: Factory) -> None:
    """In the process: check file after file until the other end is closed."""
    validator = factory()
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            path, demands = line.recv()
            try:
                line.send(validator.validate(path, demands))
            except ReviewerError as error:
                line.send(_plain(error))
            except Exception:  # a fault of ours: it travels to whoever shows such
                line.send(RuntimeError(format_exc()))


def _plain(error: ReviewerError) -> ReviewerError:
    """An error as it can travel: errors of subclasses may need more than their words."""
    return ReviewerError(error.what, where=error.where, safe=error.safe, advice=error.advice)
