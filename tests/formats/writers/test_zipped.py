"""Packed files: a damaged one is told of, whatever in it is damaged."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.formats.writers.zipped import check_parts

TEXT = "<a>" + " ".join(f"line {n} of it" for n in range(40)) + "</a>"
calm = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    path = tmp_path / "packed.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("one.xml", TEXT)
        file.writestr("two.xml", TEXT)
    return path


def test_a_sound_file_has_no_problem(packed: Path) -> None:
    assert check_parts(packed, ["one.xml"]) == []
    assert "three.xml" in check_parts(packed, ["three.xml"])[0].text


@pytest.mark.parametrize("place", [0.02, 0.1, 0.2, 0.3, 0.9])
def test_a_file_that_was_cut_off_is_told_of(packed: Path, place: float) -> None:
    content = packed.read_bytes()
    packed.write_bytes(content[: int(place * len(content))])
    assert check_parts(packed, ["one.xml"])


@calm
@given(data=st.data())
def test_no_damage_stops_the_check(packed: Path, data: st.DataObject) -> None:
    sound = packed.read_bytes()
    broken = bytearray(sound)
    for place in data.draw(st.lists(st.integers(0, len(broken) - 1), max_size=4)):
        broken[place] = data.draw(st.integers(0, 255))
    packed.write_bytes(bytes(broken))
    check_parts(packed, ["one.xml"])
    packed.write_bytes(sound)


@pytest.mark.parametrize("byte", [0, 6, 255])
def test_a_part_with_wrong_bytes_is_told_of(packed: Path, byte: int) -> None:
    broken = bytearray(packed.read_bytes())
    broken[40:60] = bytes([byte]) * 20  # inside the first part, behind its name
    packed.write_bytes(bytes(broken))
    assert check_parts(packed, ["one.xml"])
