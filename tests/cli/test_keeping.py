"""Lexicon and settings from the command line."""

from pathlib import Path

import pytest

from .conftest import Command


def test_words_of_a_project(reviewer: Command, project: Path) -> None:
    assert reviewer("lexicon", "add", project, "Cuben", "Mikeyan").out == "2 added.\n"
    listed = reviewer("lexicon", "list", project, "--json").json
    assert [entry["preferred"] for entry in listed] == ["Cuben", "Mikeyan"]
    reviewer("analyse", project, "--again")
    assert [f["form"] for f in reviewer("queue", project, "--json").json] == ["serions"]
    assert reviewer("lexicon", "remove", project, "Cuben").out == "1 removed.\n"
    again = reviewer("lexicon", "remove", project, "Cuben", "--json")
    assert again.status == 1
    assert again.json == {"removed": 0, "missing": ["Cuben"]}


def test_words_of_a_person_count_everywhere(
    reviewer: Command, project: Path, tmp_path: Path
) -> None:
    assert reviewer("lexicon", "add", "--user", "Cuben").status == 0
    (tmp_path / "text.txt").write_text("The Cuben way.", "utf-8")
    assert reviewer("suggest", tmp_path / "text.txt").json["findings"] == []
    reviewer("analyse", project, "--again")
    assert "Cuben" not in {f["form"] for f in reviewer("queue", project, "--json").json}
    assert reviewer("lexicon", "remove", "--user", "Cuben").status == 0
    assert reviewer("lexicon", "list", "--user").out == "There are none.\n"


def test_an_entry_with_all_that_is_known(reviewer: Command, project: Path) -> None:
    reviewer(
        *("lexicon", "add", project, "Petrel, Ada", "--kind", "person", "--variant", "A. Petrel"),
        *("--dates", "1901-", "--note", "keeper of the light"),
    )
    (shown,) = reviewer("lexicon", "show", project, "petrel", "--json").json
    assert shown == {
        "kind": "person",
        "preferred": "Petrel, Ada",
        "variants": ["A. Petrel"],
        "note": "keeper of the light",
        "dates": "1901-",
        "layer": "project",
    }
    assert "1901- keeper of the light" in reviewer("lexicon", "show", project, "Petrel").out
    assert reviewer("lexicon", "show", "--user", "Petrel").out == "No entry.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("lexicon",),
        ("lexicon", "add", "somewhere"),
        ("lexicon", "add", "--user"),
        ("lexicon", "add", "--user", "..."),
        ("lexicon", "list"),
        ("settings",),
        ("settings", "get", "no_such"),
        ("settings", "set", "no_such", "1"),
        ("settings", "set", "theme", "pink"),
        ("settings", "set", "text_size", "large"),
        ("settings", "set", "recent", "[]"),
    ],
)
def test_wrong_use(reviewer: Command, arguments: tuple[str, ...]) -> None:
    assert reviewer(*arguments).status == 2


def test_a_place_without_a_project(reviewer: Command, tmp_path: Path) -> None:
    assert reviewer("lexicon", "add", tmp_path / "none", "word").status == 3
    assert reviewer("settings", "get", "precision", tmp_path / "none").status == 3


def test_personal_settings(reviewer: Command) -> None:
    assert reviewer("settings", "get", "theme").out == "system\n"
    assert reviewer("settings", "set", "theme", "dark").out == "theme: dark\n"
    assert reviewer("settings", "set", "text_size", "18").status == 0
    listed = reviewer("settings", "list", "--json").json
    assert (listed["theme"], listed["text_size"]) == ("dark", 18)
    assert "recent" not in listed
    assert "Colours of the window" in reviewer("settings", "list").out


def test_settings_of_a_project(reviewer: Command, project: Path) -> None:
    assert reviewer("settings", "set", "precision", "0.97", project, "--json").json == {
        "precision": 0.97
    }
    assert reviewer("settings", "get", "precision", project).out == "0.97\n"
    assert reviewer("settings", "get", "precision").out == "0.99\n"
    row = reviewer("settings", "list", project).out.splitlines()[1].split()
    assert row[:3] == ["precision", "0.97", "project"]
    assert reviewer("settings", "set", "theme", "dark", project).status == 2


def test_lists_of_names_come_and_go(reviewer: Command, project: Path, tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text("form,kind,variants\nCuben,place,Cuba\n,place,\n", "utf-8")
    tried = reviewer("lexicon", "import", project, table, "--dry-run", "--json")
    assert reviewer("lexicon", "list", project).out == "There are none.\n"
    taken = reviewer("lexicon", "import", project, table, "--json")
    assert (taken.status, taken.json) == (1, tried.json)
    assert (taken.json["new"], taken.json["refused"][0]["line"]) == (1, 3)
    assert "line 3" in taken.err
    assert reviewer("lexicon", "import", project, table, "--json").json["same"] == 1
    reviewer("analyse", project)
    assert "Cuben" not in {f["form"] for f in reviewer("queue", project, "--json").json}
    out = tmp_path / "out.tsv"
    assert reviewer("lexicon", "export", project, out).out == "1 written.\n"
    assert reviewer("lexicon", "import", project, out, "--user", "--json").json["new"] == 1
    assert reviewer("lexicon", "export", project, out, "--kind", "term").out == "0 written.\n"
    assert reviewer("lexicon", "export", project, tmp_path / "out.docx").status == 2
