"""What the dashboard says of figures."""

from datetime import UTC, datetime, timedelta

import pytest

from reviewer.core.figures import Left, Overlooking
from reviewer.core.findings import Kind
from reviewer.core.ids import DocumentId
from reviewer.core.messages import Catalogue
from reviewer.core.work import Person, Stretch
from reviewer.core.workflow import State
from reviewer.services.figures import DocumentProgress, Judged, Progressed
from reviewer.ui import dashboard_words as shown
from reviewer.ui.estimate_words import estimate_method, foot_shown, percent


@pytest.fixture(scope="module")
def say() -> Catalogue:
    return Catalogue.load()


LEFT = Left(10_000, 210.0, 140.0, 300.0, 150.0, 60.0, 4)


def states(**counts: int) -> dict[State, int]:
    return {state: counts.get(state.name.lower(), 0) for state in State}


def progressed(documents: int) -> Progressed:
    each = states(new=2, approved=1)
    rows = [DocumentProgress(DocumentId(n), f"Telegram {n}", each) for n in range(documents)]
    whole = {state: documents * n for state, n in each.items()}
    return Progressed(whole, rows, (), (), timedelta(hours=1), None)  # type: ignore[arg-type]


def test_an_estimate_is_said_with_its_bounds(say: Catalogue) -> None:
    assert foot_shown(LEFT, say) == "about 2.1 % of letters still wrong (1.4–3.0)"
    assert foot_shown(None, say) == ""
    assert "1.4 to 3.0" in shown.estimate_shown(LEFT, say).words


def test_little_is_said_more_exactly() -> None:
    assert [percent(share, Catalogue.load()) for share in (0, 0.0004, 0.0123, 0.5)] == [
        "0",
        "0.04",
        "1.2",
        "50.0",
    ]


def test_what_is_not_counted_is_said(say: Catalogue) -> None:
    about = shown.estimate_about(Judged({}, LEFT, 3, 9, 2), say)
    assert "3 of 9 pages" in about
    assert "2 pages were not looked at" in about
    assert "of 10,000 letters" in about


def test_the_method_says_what_it_was_weighed_with(say: Catalogue) -> None:
    learnt = Left(10, 1, 0.5, 2, 1, 0, 1, Overlooking(1.2, 0.3, 7))
    assert "7 approved pages" in estimate_method(learnt, say)
    assert "approved" not in estimate_method(LEFT, say)


def test_many_documents_are_shown_in_part_and_saved_all(say: Catalogue) -> None:
    bars, table = shown.states_shown(progressed(25), say)
    assert len(table) == 26
    assert len(bars) == 12
    assert bars[-1].name == "15 more documents"
    assert sum(share.count for bar in bars[1:] for share in bar.shares) == 75
    assert bars[0].end == "25 of 75 pages approved"


def test_people_are_said_with_their_pace(say: Catalogue) -> None:
    ada = Person("Ada", 3, 120, 20, 10, {1: 80, 2: 10}, 0.2, 110)
    ben = Person("Ben", 1, 1, 1, 0, {}, 0.0, 0)
    bars, table = shown.people_shown([ada, ben], say)
    assert bars[0].end == "120 decided on 3 pages, 550 an hour"
    assert bars[1].end == "1 decided on 1 page"
    assert [share.count for share in bars[0].shares] == [80, 10, 0, 0, 20, 10]
    assert table[1][0] == "Ada"
    assert len(table[0]) == len(table[1]) == len(table[2])


def test_kinds_without_findings_are_saved_but_not_shown(say: Catalogue) -> None:
    kinds = dict.fromkeys(Kind, (0, 0)) | {Kind.NAME: (2, 1)}
    bars, table = shown.kinds_shown(kinds, say)
    assert [bar.name for bar in bars] == ["Name spelt otherwise"]
    assert len(table) == 1 + len(Kind)


def test_hours_and_days_have_their_labels(say: Catalogue) -> None:
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    times = [Stretch(start, 200, 0.5, 190), Stretch(start, 3, 0.0, 0)]
    hour, few = shown.pace_shown(times, timedelta(hours=1), say)
    assert (hour.label, hour.day, hour.words) == (
        "09",
        "2 March",
        "2 March, from 09:00: 200 decided, 380 an hour",
    )
    assert few.pace is None
    assert "too few" in few.words
    (day, _) = shown.pace_shown(times, timedelta(days=1), say)
    assert (day.label, day.day) == ("2", "March")


def test_missing_paces_are_explained_only_where_there_are_any(say: Catalogue) -> None:
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    timed, untimed = Stretch(start, 200, 0.5, 190), Stretch(start, 3, 0.0, 0)
    assert "outline" not in shown.pace_about([timed], say)
    assert "outline" in shown.pace_about([timed, untimed], say)
