"""Files checked in another process: answers, errors and faults come back, and stopping ends it."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from reviewer.core.edition import Edition
from reviewer.core.errors import Cancelled, ReviewerError, UnreadableFile
from reviewer.core.ports import Problem
from reviewer.core.writing import (
    Demands,
)
from reviewer.services.checking import ValidatorApart

_LONG = 60.0  # seconds that nobody waits for


class Slow:
    """A validator that does what the file's text says."""

    def __init__(self) -> None:
        self._seen = 0

    def validate(
        self,
        path: Path,
        demands: Demands = Demands(),  # noqa: B008 - frozen
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Sequence[Problem]:
        self._seen += 1
        asked = path.read_text("utf-8")
        if asked == "sleep":
            time.sleep(_LONG)
        if asked == "refuse":
            raise UnreadableFile("It cannot be read.", where=str(path), advice="Mend it.")
        if asked == "fail":
            raise ZeroDivisionError("a fault of ours")
        if asked == "die":
            raise SystemExit
        return [Problem(self._seen, asked, demands.ours)]

    def can_ask_rules(self) -> bool:
        return True

    def compare(self, path: Path, edition: Edition) -> Sequence[Problem]:
        return []

    def between(self, paths: Sequence[Path]) -> Sequence[tuple[Path, Problem]]:
        return [(paths[0], Problem(0, "here"))]

    def close(self) -> None:
        pass


@pytest.fixture
def apart() -> Iterator[ValidatorApart]:
    made = ValidatorApart(Slow, Slow())
    yield made
    made.close()


@pytest.fixture
def asked(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / f"{text}.xml"
        path.write_text(text, "utf-8")
        return path

    return write


def test_one_process_answers_file_after_file(
    apart: ValidatorApart, asked: Callable[[str], Path]
) -> None:
    first, second = (apart.validate(asked(text), Demands(ours=True)) for text in ("a", "b"))
    assert [(one.line, one.text, one.severe) for one in (*first, *second)] == [
        (1, "a", True),
        (2, "b", True),
    ]


def test_an_error_comes_back_and_the_process_goes_on(
    apart: ValidatorApart, asked: Callable[[str], Path]
) -> None:
    with pytest.raises(ReviewerError) as caught:
        apart.validate(asked("refuse"))
    assert caught.value.advice == "Mend it."
    with pytest.raises(RuntimeError, match="a fault of ours"):
        apart.validate(asked("fail"))
    assert apart.validate(asked("c"))[0].line == 3


def test_a_process_that_dies_is_told_and_replaced(
    apart: ValidatorApart, asked: Callable[[str], Path]
) -> None:
    with pytest.raises(ReviewerError, match="without an answer"):
        apart.validate(asked("die"))
    assert apart.validate(asked("d"))[0].text == "d"


def test_stopping_ends_the_process(apart: ValidatorApart, asked: Callable[[str], Path]) -> None:
    asked_to_stop = iter([False, False])
    with pytest.raises(Cancelled):
        apart.validate(asked("sleep"), Demands(), lambda: next(asked_to_stop, True))
    assert apart.validate(asked("e"))[0].line == 1  # of a new process


def test_what_needs_no_schema_is_done_here(
    apart: ValidatorApart, asked: Callable[[str], Path]
) -> None:
    assert apart.can_ask_rules()
    assert apart.between([asked("f")])[0][1].text == "here"
