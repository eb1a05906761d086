"""Exports a project with two helping processes, over and over, for tests that end it meanwhile.

`open_in(place)` is also what these processes open the project with.
"""

import sys
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO

from reviewer.core.edition import Edition
from reviewer.core.writing import (
    About,
)
from reviewer.services.exporting import Exporting
from reviewer.store.opener import Opener

from .fakes import LinesWriter
from .gathering import Gathering


class Slow(LinesWriter):
    """Writes slowly, breaks at documents called so, and gathers where it is asked to."""

    def __init__(self, pause: float = 0.0, gathers: bool = False) -> None:
        self.pause = pause
        self.gathers = gathers

    def write(self, edition: Edition, out: BinaryIO, chosen: dict[str, str]) -> None:
        if edition.document.name.startswith("breaking"):
            out.write(b"half")
            raise KeyError(edition.document.name)
        for page in edition.pages:
            for line in page.text.splitlines(keepends=True):
                out.write((line.upper() if chosen["case"] == "upper" else line).encode())
                out.flush()
                time.sleep(self.pause)

    def collect(self, about: About, chosen: Mapping[str, str]) -> Gathering | None:
        return Gathering(about, apart=True) if self.gathers else None


def open_in(place: str, pause: float = 0.0, gathers: bool = False) -> Exporting:
    """The project at a place, for a helping process."""
    return Exporting(Opener().open(place), [Slow(pause, gathers)])


def helped(place: str, pause: float = 0.0, gathers: bool = False, many: int = 1) -> Exporting:
    """The project at a place, written by two processes."""
    factory = partial(open_in, place, pause, gathers)
    store = Opener().open(place)
    return Exporting(store, [Slow(pause, gathers)], factory=factory, jobs=2, many=many)


if __name__ == "__main__":
    exporting = helped(sys.argv[1], 0.001)
    print("ready", flush=True)
    while True:
        exporting.export(Path(sys.argv[2]), "lines", draft=True)
