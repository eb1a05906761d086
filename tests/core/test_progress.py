"""Progress and cancelling."""

import pytest

from reviewer.core.errors import Cancelled
from reviewer.core.progress import Progress, Step


def test_the_end_is_always_reported() -> None:
    heard: list[Step] = []
    assert list(Progress(heard.append).over("abc", 3, "letters")) == ["a", "b", "c"]
    assert heard[-1] == Step(3, 3, "letters")


def test_few_steps_are_reported_in_a_burst() -> None:
    heard: list[Step] = []
    progress = Progress(heard.append)
    for done in range(1000):
        progress.report(done, 1001)
    assert len(heard) < 500


def test_a_cancel_is_noticed_at_the_next_report() -> None:
    progress = Progress()
    letters = progress.over("abc")
    assert next(letters) == "a"
    progress.cancel()
    with pytest.raises(Cancelled):
        next(letters)
