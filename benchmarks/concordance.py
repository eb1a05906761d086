"""How soon hits are there in a project of a million tokens, and what many decisions at once cost.

    python -m benchmarks concordance

Words are drawn so that few are common and most are rare, as in any text. First is the time until a
screen has something to show; a pattern is looked for in a process that was started before.
"""

import random
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from statistics import quantiles
from time import perf_counter
from typing import Any

from reviewer.core import decisions as d
from reviewer.core.findings import Finding, Stamp
from reviewer.core.ids import PageId
from reviewer.core.model import NewDocument, Origin, Page
from reviewer.core.occurrences import Hit
from reviewer.core.progress import Progress
from reviewer.core.searching import Query
from reviewer.core.storage import Store
from reviewer.core.text import make_lines
from reviewer.services.concordance import Choice, Concordance
from reviewer.services.events import Events
from reviewer.services.pages import Pages
from reviewer.services.patterns import Patterns
from reviewer.services.recording import Recorder
from reviewer.services.review import Review
from reviewer.services.searching import Searching, occurrences
from reviewer.store import Opener

PAGES, LINES, WORDS = 2_000, 50, 10
FORMS = 50_000
MISREAD = "Cuben"  # once on every second page
STEPS = 300

Figures = dict[str, Mapping[str, Any]]


def measure() -> Figures:
    """All figures, by name."""
    with tempfile.TemporaryDirectory() as place:
        store = Opener().create(place)
        searching: Searching | None = None
        try:
            start = perf_counter()
            with store.writing() as unit:
                new = NewDocument("V", Origin("v.txt", "0" * 64, "plain text"), make_pages())
                unit.sources.add(new, "v", Progress())
            figures: Figures = {"concordance: import of 1 M tokens": figure(start, 1, "s")}
            recorder = Recorder(store, Pages(store), Events())
            searching = Searching(store, recorder, Patterns())
            figures.update(looked_for(searching))
            figures.update(decided(store, recorder, searching))
        finally:
            if searching is not None:
                searching.close()
            store.close()
    return figures


def figure(start: float, scale: float, unit: str) -> dict[str, Any]:
    """The time since `start`."""
    return value((perf_counter() - start) * scale, unit)


def value(number: float, unit: str) -> dict[str, Any]:
    """A measured value; nothing comparable exists beside it."""
    return {"value": round(number, 2), "unit": unit, "peer": None, "ratio": None}


def make_pages() -> Iterator[Page]:
    """Pages of made-up words, the n-th most common one n times as rare as the first."""
    dice = random.Random(1)
    letters = "etaoinshrdlucmfwypvbg"
    forms = ["".join(dice.choices(letters, k=dice.randrange(2, 11))) for _ in range(FORMS)]
    weights = list(accumulate(1 / rank for rank in range(1, FORMS + 1)))
    for number in range(1, PAGES + 1):
        words = dice.choices(forms, cum_weights=weights, k=LINES * WORDS)
        if number % 2:
            words[dice.randrange(len(words))] = MISREAD
        lines = (" ".join(words[n : n + WORDS]) for n in range(0, len(words), WORDS))
        yield Page(number, make_lines("\n".join(lines) + "\n"))


def looked_for(searching: Searching) -> Figures:
    """How soon hits of several kinds of queries come."""
    searching.warm()
    all_of(searching, Query("C.b", pattern=True))
    queries = {
        "all places of a word": occurrences(MISREAD),
        "a word that is nowhere": occurrences("Zzyzx"),
        "plain text": Query("she"),
        "a pattern": Query(r"\bc.b\w+", pattern=True),
        "words within 2 letters": Query(MISREAD, edits=2),
    }
    figures: Figures = {}
    for name, query in queries.items():
        searching.count(occurrences("warm"))
        start = perf_counter()
        parts = searching.find(query)
        next(parts, None)
        first = figure(start, 1000, "ms")
        for _ in parts:
            pass
        figures[f"concordance: {name}, first"] = first
        figures[f"concordance: {name}, all"] = figure(start, 1000, "ms")
    start = perf_counter()
    searching.count(occurrences(MISREAD))
    figures["concordance: places of a word counted"] = figure(start, 1000, "ms")
    return figures


def all_of(searching: Searching, query: Query) -> Sequence[Hit]:
    """Everything that is found."""
    return [hit for part in searching.find(query) for hit in part]


def decided(store: Store, recorder: Recorder, searching: Searching) -> Figures:
    """What a batch costs, and one decision with all that is kept beside it."""
    found = all_of(searching, occurrences(MISREAD))
    batch = Concordance(recorder, Review(recorder))
    start = perf_counter()
    batch.apply([Choice(hit, "Cuban") for hit in found], "Ada")
    figures: Figures = {f"concordance: {len(found):,} hits applied": figure(start, 1, "s")}
    with store.reading() as unit:
        page = unit.sources.rows()[1].id
    findings: list[Finding] = []
    recorder.put_findings(page, Stamp("engine", "dictionary"), findings)
    taken = [timed(keep(recorder, page, token)) for token in range(STEPS)]
    figures["concordance: one decision, p50"] = value(quantiles(taken, n=100)[49] * 1000, "ms")
    figures["concordance: one decision, p99"] = value(quantiles(taken, n=100)[98] * 1000, "ms")
    return figures


def keep(recorder: Recorder, page: PageId, token: int) -> Callable[[], object]:
    """A decision about one word."""
    draft = d.Draft(d.Keep(d.Span(token, token)))
    return lambda: recorder.record(page, [draft], "Ada")


def timed(work: Callable[[], object]) -> float:
    """Seconds that it took."""
    start = perf_counter()
    work()
    return perf_counter() - start
