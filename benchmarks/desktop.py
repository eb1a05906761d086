"""The window's budgets: start to the first page with its findings, and key press to painted answer.

Both are measured on a screen that nobody sees (Qt's offscreen platform), which paints with the same
code. `start` is a whole process, from its birth until the page with its findings is painted; the
decisions are made in a window over a page of 2,000 words in a project of 10,000 pages.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.window import (
    Figures,
    figure,
    memory_now,
    open_window,
    out_of_sight,
    press,
    trigger,
    until,
)
from reviewer.core.model import NewDocument, Origin, Page
from reviewer.core.places import seeds
from reviewer.core.progress import Progress
from reviewer.core.text import make_lines
from reviewer.services.settings import UserSettings
from reviewer.store import Opener

PAGES = 10_000
WORDS = 2_000
DOUBTS = {"Cuben": ["Cuban", "Cube"], "Senstor": ["Senator"], "policv": ["policy", "police"]}
STARTS = 5
DECISIONS = 60
JUDGED = 20
ANALYSED = 100  # pages with findings, for what leads over pages

# Run in a process of its own. The clock starts before the process does; the program starts as from
# a terminal, and is watched from where it would wait for the person.
START = """
import os, sys, time
born = float(sys.argv[1])
import reviewer.__main__ as program
opens = program._open_desktop
def watched(app, place, sample):
    from PySide6.QtWidgets import QApplication
    def until_painted(qt):
        window = next(one for one in qt.topLevelWidgets() if hasattr(one, "desk_view"))
        while not (window.desk.page and window.desk.page.findings):
            qt.processEvents()
        window.repaint()
        qt.processEvents()
        print(time.time() - born, flush=True)
        os._exit(0)  # what closing takes is another question
    QApplication.exec = until_painted
    return opens(app, place, sample)
program._open_desktop = watched
program.main(["open", sys.argv[2]])
"""


def measure() -> Figures:
    """All figures of the window."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        out_of_sight(home)
        return {**_start(home), **_decide(home)}


def _start(home: Path) -> Figures:
    """Start on an analysed sample project, files warm: the median of a few starts."""
    from reviewer.assemble import build

    place = str(home / "sample")
    app = build()
    app.settings.set("name", "Bench")
    project = app.create(place)
    project.importing.add(sorted(seeds().glob("*.txt")))
    project.analysis.run()
    page = max(project.rows(), key=lambda row: row.open_findings).id
    app.settings.set("last", {project.place: {"page": page}})
    project.close()
    # An installed program is compiled; the first start, which compiles, does not count.
    around = {**os.environ, "PYTHONPYCACHEPREFIX": str(home / "compiled")}
    around.pop("PYTHONDONTWRITEBYTECODE", None)
    times = []
    for _ in range(STARTS + 1):
        command = [sys.executable, "-c", START, str(time.time()), place]
        done = subprocess.run(command, capture_output=True, check=True, env=around)
        times.append(float(done.stdout))
    del times[0]
    return {"desktop: start to first page with findings": figure(statistics.median(times), "s")}


def _decide(home: Path) -> Figures:
    """Decide, walk, type and look things up, in a heavy page of a large project."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    place = str(home / "large")
    _make_large(place)
    opened = open_window(home, DOUBTS)
    qt, app, window, settings = opened.qt, opened.app, opened.window, opened.settings
    project = app.open(place)
    project.analysis.run([row.id for row in project.rows()[:ANALYSED]])
    window.show_project(project)
    until(qt, lambda: window.desk.page and window.desk.page.open and not window.jobs.busy)
    card = window.desk_view.card
    card.setFocus()
    decisions, walks = [], []
    for _ in range(DECISIONS):
        walks.append(press(qt, QTest, card, Qt.Key.Key_F8))
        decisions.append(press(qt, QTest, card, Qt.Key.Key_Return))
    made = len(project.log(limit=1000))
    assert made == DECISIONS, f"{made} decisions in the ledger, not {DECISIONS}"
    others = _others(qt, QTest, window) | _judge(qt, QTest, window, settings)
    memory = memory_now()
    window.close()
    app.close()
    return {
        "desktop: accept to painted, median": figure(statistics.median(decisions) * 1000, "ms"),
        "desktop: accept to painted, slowest in 20": figure(_tail(decisions) * 1000, "ms"),
        "desktop: next finding to painted, median": figure(statistics.median(walks) * 1000, "ms"),
        **others,
        f"desktop: memory with {PAGES:,} pages": figure(memory, "MB"),
    }


def _others(qt: Any, tester: Any, window: Any) -> Figures:
    """What is done beside deciding on the card."""
    from PySide6.QtCore import Qt

    from reviewer.core.queues import Queue
    from reviewer.ui.hits import Hits
    from reviewer.ui.later import found
    from reviewer.ui.queueing import Queueing

    key, control = Qt.Key, Qt.KeyboardModifier.ControlModifier
    desk, reading, times = window.desk, window.desk_view.reading, {}
    times["fast review opens"] = [trigger(qt, window, "fast")]
    fast = window.focusWidget() or window.rooms.current
    times["fast review accept"] = [
        press(qt, tester, fast, key.Key_Return) for _ in range(DECISIONS)
    ]
    window.rooms.leave()
    reading.setFocus()
    times["typed letter"] = [press(qt, tester, reading, key.Key_A) for _ in range(DECISIONS)]
    desk.settle()
    pages = [press(qt, tester, window, key.Key_PageDown, control) for _ in range(DECISIONS)]
    times["next page"] = pages
    queueing = found(window.departments, Queueing)
    queueing.choose(Queue.WORST)
    until(qt, lambda: queueing.walk is not None and desk.finding)
    card = window.desk_view.card
    card.setFocus()
    times["queue: accept over pages"] = [
        press(qt, tester, card, key.Key_Return) for _ in range(DECISIONS)
    ]
    made = len(desk.project.log(limit=1000))
    assert made >= 3 * DECISIONS, f"only {made} decisions in the ledger: some keys did nothing"
    hits = found(window.departments, Hits)
    began = time.perf_counter()
    hits.enter()
    until(qt, lambda: hits.hits)
    times["all occurrences listed"] = [time.perf_counter() - began]
    return {
        f"desktop: {what} to painted, median": figure(statistics.median(one) * 1000, "ms")
        for what, one in times.items()
    }


def _judge(qt: Any, tester: Any, window: Any, settings: UserSettings) -> Figures:
    """What an editor does with the page of 2,000 words: cards, and the page with its changes."""
    from PySide6.QtCore import Qt

    from reviewer.ui.judging import Judging
    from reviewer.ui.later import found
    from reviewer.ui.tracked import Tracked

    window.rooms.leave_all()
    desk, times = window.desk, {}
    page = desk.project.rows()[0].id
    for finding in desk.project.page(page).open:
        desk.project.review.accept(page, finding.key, 1, "Bench")
    desk.project.approval.submit(page, "Bench")
    settings.set("name", "Editor")
    window.person.changed.emit()
    desk.show(page)
    qt.processEvents()
    times["change cards open"] = [trigger(qt, window, "judging")]
    judging = found(window.departments, Judging)
    until(qt, lambda: judging.walk.survey.pages)
    press(qt, tester, judging.view, Qt.Key.Key_Return)  # many are the same: it draws a sample
    times["card sign"] = [press(qt, tester, judging.view, Qt.Key.Key_Return) for _ in range(JUDGED)]
    window.rooms.leave_all()
    qt.processEvents()
    times["tracked changes open"] = [trigger(qt, window, "tracked")]
    tracked = found(window.departments, Tracked).view.tracked
    for name, key in (("sign", Qt.Key.Key_A), ("rejection", Qt.Key.Key_R)):
        times[f"tracked {name}"] = [press(qt, tester, tracked, key) for _ in range(JUDGED)]
    made = len(desk.project.page(page).standing.approved)
    assert made >= 2 * JUDGED, f"{made} changes signed, not {2 * JUDGED}: some keys did nothing"
    window.rooms.leave_all()
    return {
        f"desktop: {what} to painted, median": figure(statistics.median(one) * 1000, "ms")
        for what, one in times.items()
    }


def _tail(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _make_large(place: str) -> None:
    words = random.Random(7)
    plain = "the of President meeting telegram and to policy Department with report".split()

    def page(number: int) -> Page:
        count = WORDS if number == 1 else 20
        lines = []
        for start in range(0, count, 10):
            line = words.choices(plain, k=min(10, count - start))
            if number <= ANALYSED:
                line[3] = words.choice(list(DOUBTS))
            lines.append(" ".join(line))
        return Page(number, make_lines("\n".join(lines)))

    def pages() -> Iterator[Page]:
        yield from map(page, range(1, PAGES + 1))

    store = Opener().create(place)
    origin = Origin("large.txt", "0" * 64, "text", "utf-8")
    with store.writing() as unit:
        unit.sources.add(NewDocument("Large", origin, pages()), "large", Progress())
    store.close()


if __name__ == "__main__":
    for name, found in measure().items():
        print(f"{name}: {found['value']:.3g} {found['unit']}")
