"""Personal settings: forgiving when read, strict when set."""

from pathlib import Path

import pytest

from reviewer.core.errors import UsageError
from reviewer.services.project import Project
from reviewer.services.settings import SETTINGS, UserSettings
from reviewer.store.opener import Opener

from .fakes import WordList


def test_every_default_has_its_own_type() -> None:
    for setting in SETTINGS:
        assert isinstance(setting.default, setting.type)
        assert not setting.problem(setting.default)


def test_what_is_set_is_there_after_a_restart(tmp_path: Path) -> None:
    UserSettings(tmp_path / "new" / "s.json").set("name", "Ada")
    assert UserSettings(tmp_path / "new" / "s.json").get("name") == "Ada"


@pytest.mark.parametrize("content", ["", "[1, 2]", '{"name": 5, "theme": "pink"}', "\udcff"])
def test_a_broken_file_means_defaults(tmp_path: Path, content: str) -> None:
    (tmp_path / "s.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    settings = UserSettings(tmp_path / "s.json")
    assert (settings.get("name"), settings.get("theme")) == ("", "system")


def test_what_another_version_wrote_survives(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text('{"from_the_future": [1]}')
    UserSettings(tmp_path / "s.json").set("name", "Ada")
    assert UserSettings(tmp_path / "s.json").get("from_the_future") == [1]


@pytest.mark.parametrize(
    "name, value",
    [
        ("name", 5),
        ("theme", "pink"),
        ("recent", "x"),
        ("text_size", True),
        ("precision", 0.2),
        ("precision", 1),
        ("precision", float("nan")),
    ],
)
def test_wrong_values_are_refused(tmp_path: Path, name: str, value: object) -> None:
    with pytest.raises(UsageError):
        UserSettings(tmp_path / "s.json").set(name, value)


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = UserSettings(tmp_path / "file" / "s.json")
    settings.set("name", "Ada")
    assert settings.get("name") == "Ada"


def test_a_default_cannot_be_changed_through_its_value(tmp_path: Path) -> None:
    UserSettings(tmp_path / "a.json").get("recent").append("x")
    assert UserSettings(tmp_path / "b.json").get("recent") == []


def test_a_project_goes_before_the_person(project: Project, tmp_path: Path) -> None:
    personal = UserSettings(tmp_path / "s.json")
    personal.set("precision", 0.9)
    other = Project(Opener().open(project.place), WordList({}), [], [], personal=personal)
    assert other.settings.get("precision") == 0.9
    assert other.settings.all()["precision"] == (0.9, False)
    project.settings.set("precision", 0.97)
    assert other.settings.get("precision") == 0.97
    assert other.settings.all()["precision"] == (0.97, True)
    other.close()
    assert personal.get("precision") == 0.9


@pytest.mark.parametrize("name, value", [("theme", "dark"), ("none", 1), ("precision", "high")])
def test_what_no_project_can_have_is_refused(project: Project, name: str, value: object) -> None:
    with pytest.raises(UsageError):
        project.settings.set(name, value)


def test_a_value_of_another_version_counts_as_never_set(project: Project) -> None:
    with Opener().open(project.place).writing() as unit:
        unit.settings.set("precision", {"from": "the future"})
    assert project.settings.get("precision") == 0.99
