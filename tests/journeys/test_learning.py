"""What one approved page teaches helps on the next: import, decide, approve, learn, analyse."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.findings import Finding
from reviewer.core.messages import Catalogue
from reviewer.core.people import Member
from reviewer.core.ports import Analyst
from reviewer.engine.pipeline import Engine
from reviewer.services.project import Project
from reviewer.store.opener import Opener
from tests.engine.small import lay_small
from tests.services.fakes import LinesWriter, Utf8Reader, WordList

pytestmark = pytest.mark.journey

PAGES = "The Ministor left at noon.\fNobody saw the Ministor again.\fThe Ministor wrote.\n"
READINGS = ["Monitor", "Minister"]


@pytest.fixture(params=["folder", "server"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Project]:
    """Three pages with one error, analysed by an engine that ranks its right reading second."""
    place = str(tmp_path / "project")
    if request.param == "server":
        place = request.getfixturevalue("postgres_database")
    store = Opener().create(place)
    analyst = WordList({"Ministor": READINGS}, sure=("Ministor",))
    made = Project(store, analyst, [Utf8Reader()], [LinesWriter()])
    for name in ("Ada", "Bob"):  # two people, though a server knows both by one login
        made.team.put(Member(name, login=made.team.login()), "Ada")
    add(made, tmp_path, PAGES)
    yield made
    made.close()


def add(project: Project, folder: Path, text: str) -> None:
    """Import a text and have it analysed."""
    source = folder / "letter.txt"
    source.write_text(text, "utf-8")
    project.importing.add([source])
    project.analysis.run()


def waiting(project: Project, number: int) -> Finding:
    """The one open finding of a page, by the page's place in the project."""
    (finding,) = project.page(project.rows()[number].id).open
    return finding


def first(project: Project, number: int) -> str:
    return waiting(project, number).suggestions[0].text


def test_an_approved_reading_ranks_first_on_other_pages(project: Project) -> None:
    one, two, three = (row.id for row in project.rows())
    assert [first(project, n) for n in range(3)] == ["Monitor"] * 3
    project.review.accept(one, waiting(project, 0).key, 2, "Ada")
    project.approval.submit(one, "Ada")
    project.approval.approve(one, "Bob")
    project.review.decide(three, [d.Draft(d.Keep(d.Span(0, 0)))], "Ada")

    assert project.learning.run().pages == 1
    assert project.learning.experience().memory == (("Ministor", "Minister", 1),)
    assert project.learning.renew() == 1
    assert project.analysis.run() == 1
    assert first(project, 1) == "Minister"
    # Somebody is at work on the third page: nothing moves there unless they ask.
    assert first(project, 2) == "Monitor"

    report = project.autocorrecting.run(0.9, "Ada")
    assert [correction.after for correction in report.corrections] == ["Minister", "Monitor"]
    project.history.undo(two, "Ada")
    assert first(project, 1) == "Minister"

    project.approval.reopen(one, "Bob")
    assert project.learning.run().dropped == 1
    assert project.learning.renew() == 0  # every page was worked on by now
    project.analysis.run([two])
    assert first(project, 1) == "Monitor"


@pytest.fixture
def engine(tmp_path: Path) -> Analyst:
    """The real engine, with a dictionary of few words."""
    return Engine(lay_small(tmp_path / "xx"))


def test_the_real_engine_learns_which_word_is_meant(engine: Analyst, tmp_path: Path) -> None:
    store = Opener().create(str(tmp_path / "project"))
    project = Project(store, engine, [Utf8Reader()], [LinesWriter()])
    add(project, tmp_path, "the hoase of the river.\fThe river, the hoase.\n")
    one, two = (row.id for row in project.rows())
    assert first(project, 0) == first(project, 1) == "house"
    choices = [s.text for s in waiting(project, 0).suggestions]

    project.review.accept(one, waiting(project, 0).key, 1 + choices.index("horse"), "Ada")
    project.approval.submit(one, "Ada")
    project.approval.approve(one, "Bob")
    assert project.learning.run().pages == 1
    assert project.learning.experience().memory == (("hoase", "horse", 1),)
    project.learning.renew()
    project.analysis.run([two])
    best = waiting(project, 1).suggestions[0]
    assert best.text == "horse"
    assert best.evidence[0].id == "engine.decided"
    said = Catalogue.load().say(best.evidence[0])
    assert said == "corrected once to horse, never kept"

    project.learning.forget_form("hoase")
    project.learning.forget_confusion("a", "r")
    project.learning.run()
    project.learning.renew()
    project.analysis.run([two])
    assert first(project, 1) == "house"
    project.learning.allow_all()

    project.approval.reopen(one, "Bob")
    project.learning.run()
    project.learning.renew()
    project.analysis.run([two])
    assert first(project, 1) == "house"
    project.close()
