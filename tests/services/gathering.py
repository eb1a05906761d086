"""A fake collection."""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from reviewer.core.edition import Edition
from reviewer.core.ports import Problem
from reviewer.core.writing import (
    About,
)


class Gathering:
    """A collection of the documents' names, and of how much there is of each, for one file."""

    def __init__(self, about: About, apart: bool) -> None:
        self.apart = apart
        self.lines = [about.title]

    def named(self, edition: Edition) -> Edition:
        return edition

    def add(self, edition: Edition, file: Path) -> None:
        pages = sum(1 for _ in edition.pages)
        size = file.stat().st_size
        self.lines.append(f"{edition.document.name} {pages} {len(edition.history)} {size}")

    def files(self) -> tuple[str, ...]:
        return ("all.txt",)

    def write(self, name: str, out: BinaryIO) -> None:
        out.write("\n".join(self.lines).encode())

    def check(self, name: str, path: Path) -> Sequence[Problem]:
        return ()

    def gone(self, before: Path, now: Path) -> Problem | None:
        return None

    def close(self) -> None:
        pass
