"""The picture at the desk: beside the text, in strips, on the card, under the loupe."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.core.geometry import Box
from reviewer.core.messages import Catalogue
from reviewer.formats.readers.text import PlainTextReader
from reviewer.formats.validate import TeiValidator
from reviewer.services.app import App, Parts
from reviewer.services.settings import UserSettings
from reviewer.store.opener import Opener
from reviewer.ui.application import prepare
from reviewer.ui.main_window import MainWindow
from reviewer.ui.picturing import Mode
from reviewer.ui.views.beside import Place
from reviewer.ui.views.facsimile_canvas import Canvas
from reviewer.ui.views.facsimile_tone import Tone
from tests.services.fakes import LinesWriter, WordList
from tests.ui.conftest import TEXT
from tests.ui.scans import DrawnPictures, ScanReader, word_box
from tests.ui.typist import Typist

LINES = TEXT.splitlines()


def at(line: int, word: str) -> Box:
    """Where a word of the first page is in its picture."""
    start = LINES[line].index(word)
    return word_box(line, start, start + len(word))


PRESIDENT, MIKEYAN, CUBEN = at(0, "President"), at(0, "Mikeyan"), at(2, "Cuben")


@pytest.fixture
def pictures() -> DrawnPictures:
    return DrawnPictures()


@pytest.fixture
def app(tmp_path: Path, analyst: WordList, pictures: DrawnPictures) -> Iterator[App]:
    settings = UserSettings(tmp_path / "settings.json")
    settings.set("name", "Mira Novak")
    app = App(
        Parts(
            opener=Opener(),
            analyst=analyst,
            readers=[PlainTextReader(), ScanReader()],
            writers=[LinesWriter()],
            validator=TeiValidator(),
            settings=settings,
            catalogue=Catalogue.load(),
            data=tmp_path / "data",
            checks=[],
            pictures=pictures,
        )
    )
    yield app
    app.close()


@pytest.fixture
def place(app: App, tmp_path: Path) -> str:
    """A scanned document of two pages, one typed, and one whose scan is not known."""
    project = app.create(str(tmp_path / "Telegrams"))
    texts = (
        ("scan.scan", f"{TEXT}\fSecond page, Cuben.\n"),
        ("typed.txt", "All is well, Cuben.\n"),
        ("bare.scan", "No scan here, Cuben.\n"),
    )
    for name, text in texts:
        (tmp_path / name).write_text(text, "utf-8")
        project.importing.add([tmp_path / name])
    project.close()
    return str(tmp_path / "Telegrams")


@pytest.fixture
def desk(typist: Typist) -> Typist:
    """Somebody in front of the first page, its picture open."""
    typist.wait(lambda: typist.window.picturing.picture)
    return typist


def box(typist: Typist) -> Box | None:
    """What is outlined, once the window has caught up."""
    QTest.qWait(1)
    return typist.window.desk_view.facsimile.current_box


def click(typist: Typist, place: Box) -> None:
    """Click into the middle of a place of the picture, wherever it is shown."""
    facsimile = typist.window.desk_view.facsimile
    facsimile.fit_page()
    canvas = facsimile.findChild(Canvas)
    assert canvas is not None
    spot = canvas.mapFrom(facsimile, facsimile.place_of(place).toPoint())
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=spot)


def seen(typist: Typist) -> tuple[bool, bool]:
    """Whether the picture is beside the text, and whether there are strips."""
    view = typist.window.desk_view
    return view.facsimile.isVisible(), bool(view.reading.strips.places)


# -- beside the text ------------------------------------------------------------------------------


def test_the_word_at_hand_is_outlined_and_the_outline_goes_along(desk: Typist) -> None:
    assert seen(desk) == (True, False)
    assert box(desk) == MIKEYAN
    desk.press("Return")
    assert box(desk) == CUBEN
    desk.press("Ctrl+Z")
    assert box(desk) == MIKEYAN
    desk.press("F8", "F8")
    assert box(desk) == at(2, "serions.")


def test_the_word_at_the_caret_is_outlined_while_moving_and_typing(desk: Typist) -> None:
    desk.press("F6", "Ctrl+Home")
    assert box(desk) == PRESIDENT
    desk.type("Mister ")
    assert box(desk) == PRESIDENT
    desk.window.desk_view.reading.go_to(0, len("Mister President handed Mikeyan a "))
    assert box(desk) == at(0, "message.")


def test_back_at_the_card_its_word_is_outlined_again(desk: Typist) -> None:
    desk.press("F6", "Ctrl+Home")
    assert box(desk) == PRESIDENT
    desk.press("Esc")
    assert box(desk) == MIKEYAN


def test_joined_and_typed_words_stay_linked(desk: Typist) -> None:
    desk.press("F6")
    desk.window.desk_view.reading.place_caret(0, 11)
    desk.press("Ctrl+M")
    desk.window.desk_view.reading.go_to(0, 11)
    assert box(desk) == at(0, "handed Mikeyan")
    desk.press("Ctrl+Z")
    assert box(desk) == MIKEYAN


def test_an_editor_sees_the_change_at_hand_in_the_picture(desk: Typist) -> None:
    desk.press("Return", "Return", "Ctrl+Return", "PgUp", "PgUp", "PgUp", "PgUp")
    desk.press("Ctrl+Shift+N", "Ctrl+A")
    desk.type("Jonas Weber")
    desk.press("Return")
    assert desk.page.row.number == 1
    desk.wait(lambda: desk.window.picturing.picture)
    assert box(desk) == MIKEYAN
    desk.window.desk_view.changes.setFocus()
    desk.press("Down")
    assert box(desk) == CUBEN


def test_a_click_on_a_doubtful_word_takes_it_up(desk: Typist) -> None:
    click(desk, CUBEN)
    assert desk.form == "Cuben"
    assert desk.in_card()
    assert desk.window.desk_view.reading.caret() == (2, 4)


def test_a_click_on_another_word_puts_the_caret_there(desk: Typist) -> None:
    click(desk, at(2, "problem"))
    assert desk.window.desk_view.reading.caret() == (2, 10)
    assert desk.window.desk_view.in_text
    assert desk.form == "Mikeyan"
    assert box(desk) == at(2, "problem")


def test_a_click_between_words_goes_to_the_line(desk: Typist) -> None:
    click(desk, word_box(2, 9, 10))
    assert desk.window.desk_view.reading.caret() == (2, 0)


def test_a_click_tells_what_was_being_typed_first(desk: Typist) -> None:
    desk.press("F6", "Ctrl+Home")
    desk.type("Mister ")
    click(desk, MIKEYAN)
    assert desk.stored().reading.text.startswith("Mister President")
    assert desk.form == "Mikeyan"
    assert desk.window.desk_view.reading.caret() == (0, 24)


# -- from page to page ----------------------------------------------------------------------------


def test_the_next_picture_is_opened_before_it_is_asked_for(
    desk: Typist, pictures: DrawnPictures
) -> None:
    opening = desk.window.picturing._opening
    assert opening is not None
    desk.wait(lambda: len(opening._loader._kept) == 2)  # it has come over from its thread
    assert pictures.opened == [("scan.png", 0), ("scan.png", 1)]
    desk.press("PgDown")
    assert desk.window.picturing.picture is pictures.made[1]
    assert box(desk) == word_box(0, 13, 19)


def test_text_is_there_before_its_picture(
    typist: Typist, pictures: DrawnPictures, qtbot: QtBot
) -> None:
    desk = typist
    desk.wait(lambda: len(pictures.opened) == 2)
    hold = Event()
    pictures.before_open = hold.wait
    desk.window.picturing.close()  # as if the program had just been started
    desk.window.close_project()
    made = MainWindow(desk.window._app, prepare(QApplication.instance(), desk.window._app))  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made)
    other = Typist(made, qtbot)
    made.projects.open(desk.window._app.recent()[0].place)
    other.settle()
    view = made.desk_view
    assert other.text.startswith("President handed")
    assert made.picturing.picture is None
    assert view.facsimile.isVisible()
    assert view.card.crop is not None
    assert view.card.crop.picture is None
    room = view.card._context.y()
    hold.set()
    other.wait(lambda: made.picturing.picture)
    assert view.card.crop.picture is made.picturing.picture
    assert view.card._context.y() == room
    made.close()


def test_a_page_without_picture_is_text_alone(desk: Typist) -> None:
    desk.press("PgDown", "PgDown")
    assert desk.text.startswith("All is well")
    assert seen(desk) == (False, False)
    view = desk.window.desk_view
    assert view.card.crop is None
    assert not view.picture_hint.isVisible()
    assert not desk.window.actions_["picture"].isEnabled()
    desk.press("PgUp", "PgUp")
    assert seen(desk) == (True, False)


def test_places_without_a_picture_are_hinted_at(desk: Typist) -> None:
    desk.press("PgDown", "PgDown", "PgDown")
    hint = desk.window.desk_view.picture_hint
    assert hint.isVisible()
    assert "was not found" in hint.text
    desk.press("PgUp")
    assert not hint.isVisible()


def test_a_picture_that_cannot_be_opened_leaves_text_and_a_hint(
    typist: Typist, pictures: DrawnPictures, tmp_path: Path
) -> None:
    desk, view = typist, typist.window.desk_view
    pictures.missing.add("scan.png")
    desk.wait(lambda: len(pictures.opened) == 2)
    desk.window.picturing._opening.renew()  # type: ignore[union-attr]
    desk.wait(view.picture_hint.isVisible)
    assert str(tmp_path / "scan.png") in view.picture_hint.text
    assert seen(desk) == (False, False)
    assert view.card.crop is None
    desk.press("PgDown", "PgDown", "PgUp", "PgUp")
    tries = len(pictures.opened)
    assert view.picture_hint.isVisible()
    QTest.qWait(1)
    assert len(pictures.opened) == tries  # what is missing is not tried at every turn

    pictures.missing.clear()
    (tmp_path / "scan.png").write_bytes(b"there again")
    desk.press("PgDown", "PgUp")
    desk.wait(lambda: desk.window.picturing.picture)
    assert not view.picture_hint.isVisible()
    assert seen(desk) == (True, False)


def test_a_broken_picture_says_so(typist: Typist, pictures: DrawnPictures, tmp_path: Path) -> None:
    (tmp_path / "scan.png").write_bytes(b"broken")
    pictures.missing.add("scan.png")
    typist.window.picturing._opening.renew()  # type: ignore[union-attr]
    hint = typist.window.desk_view.picture_hint
    typist.wait(hint.isVisible)
    assert "scan.png: It is no picture." in hint.text


def test_a_picture_whose_pixels_are_gone_is_opened_anew_but_once(
    desk: Typist, pictures: DrawnPictures
) -> None:
    desk.wait(lambda: len(pictures.opened) == 2)
    facsimile = desk.window.desk_view.facsimile
    facsimile.lost.emit()
    desk.wait(lambda: pictures.opened.count(("scan.png", 0)) == 2)
    desk.wait(lambda: desk.window.picturing.picture is pictures.made[-1])
    facsimile.lost.emit()
    desk.wait(desk.window.desk_view.picture_hint.isVisible)
    assert desk.window.picturing.picture is None


def test_closing_the_window_lets_go_of_all_pictures(desk: Typist, pictures: DrawnPictures) -> None:
    desk.wait(lambda: len(pictures.opened) == 2)
    desk.window.close()
    assert pictures.closed
    desk.wait(lambda: all(picture.closed for picture in pictures.made))


# -- the card -------------------------------------------------------------------------------------


def test_the_card_shows_the_word_in_the_picture_toned_like_it(desk: Typist) -> None:
    view = desk.window.desk_view
    assert view.card.crop is not None
    assert view.card.crop.box == MIKEYAN
    view.facsimile.set_tone(Tone(invert=True))
    assert view.card.crop.tone == Tone(invert=True)
    desk.press("Alt+Shift+T")
    assert view.card.crop.tone.plain
    desk.press("Return")
    assert view.card.crop.box == CUBEN
    desk.press("F8", "F8")
    assert view.card.crop is None


# -- choosing -------------------------------------------------------------------------------------


def test_f4_shows_text_alone_and_f5_goes_round(desk: Typist) -> None:
    desk.press("F4")
    assert seen(desk) == (False, False)
    desk.press("F4")
    assert seen(desk) == (True, False)
    desk.press("F5")
    assert seen(desk) == (False, True)
    desk.press("F6", "F5")
    assert seen(desk) == (False, False)
    desk.press("F5")
    assert seen(desk) == (True, False)


def test_who_types_stays_where_they_are_when_the_picture_comes_and_goes(desk: Typist) -> None:
    desk.window.resize(1000, 620)
    desk.press("F4", "F6", "Ctrl+End")
    reading = desk.window.desk_view.reading
    reading.set_font("IBM Plex Serif", 60)
    for key in ("F4", "F5", "F5", "F4"):
        desk.press(key)
        QTest.qWait(1)
        assert reading.viewport().rect().contains(reading.cursorRect().center())


def test_the_place_follows_the_room_until_it_is_chosen(desk: Typist) -> None:
    window, pair = desk.window, desk.window.desk_view.pair
    window.resize(1000, 800)
    assert pair.place is Place.ABOVE
    window.resize(1900, 1000)
    assert pair.place is Place.BESIDE
    desk.press("Shift+F4")
    assert pair.place is Place.ABOVE
    window.resize(1950, 1000)
    assert pair.place is Place.ABOVE
    desk.press("Shift+F4")
    window.resize(1000, 800)
    assert pair.place is Place.ABOVE  # what the room would choose was no choice


def test_what_was_chosen_is_there_the_next_time(
    desk: Typist, app: App, qapp: QApplication, qtbot: QtBot
) -> None:
    desk.window.resize(1900, 1000)
    desk.press("Shift+F4")
    pair = desk.window.desk_view.pair
    pair.setSizes([200, pair.height() - 200])
    pair.splitterMoved.emit(200, 1)
    share = pair.sizes()[0] / sum(pair.sizes())
    desk.press("F5")
    desk.window.close()
    made = MainWindow(app, prepare(qapp, app))
    qtbot.addWidget(made)
    made.show()
    assert made.picturing.mode is Mode.STRIPS
    assert made.desk_view.pair.place is Place.ABOVE
    assert made.desk_view.pair.state()["shares"]["above"] == pytest.approx(share, abs=0.001)
    made.close()


@pytest.mark.parametrize("kept", [{}, {"mode": "x", "place": 3}, {"shares": {"above": 7.0}}])
def test_nonsense_in_the_settings_changes_nothing(desk: Typist, kept: dict[str, object]) -> None:
    before = desk.window.picturing.state()
    desk.window.picturing.restore(kept)
    assert desk.window.picturing.state() == before


def test_keys_zoom_and_turn_the_picture(desk: Typist) -> None:
    facsimile = desk.window.desk_view.facsimile
    before = facsimile.zoom
    desk.press("Alt+=")
    assert facsimile.zoom > before
    desk.press("Alt+-", "Alt+-")
    assert facsimile.zoom < before
    desk.press("Alt+.", "F6", "Alt+.")
    assert facsimile.turn == 2
    desk.press("Alt+,", "Alt+,", "Alt+0")
    assert (facsimile.turn, facsimile.zoom) == (0, before)
    desk.press("Alt+Shift+0")
    assert facsimile.zoom <= before


# -- line strips ----------------------------------------------------------------------------------


def test_strips_stand_above_their_lines_and_everything_works_as_before(desk: Typist) -> None:
    desk.press("F5")
    reading = desk.window.desk_view.reading
    assert reading.strips.places[0] == at(0, LINES[0])
    assert reading.strips.current == (0, MIKEYAN)
    desk.press("Return")
    assert reading.strips.current == (2, CUBEN)
    assert "handed Mikoyan a" in desk.text
    desk.press("F6", "Ctrl+Home")
    desk.type("Mr. ")
    QTest.qWait(1)
    assert reading.strips.current == (0, PRESIDENT)
    desk.press("F6")
    assert desk.stored().reading.text.startswith("Mr. President")


def test_a_click_into_a_strip_goes_to_the_word(desk: Typist) -> None:
    desk.press("F5")
    reading = desk.window.desk_view.reading
    reading.stripPicked.emit(CUBEN_MIDDLE)
    assert desk.form == "Cuben"


CUBEN_MIDDLE = QPoint((CUBEN.left + CUBEN.right) // 2, CUBEN.top + 5).toPointF()


# -- the loupe ------------------------------------------------------------------------------------


def hold(typist: Typist, *, repeats: int) -> None:
    """Press F7, for as long as the keyboard repeats it, and let it go."""
    window, key, none = typist.window, Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier
    typist.press("F7")
    for _ in range(repeats):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, none, "", True)
        QApplication.sendEvent(window, event)
    QApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyRelease, key, none))


def test_a_tap_lets_the_loupe_stay_and_another_puts_it_away(desk: Typist) -> None:
    loupe = desk.window.desk_view.loupe
    hold(desk, repeats=0)
    assert loupe.isVisible()
    desk.press("Return")
    QTest.qWait(1)
    assert loupe.isVisible()
    hold(desk, repeats=0)
    assert not loupe.isVisible()


def test_holding_the_key_shows_the_loupe_only_so_long(desk: Typist) -> None:
    hold(desk, repeats=3)
    assert not desk.window.desk_view.loupe.isVisible()


def test_esc_puts_the_loupe_away_first(desk: Typist) -> None:
    desk.press("F6", "F7", "Esc")
    assert not desk.window.desk_view.loupe.isVisible()
    assert desk.window.desk_view.in_text


def test_the_loupe_works_over_strips_and_goes_with_the_picture(desk: Typist) -> None:
    loupe = desk.window.desk_view.loupe
    desk.press("F5", "F7")
    assert loupe.isVisible()
    desk.press("PgDown", "PgDown")
    QTest.qWait(1)
    assert not loupe.isVisible()


def test_the_loupe_shows_the_word_under_the_mouse_first(desk: Typist) -> None:
    view = desk.window.desk_view
    desk.press("F7")
    before = view.loupe.grab().toImage(), view.loupe.pos()
    view.facsimile.wordPointed.emit(CUBEN)
    assert (view.loupe.grab().toImage(), view.loupe.pos()) != before
    view.facsimile.wordPointed.emit(None)
    assert (view.loupe.grab().toImage(), view.loupe.pos()) == before
