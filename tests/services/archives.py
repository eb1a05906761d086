"""Projects and archival files for the tests of opening these again."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.edition import Edition
from reviewer.core.lexicon import EntryKind, LexiconEntry
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Role
from reviewer.core.ports import Reader
from reviewer.core.renumbering import counted
from reviewer.formats.readers.tei import TeiReader
from reviewer.formats.readers.text import PlainTextReader
from reviewer.formats.writers.tei import TeiWriter
from reviewer.services.importing import ImportReport
from reviewer.services.project import Project
from reviewer.services.restoring import Restored
from reviewer.store.opener import Opener
from tests.formats.editions import make_edition
from tests.services.fakes import WordList

TEXT = (
    "SECRET\n\nPresident handed Mikeyan a message.\n\nThe Cuben problem\nwas serions.\n"
    "\fSecond page of it.\n"
)
MORE = int(os.environ.get("REVIEWER_RANDOM_PROJECTS", "0")) or 10
Make = Callable[[str], Project]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made: list[Project] = []

    def one(name: str) -> Project:
        store = Opener().create(str(tmp_path / name))
        readers: list[Reader] = [TeiReader(), PlainTextReader()]
        made.append(Project(store, WordList({}), readers, [TeiWriter()]))
        return made[-1]

    yield one
    for project in made:
        project.close()


@pytest.fixture
def archive(make: Make, tmp_path: Path) -> Path:
    """The archival file of a letter that Ada worked on and Bea approved in part."""
    project = make("first")
    source = tmp_path / "letter.txt"
    source.write_text(TEXT, "utf-8")
    project.importing.add([source])
    project.lexicon.add(LexiconEntry(EntryKind.PERSON, "Mikoyan, A.", authorities=(("VIAF", "1"),)))
    first, second = (row.id for row in project.rows())
    review = project.review
    review.decide(first, [d.Draft(d.SetRole(0, Role.STAMP, "classification"))], "Ada")
    grounds = d.Grounds(d.Way.ACCEPTED, "Mikeyan", "Mikoyan", 1, 0.9, "names")
    review.decide(first, [d.Draft(d.Replace(d.Span(3, 3), "Mikoyan"), grounds)], "Ada")
    name = d.Draft(d.Mark(Anchor(3, 0), Anchor(3, 7), MarkName.PERSON, {"ref": "Mikoyan, A."}))
    review.decide(first, [name], "Ada")
    review.decide(first, [d.Draft(d.Comment("sure?", d.Span(7, 7), asks=True))], "Cy")
    review.decide_all(
        [
            (first, [d.Draft(d.Replace(d.Span(7, 7), "Cuban"))]),
            (second, [d.Draft(d.Keep(d.Span(0, 1)))]),
        ],
        "Ada",
    )
    project.approval.submit(second, "Ada")
    project.approval.approve(second, "Bea")
    return exported(project, tmp_path / "out")


def exported(project: Project, out: Path) -> Path:
    report = project.exporting.export(out, options={"profile": "archival"}, draft=True)
    assert not report.problems
    return report.written[0]


def opened(project: Project, *paths: Path, again: bool = False) -> ImportReport:
    return project.importing.add(paths, by="Dora", again=again)


def the(report: ImportReport) -> Restored:
    assert not report.failed
    (restored,) = report.restored
    return restored


def edited(path: Path, *changes: tuple[str, str]) -> Path:
    """A copy of a file whose text somebody changed with another program."""
    head, text = path.read_text("utf-8").split("<text>")
    text, tail = text.split("</text>")
    for before, after in changes:
        assert re.search(before, text), before
        text = re.sub(before, after, text, count=1)
    copy = path.with_name(f"{path.stem}-edited.xml")
    copy.write_text(f"{head}<text>{text}</text>{tail}", "utf-8")
    return copy


def text_of(project: Project) -> str:
    return "".join(project.page(row.id).reading.text for row in project.rows())


def lawful(drawn: Edition) -> Edition:
    """The edition with a ledger whose decisions name only some before them, as all real ones do."""
    pages = [reading.page for reading in drawn.pages]
    made = make_edition(pages, list(counted(drawn.history)), name=drawn.document.name)
    return replace(made, header=drawn.header, document=drawn.document)
