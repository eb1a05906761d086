"""A project in a temporary folder, with a fake engine and fake formats."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.core.ids import PageId
from reviewer.services.project import Project
from reviewer.store.opener import Opener

from .archives import archive as archive
from .archives import make as make
from .fakes import LinesWriter, Utf8Reader, WordList

TEXT = (
    "President handed Mikeyan a message.\n\nThe Cuben problem was serions.\fSecond page, Cuben.\n"
)
DOUBTS = {"Mikeyan": ["Mikoyan", "Mike"], "Cuben": ["Cuban"], "serions": []}


@pytest.fixture
def analyst() -> WordList:
    return WordList(DOUBTS)


@pytest.fixture
def project(tmp_path: Path, analyst: WordList) -> Iterator[Project]:
    store = Opener().create(str(tmp_path / "project"))
    project = Project(store, analyst, [Utf8Reader()], [LinesWriter()])
    source = tmp_path / "telegram.txt"
    source.write_text(TEXT, "utf-8")
    project.importing.add([source])
    project.analysis.run()
    yield project
    project.close()


@pytest.fixture
def page(project: Project) -> PageId:
    return project.rows()[0].id
