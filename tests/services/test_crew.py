"""Exporting by several processes: the same files in the same order, and never half of one."""

import os
import random
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from reviewer.core.decisions import Draft, Replace, Span
from reviewer.core.errors import Cancelled, ReviewerError, UsageError
from reviewer.core.progress import Progress, Step
from reviewer.services.project import Project

from .exporter import Slow, helped, open_in

DOCUMENTS = 8


@pytest.fixture
def place(project: Project, tmp_path: Path) -> str:
    """A project of documents of some pages, one of them with a decision."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(DOCUMENTS):
        lines = "".join(f"cable {number} line {line}\n" for line in range(20))
        (folder / f"cable-{number}.txt").write_text(f"{lines}\fsecond page\n", "utf-8")
    project.importing.add(sorted(folder.iterdir()))
    project.review.decide(project.rows()[0].id, [Draft(Replace(Span(0, 0), "Premier"))], "Ada")
    return project.place


def contents(out: Path) -> dict[str, bytes]:
    return {str(file.relative_to(out)): file.read_bytes() for file in out.rglob("*")}


def left(out: Path) -> list[str]:
    return [file.name for file in out.rglob(".*")]


def test_processes_write_what_one_would(place: str, tmp_path: Path) -> None:
    here, apart = tmp_path / "here", tmp_path / "apart"
    plain = open_in(place, gathers=True).export(here, "lines", {"case": "upper"}, draft=True)
    steps: list[Step] = []
    report = helped(place, gathers=True).export(
        apart, "lines", {"case": "upper"}, draft=True, progress=Progress(steps.append)
    )
    assert contents(apart) == contents(here)
    assert len(contents(apart)) == DOCUMENTS + 2  # the first telegram, and the file about all
    assert [file.name for file in report.written] == [file.name for file in plain.written]
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert (steps[-1].done, steps[-1].total) == (2 * DOCUMENTS + 2, 2 * DOCUMENTS + 2)


def test_what_is_not_finished_is_left_out(place: str, tmp_path: Path) -> None:
    report = helped(place).export(tmp_path / "out", "lines")
    assert report.written == []
    assert len(report.left_out) == DOCUMENTS + 1
    assert report.left_out[0][1].id == "export.not_approved"


def test_few_pages_are_written_here(place: str, tmp_path: Path) -> None:
    exporting = helped(place, many=10_000)
    exporting._factory = None  # type: ignore[assignment] # would be missed otherwise
    assert len(exporting.export(tmp_path / "out", "lines", draft=True).written) == DOCUMENTS + 1


def test_a_writer_that_breaks_stops_no_other_document(
    project: Project, place: str, tmp_path: Path
) -> None:
    (tmp_path / "breaking.txt").write_text("any text", "utf-8")
    (tmp_path / "last.txt").write_text("the last of all", "utf-8")
    project.importing.add([tmp_path / "breaking.txt", tmp_path / "last.txt"])
    out = tmp_path / "out"
    report = helped(place).export(out, "lines", draft=True)
    assert [path.name for path, _ in report.problems] == ["breaking.txt"]
    assert "KeyError" in report.problems[0][1].text
    assert report.written[-1].name == "last.txt"
    assert left(out) == []


def test_a_cancel_ends_it_and_leaves_whole_files(place: str, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    open_in(place).export(whole, "lines", draft=True)
    progress = Progress(lambda step: progress.cancel() if step.done > 2 else None)
    out = tmp_path / "out"
    with pytest.raises(Cancelled):
        helped(place, 0.02).export(out, "lines", draft=True, progress=progress)
    assert contents(out).items() < contents(whole).items()
    assert left(out) == []


def test_errors_of_a_process_are_told(place: str, tmp_path: Path) -> None:
    exporting = helped(place)
    out = tmp_path / "out"
    out.mkdir()
    (out / "cable-3.txt").mkdir()  # where a file is to be
    with pytest.raises(ReviewerError, match="cable-3"):
        exporting.export(out, "lines", draft=True)
    assert left(out) == []
    with pytest.raises(UsageError):
        exporting.export(out, "morse", draft=True)


class Dying(Slow):
    """Ends its process, as the system does where memory is short."""

    def write(self, edition: object, out: object, chosen: object) -> None:  # type: ignore[override]
        os._exit(9)


def open_dying(place: str) -> object:
    exporting = open_in(place)
    exporting._writers = [Dying()]
    return exporting


def test_a_process_that_dies_is_told_of(place: str, tmp_path: Path) -> None:
    exporting = helped(place)
    exporting._factory = partial(open_dying, place)  # type: ignore[assignment]
    out = tmp_path / "out"
    with pytest.raises(ReviewerError, match="ended unexpectedly"):
        exporting.export(out, "lines", draft=True)
    assert contents(out) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="nobody can ask there who still lives")
def test_killed_at_any_moment_it_leaves_whole_files(place: str, tmp_path: Path, root: Path) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    open_in(place).export(whole, "lines", draft=True)
    chance = random.Random(6)
    for _ in range(4):
        command = [sys.executable, "-m", "tests.services.exporter", place, str(out)]
        with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(chance.uniform(0.3, 3))
            child.send_signal(signal.SIGKILL)
        finished = {name: text for name, text in contents(out).items() if name[0] != "."}
        assert finished.items() <= contents(whole).items()
    _wait_for_helpers(out)
    helped(place).export(out, "lines", draft=True)
    assert contents(out) == contents(whole)


def _wait_for_helpers(out: Path) -> None:
    """Those of a killed export notice that it is gone, and end."""
    for _ in range(100):
        processes = {int(file.name.split(".")[-2]) for file in out.rglob(".*.part")}
        if not any(Path(f"/proc/{process}").exists() for process in processes):
            return
        time.sleep(0.1)
