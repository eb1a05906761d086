"""The gold sets: which there are, which documents are taken of them, and who scores.

A gold file has one JSON object a line: `set`, `doc`, `seg`, `ocr`, `gt`; the segments of a document
stand in order. Of large sets every n-th stretch is taken, for all systems alike: the slowest of
them needs 20 ms for a word that it does not know. A stretch is a whole document, or some 3,000
tokens of a longer one; seven books hold four fifths of the books' tokens, so that whole ones would
stand for nothing but themselves. Stretches are counted by the sorted names of their documents.
"""

import gzip
import importlib.util
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

Record = dict[str, Any]

STRETCH = 3_000
"""Tokens after which the next segment of a document begins another stretch."""
PAGE = 500
"""Tokens of a page, where pages are made up of segments."""


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A gold set: its file's name, a title, and which share of its stretches is taken.

    `wanted` are the measures that the engine has to reach (the project's third goal): at least, or
    for alarms and the change of WER at most.
    """

    name: str
    title: str
    every: int
    wanted: Mapping[str, float]


def _wanted(
    f1: float, hit1: float, hit5: float, alarms: float, wer: float, precision: float | None
) -> Mapping[str, float]:
    found = {"f1": f1, "alarms_per_1000": alarms, "hit1": hit1, "hit5": hit5, "wer_change": wer}
    return found if precision is None else {**found, "auto_precision": precision}


SETS = (
    GoldSet("frus_typescript_sim", "typescripts, simulated", 1, _wanted(90, 58, 66, 12, -12, 97)),
    GoldSet("columbia_typescript", "typed office papers", 4, _wanted(90, 70, 72, 35, -50, 97)),
    GoldSet("funsd_forms", "forms, real scans", 1, _wanted(60, 18, 22, 45, -1, 90)),
    GoldSet("overproof", "newspapers (overProof)", 3, _wanted(78, 43, 50, 35, -3, 97)),
    GoldSet("bln600", "newspapers (BLN600)", 8, _wanted(75, 34, 40, 15, -3, 97)),
    GoldSet("icdar2017_monograph", "books (ICDAR 2017)", 16, _wanted(62, 45, 52, 50, -2, 95)),
    GoldSet("icdar2017_periodical", "periodicals (ICDAR 2017)", 2, _wanted(63, 30, 36, 30, -2, 95)),
    GoldSet("impresso_snippets", "snippets (impresso)", 1, _wanted(54, 32, 38, 28, 0, None)),
)
EXTRA = (
    GoldSet("ght_high", "sentences of books, poor", 20, {}),
    GoldSet("ght_low", "sentences of books, good", 20, {}),
)
"""Measured only when they are asked for by name."""


def named(names: Iterable[str] = ()) -> list[GoldSet]:
    """The sets of these names, in the order of the tables; the usual ones where none is named.

    Raises ValueError for a name that there is not.
    """
    asked = set(names)
    unknown = asked - {gold.name for gold in (*SETS, *EXTRA)}
    if unknown:
        raise ValueError(f"no such set: {', '.join(sorted(unknown))}")
    return [gold for gold in (*SETS, *EXTRA) if gold.name in asked] if asked else list(SETS)


def shared_folder() -> Path:
    """The reference folder: $REVIEWER_SHARED, or `shared` beside the checkout."""
    return Path(os.environ.get("REVIEWER_SHARED") or ROOT.parent / "shared")


def gold_file(gold: GoldSet) -> Path:
    """The file of a set. Raises FileNotFoundError where it is not on this machine."""
    path = shared_folder() / "data" / "dev" / f"{gold.name}.jsonl.gz"
    if not path.is_file():
        raise FileNotFoundError(path)
    return path


def read(path: Path) -> Iterator[Record]:
    """The records of a gold file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def sampled(records: Iterable[Record], every: int) -> list[Record]:
    """The records of every `every`-th stretch, in the order of the file."""
    sizes: dict[str, int] = defaultdict(int)
    stretches: dict[tuple[str, int], list[tuple[int, Record]]] = defaultdict(list)
    for place, record in enumerate(records):
        doc = record["doc"]
        stretches[doc, sizes[doc] // STRETCH].append((place, record))
        sizes[doc] += len(record["ocr"].split())
    taken = [pair for key in sorted(stretches)[::every] for pair in stretches[key]]
    return [record for _, record in sorted(taken, key=itemgetter(0))]


def by_document(records: Iterable[Record]) -> Iterator[list[Record]]:
    """The records in their order, those of one document together."""
    for _, group in groupby(records, key=itemgetter("doc")):
        yield list(group)


def sample(gold: GoldSet, *, whole: bool = False) -> list[Record]:
    """What is judged of a set: its sample, or all of it."""
    return sampled(read(gold_file(gold)), 1 if whole else gold.every)


def pages(records: Iterable[Record], tokens: int = PAGE) -> Iterator[str]:
    """OCR of whole segments joined to pages of at least `tokens` tokens; the rest is left out."""
    lines: list[str] = []
    count = 0
    for record in records:
        lines.append(record["ocr"])
        count += len(record["ocr"].split())
        if count >= tokens:
            yield "\n".join(lines)
            lines, count = [], 0


@cache
def scorer() -> ModuleType:
    """The reference folder's `tools/score.py`, used as it is."""
    path = shared_folder() / "tools" / "score.py"
    if not path.is_file():
        raise FileNotFoundError(path)
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def misread_words(records: Iterable[Record]) -> Iterator[tuple[str, str]]:
    """(as it was read, as it is) of units that are one misread word on either side.

    A word here: letters only, three at least, with signs at its edges dropped.
    """
    score = scorer()
    for record in records:
        for start, end, gold in score.units(record["ocr"], record["gt"]):
            form, truth = _word(record["ocr"][start:end]), _word(gold)
            if form and truth and form.lower() != truth.lower():
                yield form, truth


def _word(text: str) -> str:
    bare = re.sub(r"^[\W_]+|[\W_]+$", "", text)
    return bare if len(bare) > 2 and bare.isalpha() else ""


def spread(items: Sequence[Any], count: int) -> list[Any]:
    """`count` of the items, evenly spread over them; all where there are no more."""
    if len(items) <= count:
        return list(items)
    return [items[index * len(items) // count] for index in range(count)]
