"""What every writer must do. Subclass, and give `writer`."""

from dataclasses import replace
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import ClassVar

import pytest

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Role
from reviewer.core.ports import Writer
from tests.formats.editions import make_edition

EDITIONS = {
    "nothing": "",
    "one word": "word",
    "blank lines": "\n\n \n",
    "two pages": ["first\n\f", "second"],
    "odd characters": "a\x00b\x0b<&>\"' \ufeff\u200b e\u0301 \U0001d400\n\u2028\x85 \ud7ff",
}
DECIDED = (
    d.Replace(d.Span(0, 0), "First"),
    d.Replace(d.Span(1, 2), ""),
    d.Insert(1, None, "lost words"),
    d.Join(d.Span(4, 5)),
    d.Split(6, 2),
    d.Mark(Anchor(0, 1), Anchor(3, 2), MarkName.PERSON, {"ref": "somebody"}),
    d.Mark(Anchor(3, 1), Anchor(6, 3), MarkName.DATE, {"when": "not a date"}),
    d.SetRole(2, Role.NOISE),
    d.MoveLine(3, 0),
)


class WriterKit:
    writer: ClassVar[Writer]

    def editions(self) -> dict[str, Edition]:
        found = {name: make_edition(text) for name, text in EDITIONS.items()}
        found["decided"] = make_edition("one two three\nfour five\nspeck\nsix seven", DECIDED)
        if not self.writer.pages_apart:
            return found
        return {
            f"{name} {number}": replace(edition, pages=[reading])
            for name, edition in found.items()
            for number, reading in enumerate(edition.pages)
        }

    def choices(self) -> list[dict[str, str]]:
        """Every combination of the options' values."""
        names = [option.name for option in self.writer.options]
        values = [option.values for option in self.writer.options]
        return [dict(zip(names, chosen, strict=True)) for chosen in product(*values)]

    def test_declares_itself(self) -> None:
        assert self.writer.name
        assert self.writer.suffix.startswith(".")
        for option in self.writer.options:
            assert option.name
            assert option.values
            assert len(set(option.values)) == len(option.values)
            assert option.meaning

    def test_what_it_writes_passes_its_own_check(self, tmp_path: Path) -> None:
        for name, edition in self.editions().items():
            for chosen in self.choices():
                path = tmp_path / f"file{self.writer.suffix}"
                with path.open("wb") as out:
                    self.writer.write(edition, out, chosen)
                problems = [one for one in self.writer.check(path, chosen) if one.severe]
                assert problems == [], (name, chosen)

    def test_the_same_edition_gives_the_same_bytes(self) -> None:
        for edition in self.editions().values():
            for chosen in self.choices():
                assert self._bytes(edition, chosen) == self._bytes(edition, chosen)

    def test_leaves_the_stream_open(self) -> None:
        out = BytesIO()
        self.writer.write(make_edition("word"), out, self.choices()[0])
        assert not out.closed

    def test_checking_a_file_that_is_not_there_says_so(self, tmp_path: Path) -> None:
        problems = self.writer.check(tmp_path / "missing", self.choices()[0])
        assert [one.severe for one in problems] == [True]

    @pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00<", b"<a>"])
    def test_checking_never_fails(self, data: bytes, tmp_path: Path) -> None:
        path = tmp_path / "file"
        path.write_bytes(data)
        for chosen in self.choices():
            assert isinstance(list(self.writer.check(path, chosen)), list)

    def _bytes(self, edition: Edition, chosen: dict[str, str]) -> bytes:
        out = BytesIO()
        self.writer.write(edition, out, chosen)
        return out.getvalue()
