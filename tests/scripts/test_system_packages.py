import os
import sys
from pathlib import Path

import pytest

from scripts import system_packages
from scripts.system_packages import Need, Purpose


@pytest.fixture
def outside_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)


class Machine:
    """A machine that lacks things, and may or may not let us install them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, lets_install: bool) -> None:
        self.installed: list[str] = ["there"]
        needs = (self._need("there"), self._need("gone"), self._need("away"))
        monkeypatch.setattr(
            system_packages, "PURPOSES", {"dev": (Purpose("a window", needs),), "run": ()}
        )
        monkeypatch.setattr(system_packages, "HINTS", {})
        monkeypatch.setattr(system_packages, "may_install", lambda: lets_install)
        monkeypatch.setattr(system_packages, "install", self.install)
        monkeypatch.setattr(system_packages.sys, "platform", "linux")

    def _need(self, package: str) -> Need:
        return Need(package, lambda: package in self.installed)

    def install(self, packages: list[str]) -> bool:
        self.installed += packages
        return True


def test_what_is_missing_is_installed_where_that_is_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine = Machine(monkeypatch, lets_install=True)
    assert system_packages.main(["dev"]) == system_packages.DONE
    assert machine.installed == ["there", "gone", "away"]


@pytest.mark.usefixtures("outside_ci")
def test_elsewhere_the_command_is_told_and_the_set_up_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(monkeypatch, lets_install=False)
    assert system_packages.main(["dev"]) == system_packages.DONE
    assert machine.installed == ["there"]
    said = capsys.readouterr().err
    assert "for a window: gone away" in said
    assert "apt-get install --no-install-recommends gone away" in said


def test_in_ci_nothing_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    Machine(monkeypatch, lets_install=False)
    monkeypatch.setenv("CI", "true")
    assert system_packages.main(["dev"]) == system_packages.PROBLEMS


def test_a_machine_with_everything_hears_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(monkeypatch, lets_install=False)
    machine.installed += ["gone", "away"]
    assert system_packages.main(["dev"]) == system_packages.DONE
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("arguments", [[], ["play"], ["run", "dev"]])
def test_other_words_are_wrong_use(arguments: list[str]) -> None:
    assert system_packages.main(arguments) == system_packages.WRONG_USE


def test_a_library_is_there_when_all_its_parts_load() -> None:
    assert system_packages.library("libc6", "libc.so.6").present()
    assert not system_packages.library("none", "libc.so.6", "libno-such-thing.so.9").present()


def test_a_speller_is_there_when_it_opens_its_dictionary() -> None:
    def says(text: str) -> Need:
        return system_packages.speller("made", sys.executable, "-c", f"print({text!r})")

    assert says("@(#) International Ispell").present()
    assert not says("no word lists can be found").present()
    assert not system_packages.speller("none", "no-such-program").present()


def test_what_is_only_worth_having_is_told_and_left_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(monkeypatch, lets_install=True)
    wish = Purpose("a pleasure", (Need("there", lambda: True), Need("sweets", lambda: False)))
    monkeypatch.setattr(system_packages, "HINTS", {"run": (wish,)})
    assert system_packages.main(["run"]) == system_packages.DONE
    assert "for a pleasure: sudo apt-get install sweets" in capsys.readouterr().err
    assert "sweets" not in machine.installed
    assert system_packages.main(["dev"]) == system_packages.DONE
    assert "sweets" not in capsys.readouterr().err


def test_tesseract_is_there_when_it_lists_english(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "tesseract"
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    program.write_text(f"#!{sys.executable}\nprint('languages:', 'deu', 'eng', sep='\\n')\n")
    program.chmod(0o755)
    assert system_packages.english_ocr_present()
    program.write_text(f"#!{sys.executable}\nprint('languages:', 'deu', sep='\\n')\n")
    assert not system_packages.english_ocr_present()
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    assert not system_packages.english_ocr_present()


def test_a_program_is_there_when_the_shell_finds_it() -> None:
    assert system_packages.program("coreutils", "env").present()
    assert not system_packages.program("none", "no-such-program").present()


def test_fonts_are_looked_for_at_any_depth(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(system_packages, "FONT_FOLDERS", (tmp_path, tmp_path / "none"))
    assert not system_packages.fonts_present()
    (tmp_path / "truetype/serif").mkdir(parents=True)
    (tmp_path / "truetype/serif/Plain.TTF").touch()
    assert system_packages.fonts_present()


def test_no_cluster_is_made_while_packages_arrive(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "postgresql-common/createcluster.d"
    monkeypatch.setattr(system_packages, "CLUSTER_SETTINGS", folder)
    with system_packages.no_cluster_made():
        (settings,) = folder.glob("*.conf")
        assert settings.read_text() == "create_main_cluster = false\n"
    assert not folder.parent.exists()


def test_settings_of_the_database_package_stay(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "postgresql-common/createcluster.d"
    monkeypatch.setattr(system_packages, "CLUSTER_SETTINGS", folder)
    with system_packages.no_cluster_made():
        (folder.parent / "createcluster.conf").touch()
    assert [path.name for path in folder.parent.iterdir()] == ["createcluster.conf"]
