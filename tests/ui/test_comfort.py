"""Preferences, keys of one's own, special characters, compose sequences and the view alone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit

from reviewer.services.app import App
from reviewer.ui.application import again_with
from reviewer.ui.comfort import AGAIN, Comfort
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.main_window import MainWindow
from reviewer.ui.preferences import languages
from reviewer.ui.views.keymap import KeysPage
from reviewer.ui.views.parts import KeyButton
from reviewer.ui.views.preferences import AgainPage, PreferencesDialog
from tests.ui.tour import focus_on_desk
from tests.ui.typist import Typist


@pytest.fixture
def comfort(window: MainWindow) -> Iterator[Comfort]:
    yield next(one for one in window.departments if isinstance(one, Comfort))
    IN_FORCE.put_on({}, {})  # the next test's keys are the table's


def keys_of(action: str) -> tuple[str, ...]:
    """The keys of an action that are in force."""
    return IN_FORCE[action].keys


def keys_page(comfort: Comfort, typist: Typist) -> KeysPage:
    """The page of the keys, opened."""
    typist.press("Ctrl+,")
    dialog = comfort.preferences.dialog
    assert dialog is not None
    dialog.show_page("keys")
    page = dialog.findChild(KeysPage)
    assert page is not None
    return page


def give(page: KeysPage, typist: Typist, action: str, *keys: str) -> None:
    """Give an action a key as a person does: Enter on the list, then the key."""
    page.choose(action)
    page.list.setFocus()
    typist.press("Return", *keys)


# -- keys -----------------------------------------------------------------------------------------


def test_a_key_that_is_given_works_and_is_shown_at_once(
    comfort: Comfort, typist: Typist, app: App
) -> None:
    page = keys_page(comfort, typist)
    give(page, typist, "keep", "Ctrl+Shift+F9")
    assert keys_of("keep") == ("Ctrl+Shift+F9",)
    assert app.settings.get("keys") == {"keep": ["Ctrl+Shift+F9"]}
    assert page.current == "keep"
    typist.press("Esc")
    assert comfort.preferences.dialog is None
    view = typist.window.desk_view
    view.focus_side()
    typist.press("F6")
    assert view.in_text
    buttons = view.card.findChildren(KeyButton)
    shown = {button.objectName(): button.key for button in buttons}
    assert shown["keep"] == "Ctrl+Shift+F9"
    before = len(typist.page.open)
    typist.press("Alt+K")
    assert len(typist.page.open) == before
    typist.press("Ctrl+Shift+F9")
    assert len(typist.page.open) == before - 1


def test_a_key_of_another_action_is_taken_only_when_the_person_says_so(
    comfort: Comfort, typist: Typist
) -> None:
    page = keys_page(comfort, typist)
    give(page, typist, "keep", "Ctrl+D")
    assert "Split the word" in page.plate.text
    typist.press("Esc")
    assert keys_of("split") == ("Ctrl+D",)
    assert page.list.hasFocus()
    give(page, typist, "keep", "Ctrl+D", "Return")
    assert keys_of("keep") == ("Ctrl+D",)
    assert not keys_of("split")
    assert "split" in {choice.id for choice in typist.window.actions_.choices()}


@pytest.mark.parametrize("key", ["K", "Ctrl+C", "Alt+H", "Tab", "Ctrl+Left"])
def test_a_key_that_cannot_be_had_is_refused_with_a_reason(
    comfort: Comfort, typist: Typist, key: str
) -> None:
    page = keys_page(comfort, typist)
    give(page, typist, "keep", key)
    assert page.plate.waits
    assert "Press" in page.plate.text
    typist.press("F10")
    assert keys_of("keep") == ("F10",)


def test_keys_are_added_taken_away_and_reset(comfort: Comfort, typist: Typist, app: App) -> None:
    page = keys_page(comfort, typist)
    page.choose("split")
    page.list.setFocus()
    typist.press("Ins", "F10")
    assert keys_of("split") == ("Ctrl+D", "F10")
    typist.press("Del")
    assert not keys_of("split")
    page._buttons["reset"].click()
    assert keys_of("split") == ("Ctrl+D",)
    assert app.settings.get("keys") == {}


def test_the_keys_of_another_program_can_be_begun_with(
    comfort: Comfort, typist: Typist, app: App
) -> None:
    page = keys_page(comfort, typist)
    page.presets.setFocus()
    page.presets.setCurrentIndex(page.presets.findData("omegat"))
    page.presets.activated.emit(page.presets.currentIndex())
    assert keys_of("next")[0] == "Ctrl+U"
    assert app.settings.get("key_preset") == "omegat"
    typist.press("Esc")
    before = typist.window.desk.finding
    typist.press("Ctrl+U")
    assert typist.window.desk.finding != before
    assert "Ctrl+D" in str(typist.window.actions_["export"].shortcut().toString())


def test_the_list_is_filtered_by_words_and_by_keys(comfort: Comfort, typist: Typist) -> None:
    page = keys_page(comfort, typist)
    page.filter.setText("ctrl+d")
    shown = [item.text(0) for item in page._items() if not item.isHidden()]
    assert "Split the word at the cursor" in shown
    assert len(shown) < 10
    assert page.current
    page.filter.setText("no such thing")
    assert page.current == ""


def test_keys_go_out_to_a_file_and_come_in(
    comfort: Comfort, typist: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(tmp_path / "mine.json")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (file, ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (file, ""))
    page = keys_page(comfort, typist)
    give(page, typist, "split", "F10")
    page.export_asked.emit()
    assert json.loads(Path(file).read_text("utf-8"))["keys"] == {"split": ["F10"]}
    page.all_reset.emit()
    assert keys_of("split") == ("Ctrl+D",)
    page.import_asked.emit()
    assert keys_of("split") == ("F10",)
    Path(file).write_text("nonsense", "utf-8")
    page.import_asked.emit()
    assert "no file of keys" in page.plate.text
    assert keys_of("split") == ("F10",)


# -- preferences ----------------------------------------------------------------------------------


def page_of(dialog: PreferencesDialog, kind: type[AgainPage], field: str) -> AgainPage:
    """The page of the preferences that has a setting."""
    return next(one for one in dialog.findChildren(kind) if field in one.fields)


def choose(typist: Typist, name: str, value: object) -> None:
    """Choose a value in the preferences."""
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    say = typist.window.say.say(f"comfort.preferences.{name}")
    box = next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == say)
    box.setCurrentIndex(box.findData(value))


def test_what_is_chosen_counts_at_once(comfort: Comfort, typist: Typist, app: App) -> None:
    typist.press("Ctrl+,")
    choose(typist, "theme", "dark-contrast")
    assert typist.window.theme.name == "dark-contrast"
    choose(typist, "text_size", 20)
    choose(typist, "reading_font", "typewriter")
    choose(typist, "line_spacing", 160)
    reading = typist.window.desk_view.reading
    assert reading.document().defaultFont().family() == "IBM Plex Mono"
    assert reading.document().firstBlock().blockFormat().lineHeight() == 160
    typist.press("Esc")
    kept = {name: app.settings.get(name) for name in ("theme", "text_size", "line_spacing")}
    assert kept == {"theme": "dark-contrast", "text_size": 20, "line_spacing": 160}


def test_what_counts_from_the_next_start_says_so_and_offers_it(
    comfort: Comfort, typist: Typist, app: App, place: str
) -> None:
    comfort.preferences.ask("look")
    dialog = comfort.preferences.dialog
    assert dialog is not None
    choose(typist, "window_text", 150)
    button = page_of(dialog, AgainPage, "window_text").again
    assert button.isVisible()
    assert app.settings.get("window_text") == 150
    button.click()
    application = QApplication.instance()
    assert application is not None
    assert application.property(AGAIN) == place
    application.setProperty(AGAIN, None)
    assert not typist.window.isVisible()


def test_this_program_starts_again_where_it_was() -> None:
    assert again_with("/a/project")[-2:] == ["open", "/a/project"]
    assert "open" not in again_with("")


def test_the_person_is_changed_in_the_preferences(
    comfort: Comfort, typist: Typist, app: App
) -> None:
    comfort.preferences.ask("person")
    dialog = comfort.preferences.dialog
    assert dialog is not None
    field = next(one for one in dialog.findChildren(QLineEdit) if one.text() == "Mira Novak")
    field.setFocus()
    field.selectAll()
    typist.type("Ada  Quist")
    typist.press("Tab")
    assert app.settings.get("name") == "Ada Quist"
    field.clear()
    field.editingFinished.emit()
    assert field.text() == "Ada Quist"


def test_each_language_that_has_sentences_can_be_chosen() -> None:
    assert ("en", "English") in languages()


# -- characters -----------------------------------------------------------------------------------


def test_a_character_is_found_by_name_and_goes_into_the_text(
    comfort: Comfort, typist: Typist, app: App
) -> None:
    reading = typist.window.desk_view.reading
    focus_on_desk(typist)
    typist.press("Ctrl+Shift+S")
    typist.type("numero")
    typist.press("Return")
    assert not QApplication.activePopupWidget()
    assert "№" in reading.toPlainText()
    assert app.settings.get("characters") == ["№"]
    typist.press("Ctrl+Shift+S")
    view = comfort.characters
    assert view is not None
    assert view.offered[0] == "№"
    typist.press("Down", "Down", "Shift+Return")
    typist.press("Esc")
    assert not QApplication.activePopupWidget()
    assert app.settings.get("characters") == ["À", "№"]
    assert "À" in reading.toPlainText()


def test_where_no_text_has_the_focus_the_character_is_copied(
    comfort: Comfort, typist: Typist
) -> None:
    typist.window.desk_view.focus_side()
    before = typist.text
    comfort.ask_character()
    typist.type("section sign")
    typist.press("Return")
    assert QGuiApplication.clipboard().text() == "§"
    assert typist.text == before


def test_a_sequence_makes_a_character_in_the_text(comfort: Comfort, typist: Typist) -> None:
    reading = typist.window.desk_view.reading
    focus_on_desk(typist)
    typist.press("Ctrl+;")
    plate = comfort.compose.plate
    assert plate is not None
    typist.type("-")
    assert "-" in plate.text
    typist.type("--")
    assert not comfort.compose.begun
    assert "—" in reading.toPlainText()
    assert "-" not in reading.toPlainText()


def test_a_wrong_key_is_told_and_escape_types_nothing(comfort: Comfort, typist: Typist) -> None:
    reading = typist.window.desk_view.reading
    focus_on_desk(typist)
    before = reading.toPlainText()
    typist.press("Ctrl+;")
    typist.type("'q")
    plate = comfort.compose.plate
    assert plate is not None
    assert "makes no character" in plate.text
    typist.press("Backspace", "Backspace")
    assert not comfort.compose.begun
    typist.press("Ctrl+;", "Esc")
    assert not comfort.compose.begun
    assert reading.toPlainText() == before


def test_keys_of_actions_wait_while_a_sequence_is_typed(comfort: Comfort, typist: Typist) -> None:
    focus_on_desk(typist)
    typist.press("Ctrl+;")
    typist.type("?")
    assert comfort.compose.begun
    assert QApplication.activeModalWidget() is None
    typist.type("?")
    assert "¿" in typist.window.desk_view.reading.toPlainText()


def test_sequences_and_palette_work_in_fields_of_dialogs(comfort: Comfort, typist: Typist) -> None:
    typist.press("Ctrl+Shift+N")
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    field.clear()
    typist.type("Jos")
    typist.press("Ctrl+;")
    typist.type("'e")
    assert field.text() == "José"
    typist.press("Ctrl+Shift+S")
    typist.type("u diaer")
    typist.press("Return")
    assert field.text() == "Joséü"
    typist.press("Esc")


def test_a_text_that_cannot_be_edited_takes_no_character(comfort: Comfort, typist: Typist) -> None:
    typist.press("Ctrl+Return")  # the page waits for the editor now
    typist.window.actions_["previous_page"].trigger()
    typist.settle()
    reading = typist.window.desk_view.reading
    if not reading.isReadOnly():
        reading.setReadOnly(True)
    reading.setFocus()
    comfort.begin_composing()
    assert not comfort.compose.begun


# -- how much is seen -----------------------------------------------------------------------------


def test_the_view_alone_has_text_and_card_and_comes_back(comfort: Comfort, typist: Typist) -> None:
    window = typist.window
    parts = (window.desk_view.pages, window.footer, window.menuBar())
    typist.press("Shift+F11")
    assert not any(part.isVisible() for part in parts)
    assert window.desk_view.reading.isVisible()
    window.desk_view.reading.setFocus()
    typist.press("F8")  # the keys of the menus work without the menus
    typist.press("Esc", "Esc")
    assert all(part.isVisible() for part in parts)
    typist.press("Shift+F11", "Shift+F11")
    assert all(part.isVisible() for part in parts)


def test_the_window_keeps_its_list_when_it_is_closed_in_the_view_alone(
    comfort: Comfort, typist: Typist
) -> None:
    typist.press("Shift+F11")
    typist.window.close()
    assert not comfort.focused
    assert not typist.window.desk_view.pages.isHidden()


def test_the_screen_is_filled_and_left(comfort: Comfort, typist: Typist) -> None:
    typist.press("F11")
    assert typist.window.isFullScreen()
    typist.press("F11")
    assert not typist.window.isFullScreen()


def test_light_and_dark_change_by_key(comfort: Comfort, typist: Typist, app: App) -> None:
    dark = typist.window.theme.dark
    typist.press("Ctrl+Shift+L")
    assert typist.window.theme.dark is not dark
    assert app.settings.get("theme") in ("light", "dark")
