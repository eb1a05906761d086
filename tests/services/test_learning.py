"""Learning: from approved pages only, again when they change, and never in anybody's way."""

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.errors import Cancelled, ReviewerError
from reviewer.core.findings import Finding
from reviewer.core.ids import PageId
from reviewer.core.lessons import UNTAUGHT
from reviewer.core.ports import Context
from reviewer.core.progress import Progress
from reviewer.core.reading import PageReading
from reviewer.services.learning import Learnt
from reviewer.services.project import Project
from reviewer.store.opener import Opener

from .conftest import DOUBTS
from .fakes import LinesWriter, Utf8Reader, WordList
from .test_review import key_of


def approve(project: Project, page: PageId, *acts: d.Act) -> None:
    """Decide on a page as Ada and sign it as Bob."""
    if acts:
        project.review.decide(page, [d.Draft(act) for act in acts], "Ada")
    project.approval.submit(page, "Ada")
    project.approval.approve(page, "Bob")


def cuben(reading: str) -> d.Replace:
    return d.Replace(d.Span(6, 6), reading)


def test_only_approved_pages_teach(project: Project, page: PageId) -> None:
    project.review.decide(page, [d.Draft(cuben("Cuban"))], "Ada")
    assert project.learning.run() == Learnt(0, 0)
    assert project.learning.experience() == UNTAUGHT
    project.approval.submit(page, "Ada")
    project.approval.approve(page, "Bob")
    assert project.learning.run() == Learnt(1, 0)
    assert project.learning.experience().memory == (("Cuben", "Cuban", 1),)
    assert project.learning.run() == Learnt(0, 0)


def test_pages_are_judged_as_imported_by_an_engine_that_knows_nothing(
    project: Project, page: PageId, analyst: WordList
) -> None:
    approve(project, page, cuben("Cuban"))
    project.learning.run()
    project.learning.forget()
    analyst.contexts.clear()
    project.learning.run()
    assert analyst.contexts == [Context(language="en")]
    # Three doubtful words stand in the source, though one is decided by now.
    assert project.learning.experience().judged == ((18, 3, 1),)


def test_what_is_approved_anew_is_learnt_anew(project: Project, page: PageId) -> None:
    approve(project, page, cuben("Cuban"))
    project.learning.run()
    project.approval.reopen(page, "Bob")
    assert project.learning.run() == Learnt(0, 1)
    assert project.learning.experience() == UNTAUGHT
    approve(project, page, cuben("Kuban"))
    assert project.learning.run() == Learnt(1, 0)
    assert project.learning.experience().memory == (("Cuben", "Kuban", 1),)


def test_another_engine_learns_anew(project: Project, page: PageId, analyst: WordList) -> None:
    approve(project, page, cuben("Cuban"))
    project.learning.run()
    analyst.stamp = WordList({}, "2").stamp
    assert project.learning.run() == Learnt(1, 0)


def test_all_can_be_forgotten_and_learnt_again(project: Project, page: PageId) -> None:
    approve(project, page, cuben("Cuban"))
    project.learning.run()
    before = project.learning.experience()
    assert project.learning.forget() == 1
    assert project.learning.experience() == UNTAUGHT
    project.learning.run()
    assert project.learning.experience() == before


def test_the_same_ledger_teaches_the_same(project: Project, page: PageId) -> None:
    other = project.rows()[1].id
    approve(project, other, d.Replace(d.Span(2, 2), "Cuban."))
    project.learning.run()
    approve(project, page, cuben("Cuban"))
    project.learning.run()
    step_by_step = project.learning.experience()
    project.learning.forget()
    project.learning.run()
    assert project.learning.experience() == step_by_step
    assert step_by_step.pages == 2


def test_a_cancel_keeps_what_was_learnt(project: Project, page: PageId) -> None:
    for one in (page, project.rows()[1].id):
        approve(project, one, d.Keep(d.Span(0, 0)))
    progress = Progress(lambda step: progress.cancel() if step.done == 0 else None)
    with pytest.raises(Cancelled):
        project.learning.run(progress)
    learnt = project.learning.experience().pages
    assert learnt < 2
    assert project.learning.run() == Learnt(2 - learnt, 0)


def test_what_another_program_learnt_counts_here(
    project: Project, page: PageId, analyst: WordList
) -> None:
    approve(project, page, cuben("Cuban"))
    assert project.learning.experience() == UNTAUGHT
    other = Project(Opener().open(project.place), analyst, [], [])
    other.learning.run()
    other.close()
    assert project.learning.experience().pages == 1


def test_renewing_leaves_pages_alone_that_somebody_worked_on(
    project: Project, page: PageId
) -> None:
    project.review.keep(page, key_of(project, page, "Cuben"), "Ada")
    other = project.rows()[1].id
    assert project.learning.renewable() == [other]
    assert project.learning.renew() == 1
    assert list(project.analysis.stale()) == [other]
    assert project.page(other).findings


def test_the_wanted_precision_is_a_setting(project: Project) -> None:
    project.settings.set("precision", 0.6)
    assert project.learning.experience().automatic == UNTAUGHT.automatic


# what is not to be learnt


def test_a_form_is_forgotten_for_good(project: Project, page: PageId, analyst: WordList) -> None:
    approve(project, page, cuben("Cuban"), d.Replace(d.Span(9, 9), "serious."))
    project.learning.run()
    stamp = project.learning.experience().stamp
    project.learning.forget_form("Cuben")
    project.learning.forget()
    project.learning.run()
    known = project.learning.experience()
    assert known.memory == (("serions", "serious", 1),)
    assert known.stamp != stamp
    again = Project(Opener().open(project.place), analyst, [], [])
    assert again.learning.experience() == known
    again.close()
    project.learning.allow_all()
    assert project.learning.experience().stamp == stamp


def test_all_is_forgotten_for_good_until_a_page_is_approved_anew(
    project: Project, page: PageId
) -> None:
    approve(project, page, cuben("Cuban"))
    project.learning.run()
    assert project.learning.forget_all() == 1
    assert project.learning.run() == Learnt(0, 0)
    assert project.learning.experience() == UNTAUGHT
    other = project.rows()[1].id
    approve(project, other, d.Replace(d.Span(2, 2), "Cuban."))
    assert project.learning.run() == Learnt(1, 0)
    project.approval.reopen(page, "Bob")
    approve(project, page, cuben("Kuban"))
    assert project.learning.run() == Learnt(1, 0)
    project.learning.forget_all()
    project.learning.allow_all()
    assert project.learning.run() == Learnt(2, 0)


def test_a_broken_list_of_what_is_not_to_be_learnt_stops_nobody(project: Project) -> None:
    store = Opener().open(project.place)
    with store.writing() as unit:
        unit.settings.set("unlearnt", {"forms": 3})
    store.close()
    assert not project.learning.unlearnt()


# in the background


@pytest.fixture
def taught(tmp_path: Path, analyst: WordList) -> Iterator[Project]:
    """A project that learns whenever a page is approved, as in a window."""
    store = Opener().create(str(tmp_path / "taught"))
    made = Project(store, analyst, [Utf8Reader()], [LinesWriter()], learns=True)
    source = tmp_path / "note.txt"
    source.write_text("A Cuben note.\n\fThe Cuben way.\n", "utf-8")
    made.importing.add([source])
    made.analysis.run()
    yield made
    made.close()


def _wait_until_learnt(project: Project, pages: int) -> None:
    rest = threading.Event()
    for _ in range(6000):
        if project.learning.experience().pages == pages:
            return
        rest.wait(0.01)
    pytest.fail(f"{project.learning.experience().pages} pages learnt, not {pages}")


def test_approving_and_reopening_teaches_in_the_background(taught: Project) -> None:
    one, two = (row.id for row in taught.rows())
    approve(taught, one, d.Replace(d.Span(1, 1), "Cuban"))
    _wait_until_learnt(taught, 1)
    approve(taught, two, d.Replace(d.Span(1, 1), "Cuban"))
    _wait_until_learnt(taught, 2)
    taught.approval.reopen(one, "Bob")
    _wait_until_learnt(taught, 1)


class Slow(WordList):
    """Judges only when it may."""

    def __init__(self) -> None:
        super().__init__(DOUBTS)
        self.began, self.may = threading.Event(), threading.Event()

    def analyse(self, page: PageReading, context: Context) -> list[Finding]:
        self.began.set()
        self.may.wait()
        return list(super().analyse(page, context))


def test_closing_ends_the_learning_and_approving_never_waits_for_it(tmp_path: Path) -> None:
    slow = Slow()
    store = Opener().create(str(tmp_path / "slow"))
    project = Project(store, slow, [Utf8Reader()], [LinesWriter()], learns=True)
    source = tmp_path / "note.txt"
    source.write_text("One.\fTwo.\n", "utf-8")
    project.importing.add([source])
    one, two = (row.id for row in project.rows())
    approve(project, one)
    slow.began.wait()
    approve(project, two)  # while the first page is still being judged
    slow.may.set()
    project.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "tutor"]


@pytest.mark.parametrize(
    "error", [RuntimeError("died"), CancelledError(), ReviewerError("busy"), OSError("full")]
)
def test_an_engine_that_fails_in_the_background_disturbs_nobody(
    taught: Project, analyst: WordList, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    tried = threading.Event()

    def fail(page: PageReading, context: Context) -> list[Finding]:
        tried.set()
        raise error

    one, two = (row.id for row in taught.rows())
    with monkeypatch.context() as patch:
        patch.setattr(analyst, "analyse", fail)
        approve(taught, one, d.Replace(d.Span(1, 1), "Cuban"))
        tried.wait()
    approve(taught, two, d.Replace(d.Span(1, 1), "Cuban"))
    _wait_until_learnt(taught, 2)
