from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.engine import caching
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.tables import Dictionary


def test_built_once(tmp_path: Path) -> None:
    calls = []

    def build() -> bytes:
        calls.append(1)
        return b"content"

    assert caching.cached(tmp_path / "new", "a.bin", build) == b"content"
    assert caching.cached(tmp_path / "new", "a.bin", build) == b"content"
    assert len(calls) == 1


def test_without_a_folder_it_is_built_each_time() -> None:
    assert caching.cached(None, "a.bin", lambda: b"x") == b"x"


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert caching.cached(blocked, "a.bin", lambda: b"x") == b"x"


def test_no_part_files_are_left(tmp_path: Path) -> None:
    caching.write(tmp_path / "a.bin", b"x" * 1000)
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]


def test_dropping_twice_is_fine(tmp_path: Path) -> None:
    caching.write(tmp_path / "a.bin", b"x")
    caching.drop(tmp_path / "a.bin")
    caching.drop(tmp_path / "a.bin")
    assert caching.read(tmp_path / "a.bin") is None


@given(content=st.binary(max_size=200), data=st.data())
def test_any_damage_is_noticed(tmp_path_factory, content: bytes, data: st.DataObject) -> None:
    path = tmp_path_factory.mktemp("cache") / "a.bin"
    caching.write(path, content)
    assert caching.read(path) == content
    stored = path.read_bytes()
    at = data.draw(st.integers(0, len(stored) - 1))
    path.write_bytes(stored[:at] + bytes([stored[at] ^ 0x55]) + stored[at + 1 :])
    assert caching.read(path) is None
    path.write_bytes(stored[:at])
    assert caching.read(path) is None


@pytest.mark.parametrize("content", [b"", b"\x00" * 100, b"N", b"\xff"], ids=repr)
def test_a_whole_file_of_no_sense_is_made_anew(small: Path, tmp_path: Path, content: bytes) -> None:
    dictionary, cache = Dictionary.open(small), tmp_path / "cache"

    def answer() -> float:
        return Lexicon(dictionary, cache).frequency("river")

    before = answer()
    (file,) = cache.iterdir()
    caching.write(file, content)
    assert answer() == before == answer()


def numbers() -> np.ndarray:
    return np.arange(1000, dtype=np.uint32)


def test_an_array_is_built_once_and_mapped(tmp_path: Path) -> None:
    first = caching.mapped(tmp_path / "new", "a.npy", numbers)
    again = caching.mapped(tmp_path / "new", "a.npy", lambda: pytest.fail("built again"))
    assert isinstance(again, np.memmap)
    assert first.tolist() == again.tolist() == numbers().tolist()
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.npy"]


def test_an_array_without_a_folder_to_write_is_built_for_this_run(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    for folder in (None, blocked):
        assert caching.mapped(folder, "a.npy", numbers).tolist() == numbers().tolist()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:40],
        lambda data: data[:-4],
        lambda data: b"nothing of the kind",
        lambda data: b"X" + data[1:],
    ],
    ids=["empty", "torn head", "torn end", "another file", "another head"],
)
def test_a_damaged_array_is_built_again(tmp_path: Path, damage) -> None:
    caching.mapped(tmp_path, "a.npy", numbers)
    path = tmp_path / "a.npy"
    path.write_bytes(damage(path.read_bytes()))
    assert caching.mapped(tmp_path, "a.npy", numbers).tolist() == numbers().tolist()
    assert np.load(path).tolist() == numbers().tolist()
