"""The room of documents and the steps with whole documents, by keys alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from reviewer.core.listing import DocumentRow
from reviewer.core.messages import Catalogue
from reviewer.core.states import State
from reviewer.formats.readers.text import PlainTextReader
from reviewer.formats.validate import TeiValidator
from reviewer.formats.writers.tei import TeiWriter
from reviewer.services.app import App, Parts
from reviewer.services.project import Project
from reviewer.services.settings import UserSettings
from reviewer.services.validating import Checked, PlacedProblem
from reviewer.store.opener import Opener
from reviewer.ui.documents import DocumentsRoom
from reviewer.ui.later import found
from reviewer.ui.views.documents import DocumentsView
from reviewer.ui.views.documents_sheets import OutcomeSheet, StepSheet
from reviewer.ui.views.documents_table import PART, Column
from reviewer.ui.views.validating import ValidatingView
from tests.services.fakes import WordList
from tests.ui.typist import Typist

EDITOR = "Ada Petrel"


@pytest.fixture
def app(tmp_path: Path, analyst: WordList, language: str) -> Iterator[App]:
    settings = UserSettings(tmp_path / "settings.json")
    settings.set("name", "Mira Novak")
    made = App(
        Parts(
            opener=Opener(),
            analyst=analyst,
            readers=[PlainTextReader()],
            writers=[TeiWriter()],
            validator=TeiValidator(),
            settings=settings,
            catalogue=Catalogue.load(language),
            data=tmp_path / "data",
            checks=[],
        )
    )
    yield made
    made.close()


def project_of(typist: Typist) -> Project:
    project = typist.window.desk.project
    assert project is not None
    return project


def room(typist: Typist) -> DocumentsView:
    return found(typist.window.departments, DocumentsRoom).view


def titles(typist: Typist) -> list[str]:
    model = room(typist).model
    rows = [model.row_at(n) for n in range(model.rowCount())]
    return [row.cells[Column.TITLE] if row else "" for row in rows]


def enter(typist: Typist) -> None:
    typist.press("Ctrl+Shift+G")
    typist.wait(lambda: len(titles(typist)) == 2)


def rows(typist: Typist) -> list[DocumentRow]:
    listing = project_of(typist).listing
    return list(listing.rows(listing.wanted()))


def approve_all(typist: Typist, place: int = 1) -> None:
    project = project_of(typist)
    for row in project.rows(rows(typist)[place].id):
        project.approval.submit(row.id, "Mira Novak")
        project.approval.approve(row.id, EDITOR)


def sheet(typist: Typist) -> StepSheet:
    typist.wait(lambda: isinstance(QApplication.activeModalWidget(), StepSheet))
    made = QApplication.activeModalWidget()
    assert isinstance(made, StepSheet)
    return made


def outcome(typist: Typist) -> OutcomeSheet:
    typist.wait(lambda: isinstance(QApplication.activeModalWidget(), OutcomeSheet))
    made = QApplication.activeModalWidget()
    assert isinstance(made, OutcomeSheet)
    return made


def test_the_room_shows_what_is_known_of_each_document(typist: Typist) -> None:
    enter(typist)
    first = room(typist).model.row_at(0)
    assert first is not None
    assert first.state is State.NEW
    assert first.cells[Column.STATE] == "New"
    assert first.cells[Column.PAGES] == "2"
    assert first.cells[Column.FINDINGS] == "4"
    assert first.cells[Column.QUESTIONS] == ""
    assert first.cells[Column.VERSION] == "1"
    typist.press("Esc")
    assert typist.window.rooms.current is None


def test_typing_filters_and_enter_opens(typist: Typist) -> None:
    enter(typist)
    typist.type("two")
    typist.wait(lambda: len(titles(typist)) == 1)
    typist.press("Return")
    assert typist.window.rooms.current is None
    assert typist.page.document.name == "two"
    typist.press("Esc")
    assert typist.window.rooms.current is room(typist)


def test_keys_let_states_pass_and_sort(typist: Typist) -> None:
    enter(typist)
    approve_all(typist)
    typist.press("Alt+5")
    typist.wait(lambda: titles(typist) == ["two"])
    typist.press("Alt+0")
    typist.wait(lambda: titles(typist) == ["one", "two"])
    typist.press("Alt+D")
    typist.wait(lambda: titles(typist) == ["two", "one"])
    typist.press("Alt+S", "Alt+S")
    assert room(typist).sort is Column.PAGES
    typist.wait(lambda: titles(typist) == ["two", "one"])


def test_questions_and_own_work_can_be_asked_for(typist: Typist) -> None:
    enter(typist)
    page = project_of(typist).rows(rows(typist)[1].id)[0].id
    project_of(typist).talk.comment(page, "?", EDITOR, asks=True)
    typist.press("Alt+8")
    typist.wait(lambda: titles(typist) == ["two"])
    typist.press("Alt+8", "Alt+9")
    typist.wait(lambda: titles(typist) == [])


def test_several_are_submitted_and_the_refused_are_named(typist: Typist) -> None:
    enter(typist)
    approve_all(typist)
    typist.wait(lambda: len(titles(typist)) == 2)
    typist.press("Ctrl+A")
    typist.wait(lambda: len(room(typist).model.chosen) == 2)
    typist.press("Ctrl+Return")
    refused = outcome(typist)
    (row,) = refused.list.rows.rows
    assert row.words == "two"
    assert "No page of it is in work." in row.foot
    assert [one.state for one in rows(typist)] == [State.SUBMITTED, State.APPROVED]
    typist.press("Esc")


def test_space_chooses_and_goes_on(typist: Typist) -> None:
    enter(typist)
    typist.press("Space", "Space")
    assert len(room(typist).model.chosen) == 2
    typist.press("Ctrl+A")
    assert room(typist).model.chosen == set()


def test_publishing_says_what_and_checks_first(typist: Typist) -> None:
    approve_all(typist)
    enter(typist)
    typist.press("Down", "Alt+U")
    asked = sheet(typist)
    assert "version 1" in " ".join(one.text() for one in asked.findChildren(type(asked._state)))
    typist.wait(lambda: asked.take.isEnabled())
    assert "valid" in asked.state
    typist.press("Return")
    typist.wait(lambda: rows(typist)[1].state is State.PUBLISHED)
    typist.wait(lambda: "published" in typist.said)


def test_what_is_not_approved_is_not_published_and_says_why(typist: Typist) -> None:
    enter(typist)
    typist.press("Alt+U")
    typist.wait(lambda: "not approved yet" in typist.said)
    assert {row.state for row in rows(typist)} == {State.NEW}


def test_what_has_to_be_mended_is_listed_and_led_to(
    typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    approve_all(typist)
    document = rows(typist)[1].id
    wrong = PlacedProblem(document, "The title is empty.", "Give one.", True)
    checked = Checked(documents=1, problems=[wrong])
    monkeypatch.setattr(project_of(typist).validating, "check", lambda *_: checked)
    enter(typist)
    typist.press("Down", "Alt+U")
    asked = sheet(typist)
    typist.wait(lambda: asked.list.rows.rows)
    assert asked.list.rows.rows[0].words == "The title is empty."
    assert "Give one." in asked.list.rows.rows[0].foot
    assert not asked.take.isEnabled()
    typist.press("Return")
    typist.wait(lambda: isinstance(typist.window.rooms.current, ValidatingView))
    assert typist.page.row.document == document


def test_withdrawing_wants_a_reason_and_opening_again_begins_a_version(typist: Typist) -> None:
    approve_all(typist)
    document = rows(typist)[1].id
    project_of(typist).publishing.publish(document, EDITOR)
    enter(typist)
    typist.press("Down", "Alt+X")
    asked = sheet(typist)
    assert not asked.take.isEnabled()
    typist.type("A page is missing.")
    typist.press("Return")
    typist.wait(lambda: rows(typist)[1].state is State.WITHDRAWN)
    (past,) = project_of(typist).publishing.publications(document)
    assert past.reason == "A page is missing."
    typist.press("Alt+R")
    texts = [one.text() for one in sheet(typist).findChildren(type(asked._state))]
    assert any("A new version 2 begins" in text for text in texts)
    typist.press("Return")
    typist.wait(lambda: rows(typist)[1].version == 2)


def test_approving_from_the_list_leads_to_the_changes(typist: Typist) -> None:
    project = project_of(typist)
    project.approval.submit(project.rows()[0].id, EDITOR)
    enter(typist)
    typist.press("Alt+A")
    assert typist.window.rooms.current is not room(typist)
    assert typist.window.rooms.current is not None
    assert "Approving needs seeing" in typist.said


def test_the_page_menu_publishes_the_document_at_hand(typist: Typist) -> None:
    typist.window.actions_["reopen_document"].trigger()
    assert "one" in sheet(typist).windowTitle()
    typist.press("Return")
    typist.wait(lambda: typist.said)
    assert "No page of the document is signed." in typist.said


def test_what_happens_elsewhere_shows(typist: Typist) -> None:
    enter(typist)
    approve_all(typist)

    def shown() -> bool:
        row = room(typist).model.row_at(1)
        return bool(row and row.state is State.APPROVED)

    typist.wait(shown)


def test_rows_are_read_as_they_are_looked_at(typist: Typist) -> None:
    model = room(typist).model
    wanted: list[int] = []
    model.part_wanted.connect(wanted.append)
    model.show(3 * PART, 0, ())
    assert model.data(model.index(2 * PART + 5, 1)) is None
    model.data(model.index(2 * PART + 6, 1))
    assert wanted == [2]


def test_enter_opens_what_was_typed_for_and_nothing_before(typist: Typist) -> None:
    enter(typist)
    wanted = titles(typist)[1]
    room(typist).field.setFocus()
    typist.type(wanted)
    typist.press("Return")  # sooner than the list could follow
    assert typist.window.rooms.current is room(typist)
    typist.wait(lambda: typist.window.rooms.current is None)
    assert typist.page.row.document == rows(typist)[1].id


def test_a_narrow_table_spares_columns_so_that_titles_can_be_read(typist: Typist) -> None:
    enter(typist)
    table = room(typist).table
    places = list(Column)
    seen = []
    for wide in (1600, 600):
        table.setMinimumWidth(0)
        table.resize(wide, 300)
        seen.append(table.isColumnHidden(places.index(Column.WHO)))
        if wide == 600:
            letters = table.columnWidth(places.index(Column.TITLE))
            assert letters > 10 * table.fontMetrics().averageCharWidth()
    assert seen == [False, True]
