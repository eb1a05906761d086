"""A command line over a real store, with a fake engine and fake formats."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reviewer.cli import run
from reviewer.core.edition import Edition
from reviewer.core.messages import Catalogue
from reviewer.core.ports import Health, Problem
from reviewer.core.writing import (
    Demands,
)
from reviewer.formats.lists.table import TableList
from reviewer.formats.profiles.shelf import ProfileShelf
from reviewer.formats.reports.html import HtmlWriter
from reviewer.formats.reports.table import TableWriter
from reviewer.services.app import App, Parts
from reviewer.services.settings import UserSettings
from reviewer.store.opener import Opener
from tests.services.conftest import DOUBTS, TEXT
from tests.services.fakes import Counting, LinesWriter, Utf8Reader, WordList


class MarksOff:
    """A validator that wants the word TEI."""

    def validate(
        self,
        path: Path,
        demands: Demands = Demands(),  # noqa: B008 - frozen
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Sequence[Problem]:
        text = path.read_text("utf-8")
        wanted = demands.schematron.read_text("utf-8") if demands.schematron else "TEI"
        return [] if wanted in text else [Problem(1, f"There is no {wanted}.", advice="Add it.")]

    def can_ask_rules(self) -> bool:
        return True

    def compare(self, path: Path, edition: Edition) -> Sequence[Problem]:
        return []

    def between(self, paths: Sequence[Path]) -> Sequence[tuple[Path, Problem]]:
        return [(path, Problem(1, "Given twice.", False)) for path in paths if "copy" in path.name]

    def close(self) -> None:
        pass


@dataclass
class Answer:
    """What a command said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Answer]


@pytest.fixture
def opened() -> list[tuple[str | None, bool]]:
    """What the desktop was asked to open."""
    return []


@pytest.fixture
def reviewer(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    opened: list[tuple[str | None, bool]],
) -> Command:
    def build(jobs: int, wants_window: bool) -> App:
        return App(
            Parts(
                opener=Opener(),
                analyst=WordList(DOUBTS, sure=("Cuben",)),
                readers=[Utf8Reader()],
                writers=[LinesWriter()],
                validator=MarksOff(),
                settings=UserSettings(tmp_path / "settings.json"),
                catalogue=Catalogue.load(),
                data=tmp_path,
                checks=[lambda: Health("part", True, "works.")],
                scorer=Counting,
                lists=[TableList("csv", ","), TableList("tsv", "\t")],
                reports=[HtmlWriter(), TableWriter()],
                profiles=ProfileShelf(),
            )
        )

    def desktop(app: App, place: str | None, sample: bool) -> int:
        opened.append((place, sample))
        return 0

    def command(*arguments: object) -> Answer:
        try:
            status = run([str(argument) for argument in arguments], build, desktop)
        except SystemExit as error:
            status = int(str(error.code or 0))
        return Answer(status, *capsys.readouterr())

    return command


@pytest.fixture
def project(tmp_path: Path, reviewer: Command) -> Path:
    """A project with one analysed document of two pages."""
    (tmp_path / "telegram.txt").write_text(TEXT, "utf-8")
    place = tmp_path / "project"
    assert reviewer("import", place, tmp_path / "telegram.txt").status == 0
    assert reviewer("analyse", place).status == 0
    return place
