"""Work in the background: in turn, back on the window's thread, and stopped when asked."""

import signal
from collections.abc import Callable, Iterator, Sequence
from threading import Event, Thread, get_ident

import pytest
from pytestqt.qtbot import QtBot

from reviewer.core.changes import Changes
from reviewer.core.errors import InputError, ReviewerError
from reviewer.core.ids import PageId
from reviewer.core.messages import Message
from reviewer.core.progress import Progress
from reviewer.ui.bridge.analysing import Wanted, analyse
from reviewer.ui.bridge.interrupts import Interrupts
from reviewer.ui.bridge.jobs import Jobs
from reviewer.ui.bridge.news import News

TITLE = Message("ui.jobs.importing")


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def test_a_result_comes_back_on_the_windows_thread(jobs: Jobs, qtbot: QtBot) -> None:
    worked: list[int] = []
    got: list[tuple[int, int]] = []

    def work(_: Progress) -> int:
        worked.append(get_ident())
        return 42

    jobs.run(TITLE, work, lambda result: got.append((result, get_ident())))
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(42, get_ident())]
    assert worked[0] != get_ident()
    assert not jobs.busy


def test_jobs_take_turns(jobs: Jobs, qtbot: QtBot) -> None:
    order: list[str] = []
    gate = Event()

    def first(_: Progress) -> None:
        gate.wait(5)
        order.append("first")

    jobs.run(TITLE, first)
    jobs.run(TITLE, lambda _: order.append("second"))
    assert jobs.current is not None
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert order == ["first", "second"]


def test_steps_are_told(jobs: Jobs, qtbot: QtBot) -> None:
    steps: list[tuple[int, int]] = []
    jobs.stepped.connect(lambda job: steps.append((job.step.done, job.step.total)))
    jobs.run(TITLE, lambda progress: progress.report(3, 3))
    qtbot.waitUntil(lambda: not jobs.busy)
    assert steps[-1] == (3, 3)


def test_a_stopped_job_is_silent(jobs: Jobs, qtbot: QtBot) -> None:
    started, told = Event(), list[object]()

    def work(progress: Progress) -> None:
        started.set()
        while True:
            progress.report(0)

    jobs.failed.connect(told.append)
    job = jobs.run(TITLE, work, told.append, told.append)
    assert started.wait(5)
    job.stop()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert told == []


def test_an_error_goes_to_whoever_asked_or_to_all(jobs: Jobs, qtbot: QtBot) -> None:
    own: list[ReviewerError] = []
    common: list[ReviewerError] = []
    jobs.failed.connect(common.append)

    def work(_: Progress) -> None:
        raise InputError("no")

    jobs.run(TITLE, work, None, own.append)
    jobs.run(TITLE, work)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert [error.what for error in own] == ["no"]
    assert [error.what for error in common] == ["no"]


def test_a_fault_of_ours_is_not_swallowed(jobs: Jobs, qtbot: QtBot) -> None:
    faults: list[Exception] = []
    jobs.broke.connect(faults.append)

    def work(_: Progress) -> None:
        raise ZeroDivisionError

    jobs.run(TITLE, work)
    qtbot.waitUntil(lambda: bool(faults))
    assert isinstance(faults[0], ZeroDivisionError)


def test_a_quiet_job_shows_nothing(jobs: Jobs, qtbot: QtBot) -> None:
    gate = Event()
    jobs.run(TITLE, lambda _: gate.wait(5), quiet=True)
    assert jobs.current is None
    assert jobs.busy
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy)


def test_closing_waits_and_tells_nobody(qtbot: QtBot) -> None:
    jobs, told, done = Jobs(), list[object](), list[bool]()
    gate = Event()

    def work(_: Progress) -> None:
        gate.set()
        done.append(True)

    jobs.run(TITLE, work, told.append)
    assert gate.wait(5)
    jobs.close()
    assert done == [True]
    assert not jobs.busy


class Project:
    """As much of a project as news need."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[Changes], None]] = []

    def subscribe(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def publish(self, *pages: int) -> None:
        for listener in self.listeners:
            listener(Changes(readings=frozenset(PageId(page) for page in pages)))


def test_news_of_this_thread_come_at_once_and_lists_hear_them_joined(qtbot: QtBot) -> None:
    project, news = Project(), News()
    at_once: list[Changes] = []
    joined: list[Changes] = []
    news.changed.connect(at_once.append)
    news.gathered.connect(joined.append)
    news.listen(project.subscribe)
    project.publish(1)
    project.publish(2)
    assert [changes.pages for changes in at_once] == [{1}, {2}]
    assert joined == []
    qtbot.waitUntil(lambda: bool(joined))
    assert [changes.pages for changes in joined] == [{1, 2}]


def test_news_of_another_thread_arrive_on_this_one(qtbot: QtBot) -> None:
    project, news = Project(), News()
    threads: list[int] = []
    news.changed.connect(lambda _: threads.append(get_ident()))
    news.listen(project.subscribe)
    other = Thread(target=project.publish, args=(1,))
    other.start()
    other.join()
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [get_ident()]


def test_news_under_way_are_dropped_when_the_project_is_closed(qtbot: QtBot) -> None:
    project, news = Project(), News()
    told: list[Changes] = []
    news.changed.connect(told.append)
    news.listen(project.subscribe)
    other = Thread(target=project.publish, args=(1,))
    other.start()
    other.join()
    news.stop()
    qtbot.wait(20)
    assert told == []
    assert project.listeners == []


def test_the_page_looked_at_is_analysed_first() -> None:
    wanted, order = Wanted(), list[PageId]()
    pages = [PageId(n) for n in range(30)]

    def run(chosen: Sequence[PageId]) -> None:
        order.extend(chosen)
        if len(order) == 1:
            wanted.look_at(PageId(29))

    wanted.look_at(PageId(7))
    assert analyse(lambda: pages, run, wanted, Progress()) == 30
    assert order[:3] == [7, 29, 0]
    assert sorted(order) == pages


def test_nothing_stale_runs_nothing() -> None:
    ran: list[object] = []
    assert analyse(list, ran.append, Wanted(), Progress()) == 0
    assert ran == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_request_to_end_is_told_on_the_windows_thread(
    qtbot: QtBot, number: signal.Signals
) -> None:
    before = signal.getsignal(number)
    asked: list[int] = []
    interrupts = Interrupts(lambda: asked.append(get_ident()))
    signal.raise_signal(number)
    qtbot.waitUntil(lambda: bool(asked))
    interrupts.close()
    assert asked == [get_ident()]
    assert signal.getsignal(number) is before
