"""The report's department: counted, chosen, shown on paper and saved, by keys."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QFileDialog

from reviewer.formats.reports.html import HtmlWriter
from reviewer.formats.reports.table import TableWriter
from reviewer.services.app import App
from reviewer.ui.later import found
from reviewer.ui.paper import PdfWriter
from reviewer.ui.report import Reports
from reviewer.ui.views.days import Span
from reviewer.ui.views.report_documents import DocumentsDialog
from tests.ui.typist import Typist


@pytest.fixture
def app(app: App) -> App:
    """The app as the program makes it: with all that writes reports."""
    for writer in (HtmlWriter(), TableWriter(), PdfWriter()):
        app.take_paper(writer)
    return app


@pytest.fixture
def reports(typist: Typist) -> Reports:
    return found(typist.window.departments, Reports)


def text(reports: Reports) -> str:
    return reports.view.document.toPlainText()


def enter(typist: Typist, reports: Reports) -> None:
    typist.press("Ctrl+Shift+U")
    typist.wait(lambda: not reports._lane.busy)


def test_the_paper_is_shown_and_left_by_key(typist: Typist, reports: Reports) -> None:
    typist.press("Return")
    enter(typist, reports)
    assert typist.window.rooms.current is reports.view
    assert "Report on Telegrams" in text(reports)
    assert "1 decision, signed by one person." in text(reports)
    assert reports.view.paper.hasFocus()
    typist.press("Esc")
    assert typist.window.rooms.current is None


def test_it_is_made_anew_when_one_comes_back(typist: Typist, reports: Reports) -> None:
    enter(typist, reports)
    assert "Nothing was decided in these days." in text(reports)
    typist.press("Esc", "Return")
    enter(typist, reports)
    assert "1 decision, signed by one person." in text(reports)


@pytest.mark.parametrize("kind", ["html", "pdf", "csv", "json"])
def test_what_is_shown_is_saved(
    typist: Typist, reports: Reports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    enter(typist, reports)
    path = tmp_path / "report"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    typist.press(f"Alt+{['html', 'pdf', 'csv', 'json'].index(kind) + 1}")
    typist.wait(lambda: f"report.{kind}" in typist.said)
    content = path.with_suffix(f".{kind}").read_bytes()
    begins = {"html": b"<!DOCTYPE", "pdf": b"%PDF-", "csv": b"\xef\xbb\xbfsection", "json": b"{"}
    assert content.startswith(begins[kind])
    if kind == "json":
        assert json.loads(content)["project"] == "Telegrams"


def test_a_place_that_cannot_be_written_is_said(
    typist: Typist, reports: Reports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(typist, reports)
    nowhere = str(tmp_path / "nowhere" / "report.html")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (nowhere, ""))
    typist.press("Alt+1")
    typist.wait(lambda: "could not be saved" in typist.said)
    assert "Report on Telegrams" in text(reports)  # the paper stays


def test_documents_are_chosen_from_a_list(typist: Typist, reports: Reports) -> None:
    enter(typist, reports)
    assert "All 2 documents" in text(reports)
    typist.press("Alt+6")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, DocumentsDialog)
    dialog.field.setText("tw")
    assert [dialog.list.item(row).isHidden() for row in range(2)] == [True, False]
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.go.click()
    typist.wait(lambda: not reports._lane.busy and "One document: two" in text(reports))
    assert reports.view.documents.text() == "One document"
    typist.press("Alt+6")
    again = next(
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, DocumentsDialog) and one.isVisible()
    )
    assert len(again.ticked) == 1
    again.none.click()
    again.go.click()
    typist.wait(lambda: not reports._lane.busy and "All 2 documents" in text(reports))


def test_days_are_chosen(typist: Typist, reports: Reports) -> None:
    typist.press("Return")
    enter(typist, reports)
    typist.press("Alt+5")
    box = reports.view.days.box
    assert box.hasFocus()
    box.setCurrentIndex(box.findData(Span.YESTERDAY))
    typist.wait(lambda: "Nothing was decided in these days." in text(reports))
    box.setCurrentIndex(box.findData(Span.TODAY))
    today = datetime.now().astimezone().date().isoformat()
    typist.wait(lambda: today in text(reports))


def test_paper_is_white_in_the_dark(typist: Typist, reports: Reports) -> None:
    enter(typist, reports)
    reports.frame.appearance.choose("dark")
    image = reports.view.paper.viewport().grab().toImage()
    assert image.pixelColor(4, 4) == QColor(Qt.GlobalColor.white)


def test_another_project_has_another_report(typist: Typist, reports: Reports, place: str) -> None:
    enter(typist, reports)
    typist.press("Esc")
    typist.window.close_project()
    assert not reports.view.buttons["html"].isEnabled()
