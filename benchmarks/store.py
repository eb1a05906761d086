"""How fast the store is at the size to think of, against its budgets (docs/architecture.md).

`python -m benchmarks.store [FOLDER]` measures SQLite in a folder (a temporary one if none is named;
name one on the disk that counts, since an append is mostly a flush to disk).
"""

import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from reviewer.core import decisions as d
from reviewer.core.findings import Finding, Kind, Stamp, Suggestion
from reviewer.core.messages import Message
from reviewer.core.model import Document, NewDocument, Origin, Page
from reviewer.core.progress import Progress
from reviewer.core.storage import Store
from reviewer.core.text import make_lines
from reviewer.store import Opener

PAGES = 2_000
LINES = 50
WORDS = 10  # a line: 1 M tokens in all
FINDINGS = 500  # a page: 1 M in all
DECISIONS = 100_000
APPENDS = 2_000
STAMP = Stamp("engine 1", "dictionary 1")

Figures = dict[str, Mapping[str, Any]]


def measure(folder: Path | None = None) -> Figures:
    """All figures of the store, by name."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        return measure_in(scratch)


def measure_in(place: str) -> Figures:
    """Fill a new project at `place` (a folder or database URL) step by step, timing each."""
    opener = Opener()
    store = opener.create(place)
    figures: Figures = {}

    seconds, document = timed(lambda: import_tokens(store))
    figures["store: import of 1 M tokens"] = figure(seconds, "s")

    seconds, _ = timed(lambda: put_findings(store, document))
    figures["store: put 1 M findings"] = figure(seconds, "s")

    figures["store: append a decision, p50"], figures["store: append a decision, p99"] = appends(
        store, document
    )
    seconds, _ = timed(lambda: burst(store, document))
    figures["store: append 100 k decisions in batches of 100"] = figure(seconds, "s")
    store.close()

    seconds, store = timed(lambda: opener.open(place))
    figures["store: open a project"] = figure(seconds * 1000, "ms")
    for name, work in readings(store, document).items():
        figures[f"store: {name}"] = figure(repeated(work) * 1000, "ms")
    figures["store: append beside four readers, p99"] = crowded(store, document)
    store.close()
    if Path(place).is_dir():
        size = sum(path.stat().st_size for path in Path(place).iterdir())
        figures["store: size of the project on disk"] = figure(size / 1e6, "MB")
    return figures


def figure(value: float, unit: str) -> dict[str, Any]:
    """A measured value; nothing comparable exists beside it."""
    return {"value": round(value, 3), "unit": unit, "peer": None, "ratio": None}


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds that the work took, and what it gave."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def repeated(work: Callable[[], object], times: int = 9) -> float:
    """The median of several runs, in seconds; the first warms the caches and is left out."""
    return median([timed(work)[0] for _ in range(times + 1)][1:])


def make_pages() -> Iterator[Page]:
    """Pages of made-up words, no two lines alike."""
    for number in range(1, PAGES + 1):
        lines = (
            " ".join(f"word{(number * 31 + line * 7 + word) % 50_000}" for word in range(WORDS))
            for line in range(LINES)
        )
        yield Page(number, make_lines("\n".join(lines) + "\n"))


def import_tokens(store: Store) -> Document:
    """Import all pages as one document."""
    new = NewDocument("Volume", Origin("volume.txt", "0" * 64, "plain text"), make_pages())
    with store.writing() as unit:
        return unit.sources.add(new, "volume", Progress())


def make_finding(token: int) -> Finding:
    """A finding with five suggestions and their evidence, as the engine makes them."""
    evidence = (
        Message("engine.letters", {"old": "rd", "new": "nd", "n": 12}),
        Message("engine.context", {"left": "the", "right": "of", "n": 212}),
    )
    return Finding(
        span=d.Span(token, token),
        start=0,
        end=6,
        form=f"word{token}",
        kind=Kind.NON_WORD,
        probability=0.875,
        reasons=(Message("engine.unknown", {"form": f"word{token}"}),),
        suggestions=tuple(
            Suggestion(f"wond{rank}", 0.5 / (rank + 1), "spelling", evidence) for rank in range(5)
        ),
    )


def put_findings(store: Store, document: Document) -> None:
    """Give every page its findings, a transaction each, as an analysis does."""
    findings = [make_finding(token) for token in range(FINDINGS)]
    for page in document.pages:
        with store.writing() as unit:
            unit.findings.put(page, STAMP, findings)


def decide(store: Store, place: d.Place, revision: int, token: int) -> None:
    """One decision as a person makes it: its own transaction, with all that lists show of it."""
    with store.writing() as unit:
        grounds = d.Grounds(d.Way.ACCEPTED, "word", "wond", 1, 0.5, "spelling")
        draft = d.Draft(d.Replace(d.Span(token, token), "wond"), grounds)
        unit.ledger.append(place, revision, [draft], "Ada Lovelace")


def appends(store: Store, document: Document) -> tuple[dict[str, Any], dict[str, Any]]:
    """Median and 99th percentile of appending one decision."""
    place = d.Place(document.id, document.pages[0])
    taken = [
        timed(lambda: decide(store, place, revision, revision % FINDINGS))[0]  # noqa: B023
        for revision in range(APPENDS)
    ]
    return figure(median(taken) * 1000, "ms"), figure(quantiles(taken, n=100)[98] * 1000, "ms")


def burst(store: Store, document: Document) -> None:
    """Fill the ledger to the size to think of, over all pages."""
    drafts = [d.Draft(d.Keep(d.Span(token, token))) for token in range(100)]
    for index in range(DECISIONS // 100):
        page = document.pages[1 + index % (PAGES - 1)]
        revision = index // (PAGES - 1) * 100
        with store.writing() as unit:
            unit.ledger.append(d.Place(document.id, page), revision, drafts, "Bea", f"b{index}")


def readings(store: Store, document: Document) -> dict[str, Callable[[], object]]:
    """What screens and commands ask for."""
    page = document.pages[PAGES // 2]
    place = d.Place(document.id, page)

    def read(ask: Callable[[Any], object]) -> Callable[[], object]:
        def work() -> object:
            with store.reading() as unit:
                return ask(unit)

        return work

    return {
        "queue of 1 M findings opens": read(
            lambda unit: (unit.findings.queue(limit=100), unit.findings.count_open())
        ),
        "queue, its first 100": read(lambda unit: unit.findings.queue(limit=100)),
        "queue, 100 in its middle": read(
            lambda unit: unit.findings.queue(limit=100, skip=PAGES * FINDINGS // 2)
        ),
        "a page with its decisions": read(
            lambda unit: (unit.sources.page(page), unit.ledger.of(place))
        ),
        "the findings of a page of 500": read(lambda unit: unit.findings.of(page)),
        "rows of 2,000 pages": read(lambda unit: unit.sources.rows()),
        "stale pages of 2,000": read(lambda unit: unit.findings.stale(Stamp("other", ""))),
        "newest 100 of the log": read(lambda unit: unit.ledger.entries()),
        "newest 100 of a person": read(lambda unit: unit.ledger.entries(by="Ada Lovelace")),
        "a batch of 100": read(lambda unit: unit.ledger.batch("b7")),
        "the whole ledger of a document": read(lambda unit: unit.ledger.of_document(document.id)),
    }


def crowded(store: Store, document: Document) -> dict[str, Any]:
    """The 99th percentile of an append while four threads read pages."""
    done = threading.Event()

    def keep_reading(start: int) -> None:
        index = start
        while not done.is_set():
            with store.reading() as unit:
                unit.sources.page(document.pages[index % PAGES])
            index += 4
            time.sleep(0.01)

    readers = [threading.Thread(target=keep_reading, args=(n,)) for n in range(4)]
    for reader in readers:
        reader.start()
    place = d.Place(document.id, document.pages[0])
    taken = [
        timed(lambda: decide(store, place, APPENDS + n, n % FINDINGS))[0]  # noqa: B023
        for n in range(500)
    ]
    done.set()
    for reader in readers:
        reader.join()
    return figure(quantiles(taken, n=100)[98] * 1000, "ms")


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    for name, found in measure(where).items():
        print(f"{name:<55}{found['value']:>12,.2f} {found['unit']}")
