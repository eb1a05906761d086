"""Days as one chooses them."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from reviewer.core.messages import Catalogue
from reviewer.ui.views.days import Days, DaysBox, Span, day_of

TODAY = date(2026, 3, 10)


@pytest.fixture
def box(qtbot: QtBot) -> DaysBox:
    made = DaysBox(Catalogue.load(), lambda: TODAY)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    "span, days",
    [
        (Span.ANY, (None, None)),
        (Span.TODAY, (TODAY, TODAY)),
        (Span.YESTERDAY, (date(2026, 3, 9), date(2026, 3, 9))),
        (Span.WEEK, (date(2026, 3, 4), TODAY)),
        (Span.MONTH, (date(2026, 2, 9), TODAY)),
        (Span.BETWEEN, (None, None)),
    ],
)
def test_stretches_end_today(box: DaysBox, span: Span, days: Days) -> None:
    box.box.setCurrentIndex(box.box.findData(span))
    assert box.days == days
    assert box.first.isVisibleTo(box) == (span is Span.BETWEEN)


def test_days_that_are_typed_count_when_they_are_days(box: DaysBox) -> None:
    box.box.setCurrentIndex(box.box.findData(Span.BETWEEN))
    box.first.setText("2026-02-30")
    box.last.setText(" 2026-03-01 ")
    first, last = box.days
    assert (first, last) == (None, date(2026, 3, 1))
    box.reset()
    assert box.days == (None, None)


def test_what_is_no_day_is_none() -> None:
    assert [day_of(text) for text in ("", "today", "2026-13-01", "2026-3-1")] == [None] * 4
