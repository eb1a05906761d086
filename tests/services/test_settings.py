"""Personal settings: forgiving when read, strict when set."""

from pathlib import Path

import pytest

from reviewer.core.errors import UsageError
from reviewer.services.settings import SETTINGS, UserSettings


def test_every_default_has_its_own_type() -> None:
    for setting in SETTINGS:
        assert isinstance(setting.default, setting.type)
        assert not setting.values or setting.default in setting.values


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


@pytest.mark.parametrize("name, value", [("name", 5), ("theme", "pink"), ("recent", "x")])
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
