"""The reading in a window: typing that keeps lines whole, and is told when its words are left."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from reviewer.core.findings import Kind
from reviewer.core.messages import Catalogue
from reviewer.ui.theme import Theme
from reviewer.ui.views.reading import ReadingView
from reviewer.ui.views.shown import FindingShown, LineShown, PageShown

Key, Modifier = Qt.Key, Qt.KeyboardModifier
TEXT = ("The quick broun fox", "jumps ower", "", "the lazy dog")


def page(*texts: str, editable: bool = True, findings: tuple[FindingShown, ...] = ()) -> PageShown:
    lines = tuple(LineShown(n, str(n + 1), text) for n, text in enumerate(texts))
    return PageShown(lines, findings, editable)


BROUN = FindingShown("broun", 0, 10, 15, Kind.NON_WORD)
OWER = FindingShown("ower", 1, 6, 10, Kind.REAL_WORD)


class Told:
    """All that a view emitted, in order."""

    def __init__(self, view: ReadingView) -> None:
        self.edits: list[tuple[int, str]] = []
        self.picks: list[str] = []
        self.accepts = 0
        self.typing: list[bool] = []
        view.lineEdited.connect(lambda line, text: self.edits.append((line, text)))
        view.findingPicked.connect(self.picks.append)
        view.acceptRequested.connect(self._accept)
        view.typingChanged.connect(self.typing.append)

    def _accept(self) -> None:
        self.accepts += 1


@pytest.fixture
def view(qtbot: QtBot, say: Catalogue, theme: Theme) -> ReadingView:
    made = ReadingView(say, theme)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show_page(page(*TEXT, findings=(BROUN, OWER)))
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


@pytest.fixture
def told(view: ReadingView) -> Told:
    return Told(view)


@pytest.fixture
def press(view: ReadingView, qtbot: QtBot) -> Callable[..., None]:
    def do(*keys: Key, modifier: Modifier = Modifier.NoModifier) -> None:
        for key in keys:
            qtbot.keyClick(view, key, modifier)

    return do


def select(view: ReadingView, start: tuple[int, int], end: tuple[int, int]) -> None:
    view.place_caret(*end)
    stop = view.textCursor().position()
    view.place_caret(*start)
    cursor = view.textCursor()
    cursor.setPosition(stop, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)


def type_astral(view: ReadingView, char: str) -> None:
    """Type a character beyond the basic plane, as a keyboard layout sends it in one event."""
    event = QKeyEvent(QEvent.Type.KeyPress, 0, Modifier.NoModifier, char)
    QGuiApplication.sendEvent(view, event)


# -- what goes in comes out ---------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(st.text(st.characters(codec=None, categories=None), max_size=20), max_size=6),
    st.lists(st.text("a\t\u00a0\u2028\u2029\0é\u0301😀א\u200d\ufdd0", max_size=12), max_size=6),
)
def test_any_text_comes_back_as_it_went_in(
    view: ReadingView, first: list[str], then: list[str]
) -> None:
    told = Told(view)
    view.show_page(page(*first))
    assert view.line_texts() == (first or [""])
    view.show_page(page(*then), keep_place=True)
    assert view.line_texts() == (then or [""])
    view.commit()
    assert told.edits == []


def test_columns_count_characters(view: ReadingView, qtbot: QtBot, told: Told) -> None:
    view.show_page(page("😀😀 word", "𝔄b"))
    view.place_caret(0, 3)
    assert view.textCursor().positionInBlock() == 5
    assert view.caret() == (0, 3)
    qtbot.keyClicks(view, "s")
    assert view.caret() == (0, 4)
    view.commit()
    assert told.edits == [(0, "😀😀 sword")]


def test_astral_characters_can_be_typed_and_deleted(
    view: ReadingView, told: Told, press: Callable[..., None]
) -> None:
    view.place_caret(1, 10)
    type_astral(view, "𝔄")
    assert view.line_texts()[1] == "jumps ower𝔄"
    press(Key.Key_Backspace)
    assert view.line_texts()[1] == "jumps ower"
    assert not view.typing


def test_a_stand_in_is_typed_around_and_told_as_what_it_stands_for(
    view: ReadingView, qtbot: QtBot, told: Told
) -> None:
    view.show_page(page("a\u2028b\0c"))
    view.place_caret(0, 5)
    qtbot.keyClicks(view, "d")
    view.commit()
    assert told.edits == [(0, "a\u2028b\0cd")]


# -- telling --------------------------------------------------------------------------------------


def test_nothing_is_told_while_a_word_is_typed_and_once_when_it_is_left(
    view: ReadingView, qtbot: QtBot, told: Told, press: Callable[..., None]
) -> None:
    view.place_caret(0, 14)
    press(Key.Key_Backspace, Key.Key_Backspace)
    qtbot.keyClicks(view, "wn")
    press(Key.Key_Left)
    assert view.typing
    assert told.edits == []
    press(Key.Key_End)
    assert told.edits == [(0, "The quick brwnn fox")]
    press(Key.Key_Home, Key.Key_Down)
    assert len(told.edits) == 1
    assert told.typing == [True, False]


def test_moving_to_another_line_leaves_the_word(
    view: ReadingView, qtbot: QtBot, told: Told, press: Callable[..., None]
) -> None:
    view.place_caret(1, 10)
    qtbot.keyClicks(view, "s")
    press(Key.Key_Up)
    assert told.edits == [(1, "jumps owers")]


def test_words_may_be_typed_with_blanks_between_them(
    view: ReadingView, qtbot: QtBot, told: Told
) -> None:
    view.place_caret(1, 5)
    qtbot.keyClicks(view, " right")
    assert told.edits == []
    view.commit()
    assert told.edits == [(1, "jumps right ower")]


def test_losing_the_focus_leaves_the_word(view: ReadingView, qtbot: QtBot, told: Told) -> None:
    view.place_caret(1, 10)
    qtbot.keyClicks(view, "s")
    view.focusOutEvent(QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))
    assert told.edits == []
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    other.setFocus()
    qtbot.waitUntil(lambda: not view.hasFocus())
    assert told.edits == [(1, "jumps owers")]


def test_turning_the_page_tells_first(view: ReadingView, qtbot: QtBot, told: Told) -> None:
    view.place_caret(1, 10)
    qtbot.keyClicks(view, "s")
    view.show_page(page("another page"))
    assert told.edits == [(1, "jumps owers")]
    assert view.line_texts() == ["another page"]


def test_typing_that_changes_nothing_is_not_told(
    view: ReadingView, qtbot: QtBot, told: Told, press: Callable[..., None]
) -> None:
    view.place_caret(1, 10)
    qtbot.keyClicks(view, "s")
    press(Key.Key_Backspace, Key.Key_Home, Key.Key_Up)
    assert told.edits == []


def test_enter_commits_typing_and_asks_to_accept_where_there_is_none(
    view: ReadingView, qtbot: QtBot, told: Told, press: Callable[..., None]
) -> None:
    view.place_caret(1, 10)
    qtbot.keyClicks(view, "s")
    press(Key.Key_Return)
    assert told.edits == [(1, "jumps owers")]
    assert told.accepts == 0
    press(Key.Key_Enter)
    assert told.accepts == 1
    assert view.document().blockCount() == len(TEXT)


# -- lines stay lines ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place, key, modifier",
    [
        ((1, 0), Key.Key_Backspace, Modifier.NoModifier),
        ((1, 0), Key.Key_Backspace, Modifier.ControlModifier),
        ((0, 19), Key.Key_Delete, Modifier.NoModifier),
        ((0, 19), Key.Key_Delete, Modifier.ControlModifier),
        ((1, 3), Key.Key_Return, Modifier.ShiftModifier),
        ((1, 3), Key.Key_Return, Modifier.ControlModifier),
        ((2, 0), Key.Key_Delete, Modifier.NoModifier),
    ],
)
def test_no_key_joins_or_parts_lines(
    view: ReadingView,
    press: Callable[..., None],
    place: tuple[int, int],
    key: Key,
    modifier: Modifier,
) -> None:
    blocks: list[int] = []
    view.document().blockCountChanged.connect(blocks.append)
    view.place_caret(*place)
    press(key, modifier=modifier)
    assert view.line_texts() == list(TEXT)
    assert blocks == []


def test_deleting_a_word_stays_in_its_line(view: ReadingView, press: Callable[..., None]) -> None:
    view.place_caret(1, 5)
    press(Key.Key_Backspace, modifier=Modifier.ControlModifier)
    assert view.line_texts()[:2] == [TEXT[0], " ower"]
    view.place_caret(1, 1)
    press(Key.Key_Delete, modifier=Modifier.ControlModifier)
    assert view.line_texts() == [TEXT[0], " ", *TEXT[2:]]


@pytest.mark.parametrize("way", ["delete", "backspace", "cut", "type", "paste"])
def test_a_selection_over_lines_is_taken_out_of_each(
    view: ReadingView, qtbot: QtBot, told: Told, press: Callable[..., None], way: str
) -> None:
    select(view, (0, 10), (3, 3))
    match way:
        case "delete":
            press(Key.Key_Delete)
        case "backspace":
            press(Key.Key_Backspace)
        case "cut":
            press(Key.Key_X, modifier=Modifier.ControlModifier)
            assert QGuiApplication.clipboard().text() == "broun fox\njumps ower\n\nthe"
        case "type":
            qtbot.keyClicks(view, "x")
        case "paste":
            data = QMimeData()
            data.setText("x")
            view.insertFromMimeData(data)
    first = "The quick " + ("x" if way in ("type", "paste") else "")
    assert view.line_texts() == [first, "", "", " lazy dog"]
    view.commit()
    assert told.edits == [(0, first), (1, ""), (3, " lazy dog")]


def test_pasted_line_breaks_become_blanks(view: ReadingView, told: Told) -> None:
    QGuiApplication.clipboard().setText("a\r\nb\nc\u2029d\0")
    view.place_caret(2, 0)
    view.paste()
    view.commit()
    assert told.edits == [(2, "a b c d")]
    assert view.document().blockCount() == len(TEXT)


def test_a_break_that_came_in_another_way_is_put_out_again(view: ReadingView) -> None:
    view.textCursor().insertBlock()
    assert view.line_texts() == list(TEXT)
    assert view.document().blockCount() == len(TEXT)


# -- taking back --------------------------------------------------------------------------------


def test_undo_takes_back_untold_typing_only(
    view: ReadingView, qtbot: QtBot, told: Told, press: Callable[..., None]
) -> None:
    view.place_caret(0, 15)
    qtbot.keyClicks(view, "ed")
    press(Key.Key_Z, modifier=Modifier.ControlModifier)
    assert view.line_texts() == list(TEXT)
    assert view.caret() == (0, 15)
    view.commit()
    assert told.edits == []


def override(view: ReadingView, key: Key, modifier: Modifier) -> bool:
    """Whether the view keeps a key from the window's shortcuts."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier)
    event.ignore()
    QGuiApplication.sendEvent(view, event)
    return event.isAccepted()


def test_undo_and_escape_go_to_the_window_where_nothing_is_typed(
    view: ReadingView, qtbot: QtBot
) -> None:
    keys = (
        (Key.Key_Z, Modifier.ControlModifier),
        (Key.Key_Z, Modifier.ControlModifier | Modifier.ShiftModifier),
        (Key.Key_Escape, Modifier.NoModifier),
    )
    assert [override(view, *key) for key in keys] == [False, False, False]
    view.place_caret(0, 15)
    qtbot.keyClicks(view, "e")
    assert override(view, *keys[0])
    assert not override(view, *keys[1])
    view.undo()
    assert not override(view, *keys[0])
    assert override(view, *keys[1])


@pytest.mark.parametrize(
    "key, modifier",
    [
        (Key.Key_F8, Modifier.NoModifier),
        (Key.Key_PageDown, Modifier.NoModifier),
        (Key.Key_K, Modifier.AltModifier),
        (Key.Key_1, Modifier.AltModifier),
        (Key.Key_Return, Modifier.ControlModifier),
        (Key.Key_Space, Modifier.ControlModifier),
        (Key.Key_D, Modifier.ControlModifier),
        (Key.Key_P, Modifier.ControlModifier | Modifier.ShiftModifier),
    ],
)
def test_keys_of_the_window_are_left_to_it(view: ReadingView, key: Key, modifier: Modifier) -> None:
    assert not override(view, key, modifier)


def test_escape_gives_typing_up(
    view: ReadingView, qtbot: QtBot, told: Told, press: Callable[..., None]
) -> None:
    select(view, (0, 4), (1, 6))
    qtbot.keyClicks(view, "slow")
    press(Key.Key_Escape)
    view.commit()
    assert view.line_texts() == list(TEXT)
    assert told.edits == []
    assert told.typing == [True, False]


# -- the same page again -------------------------------------------------------------------------


def test_a_decision_touches_only_the_lines_that_differ(view: ReadingView) -> None:
    view.place_caret(3, 4)
    written: list[int] = []
    view.document().contentsChange.connect(
        lambda place, _out, _in: written.append(view.document().findBlock(place).blockNumber())
    )
    view.show_page(page("The quick brown fox", *TEXT[1:], findings=(OWER,)), keep_place=True)
    assert set(written) == {0}
    assert view.caret() == (3, 4)
    assert view.line_texts()[0] == "The quick brown fox"


def test_the_caret_stays_at_its_words_when_the_line_grows_before_them(view: ReadingView) -> None:
    view.place_caret(0, 17)
    view.show_page(page("The very quick broun fox", *TEXT[1:]), keep_place=True)
    assert view.caret() == (0, 22)


def test_place_and_scroll_are_kept(view: ReadingView) -> None:
    long = [f"line {n}" for n in range(200)]
    view.show_page(page(*long))
    view.verticalScrollBar().setValue(700)
    view.place_caret(30, 2)
    view.verticalScrollBar().setValue(700)
    view.show_page(page("changed", *long[1:]), keep_place=True)
    assert (view.caret(), view.verticalScrollBar().value()) == ((30, 2), 700)
    view.show_page(page(*long))
    assert (view.caret(), view.verticalScrollBar().value()) == ((0, 0), 0)


def test_typing_outlives_a_redrawn_page(view: ReadingView, qtbot: QtBot, told: Told) -> None:
    view.place_caret(0, 19)
    qtbot.keyClicks(view, "es")
    view.show_page(page("The quick brown fox", "jumps over", *TEXT[2:]), keep_place=True)
    assert view.line_texts()[:2] == ["The quick brown foxes", "jumps over"]
    assert told.edits == []
    view.commit()
    assert told.edits == [(0, "The quick brown foxes")]


def test_a_page_shown_while_lines_are_told_keeps_those_not_told_yet(
    view: ReadingView, press: Callable[..., None]
) -> None:
    edits: list[tuple[int, str]] = []

    def answer(line: int, text: str) -> None:
        edits.append((line, text))
        texts = [*TEXT]
        for told_line, told_text in edits:
            texts[told_line] = told_text
        view.show_page(page(*texts), keep_place=True)

    view.lineEdited.connect(answer)
    select(view, (0, 9), (1, 5))
    press(Key.Key_Delete)
    view.commit()
    assert edits == [(0, "The quick"), (1, " ower")]
    assert view.line_texts()[:2] == ["The quick", " ower"]


def test_what_was_refused_is_put_back(view: ReadingView, qtbot: QtBot) -> None:
    view.lineEdited.connect(lambda *_: view.show_page(page(*TEXT), keep_place=True))
    view.place_caret(1, 10)
    qtbot.keyClicks(view, "s")
    view.commit()
    assert view.line_texts() == list(TEXT)


# -- findings -----------------------------------------------------------------------------------


def test_moving_into_a_finding_picks_it_once(
    view: ReadingView, told: Told, press: Callable[..., None]
) -> None:
    view.place_caret(0, 9)
    press(Key.Key_Right)
    assert told.picks == ["broun"]
    view.set_current("broun")
    press(Key.Key_Right, Key.Key_Right)
    assert told.picks == ["broun"]


def test_a_click_into_a_finding_picks_it(view: ReadingView, qtbot: QtBot, told: Told) -> None:
    view.place_caret(1, 8)
    spot = view.cursorRect().center()
    view.place_caret(3, 0)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told.picks == ["ower"]


def test_the_finding_under_review_gets_the_caret_without_being_picked(
    view: ReadingView, told: Told
) -> None:
    view.set_current("ower")
    assert view.caret() == (1, 6)
    view.set_current("broun", follow=False)
    assert view.caret() == (1, 6)
    assert view.current == "broun"
    assert told.picks == []


def test_findings_go_along_with_typing_before_them(
    view: ReadingView, qtbot: QtBot, told: Told, press: Callable[..., None]
) -> None:
    view.place_caret(0, 0)
    type_astral(view, "😀")
    type_astral(view, "😀")
    qtbot.keyClicks(view, " ")
    press(Key.Key_End)
    view.place_caret(0, 12)
    press(Key.Key_Right)
    assert told.picks == ["broun"]


def test_a_finding_out_of_sight_is_brought_into_sight(view: ReadingView) -> None:
    far = FindingShown("far", 150, 0, 4, Kind.NAME)
    view.show_page(page(*(f"line {n}" for n in range(200)), findings=(far,)))
    view.set_current("far")
    assert view.viewport().rect().contains(view.cursorRect().center())
    before = view.verticalScrollBar().value()
    view.set_current("far")
    assert view.verticalScrollBar().value() == before


def test_a_change_can_be_looked_at_where_no_finding_is(view: ReadingView) -> None:
    plain = view.grab().toImage()
    view.look_at(3, 4, 8)
    assert view.grab().toImage() != plain
    assert view.caret() == (0, 0)
    view.set_current(None)
    view.look_at(99, 0, 1)
    assert view.current is None


def test_what_is_looked_at_is_gone_when_the_page_has_fewer_lines(view: ReadingView) -> None:
    view.look_at(3, 4, 8)
    view.show_page(page(*TEXT[:2]), keep_place=True)
    view.grab()
    assert view.spot() == view.caret()


def test_a_shorter_page_is_shown_without_looking_for_the_old_caret(
    view: ReadingView, capfd: pytest.CaptureFixture[str]
) -> None:
    """The scroll bar goes while the text is put in, which moves what was in sight before."""
    long = tuple(f"line {n} of many" for n in range(100))
    view.show_page(page(*long, "the last of them"))
    view.go_to(100, 16)
    view.grab()
    view.show_page(page("A", "b"))
    view.grab()
    assert "out of range" not in capfd.readouterr().err


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_has_its_own_shape(view: ReadingView, kind: Kind) -> None:
    def drawn(of: Kind) -> bytes:
        view.show_page(page(*TEXT, findings=(FindingShown("x", 0, 4, 9, of),)))
        grey = view.grab().toImage().convertToFormat(view.grab().toImage().Format.Format_Mono)
        return bytes(grey.constBits())

    others = [drawn(other) for other in Kind if other is not kind]
    assert drawn(kind) not in others


def ground(view: ReadingView) -> str:
    """The colour of the paper."""
    return view.grab().toImage().pixelColor(5, 300).name()


# -- locked -------------------------------------------------------------------------------------


def test_a_locked_page_cannot_be_changed_and_asks_for_nothing(
    view: ReadingView, qtbot: QtBot, told: Told, press: Callable[..., None]
) -> None:
    view.show_page(page(*TEXT, editable=False, findings=(BROUN,)))
    qtbot.keyClicks(view, "xyz")
    press(Key.Key_Delete, Key.Key_Return)
    press(Key.Key_X, Key.Key_V, modifier=Modifier.ControlModifier)
    assert view.line_texts() == list(TEXT)
    assert (told.edits, told.accepts) == ([], 0)


def test_a_locked_page_looks_locked(view: ReadingView, theme: Theme) -> None:
    assert ground(view) == theme.paper.name()
    view.show_page(page(*TEXT, editable=False))
    assert ground(view) == theme.locked.name()


def test_a_page_without_text_says_so_and_takes_none(view: ReadingView, qtbot: QtBot) -> None:
    view.show_page(page())
    qtbot.keyClicks(view, "x")
    assert view.line_texts() == [""]


def test_the_theme_can_change(view: ReadingView) -> None:
    dark = Theme.load("dark")
    view.set_theme(dark)
    assert ground(view) == dark.paper.name()


def test_every_page_has_its_margins_whether_it_scrolls_or_not(view: ReadingView) -> None:
    for texts in (("short",), ("longer",) * 80, ("short again",), ("other",)):
        view.show_page(page(*texts))
        shape = view.document().rootFrame().frameFormat()
        assert shape.leftMargin() > 0
        assert shape.topMargin() > 0
        block = view.document().begin().blockFormat()
        assert block.lineHeight() > 100


def test_larger_text_leaves_the_word_at_hand_where_it_was(view: ReadingView) -> None:
    at_hand = FindingShown("far", 60, 4, 8, Kind.NON_WORD)
    texts = [f"Line {number} of a page that has many of them" for number in range(90)]
    view.show_page(page(*texts, findings=(at_hand,)))
    view.set_current("far")
    before = view.cursorRect().top()
    assert 0 < before < view.viewport().height()
    for size in (18, 24, 30, 17):
        view.set_font("IBM Plex Serif", size)
        assert abs(view.cursorRect().top() - before) <= 2
