"""What one approved page teaches helps on the next: import, decide, approve, learn, analyse."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.findings import Finding
from reviewer.services.project import Project
from reviewer.store.opener import Opener
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
    source = tmp_path / "letter.txt"
    source.write_text(PAGES, "utf-8")
    made.importing.add([source])
    made.analysis.run()
    yield made
    made.close()


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
