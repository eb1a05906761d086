"""The editor's list: keys approve, reject and walk; what is done recedes and the next one waits."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QListView, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.core.messages import Catalogue
from reviewer.ui.theme import Theme
from reviewer.ui.views.changes import ChangesView
from reviewer.ui.views.changes_list import ChangesModel
from reviewer.ui.views.shown import ChangeShown

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CHANGES = (
    ChangeShown(11, "harbonr", "harbour", "3", "left the ", " before", "Ada", "today", "typed"),
    ChangeShown(12, "~~ |", "", "4", "", "", "Ada", "today", "typed"),
    ChangeShown(13, "", "not", "5", "did ", " sail", "Ada", "today", "typed"),
)


class Told:
    """All that the list emitted, in order."""

    def __init__(self, view: ChangesView) -> None:
        self.all: list[tuple[str, object]] = []
        for name in ("approved", "rejected", "pageReturned", "picked"):
            getattr(view, name).connect(lambda value, name=name: self.all.append((name, value)))
        view.pageApproved.connect(lambda: self.all.append(("pageApproved", None)))


@pytest.fixture
def view(qtbot: QtBot, say: Catalogue, theme: Theme) -> ChangesView:
    made = ChangesView(say, theme)
    qtbot.addWidget(made)
    made.resize(376, 700)
    made.show_changes(CHANGES, "3 changes by Ada")
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


@pytest.fixture
def told(view: ChangesView) -> Told:
    return Told(view)


@pytest.fixture
def press(qtbot: QtBot) -> Callable[..., None]:
    def do(*keys: Key, modifier: Modifier = Modifier.NoModifier) -> None:
        for key in keys:
            widget = QApplication.focusWidget()
            assert widget is not None
            qtbot.keyClick(widget, key, modifier)

    return do


def approved(*numbers: int) -> list[ChangeShown]:
    return [replace(change, approved=change.decision in numbers) for change in CHANGES]


def test_walking_picks_and_stops_at_the_ends(told: Told, press: Callable[..., None]) -> None:
    press(Key.Key_Up, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up)
    assert told.all == [("picked", 12), ("picked", 13), ("picked", 12)]


def test_a_approves_and_goes_on_to_the_next(
    view: ChangesView, told: Told, press: Callable[..., None]
) -> None:
    press(Key.Key_A)
    assert told.all == [("approved", 11)]
    view.show_changes(approved(11), "")
    assert view.current == 12
    assert told.all[1:] == [("picked", 12)]


def test_approved_ones_are_passed_over_and_not_approved_twice(
    view: ChangesView, told: Told, press: Callable[..., None]
) -> None:
    view.show_changes(approved(12), "")
    press(Key.Key_A)
    view.show_changes(approved(11, 12), "")
    assert view.current == 13
    press(Key.Key_Up, Key.Key_A)
    assert [what for what in told.all if what[0] == "approved"] == [("approved", 11)]


def test_the_last_one_stays_chosen(view: ChangesView, press: Callable[..., None]) -> None:
    view.show_changes(approved(12, 13), "")
    press(Key.Key_A)
    view.show_changes(approved(11, 12, 13), "")
    assert view.current == 11


def test_r_rejects_and_the_list_closes_up(
    view: ChangesView, told: Told, press: Callable[..., None]
) -> None:
    press(Key.Key_Down, Key.Key_R)
    view.show_changes([CHANGES[0], CHANGES[2]], "")
    assert view.current == 13
    assert told.all == [("picked", 12), ("rejected", 12), ("picked", 13)]


def test_a_redrawn_list_keeps_the_choice_and_picks_nothing(
    view: ChangesView, told: Told, press: Callable[..., None]
) -> None:
    press(Key.Key_Down)
    view.show_changes(CHANGES[1:], "")
    assert view.current == 12
    assert told.all == [("picked", 12)]


def test_ctrl_enter_approves_the_page(told: Told, press: Callable[..., None]) -> None:
    press(Key.Key_Return, modifier=Modifier.ControlModifier)
    press(Key.Key_Return)
    assert told.all == [("pageApproved", None)]


def test_a_click_chooses(view: ChangesView, qtbot: QtBot, told: Told) -> None:
    rows = view.findChild(QListView)
    assert rows is not None
    spot = rows.visualRect(rows.model().index(2, 0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert view.current == 13
    assert told.all == [("picked", 13)]
    assert view.hasFocus()


@pytest.mark.parametrize(
    "name, what",
    [
        ("approve", ("approved", 11)),
        ("reject", ("rejected", 11)),
        ("approve_page", ("pageApproved", None)),
    ],
)
def test_buttons_do_as_their_keys(
    view: ChangesView, qtbot: QtBot, told: Told, name: str, what: tuple[str, object]
) -> None:
    button = view.findChild(QPushButton, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told.all == [what]


# -- sending back ---------------------------------------------------------------------------------


def test_a_page_is_sent_back_with_a_comment(
    view: ChangesView, qtbot: QtBot, told: Told, press: Callable[..., None]
) -> None:
    view.start_return()
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    qtbot.keyClicks(field, "Look at")
    press(Key.Key_Return, modifier=Modifier.ShiftModifier)
    qtbot.keyClicks(field, "line 4, a r")
    press(Key.Key_Return)
    assert told.all == [("pageReturned", "Look at line 4, a r")]
    assert not view.returning
    assert view.hasFocus()


def test_escape_leaves_the_comment_and_keeps_what_was_typed(
    view: ChangesView, qtbot: QtBot, told: Told, press: Callable[..., None]
) -> None:
    view.start_return()
    field = QApplication.focusWidget()
    assert field is not None
    qtbot.keyClicks(field, "Look")
    press(Key.Key_Escape)
    assert not view.returning
    assert told.all == []
    view.start_return()
    press(Key.Key_Return)
    assert told.all == [("pageReturned", "Look")]


def test_no_key_of_the_window_comes_between_while_a_comment_is_typed(view: ChangesView) -> None:
    view.start_return()
    field = QApplication.focusWidget()
    assert field is not None
    for key, modifier in (
        (Key.Key_Return, Modifier.ControlModifier),
        (Key.Key_Escape, Modifier.NoModifier),
    ):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier)
        event.ignore()
        QGuiApplication.sendEvent(field, event)
        assert event.isAccepted()


# -- only looking ---------------------------------------------------------------------------------


def test_who_may_not_decide_only_walks(
    view: ChangesView, told: Told, press: Callable[..., None]
) -> None:
    view.show_changes(CHANGES, "", can_decide=False)
    press(Key.Key_A, Key.Key_R, Key.Key_Down)
    press(Key.Key_Return, modifier=Modifier.ControlModifier)
    view.start_return()
    assert told.all == [("picked", 12)]
    assert not view.returning
    assert not any(button.isVisible() for button in view.findChildren(QPushButton))


def test_no_change_is_said_and_the_page_can_still_be_approved(
    view: ChangesView, told: Told, press: Callable[..., None]
) -> None:
    view.show_changes((), "")
    assert view.current is None
    press(Key.Key_A, Key.Key_R, Key.Key_Down)
    assert told.all == []
    button = view.findChild(QPushButton, "approve")
    assert button is not None
    assert not button.isEnabled()
    press(Key.Key_Return, modifier=Modifier.ControlModifier)
    assert told.all == [("pageApproved", None)]


# -- list and looks -------------------------------------------------------------------------------


def test_the_model_keeps_qts_rules(qtbot: QtBot, say: Catalogue) -> None:
    model = ChangesModel(say)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    reset: list[bool] = []
    changed: list[int] = []
    model.modelReset.connect(lambda: reset.append(True))
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.show(CHANGES)
    model.show(approved(12))
    assert (reset, changed) == ([True], [1])
    assert tester.model() is model


def test_a_screen_reader_hears_the_change(say: Catalogue) -> None:
    model = ChangesModel(say)
    model.show(approved(11))
    heard = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "harbonr → harbour, Ada, today, typed, approved"


def test_approved_changes_look_otherwise(view: ChangesView) -> None:
    before = view.grab().toImage()
    view.show_changes(approved(11, 12, 13), "3 changes by Ada")
    assert view.grab().toImage() != before


def test_theme_and_face_can_change(view: ChangesView) -> None:
    light = view.grab().toImage()
    view.set_theme(Theme.load("dark"))
    assert view.grab().toImage() != light
    view.set_font("IBM Plex Mono")
    view.grab()
    assert view.current == 11


def test_the_scroll_bar_stands_at_the_edge_and_moves_no_word(view: ChangesView) -> None:
    rows = view.findChild(QListView)
    assert rows is not None
    bar = rows.verticalScrollBar()
    before = rows.visualRect(rows.model().index(0, 0)).height()
    many = [replace(CHANGES[0], decision=number) for number in range(100, 160)]
    view.show_changes(many, "60 changes by Ada")
    QApplication.processEvents()
    assert bar.isVisible()
    frame = 2  # of lists, where no stylesheet takes it away
    assert bar.mapTo(view, bar.rect().topRight()).x() >= view.width() - 1 - frame
    assert rows.visualRect(rows.model().index(0, 0)).height() == before
