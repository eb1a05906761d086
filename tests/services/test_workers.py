"""The engine in processes of its own: same answers, and a killed process costs nothing."""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reviewer.core.errors import ReviewerError
from reviewer.core.findings import Finding, Stamp
from reviewer.core.fold import fold
from reviewer.core.lessons import Lessons, total
from reviewer.core.model import Page, SecondReading
from reviewer.core.ports import Context
from reviewer.core.presence import presence
from reviewer.core.reading import PageReading
from reviewer.core.text import make_lines
from reviewer.services.workers import PooledAnalyst

from .fakes import WordList

PAGE = fold(Page(1, make_lines("The Cuben problem.")))


class Mortal(WordList):
    """Kills its process once, the first time anybody asks."""

    def analyse(self, page: PageReading, context: Context) -> list[Finding]:
        once = os.environ["REVIEWER_TEST_ONCE"]
        if not os.path.exists(once):  # noqa: PTH110
            with open(once, "w"):  # noqa: PTH123
                os.kill(os.getpid(), signal.SIGKILL)
        return list(super().analyse(page, context))


class Hearing(WordList):
    """Finds something only where there is a second reading."""

    def analyse(self, page: PageReading, context: Context) -> list[Finding]:
        return list(super().analyse(page, context)) if context.second else []


def make_hearing() -> WordList:
    return Hearing({"Cuben": ["Cuban"]})


def make_list() -> WordList:
    return WordList({"Cuben": ["Cuban"]})


def make_mortal() -> WordList:
    return Mortal({"Cuben": ["Cuban"]})


def fake_stamp() -> Stamp:
    return Stamp("fake", "1")


@pytest.fixture
def pooled() -> Iterator[PooledAnalyst]:
    analyst = PooledAnalyst(make_list, fake_stamp, jobs=1)
    yield analyst
    analyst.close()


def test_gives_what_the_engine_gives(pooled: PooledAnalyst) -> None:
    assert pooled.stamp == fake_stamp()
    assert pooled.analyse(PAGE, Context()) == make_list().analyse(PAGE, Context())


def test_contexts_are_sent_once_but_known_always(pooled: PooledAnalyst) -> None:
    knowing = Context(experience=total([Lessons(memory=(("Cuben", "Kuban", 1),))]))
    others = [Context(words=frozenset([str(n)])) for n in range(9)]
    for context in (knowing, knowing, *others, knowing):
        (found,) = pooled.analyse(PAGE, context)
        assert found == make_list().analyse(PAGE, context)[0]
    pooled.close()
    assert pooled.analyse(PAGE, knowing)[0].suggestions[0].text == "Kuban"


def test_documents_are_sent_without_sending_the_project_again(pooled: PooledAnalyst) -> None:
    knowing = Context(experience=total([Lessons(memory=(("Cuben", "Kuban", 1),))]))
    sent: list[int] = []
    run = pooled._run

    def spying(work: Callable[..., Any], *args: Any) -> Any:
        sent.append(pickle.dumps(args).count(b"Kuban"))
        return run(work, *args)

    pooled._run = spying  # type: ignore[method-assign]
    for n in range(20):
        names = presence([("Zorin", n + 3)], [], 100, 0)
        for _ in range(2):
            (found,) = pooled.analyse(PAGE, replace(knowing, presence=names))
            assert found.suggestions[0].text == "Kuban"
    # Two tries for the first page of each document, one for the second.
    assert len(sent) == 60
    assert sum(sent) == 1


def test_a_second_reading_goes_along() -> None:
    analyst = PooledAnalyst(make_hearing, fake_stamp, jobs=1)
    second = SecondReading("other", make_lines("The Cuban problem."))
    assert not analyst.analyse(PAGE, Context())
    assert len(analyst.analyse(PAGE, Context(second=second))) == 1
    analyst.close()


def test_learns_what_the_engine_learns(pooled: PooledAnalyst) -> None:
    found = pooled.analyse(PAGE, Context())
    assert pooled.lessons(PAGE, found) == make_list().lessons(PAGE, found)


def test_works_again_after_closing(pooled: PooledAnalyst) -> None:
    pooled.close()
    assert len(pooled.analyse(PAGE, Context())) == 1


def test_a_killed_process_is_replaced(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = tmp_path_factory.mktemp("once") / "killed"
    monkeypatch.setenv("REVIEWER_TEST_ONCE", str(once))
    analyst = PooledAnalyst(make_mortal, fake_stamp)
    assert len(analyst.analyse(PAGE, Context())) == 1
    assert once.exists()
    analyst.close()


class Deadly(WordList):
    """Kills its process whenever anybody asks."""

    def analyse(self, page: PageReading, context: Context) -> list[Finding]:
        os.kill(os.getpid(), signal.SIGKILL)
        return []


def make_deadly() -> WordList:
    return Deadly({})


def test_a_page_that_kills_every_process_is_an_error_in_words() -> None:
    analyst = PooledAnalyst(make_deadly, fake_stamp)
    with pytest.raises(ReviewerError, match="ended unexpectedly"):
        analyst.analyse(PAGE, Context())
    analyst.close()


EMPLOYER = """
import time
from tests.services.test_workers import fake_stamp, make_list
from reviewer.services.workers import PooledAnalyst
analyst = PooledAnalyst(make_list, fake_stamp)
analyst.entries("")
print("ready", flush=True)
time.sleep(600)
"""


def test_no_process_outlives_a_killed_program(root: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", EMPLOYER], cwd=root, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        program.kill()
        # The worker has the other end of this pipe too: it closes when the last of them is gone.
        program.communicate(timeout=60)
