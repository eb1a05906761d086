"""Exporting a whole collection: 1,000 approved documents of two pages, from a project's store.

Each figure is that of a program of its own with the processes it starts for itself, their starting
included: reading the pages, folding them, writing TEI beside, syncing it to the disk, and putting
it in place; once without and once with the check by our own schema. Pages a second of processor
time tell more than those of the clock where the machine does other work as well. Memory is the
highest that one of the processes needed, for all documents and for a tenth of them: were the two
far apart, an export of a large project would not be constant. Budgets: 200 pages a second without
and 60 with the check.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.tei import DECISIONS, act_on, figure, sample
from reviewer.assemble import build
from reviewer.core import decisions as d
from reviewer.core.edition import Profile
from reviewer.core.ports import Problem
from reviewer.formats.writers.tei import TeiWriter
from reviewer.services.crew import processors
from reviewer.services.exporting import Exporting
from reviewer.services.project import Project
from reviewer.store.opener import Opener

DOCUMENTS = 1000
Figures = dict[str, Any]


class Unchecked(TeiWriter):
    """Writes TEI and believes that it is sound."""

    def check(self, path: Path, chosen: dict[str, str]) -> Sequence[Problem]:
        """Nothing is looked for."""
        return ()


def open_at(place: str, checked: str, jobs: int = 1) -> Exporting:
    """What exports a project with so many processes, or helps to do it."""
    writer = TeiWriter() if checked == "yes" else Unchecked()
    helper = partial(open_at, place, checked)
    return Exporting(Opener().open(place), [writer], factory=helper, jobs=jobs)


def run(place: str, out: str, profile: str, checked: str, share: str) -> None:
    """Export in this process; print pages a second, the same of processor time, and megabytes."""
    with closing(Opener().open(place)) as store, store.reading() as unit:
        every = unit.sources.documents()
    documents = every[: len(every) // int(share)]
    exporting = open_at(place, checked, processors())
    began, before = time.perf_counter(), time.process_time()
    report = exporting.export(
        Path(out), "tei", {"profile": profile}, [document.id for document in documents]
    )
    took, worked = time.perf_counter() - began, time.process_time() - before
    if not report.fine:
        raise RuntimeError(f"the export is not sound: {report.problems[:3]} {report.left_out[:3]}")
    helpers = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked += helpers.ru_utime + helpers.ru_stime
    memory = max(helpers.ru_maxrss, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    pages = sum(len(document.pages) for document in documents)
    print(pages / took, pages / worked, memory / 1024)


def measure() -> Figures:
    """The figures by name."""
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        began = time.perf_counter()
        make_collection(home / "project", home / "texts")
        seconds = time.perf_counter() - began
        figures["publish: make and approve the collection"] = figure(seconds, "s")
        for profile in Profile:
            for checked, words in (("no", "not checked"), ("yes", "checked")):
                speed, effort, memory = export(home, profile, checked)
                name = f"publish: {profile}, {words}"
                figures[name] = figure(speed, "pages/s")
                figures[f"{name}, by processor time"] = figure(effort, "pages/s")
                figures[f"{name}, memory"] = figure(memory, "MB")
            memory = export(home, profile, "yes", share=10)[2]
            figures[f"publish: {profile}, checked, memory for a tenth"] = figure(memory, "MB")
    return figures


def export(
    home: Path, profile: Profile, checked: str, share: int = 1
) -> tuple[float, float, float]:
    """(pages a second, the same of processor time, megabytes) of one document in `share`."""
    out = home / f"{profile}-{checked}-{share}"
    wanted = [str(home / "project"), str(out), str(profile), checked, str(share)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.publish", *wanted],
        check=True,
        capture_output=True,
        text=True,
    )
    speed, effort, memory = map(float, done.stdout.split())
    return speed, effort, memory


def make_collection(place: Path, texts: Path) -> None:
    """A project of telegrams that are all approved; two people did it."""
    texts.mkdir()
    for number in range(DOCUMENTS):
        text = f"Cable {number}\n\n{sample()}\n\fSheet two of cable {number}\n\n{sample()}\n"
        (texts / f"cable-{number:04d}.txt").write_text(text, "utf-8")
    app = build()
    project = app.create(str(place))
    project.importing.add(sorted(texts.iterdir()))
    for row in project.rows():
        review(project, row.id, row.tokens)
    project.close()
    app.close()


def review(project: Project, page: Any, tokens: int) -> None:
    """Decide evenly over a page, submit and approve it."""
    project.review.decide(page, list(_drafts(tokens)), "Ada")
    project.approval.submit(page, "Ada")
    project.approval.approve(page, "Grace")


def _drafts(tokens: int) -> Iterator[d.Draft]:
    for number in range(DECISIONS):
        yield d.Draft(act_on(number * tokens // DECISIONS, number))


def main() -> None:
    """Print the figures; with arguments, those of the one export that they ask for."""
    if len(sys.argv) > 1:
        run(*sys.argv[1:])
        return
    for name, found in measure().items():
        print(f"{name:<60} {found['value']:>12,.1f} {found['unit']}")


if __name__ == "__main__":
    main()
