"""The engine as the benchmark asks it: for a text, for many words, and for the words it knows."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks import folds
from benchmarks.sets import ROOT, Record, by_document
from reviewer.core.fold import fold
from reviewer.core.messages import Catalogue
from reviewer.core.model import Page
from reviewer.core.reading import PageReading
from reviewer.core.text import make_lines
from reviewer.engine.pipeline import Engine
from reviewer.services.suggesting import suggest, together

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
            records = ((record["doc"], record["ocr"], None) for record in group)
            for some in together(records):
                yield from suggest(engine, self._catalogue, [text for text, _ in some])

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
    """The words that the engine holds possible for each form without its context, best first.

    All are asked for at once, as those of a page are; a form that is no single word has none.
    """
    from reviewer.engine.forms import Forms
    from reviewer.engine.tokenizing import cut

    knowledge = engine.knowledge
    table = Forms(knowledge)
    pieces = [cut(form) for form in forms]
    numbers = [table.add(cells[0]) if len(cells) == 1 else -1 for cells in pieces]
    near = knowledge.near(table.forms)
    listed = knowledge.words.words
    found = [[choice.text or listed[choice.number] for choice in choices] for choices in near]
    return [found[number] if number >= 0 else [] for number in numbers]
