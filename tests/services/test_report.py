"""A project's report, over a real store."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.errors import Cancelled, UsageError
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.progress import Progress
from reviewer.core.record import Sort
from reviewer.core.report import Judged, Made, Report, Scope, Talk, Talker, report_record
from reviewer.core.workflow import State
from reviewer.services.project import Project
from reviewer.store.ledger import SqlLedger


@pytest.fixture
def decided(project: Project, page: PageId, tmp_path: Path) -> Project:
    """Two documents: of the first a page approved, on the second one decision."""
    source = tmp_path / "letter.txt"
    source.write_text("Cuben sugar\n", "utf-8")
    project.importing.add([source])
    project.analysis.run()
    project.review.accept(page, project.page(page).open[0].key, 1, "Ada")
    project.review.correct(page, project.page(page).open[-1].key, "serious", "Ada")
    project.approval.submit(page, "Ada")
    project.approval.approve(page, "Eve")
    other = project.rows()[2].id
    project.review.keep(other, project.page(other).open[0].key, "Ben")
    return project


def make(project: Project, scope: Scope = Scope()) -> Report:  # noqa: B008 - it never changes
    return project.reporting.make(scope, Progress())


def test_everything_is_counted(decided: Project) -> None:
    report = make(decided)
    assert (report.pages, report.words, report.decisions) == (3, 15, 5)
    assert {state: n for state, n in report.states.items() if n} == {
        State.NEW: 1,
        State.IN_WORK: 1,
        State.APPROVED: 1,
    }
    assert [(one.name, one.all) for one in report.people] == [("Ada", 3), ("Ben", 1), ("Eve", 1)]
    assert report.people[0].acts == {Sort.WORDS: 2, Sort.REVIEW: 1}
    assert report.accepted.ranks == (1, 0, 0, 0)
    assert (report.accepted.typed + report.accepted.instead, report.accepted.kept) == (1, 1)
    assert report.judged_by_kind == {Made.ACCEPTED: Judged(agreed=1), Made.TYPED: Judged(agreed=1)}
    assert report.waited is not None
    assert report.waited.count == 1
    assert report.waited.median >= 0
    assert sum(report.stamps.values()) == 3
    assert [(one.name, one.pages, one.decisions) for one in report.documents] == [
        ("telegram", 2, 4),
        ("letter", 1, 1),
    ]


def test_the_estimate_is_that_of_the_dashboard(decided: Project) -> None:
    report = make(decided)
    assert report.left == decided.figures.count(Progress()).left
    assert report.left.pages == 2
    lines = decided.page(decided.rows()[0].id).reading.page.lines
    assert report.approved.letters == sum(len(line.text) for line in lines)
    assert report.whole.letters == report.left.letters + report.approved.letters
    assert report.whole.wrong == pytest.approx(report.left.wrong + report.approved.wrong)
    first, second = report.documents
    assert (first.left.pages, second.left.pages) == (1, 1)
    assert first.left.wrong + second.left.wrong == pytest.approx(report.left.wrong)
    assert (first.approved.letters, second.approved.letters) == (report.approved.letters, 0)


def test_one_document_and_some_days(decided: Project) -> None:
    letter = decided.documents()[1].id
    report = make(decided, Scope((letter,)))
    assert (report.pages, [one.name for one in report.people]) == (1, ["Ben"])
    assert report.left.pages == 1
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    later = make(decided, Scope(since=tomorrow))
    assert (later.decisions, later.waited, dict(later.days)) == (0, None, {})
    assert later.pages == 3


def test_fields_of_the_header_count(decided: Project) -> None:
    document = decided.documents()[0].id
    with decided._store.writing() as unit:
        draft = d.Draft(d.SetHeader("title", "T"))
        unit.ledger.append(d.Place(document), 0, [draft], "Ada")
    report = make(decided)
    assert report.people[0].acts[Sort.HEADER] == 1
    assert report.documents[0].decisions == 5


def test_threads_stand_with_their_documents(decided: Project) -> None:
    page = decided.rows()[2].id
    decided.talk.comment(page, "Which one?", "Ben", asks=True)
    report = make(decided)
    assert [one.talk.asking for one in report.documents] == [0, 1]
    assert report.threads.all == report.documents[1].talk == Talk(1, 0, 1, 1)
    assert report.threads.people == {"Ben": Talker(opened=1)}


def test_spot_checks_count_within_the_days_and_for_all_documents(decided: Project) -> None:
    drawn = decided.untouched.draw([row.id for row in decided.rows()], 3, seed=1)
    check = decided.untouched.keep(drawn, 3, 1, "Eve")
    assert make(decided).checks == (check,)
    assert not make(decided, Scope((decided.documents()[0].id,))).checks
    assert not make(decided, Scope(since=datetime.now(UTC) + timedelta(days=1))).checks


def test_another_report_reads_only_what_changed(
    decided: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewer.services.report._PAGES", 1)
    read: list[PageId] = []
    of_pages = SqlLedger.of_pages

    def noted(self: SqlLedger, pages: Iterable[PageId]) -> Mapping[PageId, Sequence[d.Decision]]:
        wanted = list(pages)
        read.extend(wanted)
        return of_pages(self, wanted)

    monkeypatch.setattr(SqlLedger, "of_pages", noted)
    before = make(decided)
    read.clear()
    again = make(decided)
    assert (read, replace(again, made=before.made)) == ([], before)
    page = decided.rows()[1].id
    decided.review.retype(page, 0, "Something else.", "Cyd")
    after = make(decided)
    assert read == [page]
    whole = decided.reporting
    whole._parts.clear()
    assert replace(make(decided), made=after.made) == after
    assert {one.name for one in after.people} == {"Ada", "Ben", "Cyd", "Eve"}


def test_what_cannot_be_made_is_said(decided: Project) -> None:
    with pytest.raises(UsageError):
        make(decided, Scope((DocumentId(99),)))
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        decided.reporting.make(Scope(), stopped)


def test_the_record_is_json_and_says_what_shares_are_of(decided: Project) -> None:
    record = json.loads(json.dumps(report_record(make(decided))))
    assert record["project"] == decided.name
    assert record["states"]["approved"] == 1
    assert record["first_suggestion"]["of"] >= 1
    assert record["judged_by_person"]["Ada"]["disputed"] == {
        "part": 0,
        "of": 2,
        "share": 0.0,
        "low": 0.0,
        "high": pytest.approx(0.575, abs=0.001),
    }
    assert record["documents"][1]["left"]["pages"] == 1
    assert record["days"] == {
        str(datetime.now().astimezone().date()): {"Ada": 3, "Ben": 1, "Eve": 1}
    }
