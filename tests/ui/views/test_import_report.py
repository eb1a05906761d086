"""A report: what it says, how it is put away, and what is copied."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import Theme
from reviewer.ui.views.import_report import GroupShown, ReportSheet, ReportShown

REPORT = ReportShown(
    "What became of it",
    "All else is as it was.",
    [
        GroupShown("warning", "Could not be read: 1 file", [("a.xml", "It ends too early.")]),
        GroupShown("check", "Added: 2 documents", [("Box 1", ""), ("Box 2", "3 pages")]),
    ],
)


@pytest.fixture
def sheet(qtbot: QtBot, say: Catalogue, theme: Theme) -> ReportSheet:
    made = ReportSheet(say, theme, REPORT)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made)
    return made


def test_it_shows_every_group_with_its_lines(sheet: ReportSheet) -> None:
    lines = [line.strip() for line in sheet.shown_text.splitlines()]
    assert lines == [
        "Could not be read: 1 file",
        "a.xml",
        "It ends too early.",
        "Added: 2 documents",
        "Box 1",
        "Box 2",
        "3 pages",
    ]
    assert "It ends too early." in sheet.text.accessibleDescription()


def test_it_is_copied_as_text(sheet: ReportSheet) -> None:
    QTest.keyClick(sheet.copy_button, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == (
        "Could not be read: 1 file\n- a.xml\n  It ends too early.\n\n"
        "Added: 2 documents\n- Box 1\n- Box 2\n  3 pages\n"
    )
    assert sheet.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_esc_put_it_away_also_from_its_text(sheet: ReportSheet, key: Qt.Key) -> None:
    assert sheet.close_button.hasFocus()
    sheet.text.setFocus()
    QTest.keyClick(sheet.text, key)
    assert not sheet.isVisible()


def test_tab_leads_through_it(sheet: ReportSheet) -> None:
    sheet.text.setFocus()
    QTest.keyClick(sheet.text, Qt.Key.Key_Tab)
    assert sheet.copy_button.hasFocus()


def test_a_long_report_is_scrolled(qtbot: QtBot, say: Catalogue, theme: Theme) -> None:
    lines = [(f"page {number}", "It cannot be read.") for number in range(400)]
    many = ReportSheet(say, theme, ReportShown("Title", "", [GroupShown("info", "All", lines)]))
    qtbot.addWidget(many)
    many.show()
    assert many.height() < 800
    assert many.text.verticalScrollBar().maximum() > 0
    assert "page 399" in many.shown_text
