from pathlib import Path

import pytest

from reviewer.core.errors import UnknownFormat, UnreadableFile
from reviewer.core.model import NewDocument
from reviewer.core.ports import Sniff
from reviewer.services.sniffing import HEAD, choose


class FakeReader:
    def __init__(self, name: str, score: float, *, breaks: bool = False) -> None:
        self.name = name
        self.score = score
        self.breaks = breaks
        self.head = b""

    def sniff(self, path: Path, head: bytes) -> Sniff:
        self.head = head
        if self.breaks:
            raise RuntimeError("lost its head")
        return Sniff(self.score, f"because {self.score}")

    def read(self, path: Path) -> NewDocument:
        raise AssertionError("nobody asked for reading")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(b"x" * (HEAD + 5))
    return path


def test_the_surest_reader_wins_and_the_first_among_equals(path: Path) -> None:
    low, high, same = FakeReader("low", 0.2), FakeReader("high", 0.9), FakeReader("same", 0.9)
    assert choose([low, high, same], path)[0] is high
    assert len(low.head) == HEAD


def test_a_reader_that_fails_is_passed_over(path: Path) -> None:
    good = FakeReader("good", 0.1)
    assert choose([FakeReader("bad", 1, breaks=True), good], path)[0] is good


@pytest.mark.parametrize("score", [float("nan"), float("inf"), 7.0])
def test_a_score_that_is_none_outdoes_nobody(path: Path, score: float) -> None:
    good = FakeReader("good", 0.1)
    assert choose([FakeReader("loud", score), good], path)[0] is good


def test_every_reason_is_named_where_nobody_takes_the_file(path: Path) -> None:
    with pytest.raises(UnknownFormat) as caught:
        choose([FakeReader("one", 0), FakeReader("two", 1, breaks=True)], path)
    message = str(caught.value)
    assert "one: because 0" in message
    assert "two: it failed (RuntimeError: lost its head)" in message


def test_a_file_that_is_not_there_is_not_a_matter_of_format(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="No such file"):
        choose([FakeReader("one", 1)], tmp_path / "missing")
    with pytest.raises(UnreadableFile):
        choose([FakeReader("one", 1)], tmp_path)
