"""Exporting a whole collection: 1,000 approved documents of two pages, from a project's store.

Each figure is that of a process of its own: reading the pages, folding them, writing TEI beside,
syncing it to the disk, and putting it in place; once without and once with the check by our own
schema. Memory is the highest that the process needed, for all documents and for a tenth of them:
were the two far apart, an export of a large project would not be constant. Budgets: 200 pages a
second without and 60 with the check.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.tei import DECISIONS, act_on, figure, sample
from reviewer.assemble import build
from reviewer.core import decisions as d
from reviewer.core.edition import Profile
from reviewer.services.project import Project

DOCUMENTS = 60
Figures = dict[str, Any]

EXPORT = """
import resource, sys, time
from pathlib import Path
from reviewer.assemble import build
from reviewer.formats.writers.tei import TeiWriter
place, out, profile, checked, share = sys.argv[1:]
if checked == "no":
    TeiWriter.check = lambda self, path, chosen: ()
app = build()
project = app.open(place)
documents = [document.id for document in project.documents()]
documents = documents[: len(documents) // int(share)]
began = time.perf_counter()
report = project.exporting.export(Path(out), "tei", {"profile": profile}, documents)
took = time.perf_counter() - began
assert report.fine, (report.problems[:3], report.left_out[:3])
pages = sum(len(document.pages) for document in project.documents()[: len(documents)])
print(pages / took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
project.close()
app.close()
"""


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
                speed, memory = export(home, profile, checked)
                name = f"publish: {profile}, {words}"
                figures[name] = figure(speed, "pages/s")
                figures[f"{name}, memory"] = figure(memory, "MB")
            memory = export(home, profile, "yes", share=10)[1]
            figures[f"publish: {profile}, checked, memory for a tenth"] = figure(memory, "MB")
    return figures


def export(home: Path, profile: Profile, checked: str, share: int = 1) -> tuple[float, float]:
    """(pages a second, megabytes at most) of exporting one document in `share`."""
    out = home / f"{profile}-{checked}-{share}"
    wanted = [str(home / "project"), str(out), str(profile), checked, str(share)]
    run = subprocess.run(
        [sys.executable, "-c", EXPORT, *wanted], check=True, capture_output=True, text=True
    )
    speed, memory = map(float, run.stdout.split())
    return speed, memory


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
    """Print the figures."""
    for name, found in measure().items():
        print(f"{name:<60} {found['value']:>12,.1f} {found['unit']}")


if __name__ == "__main__":
    main()
