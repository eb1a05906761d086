"""A window on a screen that nobody sees (Qt's offscreen platform), and the stopwatch beside it."""

import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.services.settings import UserSettings
from reviewer.store import Opener

Figures = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Opened:
    """The program with its window, before a project is shown in it."""

    qt: Any
    app: Any
    window: Any
    settings: UserSettings


def out_of_sight(home: Path) -> None:
    """Let Qt paint for nobody, and keep settings and data in a folder of the measurement."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        os.environ[name] = str(home / name)


def open_window(home: Path, doubts: Mapping[str, Sequence[str]]) -> Opened:
    """A window over the whole program, but that only some words are doubtful."""
    from PySide6.QtWidgets import QApplication

    from reviewer.core.messages import Catalogue
    from reviewer.services.app import App, Parts
    from reviewer.ui.application import prepare
    from reviewer.ui.main_window import MainWindow
    from tests.services.fakes import WordList

    settings = UserSettings(home / "settings.json")
    settings.set("name", "Bench")
    settings.set("toured", True)
    nobody: Any = _Nobody()
    app = App(
        Parts(
            opener=Opener(),
            analyst=WordList(doubts),
            readers=[],
            writers=[],
            validator=nobody,
            settings=settings,
            catalogue=Catalogue.load(),
            data=home,
            checks=[],
        )
    )
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    window = MainWindow(app, prepare(qt, app))
    window.resize(1440, 900)
    window.show()
    return Opened(qt, app, window, settings)


def trigger(qt: Any, window: Any, action: str) -> float:
    """Seconds until an action was done and what it asked to be painted at once is."""
    began = time.perf_counter()
    window.actions_[action].trigger()
    qt.processEvents()
    return time.perf_counter() - began


def press(qt: Any, tester: Any, widget: Any, key: Any, *modifiers: Any) -> float:
    """Seconds from a key press until everything it asked to be painted is."""
    began = time.perf_counter()
    tester.keyClick(widget, key, *modifiers)
    qt.processEvents()
    return time.perf_counter() - began


def until(qt: Any, so: Any) -> float:
    """Wait for something; the longest that the window's thread was busy meanwhile, in seconds."""
    longest = 0.0
    patience = time.monotonic() + 120
    while not so():
        began = time.perf_counter()
        qt.processEvents()
        longest = max(longest, time.perf_counter() - began)
        assert time.monotonic() < patience, "the window never got there"
    return longest


class _Nobody:
    """A validator that nothing here asks."""

    def validate(self, path: Path, schema: Path | None = None) -> list[Any]:
        raise AssertionError(f"nobody asked to check {path}")

    def close(self) -> None:
        """Nothing is open."""


def memory_now() -> float:
    """Resident memory of this process in MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


def figure(value: float, unit: str) -> dict[str, Any]:
    """A measured value; nothing comparable exists beside it."""
    return {"value": value, "unit": unit, "peer": None, "ratio": None}
