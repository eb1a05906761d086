"""Types in the text of a window without end and says what stands there; `test_robot` kills it.

    python -m tests.journeys.robot PROJECT FOLDER SEED

FOLDER has the person's settings and data, and gets `typed.log`: after each key press a line with
the time (`time.monotonic`) and the text on the screen, as JSON.
"""

import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reviewer.core.messages import Catalogue
from reviewer.formats.readers.text import PlainTextReader
from reviewer.formats.validate import TeiValidator
from reviewer.services.app import App, Parts
from reviewer.services.settings import UserSettings
from reviewer.store.opener import Opener
from reviewer.ui.application import prepare
from reviewer.ui.main_window import MainWindow
from tests.services.fakes import WordList

EVERY = 20  # milliseconds between two keys
LOG = "typed.log"
_SENTENCE = "the quick brown fox jumps over the lazy dog and then it rests "


def make_app(folder: Path) -> App:
    """An app whose engine doubts nothing, for the person of a folder."""
    settings = UserSettings(folder / "settings.json")
    settings.set("name", "Robot")
    return App(
        Parts(
            opener=Opener(),
            analyst=WordList({}),
            readers=[PlainTextReader()],
            writers=[],
            validator=TeiValidator(),
            settings=settings,
            catalogue=Catalogue.load(),
            data=folder / "data",
            checks=[],
        )
    )


def keys(seed: int) -> Iterator[str]:
    """Key presses without end: mostly letters, with lines changed, slips and steps back."""
    chance = random.Random(seed)
    while True:
        for sign in _SENTENCE * chance.randint(1, 4):
            yield sign
            if chance.random() < 0.03:
                yield from ["Backspace"] * chance.randint(1, 4)
            if chance.random() < 0.01:
                yield "Ctrl+Z"
        yield chance.choice(["Down", "Up", "Home", "End", "Ctrl+Left", "Return"])


class Robot:
    """Presses a key whenever its time has come."""

    def __init__(self, window: MainWindow, log: Path, seed: int) -> None:
        self._reading = window.desk_view.reading
        self._keys = keys(seed)
        self._log = log.open("w", encoding="utf-8", buffering=1)
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._press)
        self._timer.start(EVERY)

    def _press(self) -> None:
        self._reading.setFocus()
        key = next(self._keys)
        if len(key) == 1:
            QTest.keyClicks(self._reading, key)
        else:
            chord = QKeySequence(key)[0]  # type: ignore[index]
            QTest.keyClick(self._reading, chord.key(), chord.keyboardModifiers())
        text = "\n".join(self._reading.line_texts())
        self._log.write(json.dumps([time.monotonic(), text]) + "\n")


def main(place: str, folder: str, seed: str) -> int:
    """Type until somebody ends it."""
    app = make_app(Path(folder))
    program = QApplication([])
    window = MainWindow(app, prepare(program, app))
    window.show()
    window.projects.open(place)
    waiting = QTimer(window)
    robots: list[Robot] = []

    def begin() -> None:
        if window.desk.page is not None and not window.jobs.busy:
            waiting.stop()
            robots.append(Robot(window, Path(folder) / LOG, int(seed)))

    waiting.timeout.connect(begin)
    waiting.start(10)
    return program.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
