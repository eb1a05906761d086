"""Killed at any moment, a project keeps every decision that was acknowledged."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.store import Opener
from tests.contracts.store_kit import add, append, keep, make_page, page_place


@pytest.mark.parametrize("acknowledged", [1, 37, 200])
def test_kill_during_a_burst_of_decisions(tmp_path: Path, root: Path, acknowledged: int) -> None:
    store = Opener().create(str(tmp_path))
    document = add(store, "first", make_page(1))
    store.close()

    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.typist", str(tmp_path)],
        cwd=root,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        told = [int(child.stdout.readline()) for _ in range(acknowledged)]
        child.kill()
        told += [int(line) for line in child.stdout if line.endswith("\n")]

    store = Opener().open(str(tmp_path))
    here = page_place(document)
    with store.reading() as unit:
        decided = unit.ledger.of(here)
        revision = unit.ledger.revision(here)
    ids = [decision.id for decision in decided]
    assert ids[: len(told)] == told
    # One more may be stored of which the child could not tell any more.
    assert revision == len(ids) <= len(told) + 1
    assert [one.act for one in decided] == [
        d.Replace(d.Span(0, 0), f"word {n}") for n in range(len(ids))
    ]
    append(store, here, revision, keep(0))
    store.close()
    with closing(sqlite3.connect(tmp_path / "project.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
