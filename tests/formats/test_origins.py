"""Where documents come from, and what they are called."""

import hashlib
from pathlib import Path

import pytest

from reviewer.core.errors import UnreadableFile
from reviewer.formats.origins import both_of, origin_of, read_whole, title_of


@pytest.mark.parametrize(
    "name, said, title",
    [
        ("letter_of_May.xml", "", "letter of May"),
        ("0001.gt.page.xml", "", "0001"),
        ("a.b.xml", "", "a.b"),
        ("_.xml", "", "_.xml"),
        ("x.xml", " Two\n words ", "Two words"),
        ("x.xml", "w" * 99, "w" * 79 + "…"),
    ],
)
def test_titles(name: str, said: str, title: str) -> None:
    assert title_of(Path(name), said) == title


def test_a_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"<a/>")
    origin, original = both_of(path, read_whole(path), "alto", "utf-8")
    assert origin == origin_of(path, "alto", "utf-8")
    assert (original.content, original.sha256) == (b"<a/>", hashlib.sha256(b"<a/>").hexdigest())
    assert both_of(path, b"<a/>", "alto", kept=False)[1].content == b""
    with pytest.raises(UnreadableFile):
        read_whole(tmp_path)
