"""The card: keys decide, the chosen row is what Enter takes, an open field is nobody's loss."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.core.findings import Kind
from reviewer.core.messages import Catalogue
from reviewer.ui.theme import Theme
from reviewer.ui.views.card import CardView
from reviewer.ui.views.card_rows import SuggestionRow, percent
from reviewer.ui.views.card_text import head_of, tail_of
from reviewer.ui.views.shown import CardShown, SuggestionShown

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CARD = CardShown(
    "one",
    "harbonr",
    2,
    7,
    Kind.NON_WORD,
    "ships left the ",
    " before dawn",
    ("Not in the dictionary.",),
    (
        SuggestionShown("harbour", 0.9, ("n for u is usual here",)),
        SuggestionShown("harbor", 0.06),
        SuggestionShown("", 0.001),
    ),
)
BARE = replace(CARD, key="two", form="xx", suggestions=())


class Told:
    """All that a card emitted, in order."""

    def __init__(self, view: CardView) -> None:
        self.all: list[object] = []
        view.accepted.connect(self.all.append)
        view.edited.connect(self.all.append)
        for name in ("kept", "noise", "skipped", "undoRequested"):
            getattr(view, name).connect(lambda name=name: self.all.append(name))


@pytest.fixture
def view(qtbot: QtBot, say: Catalogue, theme: Theme) -> CardView:
    made = CardView(say, theme)
    qtbot.addWidget(made)
    made.resize(376, 700)
    made.show_card(CARD)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


@pytest.fixture
def told(view: CardView) -> Told:
    return Told(view)


@pytest.fixture
def press(qtbot: QtBot) -> Callable[..., None]:
    def do(*keys: Key, modifier: Modifier = Modifier.NoModifier) -> None:
        for key in keys:
            widget = QApplication.focusWidget()
            assert widget is not None
            qtbot.keyClick(widget, key, modifier)

    return do


def shown_texts(view: QWidget) -> str:
    """What a person can read on the labels in sight, and on the buttons."""
    parts = [*view.findChildren(QWidget), view]
    return "\n".join(
        str(part.property("text") or part.accessibleName()) for part in parts if part.isVisible()
    )


@pytest.mark.parametrize(
    "key, what",
    [
        (Key.Key_1, 1),
        (Key.Key_2, 2),
        (Key.Key_3, 3),
        (Key.Key_Return, 1),
        (Key.Key_Enter, 1),
        (Key.Key_Space, "kept"),
        (Key.Key_K, "kept"),
        (Key.Key_X, "noise"),
        (Key.Key_S, "skipped"),
        (Key.Key_U, "undoRequested"),
    ],
)
def test_bare_keys_decide(told: Told, press: Callable[..., None], key: Key, what: object) -> None:
    press(key)
    assert told.all == [what]


def test_a_key_without_a_suggestion_does_nothing(told: Told, press: Callable[..., None]) -> None:
    press(Key.Key_4, Key.Key_9)
    assert told.all == []


def test_keys_with_modifiers_belong_to_the_window(told: Told, press: Callable[..., None]) -> None:
    press(Key.Key_1, Key.Key_K, Key.Key_X, modifier=Modifier.AltModifier)
    press(Key.Key_Return, modifier=Modifier.ControlModifier)
    assert told.all == []


def test_enter_takes_the_row_that_was_walked_to(
    view: CardView, told: Told, press: Callable[..., None]
) -> None:
    press(Key.Key_Up, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up)
    assert view.chosen == 2
    press(Key.Key_Return)
    assert told.all == [2]


def test_the_same_finding_keeps_its_row_and_another_starts_at_the_top(
    view: CardView, press: Callable[..., None]
) -> None:
    press(Key.Key_Down)
    view.show_card(replace(CARD, total=6))
    assert view.chosen == 2
    view.show_card(replace(CARD, key="other"))
    assert view.chosen == 1


def test_a_click_takes_a_row(view: CardView, qtbot: QtBot, told: Told) -> None:
    rows = view.findChildren(SuggestionRow)
    qtbot.mouseClick(rows[1], Qt.MouseButton.LeftButton)
    assert told.all == [2]


@pytest.mark.parametrize(
    "name, what",
    [("keep", "kept"), ("noise", "noise"), ("skip", "skipped"), ("undo", "undoRequested")],
)
def test_buttons_do_as_their_keys(
    view: CardView, qtbot: QtBot, told: Told, name: str, what: str
) -> None:
    button = view.findChild(QPushButton, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told.all == [what]
    assert view.hasFocus()


def test_everything_a_decision_needs_is_shown(view: CardView) -> None:
    seen = shown_texts(view)
    for words in ("harbonr", "2 of 7", "Not a known word", "Not in the dictionary.", "1: harbour"):
        assert words in seen
    assert "ships left the harbonr before dawn" in seen
    rows = view.findChildren(SuggestionRow)
    assert "n for u is usual here" in rows[0].accessibleDescription()
    assert rows[2].accessibleName() == "3: Take it out"


def test_long_evidence_is_never_cut_off(view: CardView) -> None:
    lines = ("a long reason that runs over more than one line of the card, surely", "another")
    shown = SuggestionShown("harbour", 0.4, lines * 2)
    view.show_card(replace(CARD, key="long", suggestions=(shown,) * 3))
    for width in (420, 320):
        view.resize(width, 700)
        view.grab()
        for row in view.findChildren(SuggestionRow):
            assert row.height() in [
                row.height_for(row.width(), opened=opened) for opened in (True, False)
            ]
        first = view.findChildren(SuggestionRow)[0]
        assert first.height() == first.height_for(first.width(), opened=True)


# -- editing --------------------------------------------------------------------------------------


def test_edit_opens_the_form_to_be_typed_over(
    view: CardView, qtbot: QtBot, told: Told, press: Callable[..., None]
) -> None:
    press(Key.Key_E)
    assert view.editing
    field = QApplication.focusWidget()
    assert field is not None
    qtbot.keyClicks(field, "harbours")
    press(Key.Key_Return)
    assert told.all == ["harbours"]
    assert not view.editing
    assert view.hasFocus()


def test_edit_begins_with_the_suggestion_that_was_walked_to(
    told: Told, press: Callable[..., None]
) -> None:
    press(Key.Key_Down, Key.Key_E, Key.Key_End, Key.Key_S, Key.Key_Return)
    assert told.all == ["harbors"]


def test_escape_leaves_the_field(
    view: CardView, qtbot: QtBot, told: Told, press: Callable[..., None]
) -> None:
    press(Key.Key_E, Key.Key_S, Key.Key_1, Key.Key_Escape)
    assert not view.editing
    assert view.hasFocus()
    assert told.all == []


def test_an_unchanged_form_is_kept_and_an_empty_one_says_nothing(
    view: CardView, told: Told, press: Callable[..., None]
) -> None:
    press(Key.Key_E, Key.Key_Return)
    assert told.all == ["kept"]
    press(Key.Key_E, Key.Key_Delete, Key.Key_Return)
    assert view.editing
    assert told.all == ["kept"]


def test_a_redrawn_page_leaves_the_open_field_alone(
    view: CardView, press: Callable[..., None], told: Told
) -> None:
    press(Key.Key_E, Key.Key_A)
    view.show_card(replace(CARD, number=1))
    assert view.editing
    press(Key.Key_Return)
    assert told.all == ["a"]


def test_another_finding_closes_the_field(view: CardView, press: Callable[..., None]) -> None:
    press(Key.Key_E)
    view.show_card(BARE)
    assert not view.editing
    assert view.hasFocus()


# -- nothing to show ------------------------------------------------------------------------------


def test_no_suggestion_is_said_honestly(
    view: CardView, told: Told, press: Callable[..., None]
) -> None:
    view.show_card(BARE)
    assert "No likely reading. Type what you see." in shown_texts(view)
    press(Key.Key_Return, Key.Key_1, Key.Key_Down)
    assert told.all == []
    assert view.chosen is None


def test_without_a_finding_it_says_what_to_do_and_only_undo_works(
    view: CardView, told: Told, press: Callable[..., None]
) -> None:
    view.show_card(None, "All done.\n\nSend it on with Ctrl+Enter.")
    seen = shown_texts(view)
    assert "All done." in seen
    assert "Send it on with Ctrl+Enter." in seen
    assert "harbonr" not in seen
    press(Key.Key_Return, Key.Key_Space, Key.Key_E, Key.Key_X, Key.Key_1, Key.Key_U)
    assert told.all == ["undoRequested"]


# -- looks ----------------------------------------------------------------------------------------


def test_the_focus_can_be_seen(view: CardView, qtbot: QtBot) -> None:
    focused = view.grab().toImage()
    view.clearFocus()
    assert view.grab().toImage() != focused


def test_theme_and_face_can_change(view: CardView) -> None:
    light = view.grab().toImage()
    view.set_theme(Theme.load("dark"))
    dark = view.grab().toImage()
    assert dark != light
    view.set_font("IBM Plex Mono")
    view.resize(300, 500)
    assert view.chosen == 1


def test_a_long_form_and_odd_characters_are_shown_whole(view: CardView) -> None:
    form = "𝔄\u2028" + "noise " * 60
    view.show_card(replace(CARD, key="long", form=form))
    view.grab()
    view.edit()
    assert view.editing


def test_a_probability_is_never_rounded_to_certainty(say: Catalogue) -> None:
    assert [percent(p, say).replace("\u00a0", " ") for p in (0.0, 0.004, 0.5, 0.999)] == [
        "< 1 %",
        "< 1 %",
        "50 %",
        "99 %",
    ]


def test_surroundings_are_cut_at_blanks() -> None:
    assert tail_of("one two three four", 9) == "…four"
    assert head_of("one two three four", 9) == "one two…"
    assert tail_of("short", 9) == head_of("short", 9) == "short"
    assert tail_of("x" * 20, 5) == "…xxxxx"
    assert head_of("x" * 20, 5) == "xxxxx…"
