from pathlib import Path

import pytest

from scripts import docs


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project whose documents are all in order."""
    (tmp_path / "docs/images").mkdir(parents=True)
    (tmp_path / "docs/images/desk.png").write_bytes(b"")
    (tmp_path / "room").mkdir()
    (tmp_path / "room/desk.py").write_text(
        "LAMP: int = 1\nclass Desk:\n    legs = 4\n    def open(self): ...\n"
    )
    (tmp_path / "README.md").write_text(
        "# One\n![desk](docs/images/desk.png) [to](CONTRIBUTING.md#how-it-is-done)\n"
        "[out](https://example.org/a.md) [here](#one)\n"
    )
    (tmp_path / "CONTRIBUTING.md").write_text("## How it is `done`!\n")
    (tmp_path / "docs/architecture.md").write_text('<img src="images/desk.png" alt="">\n')
    (tmp_path / "docs/one-token.md").write_text(
        "1 `room/desk.py:Desk.open` 2 `room/desk.py:LAMP` 3 `room/desk.py:Desk.legs`\n"
    )
    return tmp_path


def test_documents_in_order_have_no_problems(project: Path) -> None:
    assert docs.problems(project) == []


@pytest.mark.parametrize(
    "name, text, complaint",
    [
        ("README.md", "[gone](docs/gone.md)", "README.md: docs/gone.md does not exist"),
        ("README.md", "[a](CONTRIBUTING.md#b)", "README.md: CONTRIBUTING.md#b: no such heading"),
        ("README.md", "[up](../secret.md)", "README.md: ../secret.md leads out of the project"),
        ("README.md", "[by name]\n\n[by name]: no.md\n", "README.md: no.md does not exist"),
        ("docs/architecture.md", '<img src="no.png">', "architecture.md: no.png does not exist"),
        ("docs/one-token.md", "`room/desk.py:Chair`", "room/desk.py has no Chair"),
        ("docs/one-token.md", "`room/chair.py:sit`", "room/chair.py does not exist"),
        ("docs/one-token.md", "no code at all", "names no place in the code"),
    ],
)
def test_each_broken_thing_is_told(project: Path, name: str, text: str, complaint: str) -> None:
    (project / name).write_text(text)
    found = docs.problems(project)
    assert len([line for line in found if complaint in line]) == 1


@pytest.mark.parametrize("name", docs.EXPECTED)
def test_a_missing_document_is_told(project: Path, name: str) -> None:
    (project / name).unlink()
    assert f"{name} is missing" in docs.problems(project)


def test_code_is_not_read_for_links() -> None:
    text = "`[a](b.md)`\n```\n[c](d.md)\n```\n[e](f.md 'x') [g](h.md)\n"
    assert docs.links(text) == ["f.md", "h.md"]


def test_headings_with_one_name_get_numbers() -> None:
    assert docs.headings("# Tests\n## Tests\n### `make` & co.\n") == {
        "tests",
        "tests-1",
        "make--co",
    }


@pytest.mark.parametrize(
    "named, lost",
    [
        ("`views/desk.py`, `desk.py: Desk`, `views/`, `AREA.toml`, `README.md`, `a.b`", []),
        ("```\nviews/gone.py\n```", []),
        ("`views/gone.py` and again `views/gone.py`", ["views/gone.py"]),
        ("`gone.py:Desk.open`", ["gone.py"]),
        (
            "`iews/desk.py`, `lost/`, `words/A.json`",
            ["iews/desk.py", "lost/", "words/A.json"],
        ),
    ],
)
def test_places_that_the_architecture_names_are_there(
    project: Path, named: str, lost: list[str]
) -> None:
    for place in ("reviewer/ui/views/desk.py", "resources/words/ui.toml"):
        (project / place).parent.mkdir(parents=True, exist_ok=True)
        (project / place).write_text("")
    (project / "docs/architecture.md").write_text(named)
    assert docs.problems(project) == [
        f"docs/architecture.md: nothing is called {name}" for name in lost
    ]
