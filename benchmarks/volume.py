"""A volume of scanned pages: importing it, writing it back, and looking at its pictures.

300 pages of PAGE XML with a JPEG each, as transcription platforms export them; and two pictures
alone, an ordinary scan and a very large one.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image as Pillow

from benchmarks.drawn import drawn_page, make_volume

Figures = dict[str, dict[str, Any]]

PAGES = 300
LARGE = (12_000, 16_000)
_ROUNDS = 5

# Each in a process of its own, so that memory is its own too.
IMPORT = """
import resource, sys, time
from pathlib import Path
from reviewer.assemble import build
app = build()
project = app.create(sys.argv[1])
began = time.perf_counter()
report = project.importing.add([Path(sys.argv[2])])
took = time.perf_counter() - began
assert len(report.added) == 1 and not report.failed, report
print(len(project.rows()) / took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
project.close()
app.close()
"""
EXPORT = """
import sys, time
from pathlib import Path
from reviewer.assemble import build
app = build()
project = app.open(sys.argv[1])
began = time.perf_counter()
report = project.exporting.export(Path(sys.argv[2]), sys.argv[3], draft=True)
took = time.perf_counter() - began
assert report.fine, report.problems[:3]
print(len(project.rows()) / took)
project.close()
app.close()
"""
OPEN = """
import os, sys, time
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtWidgets import QApplication
from reviewer.assemble import build
from reviewer.ui.application import prepare
from reviewer.ui.main_window import MainWindow
app = build(pooled=True)
qt = QApplication(sys.argv[:1])
window = MainWindow(app, prepare(qt, app))
window.resize(1440, 900)
window.show()
window.projects.open(sys.argv[1])
def run(seconds, so=lambda: False):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not so():
        qt.processEvents()
        time.sleep(0.002)
run(60, lambda: window.desk.page is not None)
pages = window.desk.model.pages
for page in pages[:12]:
    window.desk.show(page)
    run(1.0)
for line in Path("/proc/self/status").read_text().splitlines():
    if line.startswith("VmRSS"):
        print(int(line.split()[1]) / 1024, flush=True)
os._exit(0)
"""


def measure() -> Figures:
    """All figures of volumes and pictures."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        volume = home / "Volume"
        words = make_volume(volume, PAGES)
        project = str(home / "project")
        speed, memory = _run(IMPORT, project, str(volume))
        print(f"  {PAGES} pages, {words:,} words", flush=True)
        return {
            "volume: import of PAGE and JPEG": _figure(speed, "pages/s"),
            "volume: memory while importing": _figure(memory, "MB"),
            "volume: written back into PAGE": _figure(
                *_run(EXPORT, project, str(home / "page"), "page"), "pages/s"
            ),
            "volume: written as ALTO": _figure(
                *_run(EXPORT, project, str(home / "alto"), "alto"), "pages/s"
            ),
            "volume: written as searchable PDF": _figure(
                *_run(EXPORT, project, str(home / "pdf"), "pdf"), "pages/s"
            ),
            "volume: memory of the window after 12 pages": _figure(*_run(OPEN, project), "MB"),
            **_pictures(home),
        }


def _pictures(home: Path) -> Figures:
    """Opening pictures, and cutting tiles out of them."""
    from reviewer.formats.images import measure as measure_image
    from reviewer.formats.pictures import PictureOpener

    small, large = home / "scan.jpg", home / "large.jpg"
    page, _ = drawn_page(7)
    page.resize((2500, 3500)).convert("RGB").save(small, "JPEG", quality=85)
    Pillow.new("L", LARGE, 240).save(large, "JPEG")
    opener = PictureOpener(home / "cache")
    opener.open(measure_image(small)).close()  # the helper process starts with the first picture
    figures: Figures = {}
    for path, what in ((small, "2,500 × 3,500 in colour"), (large, "12,000 × 16,000 in grey")):
        copies = [path.with_name(f"{n}{path.name}") for n in range(_ROUNDS)]
        for copy in copies:
            copy.write_bytes(path.read_bytes())
        took = _quickest(lambda copies=copies: opener.open(measure_image(copies.pop())))
        figures[f"pictures: {what}, opened"] = _figure(took * 1000, "ms")
    picture = opener.open(measure_image(large))
    tiles = [(column, row) for column in range(8) for row in range(8)]
    began = time.perf_counter()
    for column, row in tiles:
        picture.tile(0, column, row)
    each = (time.perf_counter() - began) / len(tiles)
    figures["pictures: a tile of the largest"] = _figure(each * 1000, "ms")
    picture.close()
    opener.close()
    return figures


def _quickest(do: Callable[[], Any]) -> float:
    times = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        do().close()
        times.append(time.perf_counter() - began)
    return min(times)


def _run(script: str, *arguments: str) -> list[float]:
    """The figures that a process of its own prints."""
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return [float(number) for number in done.stdout.split()]


def _figure(value: float, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit, "peer": None, "ratio": None}
