"""The frame holds: what is shipped, what is declared, and what must not slip in."""

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts import docs
from tests.helpers.needs import need

SEEDS = {
    "000_1630828010106e86.txt": "b24e215817067b29c3f4e928271b11a37f9127450bcc7d62b485e22d74781555",
    "004_fa97e85355b62d05.txt": "4928bfb51e893c0aa1c96c0b694bf0202c06974959f1a792a4a119a7570040b3",
}

# Where the name on the shelf is not the name that one imports.
IMPORTED_AS = {
    "charset-normalizer": "charset_normalizer",
    "pillow": "PIL",
    "python-docx": "docx",
    "pyside6-essentials": "PySide6",
}

# Folders that only one person's machine has. `/work` is spelled apart so as not to find itself.
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:home|root|Users|mnt|wor" + r"k)/[\w.-]+")
REGISTRY_HOST = re.compile(
    r"\b(?:(?:test\.)?pypi\.or" + r"g|pythonhosted\.or" + r"g|deb\.debian\.or" + r"g"
    r"|registry\.npmjs\.or" + r"g|proxy\.golang\.or" + r"g)\b"
)


@pytest.fixture(scope="session")
def pyproject(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def requirements(pyproject: dict[str, Any]) -> list[Requirement]:
    """What the app needs when it runs, the extras of people who use it included."""
    project = pyproject["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *extras["postgres"], *extras["ocr"], *extras["schematron"]]
    return [Requirement(line) for line in lines]


@pytest.fixture(scope="session")
def tracked(root: Path) -> list[Path]:
    """The files that belong to the project, those not yet stored included."""
    need(in_git(root), "a clone of the project, and git")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode("utf-8").split("\0")
    return [path for name in names if name and (path := root / name).is_file()]


def in_git(root: Path) -> bool:
    """Whether git can tell which files are the project's."""
    return (root / ".git").exists() and shutil.which("git") is not None


def texts(paths: list[Path]) -> Iterator[tuple[Path, str]]:
    """Those of the files that hold text."""
    for path in paths:
        content = path.read_bytes()
        if b"\0" not in content:
            yield path, content.decode("utf-8", errors="replace")


def imports(root: Path) -> set[str]:
    """The first part of each module name that the package imports, at any depth."""
    found: set[str] = set()
    for path in (root / "reviewer").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("name", SEEDS)
def test_seeds_are_kept_byte_for_byte(seeds: Path, name: str) -> None:
    assert hashlib.sha256((seeds / name).read_bytes()).hexdigest() == SEEDS[name]
    assert SEEDS[name] in (seeds / "README.md").read_text(encoding="utf-8")


def test_git_leaves_seeds_alone(root: Path) -> None:
    need(in_git(root), "a clone of the project, and git")
    said = subprocess.run(
        ["git", "check-attr", "text", *(f"seeds/{name}" for name in SEEDS)],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.splitlines() == [f"seeds/{name}: text: unset" for name in SEEDS]


def test_the_wheel_brings_its_data(root: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=root,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("reviewer-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    expected = {
        f"reviewer/_data/{path.relative_to(root).as_posix()}"
        for folder in ("resources", "dictionaries", "seeds")
        for path in (root / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {f"reviewer/_data/seeds/{name}" for name in SEEDS} <= expected <= names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"reviewer"}


def imported_names(requirements: list[Requirement]) -> set[str]:
    """The names by which requirements are imported."""
    shelf = (requirement.name.lower() for requirement in requirements)
    return {IMPORTED_AS.get(name, name) for name in shelf}


def test_every_dependency_is_used(root: Path, requirements: list[Requirement]) -> None:
    # SQLAlchemy imports the driver that a URL names.
    assert imported_names(requirements) - imports(root) <= {"psycopg"}


def test_everything_used_is_declared(root: Path, requirements: list[Requirement]) -> None:
    foreign = imports(root) - set(sys.stdlib_module_names) - {"reviewer"}
    assert foreign <= imported_names(requirements)


def test_every_dependency_is_bounded_and_pinned(root: Path, pyproject: dict[str, Any]) -> None:
    pins: dict[str, str] = {}
    for line in (root / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, version = line.split("==")  # nothing but pins: no hosts, no files
            pins[canonicalize_name(name)] = version
    project = pyproject["project"]
    lines = [
        *pyproject["build-system"]["requires"],
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
    ]
    for requirement in map(Requirement, lines):
        operators = {part.operator for part in requirement.specifier}
        assert operators == {">=", "<"}, requirement
        assert pins[canonicalize_name(requirement.name)] in requirement.specifier


def test_the_version_has_its_change_notes(root: Path) -> None:
    package = (root / "reviewer/__init__.py").read_text(encoding="utf-8")
    version = re.search(r'^__version__ = "(.+)"$', package, re.MULTILINE)
    assert version is not None
    assert f"## [{version[1]}]" in (root / "CHANGELOG.md").read_text(encoding="utf-8")


def test_make_lists_every_verb(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY:((?:.*\\\n)*.*)$", makefile, re.MULTILINE)
    assert phony is not None
    verbs = set(phony[1].replace("\\\n", " ").split())
    rules = set(re.findall(r"^([a-z][a-z-]*):(?!=)", makefile, re.MULTILINE))
    said = subprocess.run(["make", "-s"], cwd=root, capture_output=True, text=True, check=True)
    listed = [line.split(maxsplit=2) for line in said.stdout.splitlines()]
    assert {words[1] for words in listed} == verbs == rules
    assert all(len(words) == 3 and words[0] == "make" for words in listed)


def test_every_script_that_make_calls_exists(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    called = set(re.findall(r"scripts/\w+\.(?:py|sh)", makefile))
    assert "scripts/setup.sh" in called
    assert [name for name in sorted(called) if not (root / name).is_file()] == []


@pytest.mark.parametrize("name", [".ci/run", "scripts/setup.sh", "scripts/run.sh"])
def test_shell_scripts_can_be_called(root: Path, name: str) -> None:
    assert (root / name).stat().st_mode & 0o111
    subprocess.run(["bash", "-n", name], cwd=root, check=True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a screen")
def test_without_a_screen_run_names_the_command_line(root: Path) -> None:
    screens = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    bare = {name: value for name, value in os.environ.items() if name not in screens}
    said = subprocess.run(
        ["scripts/run.sh"], cwd=root, env=bare, capture_output=True, text=True, check=True
    )
    assert "no screen" in said.stdout
    assert ".venv/bin/reviewer import" in said.stdout


def test_no_path_of_one_machine_stands_in_the_project(root: Path, tracked: list[Path]) -> None:
    found = [
        f"{path.relative_to(root)}: {match[0]}"
        for path, text in texts(tracked)
        for match in (*MACHINE_PATH.finditer(text), *re.finditer(re.escape(str(root)), text))
    ]
    assert found == []


def test_no_registry_is_named(root: Path, tracked: list[Path]) -> None:
    found = [
        f"{path.relative_to(root)}: {match[0]}"
        for path, text in texts(tracked)
        for match in REGISTRY_HOST.finditer(text)
    ]
    assert found == []


def test_the_documents_point_at_what_exists(root: Path) -> None:
    assert docs.problems(root) == []
