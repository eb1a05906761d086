"""A program that is killed while somebody types loses a second of it at most, and no project.

A robot types in the text of a window and logs what stands on the screen after each key. It is
killed at a random moment; then what the project says, with what the next window brings back, has to
be what stood on the screen at some moment of the last second. REVIEWER_KILLS says how many times.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from reviewer.services.untold import tell
from tests.journeys.robot import LOG, make_app

pytestmark = pytest.mark.journey

KILLS = int(os.environ.get("REVIEWER_KILLS", "3"))
LOST = 1.0  # seconds of typing
TEXT = "First line of it.\nSecond line of it.\n\nA third line.\n"
_PATIENCE = 60.0
_LONGEST = 4.0


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_window_loses_a_second_at_most(tmp_path: Path, root: Path, seed: int) -> None:
    app = make_app(tmp_path)
    source = tmp_path / "paper.txt"
    source.write_text(TEXT, "utf-8")
    place = str(tmp_path / "Papers")
    project = app.create(place)
    project.importing.add([source])
    project.close()

    killed = kill_while_typing(place, tmp_path, root, seed)

    project = app.open(place)
    left = app.untold.find(project.place)
    if left:
        tell(project, left, "Robot")
    page = project.rows()[0].id
    now = "\n".join(line.text for line in project.page(page).reading.lines)
    typed = [json.loads(line) for line in whole_lines(tmp_path / LOG)]
    before = [text for at, text in typed if at < killed - LOST]
    recent = {text for at, text in typed if at >= killed - LOST}
    recent.add(before[-1] if before else TEXT.rstrip("\n"))
    assert squeezed(now) in set(map(squeezed, recent))
    project.review.retype(page, 0, "It can still be edited.", "Robot")
    project.approval.submit(page, "Robot")
    project.close()
    app.close()
    with closing(sqlite3.connect(Path(place) / "project.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def kill_while_typing(place: str, folder: Path, root: Path, seed: int) -> float:
    """Let the robot type for a while and kill it; the moment, by `time.monotonic`."""
    chance = random.Random(seed)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.robot", place, str(folder), str(seed)],
        cwd=root,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as robot:
        until = time.monotonic() + _PATIENCE
        while not whole_lines(folder / LOG):
            assert robot.poll() is None
            assert time.monotonic() < until
            time.sleep(0.01)
        time.sleep(chance.uniform(0.0, _LONGEST))
        moment = time.monotonic()
        robot.send_signal(signal.SIGKILL)
    return moment


def whole_lines(path: Path) -> list[str]:
    """The lines of the log but for one that was cut off."""
    if not path.exists():
        return []
    return [line for line in path.read_text("utf-8").splitlines(keepends=True) if line[-1] == "\n"]


def squeezed(text: str) -> str:
    """Blanks at a line's end and doubled ones are no typing that the ledger keeps."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))
