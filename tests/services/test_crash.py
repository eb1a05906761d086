"""Killed in a burst of decisions, a project keeps all that were acknowledged, and counts true."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reviewer.services.project import Project
from reviewer.store.opener import Opener

from .conftest import DOUBTS
from .fakes import LinesWriter, Utf8Reader, WordList


@pytest.mark.parametrize("acknowledged", [5, 200])
def test_kill_in_a_burst_of_decisions(project: Project, root: Path, acknowledged: int) -> None:
    place = project.place
    project.close()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.services.typist", place],
        cwd=root,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        told = [int(child.stdout.readline()) for _ in range(acknowledged)]
        child.kill()
        told += [int(line) for line in child.stdout if line.endswith("\n")]

    again = Project(Opener().open(place), WordList(DOUBTS), [Utf8Reader()], [LinesWriter()])
    stored = [decision.id for decision in reversed(again.log(10 * len(told)))]
    assert stored[: len(told)] == told
    assert len(stored) <= len(told) + 1  # one may be stored that could not be told any more
    for row in again.rows():
        view = again.page(row.id)
        assert (row.findings, row.open_findings) == (len(view.findings), len(view.open))
        assert row.state is view.standing.state
        again.approval.submit(row.id, "Ada")
    again.close()
    with closing(sqlite3.connect(Path(place) / "project.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
