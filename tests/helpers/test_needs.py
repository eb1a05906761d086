import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.needs import need


def test_what_is_there_is_no_matter() -> None:
    need(["something"], "anything")


def test_outside_ci_the_test_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="the moon"):
        need(None, "the moon")


def test_in_ci_the_test_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="the moon"):
        need(False, "the moon")


def test_user_folders_are_not_the_persons_own() -> None:
    home = Path.home()
    assert home.is_relative_to(os.environ["REVIEWER_TEST_HOME"])
    for name in ("CONFIG_HOME", "CACHE_HOME", "DATA_HOME", "STATE_HOME", "RUNTIME_DIR"):
        assert Path(os.environ[f"XDG_{name}"]).is_relative_to(home)


def test_a_fresh_home_is_empty(fresh_home: Path) -> None:
    assert Path.home() == fresh_home
    assert not any(Path(os.environ["XDG_CONFIG_HOME"]).iterdir())


def test_the_shared_set_up_loads_no_qt(root: Path) -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, tests.conftest; print([m for m in sys.modules if 'PySide' in m])",
        ],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "[]"
