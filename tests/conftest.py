"""Set-up that all tests share: a screen that nobody sees, user folders that nobody misses.

The environment is laid before any test module is read, because Qt, platformdirs and the engine's
cache look at it when they are first imported. Nothing here imports Qt or the project, so tests
without a window stay without one.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.helpers.needs import in_ci
from tests.helpers.needs import need as need_or_skip

pytest_plugins = ["tests.helpers.postgres"]

ROOT = Path(__file__).resolve().parent.parent
SHARED = "REVIEWER_SHARED"
CACHE = "REVIEWER_CACHE"
_HOME = "REVIEWER_TEST_HOME"
_WORKER = os.environ.get("PYTEST_XDIST_WORKER")


def _lay_environment() -> None:
    """Point Qt and every user folder away from the person's own, until the process ends."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program itself says
    if _WORKER is None or _HOME not in os.environ:
        made = tempfile.mkdtemp(prefix="reviewer-tests-")
        os.environ[_HOME] = made
        atexit.register(shutil.rmtree, made, ignore_errors=True)
    session = Path(os.environ[_HOME])
    # Built artefacts are the same for all and dear to make, so the workers share them (and a
    # person may name a lasting folder); settings and lists of recent projects are not shared.
    os.environ.setdefault(CACHE, str(session / "artefacts"))
    _point_user_folders(os.environ.__setitem__, session / (_WORKER or "main"))


def _point_user_folders(put: Callable[[str, str], None], home: Path) -> None:
    """Make `home` with its user folders and name them in the environment by `put`."""
    for name, part in {
        "HOME": ".",
        "XDG_CONFIG_HOME": "config",
        "XDG_CACHE_HOME": "cache",
        "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state",
        "XDG_RUNTIME_DIR": "run",
    }.items():
        folder = (home / part).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)  # what the XDG base directory specification asks of the runtime one
        put(name, str(folder))


_lay_environment()

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if in_ci() else "default")


@pytest.fixture(scope="session")
def need() -> Callable[[object, str], None]:
    """`need(condition, reason)`: skips without the condition; in CI it fails instead."""
    return need_or_skip


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder with the two sample documents."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference folder: $REVIEWER_SHARED, or `shared` beside the checkout."""
    named = os.environ.get(SHARED)
    folder = Path(named) if named else ROOT.parent / "shared"
    need_or_skip(
        folder.is_dir(), f"the reference folder beside the checkout, or ${SHARED} naming it"
    )
    return folder


@pytest.fixture
def fresh_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Empty user folders for this test alone, as on the first start; gives the home folder."""
    home = tmp_path / "home"
    _point_user_folders(monkeypatch.setenv, home)
    return home
