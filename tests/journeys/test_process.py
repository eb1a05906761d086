"""The desktop as a process: it opens, shows the sample, closes, and ends well."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# As `reviewer open --sample`, with somebody who closes the window once the page is shown.
OPEN_AND_CLOSE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from reviewer.__main__ import main

qt = QApplication(sys.argv[:1])
waited = QTimer()

def close_when_shown():
    for window in qt.topLevelWidgets():
        desk = getattr(window, "desk", None)
        if desk is not None and desk.page is not None:
            print("shown", desk.page.document.name, flush=True)
            waited.stop()
            window.close()

waited.timeout.connect(close_when_shown)
waited.start(50)
sys.exit(main(["open", "--sample"]))
"""

pytestmark = pytest.mark.journey


def test_the_window_closes_without_a_crash(fresh_home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPEN_AND_CLOSE],
        capture_output=True,
        text=True,
        env=dict(os.environ),
        timeout=120,
        check=False,
    )
    assert "shown d004" in done.stdout
    assert "Traceback" not in done.stderr
    assert done.returncode == 0, done.stderr
