"""The dashboard's department: entered by key, counted in the background, saved."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from reviewer.ui.dashboard import Dashboard
from reviewer.ui.later import found
from tests.ui.typist import Typist


@pytest.fixture
def dashboard(typist: Typist) -> Dashboard:
    return found(typist.window.departments, Dashboard)


def wait(typist: Typist, dashboard: Dashboard) -> None:
    typist.wait(lambda: not dashboard._lane.busy)


def test_the_room_is_entered_and_left_by_key(typist: Typist, dashboard: Dashboard) -> None:
    typist.press("Ctrl+Shift+D")
    assert typist.window.rooms.current is dashboard.view
    wait(typist, dashboard)
    assert dashboard.view.cards["states"].chart.isVisible()
    typist.press("Esc")
    assert typist.window.rooms.current is None


def test_a_new_project_says_what_comes_next(typist: Typist, dashboard: Dashboard) -> None:
    typist.press("Ctrl+Shift+D")
    wait(typist, dashboard)
    cards = dashboard.view.cards
    assert not cards["people"].chart.isVisible()
    assert not cards["heat"].chart.isVisible()
    assert cards["kinds"].chart.isVisible()
    assert cards["left"].chart.isVisible()


def test_what_was_decided_shows(typist: Typist, dashboard: Dashboard) -> None:
    typist.press("Return", "Ctrl+Shift+D")
    wait(typist, dashboard)
    view = dashboard.view
    assert view.people.drawing.table()[1][0] == "Mira Novak"
    assert view.people.drawing.table()[1][2] == 1
    assert view.cards["heat"].chart.isVisible()
    kinds = {row[0]: row[1:] for row in view.kinds.drawing.table()}
    assert kinds["Not a word"] == [1, 3]


def test_the_foot_tells_what_is_left(typist: Typist, dashboard: Dashboard) -> None:
    footer = typist.window.footer
    typist.wait(lambda: "letters still wrong" in footer.estimate)
    before = footer.estimate
    typist.press("Return")
    typist.wait(lambda: footer.estimate != before)
    typist.window.close_project()
    assert footer.estimate == ""


def test_a_chart_is_saved_where_one_says(
    typist: Typist, dashboard: Dashboard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typist.press("Ctrl+Shift+D")
    wait(typist, dashboard)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "pages"), ""))
    dashboard.view.save_asked.emit(dashboard.view.states, ".csv")
    assert (tmp_path / "pages.csv").read_text("utf-8-sig").splitlines()[0].startswith("Document")
    assert "pages.csv" in typist.said


def test_a_chart_that_cannot_be_saved_is_said(
    typist: Typist, dashboard: Dashboard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typist.press("Ctrl+Shift+D")
    wait(typist, dashboard)
    nowhere = str(tmp_path / "nowhere" / "pages.svg")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (nowhere, ""))
    dashboard.view.save_asked.emit(dashboard.view.states, ".svg")
    assert "could not be saved" in typist.said


def test_every_chart_is_reached_by_tab(typist: Typist, dashboard: Dashboard) -> None:
    typist.press("Return", "Ctrl+Shift+D")
    wait(typist, dashboard)
    seen = set()
    for _ in range(30):
        seen.add(typist._focus())
        typist.press("Tab")
    shown = {card.chart for card in dashboard.view.cards.values() if card.chart.isVisible()}
    assert shown <= seen
    assert len(shown) >= 5


def test_narrow_rooms_have_one_column(typist: Typist, dashboard: Dashboard) -> None:
    typist.press("Ctrl+Shift+D")
    wait(typist, dashboard)
    cards = dashboard.view.cards
    columns = dashboard.view._columns
    columns.set_room(2000)
    assert cards["left"].chart.parent() is cards["left"]
    first, second = columns._columns
    assert (first.count(), second.count()) == (4, 4)
    columns.set_room(700)
    assert (first.count(), second.count()) == (7, 1)
