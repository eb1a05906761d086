"""The list of documents in a project of 10,000: opening it, sifting, sorting, walking through it.

What is wanted is read beside the window's thread, so two things count: how long until the rows
stand there, and how long the thread was busy at a stretch meanwhile, for so long a key press waits.
"""

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.window import (
    Figures,
    Opened,
    figure,
    open_window,
    out_of_sight,
    press,
    trigger,
    until,
)
from reviewer.core.model import NewDocument, Origin, Page
from reviewer.core.progress import Progress
from reviewer.core.text import make_lines
from reviewer.store import Opener

DOCUMENTS = 10_000
SUBMITTED = 200
TIMES = 40


def measure() -> Figures:
    """The figures by name."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        out_of_sight(home)
        place = str(home / "many")
        _make_many(place)
        opened = open_window(home, {})
        try:
            return _walk(opened, place)
        finally:
            opened.window.close()
            opened.app.close()


def _walk(opened: Opened, place: str) -> Figures:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from reviewer.ui.documents import DocumentsRoom
    from reviewer.ui.later import found

    qt, window = opened.qt, opened.window
    project = opened.app.open(place)
    for row in project.rows()[:SUBMITTED]:
        project.approval.submit(row.id, "Bench")
    window.show_project(project)
    until(qt, lambda: window.desk.page and not window.jobs.busy)
    trigger(qt, window, "documents")  # the room is made at its first use
    view = found(window.departments, DocumentsRoom).view
    model = view.model
    until(qt, lambda: model.rowCount() == DOCUMENTS)
    waits: dict[str, list[float]] = {}
    busy: list[float] = []

    def step(what: str, act: Any, rows: int) -> None:
        model.show(0, 0, ())
        began = time.perf_counter()
        act()
        busy.append(time.perf_counter() - began)
        busy.append(until(qt, lambda: model.rowCount() == rows and view.current is not None))
        qt.processEvents()
        waits.setdefault(what, []).append(time.perf_counter() - began)

    for _ in range(TIMES // 4):
        window.rooms.leave_all()
        step("opens", lambda: window.actions_["documents"].trigger(), DOCUMENTS)
        step("sifted by state", lambda: view.turn("submitted"), SUBMITTED)
        step("let all", view.let_all, DOCUMENTS)
        step("sorted anew", view.sort_next, DOCUMENTS)
    table, key = view.table, Qt.Key
    table.setFocus()
    down = [press(qt, QTest, table, key.Key_Down) for _ in range(TIMES)]
    leaf = [press(qt, QTest, table, key.Key_PageDown) for _ in range(TIMES)]
    named = {
        **{f"documents: {what}, median": statistics.median(one) for what, one in waits.items()},
        "documents: window busy at a stretch meanwhile, longest": max(busy),
        "documents: arrow to painted, median": statistics.median(down),
        "documents: Page Down to painted, median": statistics.median(leaf),
        "documents: Page Down to painted, slowest": max(leaf),
    }
    return {name: figure(seconds * 1000, "ms") for name, seconds in named.items()}


def _make_many(place: str) -> None:
    store = Opener().create(place)
    for number in range(DOCUMENTS):
        text = f"Cable {number}\nThe Department asks for a report.\n"
        origin = Origin(f"cable-{number:05d}.txt", f"{number:064x}", "text", "utf-8")
        new = NewDocument(f"Cable {number}", origin, _pages(text))
        with store.writing() as unit:
            unit.sources.add(new, f"cable-{number:05d}", Progress())
    store.close()


def _pages(text: str) -> Iterator[Page]:
    yield Page(1, make_lines(text))
