"""find and replace: the same search as in the window, and one step for all that changes."""

from contextlib import closing
from pathlib import Path

import pytest

from reviewer.services.project import Project
from reviewer.store.opener import Opener
from tests.services.conftest import DOUBTS, TEXT
from tests.services.fakes import WordList

from .conftest import Command


def text_of(reviewer: Command, project: Path, tmp_path: Path) -> str:
    """The text as it reads now."""
    out = tmp_path / "now"
    assert reviewer("export", project, "--to", "lines", "--out", out, "--draft").status == 0
    return (out / "telegram.txt").read_text("utf-8")


def forms(reviewer: Command, project: Path, *arguments: object) -> list[str]:
    """What `find` finds."""
    answer = reviewer("find", project, *arguments, "--json")
    assert answer.status == 0
    return [hit["form"] for hit in answer.json]


def test_find_says_where_it_stands(reviewer: Command, project: Path) -> None:
    words = reviewer("find", project, "cuben").out.splitlines()
    assert words[0].split() == ["page", "line", "text"]
    assert words[1].startswith("telegram/1")
    assert "[Cuben]" in words[1]
    (first, *_) = reviewer("find", project, "cuben", "--json").json
    assert (first["name"], first["form"], first["source"]) == ("telegram/1", "Cuben", None)
    assert first["finding"]


def test_the_ways_of_looking(reviewer: Command, project: Path) -> None:
    assert forms(reviewer, project, "cuben", "--case") == []
    assert set(forms(reviewer, project, "cube")) == {"Cube"}
    assert forms(reviewer, project, "cube", "--word") == []
    assert set(forms(reviewer, project, "cuban", "--near", "1")) == {"Cuben"}
    assert set(forms(reviewer, project, "^Pres[a-z]+", "--regex")) == {"President"}
    assert len(forms(reviewer, project, "e", "--limit", "2")) == 2
    assert reviewer("find", project, "zebra").out == "Nothing was found.\n"


@pytest.mark.parametrize(
    "arguments, said",
    [
        ((" ",), "nothing to look for"),
        (("(", "--regex"), "pattern cannot be used"),
        (("a", "--near", "4"), "from 1 to 3"),
        (("a", "--near", "1", "--regex"), "not allowed with"),
    ],
)
def test_what_cannot_be_looked_for_is_wrong_use(
    reviewer: Command, project: Path, arguments: tuple[str, ...], said: str
) -> None:
    answer = reviewer("find", project, *arguments)
    assert answer.status == 2
    assert said in answer.err


def test_replace_is_one_step_that_one_undo_takes_back(
    reviewer: Command, project: Path, tmp_path: Path
) -> None:
    shown = reviewer("replace", project, "Cuben", "Cuban", "--as", "Ada", "--dry-run", "--json")
    places = len(shown.json["would_change"])
    assert places == TEXT.count("Cuben")
    assert text_of(reviewer, project, tmp_path) == TEXT
    answer = reviewer("replace", project, "Cuben", "Cuban", "--as", "Ada")
    assert answer.status == 0
    assert answer.out.startswith(f"{places} place(s)")
    assert text_of(reviewer, project, tmp_path) == TEXT.replace("Cuben", "Cuban")
    assert forms(reviewer, project, "Cuben") == []
    assert len(forms(reviewer, project, "Cuben", "--where", "source")) == places
    with closing(Project(Opener().open(str(project)), WordList(DOUBTS), [], [])) as again:
        again.history.undo_last("Ada")
    assert text_of(reviewer, project, tmp_path) == TEXT


def test_replace_by_groups_of_a_pattern(reviewer: Command, project: Path, tmp_path: Path) -> None:
    answer = reviewer(
        "replace", project, r"(Cub)e(n)", r"\1a\2", "--regex", "--as", "Ada", "--json"
    )
    assert answer.json["changed"] == TEXT.count("Cuben")
    assert text_of(reviewer, project, tmp_path) == TEXT.replace("Cuben", "Cuban")


def test_replace_leaves_alone_what_is_settled_and_says_so(
    reviewer: Command, project: Path, tmp_path: Path
) -> None:
    reviewer("submit", project, "telegram/1", "--as", "Bob")
    page_one = TEXT.split("\f")[0]
    answer = reviewer("replace", project, "e", "E", "--case", "--as", "Ada")
    assert answer.status == 0
    assert "with the editor" in answer.err
    assert text_of(reviewer, project, tmp_path).startswith(page_one)
    nothing = reviewer("replace", project, "zebra", "horse", "--as", "Ada", "--json")
    assert nothing.json == {"changed": 0, "left": {}, "impossible": 0}
