"""The record of a project: read as a table, and saved."""

import csv
import io
import json
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.errors import Cancelled, StoreError
from reviewer.core.ids import PageId
from reviewer.core.progress import Progress
from reviewer.core.record import COLUMNS, Sort, Wanted
from reviewer.core.records import read_decision
from reviewer.services.project import Project
from reviewer.services.record import Form

ALL = Wanted()


@pytest.fixture
def decided(project: Project, page: PageId) -> Project:
    """Six decisions of two people, the first of which was taken back and done otherwise."""
    project.review.decide(page, [d.Draft(d.Replace(d.Span(2, 2), "Micoyan"))], "Ada")
    project.history.undo(page, "Ada")
    project.review.accept(page, project.page(page).open[0].key, 1, "Ada")
    project.review.decide(page, [d.Draft(d.Keep(d.Span(0, 0)))], "Ben")
    project.approval.submit(page, "Ada")
    project.approval.send_back(page, "Ben", "=see line 3")
    return project


def rows(project: Project, wanted: Wanted = ALL) -> list[dict[str, str]]:
    out = io.BytesIO()
    project.record.write(wanted, out, Form.CSV)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"))))


def test_the_table_tells_all_there_is(decided: Project) -> None:
    found = rows(decided)
    assert [(row["act"], row["person"], row["in force"]) for row in found] == [
        ("return", "Ben", "yes"),
        ("submit", "Ada", "yes"),
        ("keep", "Ben", "yes"),
        ("replace", "Ada", "yes"),
        ("revert", "Ada", "yes"),
        ("replace", "Ada", "no"),
    ]
    assert (found[3]["before"], found[3]["after"]) == ("Mikeyan", "Mikoyan")
    assert (found[3]["rank"], found[3]["way"]) == ("1", "accepted")
    assert (found[5]["before"], found[5]["after"]) == ("Mikeyan", "Micoyan")
    assert (found[3]["document"], found[3]["page"], found[3]["line"]) == ("telegram", "1", "1")
    assert found[0]["comment"] == "'=see line 3"


def test_json_lines_can_be_read_back(decided: Project) -> None:
    out = io.BytesIO()
    assert decided.record.write(Wanted(), out, Form.JSON) == 6
    lines = out.getvalue().decode().splitlines()
    assert [read_decision(json.loads(line)) for line in lines] == list(decided.log())


def test_only_what_is_wanted_is_written(decided: Project, page: PageId) -> None:
    assert [row["act"] for row in rows(decided, Wanted(by="ben"))] == ["return", "keep"]
    assert [row["act"] for row in rows(decided, Wanted(word="mikoyan"))] == ["replace"]
    assert len(rows(decided, Wanted(sort=Sort.REVIEW))) == 2
    assert len(rows(decided, Wanted(page=page))) == 6
    assert not rows(decided, Wanted(page=decided.rows()[1].id))
    assert [row["in force"] for row in rows(decided, Wanted(sort=Sort.WORDS, by="Ada"))] == [
        "yes",
        "no",
    ]


def test_people_are_listed_once(decided: Project, page: PageId) -> None:
    decided.review.decide(page, [d.Draft(d.Keep(d.Span(1, 1)))], "ada")
    assert list(decided.record.people()) == ["ada", "Ben"]


def test_a_file_is_whole_or_not_at_all(decided: Project, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    assert decided.record.save(Wanted(), path, Form.CSV) == 6
    whole = path.read_bytes()
    assert whole.decode("utf-8-sig").splitlines()[0] == ",".join(COLUMNS)
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        decided.record.save(Wanted(by="Ben"), path, Form.CSV, stopped)
    assert path.read_bytes() == whole
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []
    with pytest.raises(StoreError):
        decided.record.save(Wanted(), tmp_path / "nowhere" / "log.csv", Form.CSV)


def test_no_more_is_written_than_asked(decided: Project) -> None:
    assert decided.record.write(Wanted(), io.BytesIO(), Form.JSON, limit=2) == 2
