"""Folds: no document is judged by an engine that learnt from it.

Weights and letter confusions are learnt from the gold sets. So that figures are honest, every
document belongs to one fold by its name alone, and for every fold there is a dictionary in
`build/folds/<fold>/en` that was trained without the documents of that fold, and counted without the
documents behind the simulated pages.
"""

import zlib
from collections.abc import Iterable
from pathlib import Path

from benchmarks.sets import ROOT
from reviewer.core.places import dictionaries

COUNT = 3
FOLDER = ROOT / "build" / "folds"
MISSING = (
    "build/folds is not there, so the figures are of parts trained on these documents; "
    "`make folds` makes it"
)
TRAINED = "trained on these documents"


def fold_of(doc: str, count: int = COUNT) -> int:
    """The fold of a document, 0 to `count` - 1: the CRC-32 of its name, modulo `count`.

    >>> fold_of("a page") == fold_of("a page")
    True
    """
    return zlib.crc32(doc.encode("utf-8")) % count


def folders(folder: Path = FOLDER, count: int = COUNT) -> list[Path]:
    """The dictionaries that judge the documents of fold 0, 1, …: those made without them.

    Where one is missing, the dictionary that is shipped judges all: see `honest`.
    """
    found = [folder / str(fold) / "en" for fold in range(count)]
    return found if _complete(found) else [dictionaries() / "en"] * count


def honest(folder: Path = FOLDER, count: int = COUNT) -> bool:
    """Whether every fold has a dictionary made without its documents."""
    return _complete(folder / str(fold) / "en" for fold in range(count))


def _complete(dictionaries_of_folds: Iterable[Path]) -> bool:
    return all((each / "dictionary.toml").is_file() for each in dictionaries_of_folds)
