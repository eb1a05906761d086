"""The lexicon's department: the room, adding from the desk, and what changes bring about."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from reviewer.core.lexicon import EntryKind, EntryState, Layer, LexiconEntry
from reviewer.formats.lists.table import TableList
from reviewer.services.app import App
from reviewer.services.lexicon import Lexicon
from reviewer.ui.later import found
from reviewer.ui.lexicon import LexiconDesk
from reviewer.ui.lexicon_ripples import Rippling
from reviewer.ui.views.lexicon_add import AddPopup
from tests.services.fakes import WordList
from tests.ui.typist import Typist

SHARED = [
    LexiconEntry(EntryKind.PERSON, "Mikoyan, Anastas", note="Soviet deputy premier"),
    LexiconEntry(EntryKind.PLACE, "Havana", ("La Habana",)),
    LexiconEntry(EntryKind.TERM, "telegram"),
]


@pytest.fixture
def analyst() -> WordList:
    made = WordList({"Mikeyan": ["Mikoyan", "Mike"], "Cuben": ["Cuban"], "serions": []})
    made.shared = SHARED
    return made


@pytest.fixture
def desk(typist: Typist) -> LexiconDesk:
    return found(typist.window.departments, LexiconDesk)


@pytest.fixture
def room(typist: Typist, desk: LexiconDesk) -> LexiconDesk:
    """With its room shown and filled."""
    typist.press("Ctrl+L")
    wait(typist, desk)
    return desk


def wait(typist: Typist, desk: LexiconDesk) -> None:
    QApplication.processEvents()  # what was told from another thread
    ripples = found(typist.window.departments, Rippling)
    typist.wait(lambda: not desk.busy and not ripples.busy)
    typist.settle()


def lexicon(typist: Typist) -> Lexicon:
    project = typist.window.desk.project
    assert project
    return project.lexicon


def forms(desk: LexiconDesk) -> list[str]:
    return [entry.preferred for entry in desk.view.model.shown]


def test_the_room_is_searched_as_one_types(typist: Typist, room: LexiconDesk) -> None:
    assert typist.window.rooms.current is room.view
    assert forms(room) == ["Havana", "Mikoyan, Anastas", "telegram"]
    typist.type("habana")
    typist.wait(lambda: forms(room) == ["Havana"])
    assert room.view.form.form.text() == "Havana"
    typist.press("Esc", "Esc")
    assert typist.window.rooms.current is None


def test_an_entry_is_made_changed_and_taken_back_by_key(typist: Typist, room: LexiconDesk) -> None:
    typist.press("Alt+A")
    typist.type("Nova")
    typist.press("Ctrl+Return")
    wait(typist, room)
    assert room.view.entry == LexiconEntry(EntryKind.PERSON, "Nova", layer=Layer.PROJECT)
    typist.type(" Zembra")  # the form has the focus still
    typist.press("Ctrl+Return")
    wait(typist, room)
    assert [entry.preferred for entry in lexicon(typist).all()] == ["Nova Zembra"]
    assert room.view.form.form.hasFocus()  # and from there too, the key takes back what was saved
    typist.press("Ctrl+Z")
    wait(typist, room)
    assert [entry.preferred for entry in lexicon(typist).all()] == ["Nova"]
    typist.press("Ctrl+Z", "Ctrl+Z")
    wait(typist, room)
    assert not lexicon(typist).all()
    assert "nothing to take back" in typist.said
    typist.press("Ctrl+Y")
    wait(typist, room)
    assert "Nova" in forms(room)


def test_a_shared_entry_is_stood_for_by_one_of_the_project(
    typist: Typist, room: LexiconDesk
) -> None:
    typist.type("havana")
    typist.press("Down")
    typist.press("Del")
    assert "cannot be removed" in typist.said
    room.view.form.dates.setText("1519-")
    typist.press("Ctrl+Return")
    wait(typist, room)
    (entry,) = lexicon(typist).all()
    assert (entry.preferred, entry.variants, entry.dates) == ("Havana", ("La Habana",), "1519-")
    assert len([form for form in forms(room) if form == "Havana"]) == 1


def test_entries_are_removed_and_come_back(typist: Typist, room: LexiconDesk) -> None:
    lexicon(typist).put([LexiconEntry(EntryKind.WORD, form) for form in ("aaa", "aab")])
    wait(typist, room)
    typist.type("aa")
    typist.press("Down", "Shift+Down", "Del")
    wait(typist, room)
    assert not lexicon(typist).all()
    typist.press("Ctrl+Z")
    wait(typist, room)
    assert len(lexicon(typist).all()) == 2


def test_several_are_made_one(typist: Typist, room: LexiconDesk) -> None:
    lexicon(typist).put([LexiconEntry(EntryKind.PERSON, "Mikoyan, A.", dates="1895-1978")])
    wait(typist, room)
    typist.type("mikoyan")
    typist.press("Down")
    assert room.view.form.form.text() == "Mikoyan, A."
    typist.press("Shift+Down", "Alt+M")
    wait(typist, room)
    (entry,) = lexicon(typist).all()
    assert (entry.note, entry.dates) == ("Soviet deputy premier", "1895-1978")


def test_what_cannot_be_saved_is_said(typist: Typist, room: LexiconDesk) -> None:
    typist.press("Alt+A", "Ctrl+Return")
    assert "holds no letter" in typist.said


# from the desk


def test_the_word_at_hand_is_added_and_doubted_no_more(typist: Typist, desk: LexiconDesk) -> None:
    finding = typist.window.desk.finding
    assert finding
    assert finding.form == "Mikeyan"
    typist.press("Ctrl+Shift+A")
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, AddPopup)
    assert popup.kind.currentData() == EntryKind.PERSON
    popup.right.setChecked(True)
    typist.press("Return")
    wait(typist, desk)
    (entry,) = lexicon(typist).all()
    assert (entry.preferred, entry.state) == ("Mikeyan", EntryState.RIGHT)
    typist.wait(lambda: typist.window.desk.finding and typist.window.desk.finding.form == "Cuben")


def test_a_suggestion_is_forbidden_for_a_form(typist: Typist, desk: LexiconDesk) -> None:
    for _ in range(2):
        typist.press("Ctrl+Shift+A")
        desk.adding.popup.never.setChecked(True)
        typist.press("Return")
        wait(typist, desk)
    (entry,) = lexicon(typist).all()
    assert entry == LexiconEntry(
        EntryKind.WORD, "Mikoyan", ("Mikeyan",), layer=Layer.PROJECT, state=EntryState.NEVER
    )


def test_a_variant_goes_to_the_name_that_it_is_of(typist: Typist, desk: LexiconDesk) -> None:
    typist.press("Ctrl+Shift+A")
    desk.adding.popup.preferred.setText("Mikoyan, Anastas")
    desk.adding.popup.own.setChecked(True)
    typist.press("Return")
    wait(typist, desk)
    (entry,) = lexicon(typist).known()
    assert (entry.preferred, entry.variants) == ("Mikoyan, Anastas", ("Mikeyan",))
    assert entry.layer is Layer.USER


def test_the_choices_of_adding_have_keys_of_their_own(typist: Typist, desk: LexiconDesk) -> None:
    typist.press("Ctrl+Shift+A")
    popup = desk.adding.popup
    choices = {"Alt+2": popup.right, "Alt+3": popup.never, "Alt+1": popup.known}
    for field in (popup.kind, popup.form, popup.own):
        field.setFocus()
        for key, choice in choices.items():
            typist.press(key)
            assert choice.isChecked()
            assert choice.accessibleDescription() == key
    assert popup.form.text() == "Mikeyan"
    typist.press("Alt+4")
    assert popup.own.isChecked()
    typist.press("Alt+4")
    assert not popup.own.isChecked()
    typist.press("Esc", "F8", "F8", "Ctrl+Shift+A", "Alt+3")
    assert popup.form.text() == "serions"
    assert popup.never.isHidden()  # nothing was suggested that could be forbidden
    assert popup.known.isChecked()


def test_other_pages_follow_in_the_background(typist: Typist, desk: LexiconDesk) -> None:
    project = typist.window.desk.project
    assert project
    second = project.rows()[1].id
    assert [finding.form for finding in project.page(second).open] == ["Cuben"]
    project.lexicon.add(LexiconEntry(EntryKind.WORD, "Cuben"))
    wait(typist, desk)
    typist.wait(lambda: not project.page(second).open)
    assert "Cuben" not in [finding.form for finding in typist.page.open]


def test_what_is_typed_is_not_disturbed(typist: Typist, desk: LexiconDesk) -> None:
    typist.press("E")
    typist.type("Mikojan")
    lexicon(typist).add(LexiconEntry(EntryKind.WORD, "Mikeyan"))
    QApplication.processEvents()
    assert typist.window.desk.view.card.editing
    typist.press("Return")
    wait(typist, desk)
    assert "Mikojan" in typist.text


# lists, and proposals


def test_a_list_is_looked_at_and_taken(
    typist: Typist, app: App, room: LexiconDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = typist.window.desk.project.lexicon_files  # type: ignore[union-attr]
    files._formats = [TableList("csv", ",")]
    path = tmp_path / "names.csv"
    path.write_text("form,kind\nNova,place\n,place\nQuill,\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    typist.press("Alt+I")
    wait(typist, room)
    sheet = room.lists.sheet
    assert sheet
    assert sheet.summary.text() == "2 new · 1 line refused"
    assert "Line 3" in sheet.rows.item(0).text()
    sheet.kind.setCurrentIndex(sheet.kind.findData(EntryKind.PERSON))
    wait(typist, room)
    typist.press("Ctrl+Return")
    wait(typist, room)
    assert {(e.preferred, e.kind) for e in lexicon(typist).all()} == {
        ("Nova", EntryKind.PLACE),
        ("Quill", EntryKind.PERSON),
    }
    out = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    typist.press("Alt+X")
    wait(typist, room)
    assert len(out.read_text("utf-8").splitlines()) == 1 + len(forms(room))
    room.view.table.setFocus()
    typist.press("Ctrl+Z")
    wait(typist, room)
    assert not lexicon(typist).all()


def test_proposals_are_taken_and_refused_by_one_key_each(
    typist: Typist, room: LexiconDesk, tmp_path: Path
) -> None:
    project = typist.window.desk.project
    assert project
    (tmp_path / "more.txt").write_text(
        "We saw Ada Petrel. Then Ada Petrel left with Ben Quill, and Ben Quill came.\n", "utf-8"
    )
    project.importing.add([tmp_path / "more.txt"])
    typist.press("Alt+R")
    wait(typist, room)
    model = room.view.proposals.model
    assert [row.form for row in model.rows] == ["Ada Petrel", "Ben Quill"]
    assert not room.view.lead.text()  # it counts entries, which are not shown now
    typist.press("P")
    wait(typist, room)
    assert [entry.preferred for entry in lexicon(typist).all()] == ["Petrel, Ada"]
    typist.press("X")
    assert not model.rows
    typist.press("Ctrl+Z", "Ctrl+Z")
    wait(typist, room)
    assert [row.form for row in model.rows] == ["Ada Petrel", "Ben Quill"]
    assert not lexicon(typist).all()
