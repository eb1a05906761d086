"""`log`: which decisions, and as what."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from reviewer.__main__ import _Paper
from reviewer.core.errors import ReviewerError
from reviewer.core.sheet import Sheet

from .conftest import Command

ACT = {"page": "telegram/1", "act": "replace", "span": [2, 2], "text": "Mikoyan"}


@pytest.fixture
def decided(reviewer: Command, project: Path, tmp_path: Path) -> Path:
    """A project with a word corrected by Ada, one kept by Ben, and the page sent to the editor."""
    for name, act in (("Ada", ACT), ("Ben", {**ACT, "page": "telegram/2", "act": "keep"})):
        lines = tmp_path / "decisions.jsonl"
        act = {key: value for key, value in act.items() if key != "text" or name == "Ada"}
        lines.write_text(json.dumps(act), "utf-8")
        assert reviewer("apply", project, lines, "--as", name).status == 0
    assert reviewer("submit", project, "telegram/1", "--as", "Ada").status == 0
    return project


def acts(reviewer: Command, project: Path, *more: object) -> list[str]:
    return [entry["act"] for entry in reviewer("log", project, "--json", *more).json]


def test_it_is_narrowed_by_place_person_day_kind_and_word(reviewer: Command, decided: Path) -> None:
    assert acts(reviewer, decided) == ["submit", "keep", "replace"]
    assert acts(reviewer, decided, "--by", "ben") == ["keep"]
    assert acts(reviewer, decided, "--page", "telegram/1") == ["submit", "replace"]
    assert acts(reviewer, decided, "--document", "telegram", "--page", "2") == ["keep"]
    assert acts(reviewer, decided, "--kind", "review") == ["submit"]
    assert acts(reviewer, decided, "--word", "MIKOYAN") == ["replace"]
    assert acts(reviewer, decided, "--from", "2020-01-01", "--limit", "1") == ["submit"]
    assert acts(reviewer, decided, "--to", "2020-01-01") == []


def test_it_is_written_as_a_table_or_as_json_lines(
    reviewer: Command, decided: Path, tmp_path: Path
) -> None:
    path = tmp_path / "log.csv"
    assert reviewer("log", decided, "--out", path).status == 0
    found = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    assert [row["act"] for row in found] == ["submit", "keep", "replace"]
    assert (found[2]["before"], found[2]["after"]) == ("Mikeyan", "Mikoyan")
    other = tmp_path / "log.txt"
    assert reviewer("log", decided, "--out", other).status == 2
    assert not other.exists()
    assert reviewer("log", decided, "--out", other, "--format", "json", "--limit", "2").status == 0
    assert [json.loads(line)["act"] for line in other.read_text().splitlines()] == [
        "submit",
        "keep",
    ]


def test_it_is_written_in_one_way_at_a_time(
    reviewer: Command, decided: Path, tmp_path: Path
) -> None:
    for form in ("csv", "json"):
        refused = reviewer("log", decided, "--json", "--format", form)
        assert (refused.status, refused.out, "both say" in refused.err) == (2, "", True)
    path = tmp_path / "log.txt"
    told = reviewer("log", decided, "--json", "--format", "csv", "--out", path)
    assert told.json == {"written": 3, "file": str(path)}
    assert path.read_text("utf-8-sig").startswith("id,")


def test_what_names_nothing_is_wrong_use(reviewer: Command, decided: Path) -> None:
    for wrong in (
        ("--document", "letter"),
        ("--page", "telegram/9"),
        ("--page", "telegram"),
        ("--from", "2026-02-02", "--to", "2026-02-01"),
    ):
        assert reviewer("log", decided, *wrong).status == 2, wrong


def test_a_report_is_written_in_every_form(
    reviewer: Command, decided: Path, tmp_path: Path
) -> None:
    for name in ("r.html", "r.csv", "r.json"):
        assert reviewer("report", decided, "--out", tmp_path / name).status == 0
    assert "Report on project" in (tmp_path / "r.html").read_text("utf-8")
    assert "Ada" in (tmp_path / "r.csv").read_text("utf-8-sig")
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["states"]["submitted"] == 1


def test_a_report_can_be_about_a_document_and_days(
    reviewer: Command, decided: Path, tmp_path: Path
) -> None:
    path = tmp_path / "r.json"
    days = ("--from", "2020-01-01", "--to", "2020-01-02")
    answer = reviewer("report", decided, "--document", "telegram", *days, "--out", path, "--json")
    assert answer.json == {"file": str(path), "pages": 2, "decisions": 0}
    scope = json.loads(path.read_text("utf-8"))["scope"]
    assert (scope["documents"], scope["first"]) == ([1], "2020-01-01")


def test_a_report_of_no_known_form_is_wrong_use(
    reviewer: Command, decided: Path, tmp_path: Path
) -> None:
    for wrong in (("--out", tmp_path / "r.doc"), ("--out", tmp_path / "r.html", "--document", "x")):
        assert reviewer("report", decided, *wrong).status == 2
    assert not list(tmp_path.glob("r.*"))


def test_pdf_says_what_to_do_where_qt_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "reviewer.ui.paper", None)
    with pytest.raises(ReviewerError) as caught:
        _Paper().write(Sheet("en", "T", "", (), (), "", "", ""), io.BytesIO())
    assert "Qt cannot be loaded" in caught.value.what
    assert ".html" in caught.value.advice
