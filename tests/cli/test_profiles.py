from pathlib import Path

from reviewer.core.places import resources
from tests.cli.conftest import Command

SHIPPED = resources() / "profiles"
BROKEN = '[roles.stmp]\nelement = "x"\n'


def test_check_tells_line_and_nearest_key(reviewer: Command, tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text(BROKEN)
    answer = reviewer("profile", "check", path)
    assert answer.status == 1
    assert answer.out.startswith(f"{path}:1: ")
    assert "did you mean “stamp”" in answer.out


def test_check_tells_what_is_left_out(reviewer: Command) -> None:
    answer = reviewer("profile", "check", SHIPPED / "frus-like.toml")
    assert answer.status == 0
    assert "roles.stamp.kinds.declassification" in answer.out
    record = reviewer("profile", "check", "--json", SHIPPED / "frus-like.toml").json[0]
    assert (record["title"], record["checked"], record["faults"]) == ("FRUS-like", False, [])


def test_a_file_that_is_not_there_is_told(reviewer: Command, tmp_path: Path) -> None:
    assert reviewer("profile", "check", tmp_path / "none.toml").status == 3


def test_list_names_those_of_the_project_too(reviewer: Command, project: Path) -> None:
    assert reviewer("profile", "list", "--json").json == ["dtabf-like", "frus-like"]
    (project / "profiles").mkdir()
    (project / "profiles" / "house.toml").write_text("")
    assert "house" in reviewer("profile", "list", "--json", project).json


def test_profiles_lie_where_the_setting_says(
    reviewer: Command, project: Path, tmp_path: Path
) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "ours.toml").write_text("")
    reviewer("settings", "set", "profiles", tmp_path / "shared", project)
    assert "ours" in reviewer("profile", "list", "--json", project).json


def test_export_by_name_and_by_file(reviewer: Command, project: Path, tmp_path: Path) -> None:
    (project / "profiles").mkdir()
    path = project / "profiles" / "house.toml"
    path.write_text('[roles.body]\nelement = "para"\nattributes = {}\n')
    for name in ("house", str(path)):
        out = tmp_path / str(len(name))
        answer = reviewer("export", project, "--draft", "--out", out, "--profile", name)
        assert answer.status == 0, answer.err
        (file,) = out.glob("*.xml")
        assert "<para>" in file.read_text("utf-8")


def test_export_by_a_broken_profile_says_what_to_mend(
    reviewer: Command, project: Path, tmp_path: Path
) -> None:
    path = tmp_path / "house.toml"
    path.write_text(BROKEN)
    answer = reviewer("export", project, "--draft", "--out", tmp_path / "o", "--profile", path)
    assert answer.status == 3
    assert "Line 1" in answer.err
    assert not list((tmp_path / "o").glob("*.xml"))


def test_export_by_an_unknown_profile_names_those_there_are(
    reviewer: Command, project: Path, tmp_path: Path
) -> None:
    answer = reviewer("export", project, "--out", tmp_path, "--profile", "nothing")
    assert answer.status == 2
    assert "profile:frus-like" in answer.err
