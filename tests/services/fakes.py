"""Hand-made stand-ins for the rooms that services are joined with."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from reviewer.core.decisions import Span
from reviewer.core.edition import Edition
from reviewer.core.errors import UnreadableFile
from reviewer.core.findings import Finding, Kind, Stamp, Suggestion
from reviewer.core.lessons import Lessons
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.messages import Message
from reviewer.core.model import NewDocument, Origin, Page
from reviewer.core.ports import Context, Holds, Option, Problem, Sniff
from reviewer.core.reading import PageReading
from reviewer.core.text import cut_pages, make_lines


class WordList:
    """An analyst that doubts the words it is given and proposes what stands beside them.

    It proposes first what it learnt, doubts no words that the project holds right, and lets the
    words in `sure` be corrected automatically. A page teaches it the words that were changed.
    """

    def __init__(
        self, doubts: Mapping[str, Sequence[str]], version: str = "1", sure: Sequence[str] = ()
    ) -> None:
        self.doubts = doubts
        self.sure = sure
        self.contexts: list[Context] = []
        self.stamp = Stamp("fake", version)
        self.asked = 0
        self.shared: Sequence[LexiconEntry] = ()

    def analyse(self, page: PageReading, context: Context) -> Sequence[Finding]:
        self.asked += 1
        self.contexts.append(context)
        return [
            self._finding(word.span, word.text, core, context)
            for line in page.lines
            for word in line.words
            if word.span
            and not word.decided
            and (core := word.text.strip(".,")) in self.doubts
            and core not in context.words
        ]

    def _finding(self, span: Span, text: str, core: str, context: Context) -> Finding:
        start = text.index(core)
        learnt = [reading for form, reading, _ in context.experience.memory if form == core]
        readings = [*learnt, *(other for other in self.doubts[core] if other not in learnt)]
        suggestions = tuple(
            Suggestion(reading, 0.9 / rank, "list", (Message("fake.because"),))
            for rank, reading in enumerate(readings, 1)
        )
        return Finding(
            span,
            start,
            start + len(core),
            core,
            Kind.NON_WORD,
            0.9,
            (),
            suggestions,
            automatic=core in self.sure,
        )

    def lessons(self, page: PageReading, findings: Sequence[Finding]) -> Lessons:
        changed = sorted(
            (word.source.strip(".,"), word.text.strip(".,"), 1)
            for line in page.lines
            for word in line.words
            if word.changed
        )
        return Lessons(memory=tuple(changed), judged=((18, len(findings), len(changed)),))

    def entries(self, word: str) -> Sequence[LexiconEntry]:
        return [entry for entry in self.shared if word in entry.forms]

    def listed(self, language: str = "en") -> Sequence[LexiconEntry]:
        return self.shared

    def troubles(self) -> Sequence[Message]:
        return ()

    def close(self) -> None:
        self.doubts = {}


class Utf8Reader:
    """Reads UTF-8; pages end at form feeds. A file that says BROKEN breaks on its second page."""

    name = "utf-8"
    holds = Holds.DOCUMENT

    def sniff(self, path: Path, head: bytes) -> Sniff:
        if b"\x00" in head:
            return Sniff(0, "it holds NUL bytes")
        return Sniff(0.5, "it is text")

    def read(self, path: Path) -> NewDocument:
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()

        def pages() -> Iterator[Page]:
            for number, text in enumerate(cut_pages(data.decode()), 1):
                if "BROKEN" in text:
                    raise UnreadableFile("The page is broken.", where=f"{path}, page {number}")
                yield Page(number, make_lines(text))

        origin = Origin(path.name, sha256, "text", "utf-8", len(data))
        return NewDocument(path.stem, origin, pages())


class LinesWriter:
    """Writes the present text; its check refuses files that hold the word `forbidden`."""

    name = "lines"
    suffix = ".txt"
    pages_apart = False
    options: tuple[Option, ...] = (Option("case", ("as-is", "upper"), "Case of the letters"),)

    def write(self, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        for page in edition.pages:
            text = page.text.upper() if chosen["case"] == "upper" else page.text
            out.write(text.encode())

    def check(self, path: Path, chosen: dict[str, str]) -> Sequence[Problem]:
        text = path.read_text("utf-8").casefold()
        return [Problem(1, "It holds a forbidden word.")] if "forbidden" in text else []


class Counting:
    """A scorer that counts letters and findings."""

    def __init__(self) -> None:
        self.counts = {"letters": 0, "findings": 0}

    def add(
        self, text: str, truth: str, corrected: str, findings: Iterable[Mapping[str, Any]]
    ) -> None:
        self.counts["letters"] += len(truth) + len(corrected)
        self.counts["findings"] += len(list(findings))

    def result(self) -> Mapping[str, float | int | None]:
        return self.counts
