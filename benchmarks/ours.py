"""The engine as the benchmark asks it: for a text, for many words, and for the words it knows."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks import folds
from benchmarks.sets import ROOT, Record, by_document
from reviewer.core.fold import fold
from reviewer.core.messages import Catalogue
from reviewer.core.model import Page
from reviewer.core.ports import Context
from reviewer.core.reading import PageReading
from reviewer.core.text import make_lines
from reviewer.engine.pipeline import Engine
from reviewer.services.suggesting import suggest

CACHE = ROOT / "build" / "cache"
"""Artefacts that benchmarks build, apart from those of the person who runs them."""


class Folded:
    """The engines of all folds: each document is judged by one that did not learn from it."""

    def __init__(self, folder: Path = folds.FOLDER, cache: Path = CACHE) -> None:
        self._catalogue = Catalogue.load()
        self._dictionaries = folds.folders(folder)
        self._cache = cache
        self._engines: dict[Path, Engine] = {}

    def answer(self, records: Sequence[Record]) -> Iterator[Record]:
        """`corrected` and `findings` for each gold record, as `reviewer suggest` gives them."""
        for group in by_document(records):
            engine = self._engine(group[0]["doc"])
            for record in group:
                yield suggest(engine, self._catalogue, record["ocr"])

    def troubles(self) -> list[str]:
        """What failed and was switched off: then the figures mean something else."""
        return [
            self._catalogue.say(trouble)
            for engine in self._engines.values()
            for trouble in engine.troubles()
        ]

    def _engine(self, doc: str) -> Engine:
        folder = self._dictionaries[folds.fold_of(doc)]
        if folder not in self._engines:
            self._engines[folder] = Engine(folder, self._cache)
        return self._engines[folder]


def read(text: str) -> PageReading:
    """A page with this text on it."""
    return fold(Page(1, make_lines(text)))


def words(dictionary: Path | None = None, cache: Path = CACHE) -> Mapping[str, int]:
    """The words that the engine knows, folded, with how often they occur."""
    engine = Engine(dictionary or folds.folders()[0], cache)
    return {word: round(count) for word, count in engine.lexicon.folds()}


def candidates(engine: Engine, forms: Sequence[str]) -> list[list[str]]:
    """What the engine would propose for each form without its context, best first."""
    ask = getattr(engine, "candidates_of", None)
    if ask is not None:
        return [list(found) for found in ask(forms)]
    page = read("\n".join(forms))
    found: dict[int, list[str]] = {}
    engine.prepare(forms)
    for finding in engine.suspects(page, Context()):
        proposed = sorted(
            engine.proposals(finding, page, Context()), key=lambda each: -each.probability
        )
        found[finding.span.first] = list(dict.fromkeys(each.text for each in proposed))
    return [found.get(row, []) for row in range(len(forms))]
