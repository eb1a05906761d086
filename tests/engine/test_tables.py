from pathlib import Path

import pytest

from reviewer.core.errors import UnreadableFile
from reviewer.core.places import dictionaries
from reviewer.engine.tables import Dictionary, rows


def test_the_stamp_follows_the_content_of_a_table(small: Path) -> None:
    before = Dictionary.open(small).stamp
    assert Dictionary.open(small).stamp == before
    table = small / "words.tsv"
    table.write_text(table.read_text("utf-8") + "bridge\t7\n", "utf-8")
    assert Dictionary.open(small).stamp != before


def test_a_missing_table_is_named(small: Path) -> None:
    (small / "persons.tsv").unlink()
    with pytest.raises(UnreadableFile, match="missing") as caught:
        Dictionary.open(small)
    assert "persons.tsv" in caught.value.where


@pytest.mark.parametrize("text", ["language = ", "", '[[table]]\nlayer = "moon"\nkind = "word"\n'])
def test_a_broken_description_is_named(small: Path, text: str) -> None:
    (small / "dictionary.toml").write_text(text, "utf-8")
    with pytest.raises(UnreadableFile) as caught:
        Dictionary.open(small)
    assert "dictionary.toml" in caught.value.where


def test_an_absent_package_is_named(small: Path) -> None:
    path = small / "dictionary.toml"
    extra = '[[table]]\nlayer="general"\nkind="word"\npackage="no_such_package"\nfile="x.txt"\n'
    path.write_text(path.read_text("utf-8") + extra, "utf-8")
    with pytest.raises(UnreadableFile, match="no_such_package"):
        Dictionary.open(small)


def test_every_shipped_table_is_sound() -> None:
    dictionary = Dictionary.open(dictionaries() / "en")
    for path in dictionary.files:
        if path.suffix == ".tsv":
            width = len(path.read_text("utf-8").split("\n", 1)[0].split("\t"))
            assert all(len(row) == width and None not in row.values() for row in rows(path)), path


def test_the_shipped_tables_stay_small() -> None:
    size = sum(path.stat().st_size for path in dictionaries().rglob("*") if path.is_file())
    assert size < 6_000_000
