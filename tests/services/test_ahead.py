"""Working ahead: in order, only a little, and stopping where the caller stops."""

import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from reviewer.services.ahead import ahead


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_order(jobs: int) -> None:
    assert list(ahead(range(20), str, jobs)) == [(n, str(n)) for n in range(20)]


def test_no_more_is_taken_than_a_little_ahead() -> None:
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for n in range(100):
            taken.append(n)
            yield n

    with closing(ahead(numbers(), str, 2)) as results:
        next(results)
        assert len(taken) == 4
        next(results)
        assert len(taken) == 5


def test_what_has_not_begun_is_dropped_when_the_caller_stops() -> None:
    done: list[int] = []
    gate = threading.Event()

    def work(n: int) -> int:
        if n == 1:
            gate.wait()
        done.append(n)
        return n

    with closing(ahead(range(50), work, 1)) as results:
        assert next(results) == (0, 0)
        threading.Timer(0.05, gate.set).start()
    assert len(done) <= 2


def test_an_error_of_the_work_is_the_callers() -> None:
    def fail(n: int) -> int:
        raise KeyError(n)

    with pytest.raises(KeyError):
        list(ahead(range(3), fail, 2))
