import os
from pathlib import Path

import pytest

from reviewer.core.errors import UnreadableFile
from reviewer.core.places import dictionaries
from reviewer.engine.lexicon import Lexicon
from reviewer.engine.tables import Dictionary, Missing, rows


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
    sizes = {path: path.stat().st_size for path in dictionaries().rglob("*") if path.is_file()}
    counted = sum(size for path, size in sizes.items() if path.name == "ngrams.bin")
    assert counted < 16_000_000
    assert sum(sizes.values()) - counted < 6_000_000


LIST = '[[table]]\nlayer="general"\nkind="word"\nformat="hunspell"\nfile="xx.dic"\n'


@pytest.fixture
def listed(small: Path) -> Path:
    """The small dictionary with a list in Hunspell's format."""
    path = small / "dictionary.toml"
    path.write_text(path.read_text("utf-8") + LIST, "utf-8")
    (small / "xx.dic").write_text("2\nПрага/F\nвода/F\n", "utf-8")
    (small / "xx.aff").write_text("SET UTF-8\nSFX F Y 1\nSFX F а у а\n", "utf-8")
    return small


def test_a_list_in_hunspells_format_is_cased_as_it_is_written(listed: Path) -> None:
    lexicon = Lexicon(Dictionary.open(listed))
    assert all(map(lexicon.knows, ["Прага", "Прагу", "ПРАГУ", "вода", "Воду", "house"]))
    assert not any(map(lexicon.knows, ["прага", "воды"]))


def test_the_stamp_follows_the_affixes_too(listed: Path) -> None:
    before = Dictionary.open(listed).stamp
    (listed / "xx.aff").write_text("SET UTF-8\n", "utf-8")
    assert Dictionary.open(listed).stamp != before


def test_a_list_without_its_affixes_is_named(listed: Path) -> None:
    (listed / "xx.aff").unlink()
    with pytest.raises(UnreadableFile, match="missing") as caught:
        Dictionary.open(listed)
    assert "xx.aff" in caught.value.where


def test_an_optional_table_may_be_missing(small: Path, listed: Path) -> None:
    path = small / "dictionary.toml"
    whole = Dictionary.open(small)
    path.write_text(path.read_text("utf-8") + 'optional=true\nadvice="Get it."\n', "utf-8")
    assert Dictionary.open(small).stamp == whole.stamp
    (small / "xx.aff").unlink()
    made = Dictionary.open(small)
    assert made.missing == (Missing("xx.dic", "Get it."),)
    assert len(made.tables) == len(whole.tables) - 1
    assert made.stamp != whole.stamp


def test_an_optional_table_of_an_absent_package_may_be_missing(small: Path) -> None:
    path = small / "dictionary.toml"
    extra = (
        '[[table]]\nlayer="general"\nkind="word"\npackage="no_such_package"\nfile="x.txt"\n'
        "optional=true\n"
    )
    path.write_text(path.read_text("utf-8") + extra, "utf-8")
    assert [missing.file for missing in Dictionary.open(small).missing] == ["x.txt"]


def test_a_systems_list_is_looked_for_where_dicpath_says_first(
    listed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = listed / "dictionary.toml"
    path.write_text(path.read_text("utf-8") + "system = true\n", "utf-8")
    with pytest.raises(UnreadableFile, match="not installed"):
        Dictionary.open(listed)
    own = tmp_path / "lists"
    own.mkdir()
    for name in ("xx.dic", "xx.aff"):
        (listed / name).rename(own / name)
    monkeypatch.setenv("DICPATH", os.pathsep.join([str(tmp_path), str(own)]))
    assert Dictionary.open(listed).tables[-1].path == own / "xx.dic"


@pytest.mark.parametrize("change", [("hunspell", "myspell"), ('kind="word"', 'kind="person"')])
def test_a_format_that_is_not_known_is_named(listed: Path, change: tuple[str, str]) -> None:
    path = listed / "dictionary.toml"
    path.write_text(path.read_text("utf-8").replace(*change), "utf-8")
    with pytest.raises(UnreadableFile, match="no format"):
        Dictionary.open(listed)
