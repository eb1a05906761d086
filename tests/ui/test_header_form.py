"""The form about a document by keys alone, over the real store."""

from pathlib import Path

import pytest

from reviewer.core import decisions as d
from reviewer.core.ids import DocumentId
from reviewer.core.lexicon import EntryKind, Layer, LexiconEntry
from reviewer.services.headers import Comes, Filled
from reviewer.services.project import Project
from reviewer.ui.header_desk import HeaderDesk
from reviewer.ui.later import found
from reviewer.ui.views.header_form import HeaderFormView
from reviewer.ui.views.header_form_spread import SpreadDialog
from tests.ui.typist import Typist

HEAD = """OUTGOING TELEGRAM

SECRET

ACTION: Amembassy OSLO

The harbour was closed on Tuesday because the ice had come earlier than we had thought.

HALVORSEN
"""


def project_of(typist: Typist) -> Project:
    project = typist.window.desk.project
    assert project is not None
    return project


def view(typist: Typist) -> HeaderFormView:
    found_view = typist.window.rooms.current
    assert isinstance(found_view, HeaderFormView)
    return found_view


def filled(typist: Typist, name: str, document: DocumentId | None = None) -> Filled:
    here = document or typist.page.row.document
    form = project_of(typist).headers.form(here)
    return next(one for one in form if one.field.name == name)


def row_at(typist: Typist) -> str:
    return next(name for name, row in view(typist).rows.items() if row.edit.hasFocus())


@pytest.fixture
def letter(typist: Typist, tmp_path: Path) -> DocumentId:
    """A telegram with a head, at the desk."""
    source = tmp_path / "ice.txt"
    source.write_text(HEAD, "utf-8")
    project = project_of(typist)
    document = project.importing.add([source]).added[0].id
    typist.window.desk.show(project.rows(document)[0].id)
    return document


def test_what_is_typed_is_kept_when_the_field_is_left(typist: Typist) -> None:
    typist.press("Ctrl+Shift+F")
    assert row_at(typist) == "title"
    typist.type("The  ice")
    typist.press("Tab")
    assert row_at(typist) == "subtitle"
    one = filled(typist, "title")
    assert (one.value, one.comes) == ("The ice", Comes.TYPED)
    assert view(typist).rows["title"].note.text() == "typed by Mira Novak"
    typist.type("A letter")
    typist.press("Esc")
    assert typist.window.rooms.current is None
    assert filled(typist, "subtitle").value == "A letter"


def test_enter_takes_what_the_page_says_into_an_empty_field(
    typist: Typist, letter: DocumentId
) -> None:
    typist.press("Ctrl+Shift+F")
    shown = view(typist)
    assert "The page says “Oslo”" in shown.rows["recipient-place"].note.text()
    shown.go_to("recipient-place")
    assert shown.aside._line.text() == "ACTION: Amembassy OSLO"
    typist.press("Return")
    assert row_at(typist) == "received"
    one = filled(typist, "recipient-place", letter)
    assert one.decision is not None
    assert (one.value, one.decision.grounds.way) == ("Oslo", d.Way.ACCEPTED)
    assert "taken by Mira Novak from “ACTION: Amembassy OSLO”" in (
        shown.rows["recipient-place"].note.text()
    )


def test_alt_and_a_number_take_another(typist: Typist, letter: DocumentId) -> None:
    typist.press("Ctrl+Shift+F")
    view(typist).go_to("genre")
    typist.press("Alt+2")
    assert filled(typist, "genre", letter).value == "letter"
    assert row_at(typist) == "classification"


def test_days_say_what_they_become_and_what_is_wrong(typist: Typist) -> None:
    typist.press("Ctrl+Shift+F")
    shown = view(typist)
    shown.go_to("sent")
    typist.type("27 September 1950, 11.30")
    assert "27 September 1950, 11:30 (1950-09-27T11:30:00)" in shown.aside._becomes.text()
    shown.go_to("received")
    typist.type("4/6/50")
    typist.press("Tab")
    assert "Write the month as a word" in shown.rows["received"].note.text()
    assert shown.rows["received"].note.property("tone") == "danger"
    typist.press("Esc", "Ctrl+Shift+F")
    assert row_at(typist) == "received"


def test_names_are_looked_up_while_they_are_typed(typist: Typist) -> None:
    entry = LexiconEntry(EntryKind.PERSON, "Mikoyan, Anastas", layer=Layer.PROJECT)
    project_of(typist).lexicon.add(entry)
    typist.press("Ctrl+Shift+F")
    view(typist).go_to("recipient")
    typist.type("Malik; miko")
    assert view(typist).aside.list.count() == 1
    typist.press("Alt+1")
    assert filled(typist, "recipient").value == "Malik; Mikoyan, Anastas"


def test_undo_takes_back_letters_then_steps_and_redo_does_them_again(typist: Typist) -> None:
    typist.press("Ctrl+Shift+F")
    typist.type("Ice")
    typist.press("Tab")
    typist.type("Snow")
    typist.press("Ctrl+Z")
    assert view(typist).rows["subtitle"].text == ""
    typist.press("Ctrl+Z")
    assert filled(typist, "title").value == ""
    assert view(typist).rows["title"].text == ""
    typist.press("Ctrl+Y")
    assert filled(typist, "title").value == "Ice"
    view(typist).go_to("title")
    typist.press("Alt+R")
    assert filled(typist, "title").comes is Comes.NOWHERE


def test_a_colleague_who_was_first_is_not_written_over(typist: Typist) -> None:
    document = typist.page.row.document
    typist.press("Ctrl+Shift+F")
    project_of(typist).headers.set(document, "title", "Frost", "Ada")
    typist.type("Ice")
    typist.press("Tab")
    shown = view(typist)
    assert filled(typist, "title").value == "Frost"
    assert "Ada says “Frost”" in shown.rows["title"].note.text()
    assert shown.rows["title"].edit.text() == "Ice"
    typist.press("Esc", "Ctrl+Shift+F")
    assert filled(typist, "title").value == "Frost"
    assert shown.rows["title"].edit.text() == "Ice"
    shown.go_to("title")
    typist.press("Return")
    assert filled(typist, "title").value == "Ice"


def test_ctrl_enter_goes_to_the_next_document_that_nobody_touched(
    typist: Typist, letter: DocumentId
) -> None:
    first, second, last = [one.id for one in project_of(typist).documents()]
    project_of(typist).headers.set(second, "title", "Two", "Ada")
    typist.press("Ctrl+Shift+F")
    typist.type("Ice")
    typist.press("Ctrl+Return")
    assert filled(typist, "title", letter).value == "Ice"
    typist.type("One")
    typist.press("Ctrl+Return")
    assert filled(typist, "title", first).value == "One"
    assert typist.said == "Every other document has a header already."
    typist.press("Alt+PgDown")
    assert view(typist).rows["title"].text == "Two"
    assert last == letter


def test_the_project_has_a_page_of_its_own(typist: Typist) -> None:
    typist.press("Ctrl+Shift+F", "Alt+D")
    shown = view(typist)
    shown.go_to("corpus-title")
    typist.type("Harbours")
    shown.go_to("publisher")
    typist.type("The Archive")
    typist.press("Alt+D")
    assert not shown.rows["corpus-title"].isVisible()
    assert shown.rows["publisher"].text == "The Archive"
    assert shown.rows["publisher"].note.text() == "from the project"
    typist.press("Alt+D", "Ctrl+Z", "Esc")
    assert filled(typist, "publisher").comes is Comes.NOWHERE
    values = {one.field.name: one.value for one in project_of(typist).headers.default_form()}
    assert values["corpus-title"] == "Harbours"


def test_several_documents_get_a_value_in_one_step(typist: Typist, letter: DocumentId) -> None:
    project = project_of(typist)
    first, second, _ = [one.id for one in project.documents()]
    project.headers.set(first, "repository", "Another", "Ada")
    typist.press("Ctrl+Shift+F")
    view(typist).go_to("repository")
    typist.type("The Archive")
    typist.press("Alt+A")
    desk = found(typist.window.departments, HeaderDesk)
    typist.wait(lambda: desk._spreading.dialog)
    dialog = desk._spreading.dialog
    assert isinstance(dialog, SpreadDialog)
    dialog.tick(lambda _: True)
    assert dialog.told == "2 documents change. In one of them it replaces something else."
    dialog.go.click()
    typist.wait(lambda: not typist.window.jobs.busy)
    assert filled(typist, "repository", first).value == "The Archive"
    assert filled(typist, "repository", second).value == "The Archive"
    project.headers.undo(first, "Mira Novak")
    assert filled(typist, "repository", first).value == "Another"
    assert filled(typist, "repository", second).value == ""


def test_the_line_is_shown_at_the_desk_and_esc_leads_back(
    typist: Typist, letter: DocumentId
) -> None:
    typist.press("Ctrl+Shift+F")
    view(typist).go_to("recipient-place")
    typist.press("Alt+S")
    assert typist.window.rooms.current is None
    line = typist.window.desk_view.reading.spot()[0]
    assert typist.page.reading.lines[line].text == "ACTION: Amembassy OSLO"
    typist.press("Esc")
    assert row_at(typist) == "recipient-place"


def test_a_signed_header_can_be_read_only(typist: Typist, letter: DocumentId) -> None:
    project = project_of(typist)
    for page in project.rows(letter):
        project.approval.submit(page.id, "Ada")
        project.approval.approve(page.id, "Bob")
    typist.press("Ctrl+Shift+F")
    typist.type("Ice")
    assert view(typist).rows["title"].edit.isReadOnly()
    assert "approved" in view(typist).lead.text()
    typist.press("Esc")
    assert filled(typist, "title", letter).value == ""
