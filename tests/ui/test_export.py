"""The export dialog: what it asks for, and how a result is told."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from reviewer.assemble import make_writers
from reviewer.core.ids import DocumentId
from reviewer.core.messages import Catalogue, Message
from reviewer.core.model import Document, Origin
from reviewer.core.ports import Problem, Writer
from reviewer.core.states import State
from reviewer.services.exporting import ExportReport
from reviewer.ui.publishing_words import before_words, show_format, show_report
from reviewer.ui.theme import Theme
from reviewer.ui.views.export import ExportDialog, ExportShown, ExportWish, ScopeShown
from reviewer.ui.views.validating import ValidatingView
from tests.services.fakes import LinesWriter
from tests.ui.typist import Typist

SAY = Catalogue.load()
DOCUMENT = Document(DocumentId(1), "one", "One", Origin("one.txt", "", "text"))


@pytest.fixture
def dialog(qtbot: QtBot) -> ExportDialog:
    formats = [show_format(LinesWriter(), SAY)]
    made = ExportDialog(SAY, Theme.load("light"), formats, ScopeShown("One", 3), "/out")
    qtbot.addWidget(made)
    return made


def test_it_asks_for_what_it_shows(dialog: ExportDialog, qtbot: QtBot) -> None:
    dialog.choose("lines", case="upper")
    dialog.draft.setChecked(True)
    with qtbot.waitSignal(dialog.asked) as asked:
        qtbot.mouseClick(dialog.go_button, Qt.MouseButton.LeftButton)
    assert asked.args == [ExportWish(False, "lines", {"case": "upper"}, True, Path("/out"))]
    assert not dialog.go_button.isEnabled()


def test_the_folder_is_offered_when_something_is_in_it(dialog: ExportDialog) -> None:
    dialog.finish(show_report(ExportReport(), SAY))
    assert dialog.open_button.isHidden()
    dialog.finish(show_report(ExportReport(written=[Path("/out/one.txt")]), SAY))
    assert not dialog.open_button.isHidden()
    assert dialog.go_button.isEnabled()
    assert dialog.accessibleDescription() == "1 file written and checked."


def test_a_valid_file_is_told_with_its_folder() -> None:
    shown = show_report(ExportReport(written=[Path("/out/one.xml")]), SAY)
    assert shown.fine
    ((sign, text, more),) = shown.lines
    assert (sign, text) == ("check", "one.xml")
    assert "Valid" in more
    assert "/out" in more


def test_a_problem_is_told_with_its_line() -> None:
    report = ExportReport(problems=[(Path("/out/one.xml"), Problem(7, "No head."))])
    shown = show_report(report, SAY)
    assert not shown.fine
    assert shown.lines[0][:2] == ("warning", "one.xml: Line 7: No head.")
    assert "Not written" in shown.lines[0][2]


def test_what_was_left_out_is_told_with_the_reason() -> None:
    left_out = [(DOCUMENT, Message("export.not_approved", {"state": "in work"}))]
    shown = show_report(ExportReport(left_out=left_out), SAY)
    assert "--draft" not in shown.lines[0][2]  # the window has a box to tick
    assert not shown.fine
    assert shown.lines[0][:2] == ("info", "One")
    assert "in work" in shown.lines[0][2]


def test_only_approved_documents_are_exported_unless_drafts_are_asked_for(
    typist: Typist, tmp_path: Path
) -> None:
    window = typist.window
    dialog = window.publishing.ask(window.theme)
    assert dialog is not None
    out = tmp_path / "out"
    dialog.folder.setText(str(out))
    typist.press("Return")
    typist.wait(lambda: dialog.go_button.isEnabled())
    assert dialog.accessibleDescription() == "Not everything was exported."
    dialog.draft.setChecked(True)
    typist.press("Return")
    typist.wait(lambda: dialog.go_button.isEnabled())
    assert "1 file written" in dialog.accessibleDescription()
    assert [path.name for path in out.iterdir()] == ["one.txt"]
    dialog.reject()


def test_a_folder_that_cannot_be_used_is_explained(typist: Typist, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    dialog = typist.window.publishing.ask(typist.window.theme)
    assert dialog is not None
    dialog.folder.setText(str(tmp_path / "file" / "below"))
    typist.press("Return")
    typist.wait(lambda: dialog.go_button.isEnabled())
    assert dialog.accessibleDescription() == "Not everything was exported."
    dialog.reject()


@pytest.mark.parametrize("count", [1, 2, 3, 30])
def test_no_line_of_the_result_is_cut_off(typist: Typist, count: int) -> None:
    window = typist.window
    dialog = window.publishing.ask(window.theme)
    assert dialog is not None
    wide = "A problem that needs more words than one line of this dialog has room for. " * 2
    lines = [("warning", f"{number}: {wide}", "Not written.") for number in range(count)]
    dialog.show_result(ExportShown(False, "Not everything was exported.", lines))
    area = dialog.area
    typist.wait(lambda: area.isVisible())
    inside = area.findChildren(QLabel)
    for label in (label for label in inside if label.text() and label.isVisible()):
        assert label.height() >= label.heightForWidth(label.width())
    # The screen of the tests is 800 pixels high: many problems have to be scrolled to.
    typist.wait(lambda: area.verticalScrollBar().maximum() > 0 or count < 30)
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    dialog.reject()


class PagesWriter(LinesWriter):
    """Of a plug-in: one file a page, an option that the catalogue knows nothing of."""

    name = "pages"
    pages_apart = True


def test_a_format_of_a_plug_in_goes_by_its_own_words() -> None:
    shown = show_format(PagesWriter(), SAY)
    assert (shown.text, shown.about, shown.pages_apart) == ("pages", "", True)
    (option,) = shown.options
    assert (option.meaning, option.values) == (
        "Case of the letters",
        (("as-is", "as-is"), ("upper", "upper")),
    )


@pytest.mark.parametrize("writer", make_writers(), ids=lambda writer: writer.name)
def test_every_format_has_a_name_an_explanation_and_words_for_its_options(writer: Writer) -> None:
    shown = show_format(writer, SAY)
    assert shown.text != shown.name
    assert shown.about.endswith(".")
    for option, declared in zip(shown.options, writer.options, strict=True):
        assert option.meaning != declared.meaning
        first, text = option.values[0]
        assert text != first


def test_it_is_said_beforehand_how_many_files_there_will_be(qtbot: QtBot) -> None:
    formats = [show_format(LinesWriter(), SAY), show_format(PagesWriter(), SAY)]
    scope = ScopeShown("One", 3, pages=12, all_pages=40)
    dialog = ExportDialog(SAY, Theme.load("light"), formats, scope, "/out")
    qtbot.addWidget(dialog)
    assert dialog.files_text == "One file a document: 1 document."
    dialog.choose("pages")
    assert dialog.files_text == "One file a page, or one as it was read: 12 pages."
    both = [button for button in dialog.findChildren(QRadioButton) if "All" in button.text()]
    both[0].click()
    assert dialog.files_text == "One file a page, or one as it was read: 40 pages."
    dialog.choose("lines")
    assert dialog.files_text == "One file a document: 3 documents."


def test_the_format_of_last_time_is_chosen_at_first(qtbot: QtBot) -> None:
    formats = [show_format(LinesWriter(), SAY), show_format(PagesWriter(), SAY)]
    for first, chosen in (("pages", "pages"), ("gone", "lines")):
        scope = ScopeShown("", 1)
        dialog = ExportDialog(SAY, Theme.load("dark"), formats, scope, "/out", None, first)
        qtbot.addWidget(dialog)
        assert dialog.writer == chosen


def test_tab_leads_from_the_format_to_its_options(qtbot: QtBot) -> None:
    formats = [show_format(PagesWriter(), SAY), show_format(LinesWriter(), SAY)]
    dialog = ExportDialog(SAY, Theme.load("light"), formats, ScopeShown("One", 1), "/out")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitActive(dialog)
    dialog.choose("lines")
    chosen = next(one for one in dialog.findChildren(QRadioButton) if one.text() == "lines")
    qtbot.waitUntil(lambda: any(one.isVisible() for one in dialog.findChildren(QComboBox)))
    (box,) = [one for one in dialog.findChildren(QComboBox) if one.isVisible()]
    chosen.setFocus()
    QTest.keyClick(chosen, Qt.Key.Key_Tab)
    assert box.hasFocus()
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert dialog.folder.hasFocus()


def test_formats_stand_in_groups_and_no_name_is_cut_off(qtbot: QtBot) -> None:
    formats = [show_format(writer, SAY) for writer in make_writers()]
    dialog = ExportDialog(SAY, Theme.load("light"), formats, ScopeShown("One", 1), "/out")
    qtbot.addWidget(dialog)
    dialog.show()
    names = {one.text for one in formats}
    buttons = [one for one in dialog.findChildren(QRadioButton) if one.text() in names]
    assert len(buttons) == len(formats) > 9
    assert len({one.x() for one in buttons}) == 2
    assert all(one.width() >= one.sizeHint().width() for one in buttons)
    heads = [one.text() for one in dialog.findChildren(QLabel)]
    assert {"For readers", "For other software", "Lists and training"} <= set(heads)


def test_low_screens_scroll_to_the_options_and_keep_the_buttons(qtbot: QtBot) -> None:
    formats = [show_format(writer, SAY) for writer in make_writers()]
    dialog = ExportDialog(SAY, Theme.load("light"), formats, ScopeShown("One", 1), "/out")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.resize(dialog.width(), 400)
    qtbot.waitUntil(lambda: dialog.area.verticalScrollBar().maximum() > 0)
    assert dialog.go_button.geometry().bottom() <= dialog.height()
    inside = dialog.area.widget()
    assert inside is not None
    assert inside.minimumSizeHint().width() <= dialog.area.viewport().width()
    dialog.finish(ExportShown(True, "1 file written.", [("check", "one.xml", "Valid.")]))
    dialog.resize(dialog.width(), 400)
    seen = dialog.area.viewport()
    (line,) = [one for one in inside.findChildren(QLabel) if one.text() == "Valid."]
    qtbot.waitUntil(lambda: line.mapTo(seen, line.rect().bottomLeft()).y() <= seen.height())


READY, RAW = ("One", State.APPROVED), ("Two", State.IN_WORK)


def wish(folder: Path, **options: str) -> ExportWish:
    return ExportWish(False, "tei", options, draft=options.pop("draft", "") == "yes", folder=folder)


def test_it_is_said_beforehand_what_is_left_out(tmp_path: Path) -> None:
    states = {DocumentId(1): READY, DocumentId(2): RAW}
    told = before_words(wish(tmp_path), None, states, SAY)
    assert told == "One document is left out, because it is not approved: Two."
    told = before_words(wish(tmp_path, draft="yes"), None, states, SAY)
    assert told == "One document is not approved; it goes out marked as a draft: Two."
    told = before_words(wish(tmp_path), [DocumentId(2)], states, SAY)
    assert told.startswith("Nothing of this is approved yet")
    told = before_words(wish(tmp_path), [DocumentId(1)], states, SAY)
    assert told.startswith("All that is asked for is approved.")


def test_it_is_said_beforehand_what_is_replaced(tmp_path: Path) -> None:
    states = {DocumentId(n): READY for n in (1, 2, 3)}
    (tmp_path / "corpus.xml").write_text("<teiCorpus/>", "utf-8")
    some = [DocumentId(1), DocumentId(2)]
    files = wish(tmp_path, collection="files")
    assert "corpus.xml in this folder" in before_words(files, some, states, SAY)
    assert "replaced" not in before_words(files, None, states, SAY)
    assert "replaced" not in before_words(files, some[:1], states, SAY)
    assert "replaced" in before_words(wish(tmp_path, collection="one"), some[:1], states, SAY)
    assert "replaced" not in before_words(wish(tmp_path, collection="none"), some, states, SAY)


def test_the_dialog_says_beforehand_and_leads_to_the_problems(
    typist: Typist, tmp_path: Path
) -> None:
    dialog = typist.window.publishing.ask(typist.window.theme)
    assert dialog is not None
    assert dialog.before_text.startswith("Nothing of this is approved yet")
    dialog.draft.setChecked(True)
    assert "marked as a draft" in dialog.before_text
    assert dialog.problems_button.isHidden()
    dialog.finish(ExportShown(False, "Not everything was exported.", [("warning", "one", "")]))
    dialog.problems_button.click()
    typist.wait(lambda: isinstance(typist.window.rooms.current, ValidatingView))


def test_an_export_can_be_stopped(typist: Typist, tmp_path: Path) -> None:
    dialog = typist.window.publishing.ask(typist.window.theme)
    assert dialog is not None
    dialog.draft.setChecked(True)
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.go_button.click()
    assert not dialog.stop_button.isHidden()
    dialog.stop_button.click()
    typist.wait(lambda: dialog.go_button.isEnabled())
    assert dialog.stop_button.isHidden()
    assert dialog.accessibleDescription()
    dialog.reject()
