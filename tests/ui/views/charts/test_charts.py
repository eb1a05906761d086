"""Charts: what they say, how they are walked over, what they look like on every ground."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.core.errors import StoreError
from reviewer.ui.theme import Theme, contrast
from reviewer.ui.views.charts import ink
from reviewer.ui.views.charts.chart import Chart
from reviewer.ui.views.charts.heat import NONE, HeatChart
from reviewer.ui.views.charts.left import Estimate, LeftChart, limit
from reviewer.ui.views.charts.pace import Column, PaceChart, scale
from reviewer.ui.views.charts.saving import ENDINGS, save
from reviewer.ui.views.charts.shares import Bar, Fill, Share, SharesChart

THEMES = ("light", "dark", "light-contrast", "dark-contrast")


def heat(theme: Theme) -> HeatChart:
    chart = HeatChart("Letters", theme, ("true", "read"), lambda t, r, n: f"{t} {r} {n}")
    chart.show_counts(("h", "p", ""), ("b", "s"), ((3, 0), (1, 9), (0, 2)))
    return chart


def shares(theme: Theme) -> SharesChart:
    chart = SharesChart("Pages", theme, even=True)
    fills = zip(Fill, (5, 3, 2, 1, 0, 4, 2), strict=True)
    parts = tuple(Share(fill.name, n, fill, f"{fill.name} {n}") for fill, n in fills)
    chart.show_bars(
        [Bar("All", parts, "5 %", strong=True), Bar("One", parts[:2])], [["row", "n"], ["All", 17]]
    )
    return chart


def pace(theme: Theme) -> PaceChart:
    chart = PaceChart("Pace", theme, ("from", "words", "pace"))
    hours = ((8, 400.0), (9, 620.0), (10, None))
    chart.show_columns(
        [Column(f"{h:02}", "16 March", p, f"{h}: {p}", (h, 100, p or "")) for h, p in hours]
    )
    return chart


def left(theme: Theme) -> LeftChart:
    chart = LeftChart("Left", theme, ("share", "low", "high"))
    chart.show_estimate(Estimate(2.1, 1.4, 3.0, "2.1 %", "1.4 to 3.0 %", "About 2.1 %"))
    return chart


MADE = {"heat": heat, "shares": shares, "pace": pace, "left": left}


@pytest.fixture(params=MADE)
def chart(request: pytest.FixtureRequest, theme: Theme, qtbot: QtBot) -> Iterator[Chart]:
    """Each of the charts, on the screen with the focus."""
    around = QWidget()
    made: Chart = MADE[request.param](theme)
    made.setParent(around)
    made.resize(640, made.drawing.height_for(640))
    around.resize(640, 700)
    qtbot.addWidget(around)
    around.show()
    qtbot.waitActive(around)
    made.grab()
    yield made
    around.close()


def test_every_mark_lies_within_its_chart(chart: Chart) -> None:
    room = chart.rect().toRectF().adjusted(-1, -1, 1, 1)
    assert chart.marks
    assert all(room.contains(mark.where) for mark in chart.marks)
    assert all(mark.words for mark in chart.marks)


def test_marks_do_not_lie_over_each_other(chart: Chart) -> None:
    places = [mark.where.adjusted(0.5, 0.5, -0.5, -0.5) for mark in chart.marks]
    pairs = [(one, other) for n, one in enumerate(places) for other in places[:n]]
    assert not any(one.intersects(other) for one, other in pairs)


def test_keys_reach_every_mark_and_tell_it(chart: Chart, qtbot: QtBot) -> None:
    told: list[str] = []
    chart.pointed.connect(told.append)
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    for _ in chart.marks:
        QTest.keyClick(chart, Qt.Key.Key_Right)
    assert set(told) == {mark.words for mark in chart.marks}
    assert chart.accessibleDescription() == chart.marks[-1].words
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert chart.mark == chart.marks[0]


def test_up_and_down_keep_the_column(theme: Theme, qtbot: QtBot) -> None:
    made = heat(theme)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    qtbot.waitActive(made)
    made.grab()
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_End)
    assert made.mark
    assert made.mark.words == f"{NONE} s 2"
    QTest.keyClick(made, Qt.Key.Key_Up)
    assert made.mark.words == "p s 9"
    QTest.keyClick(made, Qt.Key.Key_Up)
    assert made.mark.words == "h b 3"
    QTest.keyClick(made, Qt.Key.Key_Up)
    assert made.mark.words == "h b 3"


def test_charts_are_saved_in_every_form(chart: Chart, tmp_path: Path) -> None:
    for ending in ENDINGS:
        save(chart, tmp_path / f"chart{ending}")
    image = QImage(str(tmp_path / "chart.png"))
    assert image.width() >= 2 * chart.width()
    assert "<svg" in (tmp_path / "chart.svg").read_text("utf-8")
    rows = (tmp_path / "chart.csv").read_text("utf-8-sig").splitlines()
    assert len(rows) == len(chart.drawing.table()) > 1


def test_a_place_that_cannot_be_written_is_said(chart: Chart, tmp_path: Path) -> None:
    for ending in ENDINGS:
        with pytest.raises(StoreError):
            save(chart, tmp_path / "nowhere" / f"chart{ending}")


def test_a_table_holds_no_formulas(theme: Theme, tmp_path: Path, qtbot: QtBot) -> None:
    made = heat(theme)
    qtbot.addWidget(made)
    made.show_counts(("=1+1",), ("x",), ((1,),))
    save(made, tmp_path / "chart.csv")
    assert "'=1+1" in (tmp_path / "chart.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("name", THEMES)
def test_words_can_be_read_on_every_shade(name: str, qapp: object) -> None:
    look = Theme.load(name)
    for step in range(21):
        ground = ink.shade(look, step / 20)
        assert contrast(ink.ink_on(look, ground), ground) >= 4.5, step


@pytest.mark.parametrize("name", THEMES)
def test_shades_grow_apart_from_the_ground(name: str, qapp: object) -> None:
    look = Theme.load(name)
    away = [contrast(ink.shade(look, step / 10), look.raised) for step in range(11)]
    assert away == sorted(away)
    assert away[1] > 1.05


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("kind", MADE)
def test_charts_are_drawn_on_every_ground(name: str, kind: str, qapp: object, qtbot: QtBot) -> None:
    made = MADE[kind](Theme.load(name))
    qtbot.addWidget(made)
    image = QImage(480, made.drawing.height_for(480), QImage.Format.Format_RGB32)
    image.fill(made.theme.raised)
    painter = QPainter(image)
    assert made.drawing.draw(painter, 480, made.theme)
    painter.end()
    colours = {image.pixel(x, y) for x in range(0, 480, 3) for y in range(0, image.height(), 3)}
    assert len(colours) > 2


def test_empty_charts_have_no_marks(theme: Theme, qtbot: QtBot) -> None:
    empty: list[Chart] = [
        HeatChart("Letters", theme, ("true", "read"), lambda t, r, n: ""),
        SharesChart("Pages", theme, even=False),
        PaceChart("Pace", theme, ("a", "b", "c")),
        LeftChart("Left", theme, ("a", "b", "c")),
    ]
    for made in empty:
        qtbot.addWidget(made)
        made.grab()
        assert not made.marks
        QTest.keyClick(made, Qt.Key.Key_Right)
        assert made.mark is None


@given(st.floats(0, 50_000))
def test_a_scale_reaches_over_what_it_shows(most: float) -> None:
    ticks = scale(most)
    assert ticks[0] == 0
    assert ticks[-1] >= most
    assert 3 <= len(ticks) <= 6
    assert len({b - a for a, b in pairwise(ticks)}) == 1


@given(st.floats(0, 99))
def test_the_scale_of_an_estimate_ends_beyond_its_bound(high: float) -> None:
    assert high < limit(high) <= 100


def test_old_columns_give_way_where_there_is_no_room(theme: Theme, qtbot: QtBot) -> None:
    made = PaceChart("Pace", theme, ("a", "b", "c"))
    qtbot.addWidget(made)
    many = [Column(str(n), "March", 100.0, f"day {n}", (n, 1, 100)) for n in range(500)]
    made.show_columns(many)
    made.resize(320, made.height())
    made.grab()
    assert made.marks[-1].words == "day 499"
    assert len(made.marks) < 100
    assert len(made.drawing.table()) == 501
