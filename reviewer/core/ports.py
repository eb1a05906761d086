"""The sockets: what services ask of readers, engine and writers. The store's is in `core.storage`.

Each has a contract test kit in `tests/contracts` that every implementation passes. A plug-in that
fails is switched off and reported, never fatal.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from reviewer.core.edition import Edition
from reviewer.core.findings import Finding, Stamp, Suggestion
from reviewer.core.geometry import Box
from reviewer.core.lessons import UNTAUGHT, Experience, Lessons
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.messages import Message
from reviewer.core.model import Image, NewDocument, Page, SecondReading
from reviewer.core.presence import NOWHERE, Presence
from reviewer.core.reading import PageReading
from reviewer.core.spots import Spot

# Reading files


@dataclass(frozen=True, slots=True)
class Sniff:
    """How sure a reader is that it can read a file, 0 (no) to 1, and why (or why not)."""

    score: float
    reason: str


class Holds(StrEnum):
    """What a file of a format is to a folder that is imported as a whole."""

    DOCUMENT = "document"
    """A document of its own."""
    PAGES = "pages"
    """One or a few pages: those of a folder make one document."""
    PICTURES = "pictures"
    """Pictures without text: pages of the folder's document where no text goes with them."""
    ORDER = "order"
    """A list of the files that make a document, which then are not looked at by themselves."""


class Reader(Protocol):
    """Reads one file format."""

    name: str
    holds: Holds

    def sniff(self, path: Path, head: bytes) -> Sniff:
        """Judge a file by its first 64 KiB; never raises on any bytes."""
        ...

    def read(self, path: Path) -> NewDocument:
        """Read the file, page by page. Raises UnreadableFile naming file, line and reason."""
        ...


# Pictures


@dataclass(frozen=True, slots=True)
class Raster:
    """Pixels: `channels` is 1 (grey) or 3 (red, green, blue), `data` the rows without padding."""

    width: int
    height: int
    channels: int
    data: bytes


class Picture(Protocol):
    """An opened page image, cut into tiles on several levels.

    Level 0 has the full size, each further one half the width and height of the one before (rounded
    up). Usable from several threads; quick, since all was decoded when it was opened.
    """

    width: int
    height: int
    levels: int
    tile_size: int

    def tile(self, level: int, column: int, row: int) -> Raster:
        """A tile; those at the right and lower edge may be smaller. Raises IndexError outside."""
        ...

    def crop(self, box: Box, level: int = 0) -> Raster:
        """The part of the picture in a box of full-size pixels, at the scale of a level."""
        ...

    def close(self) -> None:
        """Let go of its memory and files."""
        ...


class Pictures(Protocol):
    """Opens page images."""

    def open(self, image: Image) -> Picture:
        """Decode a picture; `image.path` is absolute. Takes a while: not for the window's thread.

        Raises UnreadableFile where it is missing, broken, or too large to be opened safely.
        """
        ...

    def close(self) -> None:
        """Let go of helper processes and cached files."""
        ...


# Reading pictures


@dataclass(frozen=True, slots=True)
class RecognitionOptions:
    """How a picture is to be read.

    `languages` are codes like "en"; `segmentation` is one of the recognizer's own words (empty: its
    default); `scale` enlarges or shrinks the picture before it is read.
    """

    languages: tuple[str, ...] = ("en",)
    segmentation: str = ""
    scale: float = 1.0


class Recognizer(Protocol):
    """An OCR engine found on the machine."""

    name: str
    segmentations: tuple[str, ...]

    def health(self) -> "Health":
        """Whether it can be used, its version, and how to get it if not."""
        ...

    def languages(self) -> Sequence[str]:
        """Codes of the languages it can read here."""
        ...

    def recognize(
        self,
        image: Image,
        options: RecognitionOptions,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Page:
        """Read a picture; `image.path` is absolute, boxes are in pixels of the picture as seen.

        May be called from several threads at once. Raises RecognitionFailed, naming picture and
        reason, and Cancelled soon after `cancelled` says so.
        """
        ...


# Judging text


@dataclass(frozen=True, slots=True)
class Context:
    """What the engine may know beside the page.

    Its language; `words` that the project or the person holds right, and lexicon `entries` that
    they added (their preferred forms and variants are among the words); `experience`, what the
    project's approved pages taught; `presence`, which names stand elsewhere in the document.
    """

    language: str = "en"
    words: frozenset[str] = frozenset()
    entries: tuple[LexiconEntry, ...] = ()
    experience: Experience = UNTAUGHT
    presence: Presence = NOWHERE
    second: SecondReading | None = None


class Detector(Protocol):
    """Finds places that deserve a look."""

    name: str

    def detect(self, page: PageReading, context: Context) -> Iterable[Finding]:
        """Findings without suggestions, in the order of the text."""
        ...


class SuggestionSource(Protocol):
    """Proposes readings for a finding."""

    name: str

    def suggest(
        self, finding: Finding, page: PageReading, context: Context
    ) -> Iterable[Suggestion]:
        """Proposals in any order; their probabilities are the source's own and get ranked anew."""
        ...


class Analyst(Protocol):
    """The engine as a whole: detectors, sources and ranking behind one door."""

    @property
    def stamp(self) -> Stamp:
        """Engine and dictionary version; findings with another stamp are stale."""
        ...

    def analyse(self, page: PageReading, context: Context) -> Sequence[Finding]:
        """Findings with ranked suggestions, in the order of the text. Deterministic."""
        ...

    def lessons(self, page: PageReading, findings: Sequence[Finding]) -> Lessons:
        """What an approved page teaches; `findings` are those of its source. Deterministic."""
        ...

    def entries(self, word: str) -> Sequence[LexiconEntry]:
        """What the lexicon says of a word, the most telling entry first."""
        ...

    def listed(self, language: str = "en") -> Sequence[LexiconEntry]:
        """All names and terms of a language's tables, in their order; words are none of them.

        Takes a while: not for the window's thread. Empty where the language has no dictionary.
        """
        ...

    def troubles(self) -> Sequence[Message]:
        """Parts that failed and were switched off."""
        ...

    def close(self) -> None:
        """Let go of processes and memory."""
        ...


class Scorer(Protocol):
    """Measures what the engine says of texts whose truth is known."""

    def add(
        self, text: str, truth: str, corrected: str, findings: Iterable[Mapping[str, Any]]
    ) -> None:
        """Count a record: its input, its truth, the input after automatic correction, findings.

        A finding has `start` and `end` (characters of the input) and `suggestions`, best first.
        """
        ...

    def result(self) -> Mapping[str, float | int | None]:
        """The measures by name, in per cent; None where there was nothing to count."""
        ...


# Writing files


@dataclass(frozen=True, slots=True)
class Option:
    """An option a writer declares: its name, lawful values (the first is the default), meaning."""

    name: str
    values: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check found wrong: where (line of the file, from 1; 0 where unknown) and what.

    `advice` is what to do, `spot` the place of the document that it is about.
    """

    line: int
    text: str
    severe: bool = True
    advice: str = ""
    spot: Spot | None = None


class Writer(Protocol):
    """Writes one file format.

    `pages_apart` says that a file holds a single page: `write` is then called once for each, with
    an edition of that page alone; but with all pages where they were read from one file of the
    format, whose `name` is that of its reader.
    """

    name: str
    suffix: str
    options: tuple[Option, ...]
    pages_apart: bool

    def write(self, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        """Write the edition; `chosen` has a lawful value for each declared option."""
        ...

    def check(self, path: Path, chosen: dict[str, str]) -> Sequence[Problem]:
        """What is wrong with a file that `write` made; empty where it may be published."""
        ...


# Lists of names


@dataclass(frozen=True, slots=True)
class ListRow:
    """An entry of a list and the line of the file that it begins on, from 1 (0: unknown)."""

    line: int
    entry: LexiconEntry


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is no entry: its line (as above), how it begins, and why."""

    line: int
    text: str
    reason: Message


@dataclass(frozen=True, slots=True)
class ListRead:
    """What a list holds. The entries' layer means nothing yet."""

    rows: Sequence[ListRow]
    refused: Sequence[RefusedRow] = ()


class ListFormat(Protocol):
    """Reads and writes lists of lexicon entries. `kinds` are those that it can hold."""

    name: str
    suffix: str
    kinds: frozenset[EntryKind]

    def sniff(self, path: Path, head: bytes) -> Sniff:
        """Judge a file by its first 64 KiB; never raises on any bytes."""
        ...

    def read(self, path: Path, kind: EntryKind) -> ListRead:
        """Read a list; `kind` is what entries are that do not say it. Raises UnreadableFile."""
        ...

    def write(self, entries: Iterable[LexiconEntry], out: BinaryIO) -> None:
        """Write the entries that it can hold, in order; read again, they are the same."""
        ...


# Being asked how it is


@dataclass(frozen=True, slots=True)
class Health:
    """One line of `reviewer doctor`: a part, whether it works, and what to do if not.

    Without an `optional` part all else works.
    """

    part: str
    fine: bool
    text: str
    advice: str = ""
    optional: bool = False
