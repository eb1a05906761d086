"""How fast documents are written as TEI, checked, and read from text.

`python -m benchmarks.tei` prints the figures. A page is the second sample document (some 500 words)
with forty decisions on it; it is folded anew on each walk, as the store's pages are. The budget is
200 pages a second without full validation (docs/architecture.md, budgets).
"""

import random
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from reviewer.core import decisions as d
from reviewer.core.edition import Edition, Profile, make_sessions
from reviewer.core.fold import fold
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Document, Origin, Page
from reviewer.core.places import seeds
from reviewer.core.reading import PageReading
from reviewer.core.text import make_lines
from reviewer.core.workflow import State
from reviewer.formats.readers.text import PlainTextReader
from reviewer.formats.validate import load_schema, own_schema
from reviewer.formats.writers.tei import TeiWriter

PAGES = 300
DECISIONS = 40  # a page
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)

Figures = dict[str, Mapping[str, Any]]


def measure() -> Figures:
    """All figures of the formats, by name."""
    figures: Figures = {}
    began = time.perf_counter()
    load_schema(own_schema())
    figures["tei: load our own schema"] = figure((time.perf_counter() - began) * 1000, "ms")
    edition = make_edition()
    with tempfile.TemporaryDirectory() as folder:
        for profile in Profile:
            path = Path(folder) / f"{profile}.xml"
            seconds = write(edition, profile, path)
            figures[f"tei: export, {profile}"] = figure(PAGES / seconds, "pages/s")
            checking = check(profile, path)
            figures[f"tei: export and check, {profile}"] = figure(
                PAGES / (seconds + checking), "pages/s"
            )
        text = Path(folder) / "many.txt"
        text.write_text((sample() + "\f") * PAGES, "utf-8")
        began = time.perf_counter()
        words = sum(len(page.tokens) for page in PlainTextReader().read(text).pages)
        figures["text: import"] = figure(words / (time.perf_counter() - began), "tokens/s")
    return figures


def figure(value: float, unit: str) -> Mapping[str, Any]:
    """A measured value; nothing comparable exists beside it."""
    return {"value": round(value, 1), "unit": unit, "peer": None, "ratio": None}


def write(edition: Edition, profile: Profile, path: Path) -> float:
    """Seconds to write the edition, folding included."""
    began = time.perf_counter()
    out = BytesIO()
    TeiWriter().write(edition, out, {"profile": profile})
    seconds = time.perf_counter() - began
    path.write_bytes(out.getvalue())
    return seconds


def check(profile: Profile, path: Path) -> float:
    """Seconds to check a file; raises where it is not sound, for then the figure means nothing."""
    began = time.perf_counter()
    problems = TeiWriter().check(path, {"profile": profile})
    seconds = time.perf_counter() - began
    if any(problem.severe for problem in problems):
        raise RuntimeError(f"the export is not sound: {problems[0].text}")
    return seconds


def sample() -> str:
    """The text of a page."""
    return (seeds() / "004_fa97e85355b62d05.txt").read_text("utf-8")


class Pages:
    """Pages that are folded anew on each walk."""

    def __init__(self, ledgers: Mapping[int, list[d.Decision]]) -> None:
        self._source = make_lines(sample() + "\n\f")
        self._ledgers = ledgers

    def __iter__(self) -> Iterator[PageReading]:
        for number, decisions in self._ledgers.items():
            yield fold(Page(number, self._source), decisions)


def make_edition() -> Edition:
    """A long document in work; the same each time."""
    chance = random.Random(1)
    count = sum(len(line.tokens) for line in make_lines(sample()))
    ledgers: dict[int, list[d.Decision]] = {}
    number = 0
    for page in range(1, PAGES + 1):
        ledgers[page] = []
        for token in sorted(chance.sample(range(count), DECISIONS)):
            number += 1
            place = d.Place(DocumentId(1), PageId(page))
            at = NOON + timedelta(minutes=number)
            ledgers[page].append(
                d.Decision(DecisionId(number), place, "Ada", at, act_on(token, number))
            )
    history = [decision for ledger in ledgers.values() for decision in ledger]
    document = Document(
        DocumentId(1),
        "bench",
        "A long document",
        Origin("many.txt", "0" * 64, "text", "utf-8"),
        pages=tuple(PageId(page) for page in ledgers),
    )
    sessions = tuple(make_sessions(history))
    return Edition(document, Pages(ledgers), State.IN_WORK, NOON, {}, history, sessions)


def act_on(token: int, number: int) -> d.Act:
    """Three corrections in four, else a name."""
    if number % 4:
        return d.Replace(d.Span(token, token), f"word{number}")
    return d.Mark(Anchor(token, 0), Anchor(token, 1), MarkName.PERSON, {"ref": f"p{number % 50}"})


def main() -> None:
    """Print the figures."""
    for name, found in measure().items():
        print(f"{name:<36} {found['value']:>12,.1f} {found['unit']}")


if __name__ == "__main__":
    main()
