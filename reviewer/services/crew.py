"""Documents of one export written by several processes, each with a connection of its own.

The answers come in the order of the documents, whoever was quicker; only a few wait. What stops the
export, a cancel or an error, ends the processes at once and takes away what they had not finished.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from traceback import format_exc
from typing import TYPE_CHECKING, Protocol

from reviewer.core.edition import Edition
from reviewer.core.errors import ReviewerError
from reviewer.core.ids import DocumentId
from reviewer.core.messages import Message, said
from reviewer.core.model import Document, Original
from reviewer.core.ports import Writer
from reviewer.core.writing import Collection
from reviewer.services.filing import Piece, make_piece, parts_of, why_left_out
from reviewer.services.workers import end_with_parent

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

_GLANCE = 0.1  # seconds between two looks whether to go on
_AHEAD = 4  # documents a process that are done or at hand and not put in place yet


class Source(Protocol):
    """An open project, as far as its documents are to be written."""

    def edition(
        self, document: DocumentId, passed: Callable[[int], None] = lambda _: None
    ) -> Edition:
        """All that a writer needs of a document; `passed` hears how many pages were dealt with."""
        ...

    def choose(self, name: str, options: Mapping[str, str]) -> tuple[Writer, dict[str, str]]:
        """A writer by its name, and the value of each of its options."""
        ...

    def collection(
        self, writer: Writer, chosen: Mapping[str, str], documents: Sequence[Document]
    ) -> Collection | None:
        """What gathers documents as the options ask."""
        ...


Factory = Callable[[], Source]
"""Opens the project once more; called in each process."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for of every document; `about` names all of them where they are gathered."""

    out: Path
    writer: str
    chosen: Mapping[str, str]
    draft: bool
    gathered: bool = False
    about: Sequence[Document] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a document: its files, or why it was left out.

    `edition` is there where documents are gathered, without pages and decisions.
    """

    pieces: tuple[Piece, ...] = ()
    left_out: Message | None = None
    edition: Edition | None = None


@dataclass(slots=True)
class _Hand:
    process: BaseProcess
    line: Connection
    at: list[int] = field(default_factory=list)  # the documents it was given, by number


class Crew:
    """Processes that write documents; `close` ends them."""

    def __init__(self, factory: Factory, wish: Wish, jobs: int) -> None:
        # spawn, not fork: a fork of a process with a window and threads may hang
        context = get_context("spawn")
        self.pages: Synchronized[int] = context.Value("q", 0)
        """How many pages were dealt with, in all processes."""
        self._hands: list[_Hand] = []
        for _ in range(jobs):
            ours, theirs = context.Pipe()
            process = context.Process(
                target=_work, args=(theirs, factory, wish, self.pages), daemon=True
            )
            process.start()
            theirs.close()
            self._hands.append(_Hand(process, ours))

    @property
    def processes(self) -> Sequence[int]:
        """Their numbers, which unfinished files carry."""
        return [hand.process.pid or 0 for hand in self._hands]

    def make(
        self, documents: Sequence[DocumentId], glance: Callable[[int], None]
    ) -> Iterator[Made]:
        """What becomes of each document, in order.

        `glance` hears several times a second which one is waited for, and may raise.
        """
        done: dict[int, Made] = {}
        given = 0
        for number in range(len(documents)):
            while number not in done:
                while given < min(len(documents), number + _AHEAD * len(self._hands)):
                    hand = min(self._hands, key=lambda hand: len(hand.at))
                    if len(hand.at) > 1:  # one at hand and the next, so that none waits for us
                        break
                    self._send(hand, given, documents[given])
                    given += 1
                for line in wait([hand.line for hand in self._hands if hand.at], _GLANCE):
                    hand = next(one for one in self._hands if one.line is line)
                    done[hand.at.pop(0)] = self._receive(hand)
                glance(number)
            yield done.pop(number)

    def _send(self, hand: _Hand, number: int, document: DocumentId) -> None:
        try:
            hand.line.send(document)
        except OSError as error:
            raise _ended() from error
        hand.at.append(number)

    def _receive(self, hand: _Hand) -> Made:
        try:
            answer = hand.line.recv()
        except (EOFError, OSError) as error:  # it died, as for want of memory
            raise _ended() from error
        if isinstance(answer, Exception):
            raise answer
        made: Made = answer
        return made

    def close(self) -> None:
        """End the processes, whatever they are at."""
        for hand in self._hands:
            hand.process.kill()
        for hand in self._hands:
            hand.process.join()
            with suppress(OSError):
                hand.line.close()


def processors() -> int:
    """How many processes an export of many documents is worth."""
    return min(os.cpu_count() or 1, 4)


def _ended() -> ReviewerError:
    return ReviewerError(
        said("errors.export_process_ended"),
        safe=said("errors.finished_files_are_whole"),
        advice=said("errors.check_memory"),
    )


class _Bench:
    """What a process has at hand for all its documents."""

    def __init__(self, source: Source, wish: Wish) -> None:
        self._source = source
        self._wish = wish
        self._writer, self._chosen = source.choose(wish.writer, wish.chosen)
        self._collection = (
            source.collection(self._writer, self._chosen, wish.about) if wish.gathered else None
        )

    def make(self, document: DocumentId, pages: "Synchronized[int]") -> Made:
        """Write a document beside its place; `pages` grows while its pages are dealt with."""
        furthest = 0

        def step(number: int) -> None:
            nonlocal furthest
            if number > furthest:  # a writer may walk twice
                with pages.get_lock():
                    pages.value += number - furthest
                furthest = number

        edition = self._source.edition(document, step)
        reason = None if self._wish.draft else why_left_out(edition)
        if reason is not None:
            step(len(edition.document.pages))
            return Made(left_out=reason)
        if self._collection is not None:
            edition = self._collection.named(edition)
        pieces = tuple(
            make_piece(part, target, self._writer, self._chosen)
            for target, part in parts_of(edition, self._writer, self._wish.out)
        )
        step(len(edition.document.pages))
        return Made(pieces, edition=_bare(edition) if self._wish.gathered else None)


def _bare(edition: Edition) -> Edition:
    """An edition as it travels: without what is much and seldom asked for."""
    names = dict.fromkeys(edition.originals, Original("", "", ""))
    return replace(edition, pages=(), history=(), sessions=(), originals=names)


def _work(line: Connection, factory: Factory, wish: Wish, pages: "Synchronized[int]") -> None:
    """In a process: write document after document until the other end is closed."""
    end_with_parent()
    bench: _Bench | None = None
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            document = line.recv()
            try:
                bench = bench or _Bench(factory(), wish)
                line.send(bench.make(document, pages))
            except ReviewerError as error:  # errors of subclasses may need more than their words
                plain = ReviewerError(
                    error.what, where=error.where, safe=error.safe, advice=error.advice
                )
                line.send(plain)
            except Exception:  # a fault of ours: it travels to whoever shows such
                line.send(RuntimeError(format_exc()))
