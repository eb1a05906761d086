"""The start page, the dialogs before the desk, and the palette's search."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.core.messages import Catalogue
from reviewer.services.app import App
from reviewer.ui.main_window import MainWindow
from reviewer.ui.theme import Theme
from reviewer.ui.views.new_project import NewProjectDialog
from reviewer.ui.views.palette import match
from reviewer.ui.views.start import RecentShown, StartView
from tests.ui.typist import Typist

SAY = Catalogue.load()


@pytest.fixture
def start(qtbot: QtBot) -> StartView:
    made = StartView(SAY, Theme.load("light"))
    qtbot.addWidget(made)
    made.show()
    return made


def test_without_projects_it_says_what_to_do(start: StartView) -> None:
    assert start.rows == ()
    start.focus_first()
    assert start.sample_button.hasFocus()


def test_a_project_is_opened_by_enter(start: StartView, qtbot: QtBot) -> None:
    start.show_recent([RecentShown("/a", "A", "/a", "now"), RecentShown("/b", "B", "/b", "now")])
    with qtbot.waitSignal(start.recent_picked) as picked:
        QTest.keyClick(start.rows[1], Qt.Key.Key_Return)
    assert picked.args == ["/b"]


def test_a_project_that_is_gone_cannot_be_opened(start: StartView) -> None:
    start.show_recent([RecentShown("/a", "A", "/a", "not found", there=False)])
    assert not start.rows[0].isEnabled()


def test_dropped_files_are_handed_over(start: StartView, qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.txt")), QUrl("https://example.org/b")])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), action, data, button, plain)
    start.drop.dragEnterEvent(enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(start.files_dropped) as dropped:
        start.drop.dropEvent(QDropEvent(QPointF(5, 5), action, data, button, plain))
    assert dropped.args == [[tmp_path / "a.txt"]]


def test_a_new_project_needs_a_free_and_lawful_name(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    dialog = NewProjectDialog(SAY, Theme.load("light"), "taken", tmp_path, 1)
    qtbot.addWidget(dialog)
    made: list[str] = []
    dialog.made.connect(made.append)
    dialog.show()
    for name in ("taken", "a/b", "", "  "):
        dialog.name.setText(name)
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert made == []
    dialog.name.setText("free")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert made == [str(tmp_path / "free")]


def test_files_become_a_project(window: MainWindow, app: App, qtbot: QtBot, tmp_path: Path) -> None:
    typist = Typist(window, qtbot)
    file = tmp_path / "memo.txt"
    file.write_text("The Cuben problem.\n", "utf-8")
    window.projects.create(str(tmp_path / "Memo"), [file])
    typist.settle()
    typist.wait(lambda: typist.form == "Cuben")
    assert app.recent()[0].name == "Memo"


@pytest.mark.parametrize(
    "typed,text",
    [("", "Export"), ("exp", "Export"), ("page next", "Next page"), ("nxpg", "Next page")],
)
def test_the_palette_finds(typed: str, text: str) -> None:
    assert match(typed, text) is not None


def test_the_palette_puts_beginnings_of_words_first() -> None:
    begin, within, scattered = (
        match("pa", text) for text in ("Next page", "Apathy of all", "Open another")
    )
    assert begin is not None
    assert within is not None
    assert scattered is not None
    assert begin < within < scattered
    assert match("xyz", "Next page") is None


@given(st.text(max_size=8), st.text(max_size=20))
def test_the_palette_finds_what_is_written_in_full(typed: str, text: str) -> None:
    assert match(text, text) is not None
    match(typed, text)
