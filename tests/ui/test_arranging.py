"""Lines at the desk: keys, the margin, the list of roles, and what the editor sees of it."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from reviewer.core import decisions as d
from reviewer.core.decisions import Flow
from reviewer.core.messages import Catalogue
from reviewer.core.model import Role
from reviewer.core.roles import KINDS
from reviewer.ui.line_words import line_labels
from reviewer.ui.views.reading_order import LineOrder
from tests.ui.conftest import TEXT
from tests.ui.typist import Typist

LINES = TEXT.rstrip("\n").split("\n")


def lines(typist: Typist) -> list[str]:
    """What the lines say, on the screen and in the project alike."""
    stored = [line.text for line in typist.stored().reading.lines]
    shown = typist.window.desk_view.reading.line_texts()
    assert shown == stored
    return shown


def put_caret(typist: Typist, line: int, column: int) -> None:
    typist.window.desk_view.reading.setFocus()
    typist.window.desk_view.reading.place_caret(line, column)


def caret(typist: Typist) -> tuple[int, int]:
    return typist.window.desk_view.reading.caret()


def order(typist: Typist) -> LineOrder:
    return typist.window.arranging.order


def labels(typist: Typist) -> tuple[str, ...]:
    return line_labels(typist.page.reading)


def last_act(typist: Typist) -> d.Act:
    return typist.stored().decisions[-1].act


# -- parting and joining ----------------------------------------------------------------------


def test_a_line_is_parted_at_the_caret_and_undo_joins_it(typist: Typist) -> None:
    put_caret(typist, 0, LINES[0].index("Mikeyan"))
    typist.press("Shift+Return")
    assert lines(typist)[:2] == ["President handed", "Mikeyan a message."]
    assert caret(typist) == (1, 0)
    assert labels(typist) == ("1", "1b", "", "3")
    typist.press("Ctrl+Z")
    assert lines(typist) == LINES


def test_a_word_is_parted_with_its_line(typist: Typist) -> None:
    put_caret(typist, 0, 4)
    typist.press("Shift+Return")
    assert lines(typist)[:2] == ["Pres", "ident handed Mikeyan a message."]
    typist.press("Ctrl+Z")
    assert lines(typist) == LINES


@pytest.mark.parametrize("column, empty", [(0, 0), (len(LINES[0]), 1)])
def test_parting_at_an_edge_adds_an_empty_line(typist: Typist, column: int, empty: int) -> None:
    put_caret(typist, 0, column)
    typist.press("Shift+Return")
    assert lines(typist)[empty] == ""
    assert labels(typist)[empty] == "+1"
    assert caret(typist) == (empty, 0)


def test_from_the_card_the_caret_is_asked_for_first(typist: Typist) -> None:
    put_caret(typist, 0, len("President"))
    typist.window.desk_view.focus_side()
    typist.press("Shift+Return")
    assert lines(typist) == LINES
    assert typist.said.startswith("Put the cursor between two words")
    typist.press("Shift+Return")
    assert lines(typist)[0] == "President"


def test_typing_and_then_joining_keeps_both(typist: Typist) -> None:
    put_caret(typist, 2, 0)
    typist.type("X")
    typist.press("Home", "Backspace", "Backspace")
    assert lines(typist) == [f"{LINES[0]} X{LINES[2]}"]
    typist.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert lines(typist) == LINES


def test_typing_not_told_yet_is_told_before_the_line_is_parted(typist: Typist) -> None:
    put_caret(typist, 0, len("President"))
    typist.type("s")
    typist.press("Shift+Return")
    assert lines(typist)[:2] == ["Presidents", "handed Mikeyan a message."]


@pytest.mark.parametrize("keys", [["Backspace"], ["Ctrl+J"], ["Ctrl+Backspace"]])
def test_at_a_lines_beginning_it_joins_the_one_above(typist: Typist, keys: list[str]) -> None:
    put_caret(typist, 1, 0)
    typist.press("Backspace")
    put_caret(typist, 1, 0)
    typist.press(*keys)
    assert lines(typist) == [" ".join((LINES[0], LINES[2]))]
    assert caret(typist) == (0, len(LINES[0]) + 1)
    typist.press("Ctrl+Z", "Ctrl+Z")
    assert lines(typist) == LINES


def test_at_a_lines_end_delete_joins_the_one_below(typist: Typist) -> None:
    put_caret(typist, 0, len(LINES[0]))
    typist.press("Del", "Ctrl+Shift+J")
    assert lines(typist) == [" ".join((LINES[0], LINES[2]))]


@pytest.mark.parametrize("line", [0, 2])
def test_words_of_lines_that_were_moved_together_are_not_read_as_one(
    typist: Typist, line: int
) -> None:
    """Their span would take in the words that stood between, or run backward."""
    put_caret(typist, 0, len("President handed "))
    typist.press("Shift+Return", "Alt+Down", "Alt+Down")
    before = lines(typist)
    assert before == ["President handed", "", LINES[2], "Mikeyan a message."]
    put_caret(typist, line, len(before[line]))
    typist.press("Ctrl+M")
    assert "moved here from elsewhere" in typist.said
    assert lines(typist) == before


def test_there_is_nothing_to_join_beyond_the_page(typist: Typist) -> None:
    put_caret(typist, 0, 0)
    typist.press("Backspace")
    assert typist.said == "There is no line above this one to join with."
    put_caret(typist, 2, len(LINES[2]))
    typist.press("Del")
    assert typist.said == "There is no line below this one to join with."
    assert lines(typist) == LINES
    assert not typist.stored().decisions


def test_inside_a_line_the_keys_delete_letters(typist: Typist) -> None:
    put_caret(typist, 0, 1)
    typist.press("Backspace", "Del")
    assert typist.window.desk_view.reading.line_texts()[0].startswith("esident")


# -- adding and taking out ----------------------------------------------------------------------


def test_an_added_line_is_typed_in_at_once(typist: Typist) -> None:
    put_caret(typist, 0, 3)
    typist.press("Ctrl+Shift+Return")
    typist.type("A lost line.")
    typist.press("Return")
    assert lines(typist) == [LINES[0], "A lost line.", *LINES[1:]]
    typist.press("Ctrl+Z", "Ctrl+Z")
    assert lines(typist) == LINES


def test_lines_are_taken_out(typist: Typist) -> None:
    put_caret(typist, 2, 0)
    typist.press("Ctrl+Shift+K")
    assert lines(typist) == LINES[:2]
    assert typist.said == "1 line taken out."
    typist.press("Ctrl+Z", "Ctrl+A", "Ctrl+Shift+K")
    assert lines(typist) == [""]
    typist.press("Ctrl+Z")
    assert lines(typist) == LINES


# -- order ----------------------------------------------------------------------------------------


def test_a_line_moves_by_key_and_the_caret_goes_along(typist: Typist) -> None:
    put_caret(typist, 2, 5)
    typist.press("Alt+Up", "Alt+Up")
    assert lines(typist) == [LINES[2], LINES[0], LINES[1]]
    assert caret(typist) == (0, 5)
    assert labels(typist) == ("3", "1", "")
    typist.press("Alt+Up")
    assert typist.said == "This is the first line of the page."
    typist.press("Alt+Down", "Alt+Down", "Alt+Down")
    assert typist.said == "This is the last line of the page."
    assert lines(typist) == LINES


def test_chosen_lines_move_together_and_stay_chosen(typist: Typist) -> None:
    put_caret(typist, 0, 2)
    order(typist).choose(0, 1)
    typist.press("Alt+Down")
    assert lines(typist) == [LINES[2], LINES[0], LINES[1]]
    assert order(typist).chosen() == (1, 2)
    typist.press("Ctrl+Z")
    assert lines(typist) == LINES  # both in one step


def test_a_place_is_picked_by_its_number(typist: Typist) -> None:
    put_caret(typist, 2, 5)
    typist.press("Ctrl+Shift+M")
    assert order(typist).picking
    typist.type("1")
    assert order(typist).mark.words == "Before line 1"
    assert order(typist).mark.isVisible()
    typist.press("Return")
    assert lines(typist) == [LINES[2], LINES[0], LINES[1]]
    assert not order(typist).mark.isVisible()


def test_a_place_is_picked_by_arrows(typist: Typist) -> None:
    put_caret(typist, 0, 5)
    typist.press("Ctrl+Shift+M", "Down", "Down", "Down", "Down")
    assert order(typist).mark.words == "At the end of the page"
    typist.press("Up", "Home", "End", "Return")
    assert lines(typist) == [LINES[1], LINES[2], LINES[0]]


def test_an_unknown_number_moves_nothing(typist: Typist) -> None:
    put_caret(typist, 0, 5)
    typist.press("Ctrl+Shift+M")
    typist.type("99")
    assert order(typist).mark.words == "There is no line 99 on this page."
    typist.press("Return")
    assert order(typist).picking
    assert typist.said.startswith("Where to?")
    typist.press("Backspace", "Backspace")
    typist.type("3")
    assert order(typist).mark.words == "Before line 3"
    typist.press("Esc")
    assert not order(typist).picking
    assert typist.said == ""
    assert lines(typist) == LINES
    assert typist.window.desk_view.in_text


@pytest.mark.parametrize("gap", range(4))
def test_the_mark_stands_between_the_letters_of_two_lines(typist: Typist, gap: int) -> None:
    put_caret(typist, 0, 5)
    typist.press("Ctrl+Shift+M", "Home", *["Down"] * gap)
    middle = order(typist).mark.geometry().center().y()
    tops = [order(typist)._ink(line)[0] for line in range(3)]
    feet = [order(typist)._ink(line)[1] for line in range(3)]
    assert all(foot <= middle + 1 for foot in feet[:gap])
    assert all(top >= middle - 1 for top in tops[gap:])


def test_picking_ends_when_the_text_is_left(typist: Typist) -> None:
    put_caret(typist, 0, 5)
    typist.press("Ctrl+Shift+M")
    typist.window.desk_view.focus_side()
    assert not order(typist).picking


# -- the margin -----------------------------------------------------------------------------------


def spot(typist: Typist, line: int, part: float = 0.5) -> QPoint:
    """A place in the margin beside a line; `part` of its height from its top."""
    reading = typist.window.desk_view.reading
    block = reading.document().findBlockByNumber(line)
    box = reading.document().documentLayout().blockBoundingRect(block)
    return QPoint(20, round(box.top() + part * box.height() - reading.verticalScrollBar().value()))


def drag(typist: Typist, line: int, to: int, part: float) -> None:
    port, left = typist.window.desk_view.reading.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(port, left, Qt.KeyboardModifier.NoModifier, spot(typist, line))
    QTest.mouseMove(port, spot(typist, to, 0.5))
    QTest.mouseMove(port, spot(typist, to, part))
    assert order(typist).mark.isVisible()
    QTest.mouseRelease(port, left, Qt.KeyboardModifier.NoModifier, spot(typist, to, part))


def test_a_line_is_dragged_by_its_number(typist: Typist) -> None:
    drag(typist, 2, 0, 0.2)
    assert lines(typist) == [LINES[2], LINES[0], LINES[1]]
    assert last_act(typist) == d.MoveLine(2, 0)
    drag(typist, 0, 2, 0.8)
    assert lines(typist) == LINES
    assert last_act(typist) == d.MoveLine(2, None)


def test_several_lines_are_chosen_in_the_margin_and_dragged(typist: Typist) -> None:
    port, left = typist.window.desk_view.reading.viewport(), Qt.MouseButton.LeftButton
    QTest.mouseClick(port, left, Qt.KeyboardModifier.NoModifier, spot(typist, 0))
    assert order(typist).chosen() == (0, 0)
    assert typist.window.desk_view.reading.textCursor().selectedText() == LINES[0]
    QTest.mouseClick(port, left, Qt.KeyboardModifier.ShiftModifier, spot(typist, 1))
    assert order(typist).chosen() == (0, 1)
    drag(typist, 0, 2, 0.8)
    assert lines(typist) == [LINES[2], LINES[0], LINES[1]]


def test_escape_stops_a_drag(typist: Typist) -> None:
    port, left = typist.window.desk_view.reading.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(port, left, Qt.KeyboardModifier.NoModifier, spot(typist, 2))
    QTest.mouseMove(port, spot(typist, 0, 0.1))
    typist.press("Esc")
    assert not order(typist).mark.isVisible()
    QTest.mouseRelease(port, left, Qt.KeyboardModifier.NoModifier, spot(typist, 0, 0.1))
    assert lines(typist) == LINES


def test_a_selection_that_ends_before_a_line_does_not_choose_it(typist: Typist) -> None:
    reading = typist.window.desk_view.reading
    put_caret(typist, 1, 0)
    cursor = reading.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
    reading.setTextCursor(cursor)
    assert order(typist).chosen() == (1, 1)


# -- roles ----------------------------------------------------------------------------------------


def test_a_letter_says_what_a_line_is_for(typist: Typist) -> None:
    put_caret(typist, 2, 3)
    typist.press("Ctrl+R")
    assert typist.window.arranging.roles.isVisible()
    typist.press("D")
    assert not typist.window.arranging.roles.isVisible()
    assert [line.role for line in typist.stored().reading.lines][2] is Role.DATELINE
    typist.press("Ctrl+R", "H")
    assert typist.window.arranging.roles.isVisible()  # a heading has kinds
    typist.press("Return")
    assert not typist.window.arranging.roles.isVisible()
    assert [line.role for line in typist.stored().reading.lines][2] is Role.HEADING
    typist.press("Ctrl+Z", "Ctrl+Z")
    assert [line.role for line in typist.stored().reading.lines][2] is Role.BODY


@pytest.mark.parametrize("line", [0, 2])
def test_the_list_of_roles_leaves_its_line_in_sight(typist: Typist, line: int) -> None:
    put_caret(typist, line, 0)
    typist.press("Ctrl+R")
    reading, roles = typist.window.desk_view.reading, typist.window.arranging.roles
    caret = reading.cursorRect()
    caret.moveTopLeft(reading.viewport().mapToGlobal(caret.topLeft()))
    assert not roles.frameGeometry().intersects(caret)
    at_foot = QRect(caret.left(), roles.screen().availableGeometry().bottom() - 40, 2, 20)
    roles.ask("body", 1, at_foot)
    assert not roles.frameGeometry().intersects(at_foot)
    assert roles.frameGeometry().bottom() < at_foot.top()
    typist.press("Esc")


def test_arrows_and_enter_choose_a_role_too(typist: Typist) -> None:
    put_caret(typist, 0, 3)
    typist.press("Ctrl+R", "Down", "Down", "Up", "Return", "Return")
    assert typist.stored().reading.lines[0].role is Role.HEADING


def test_shift_means_the_whole_region(typist: Typist) -> None:
    put_caret(typist, 0, len("President"))
    typist.press("Shift+Return", "Ctrl+R", "Shift+S", "Return")
    roles = [line.role for line in typist.stored().reading.lines]
    assert roles == [Role.STAMP, Role.STAMP, Role.BODY, Role.BODY]


def test_a_second_letter_tells_the_kind_and_an_arrow_the_place(typist: Typist) -> None:
    put_caret(typist, 0, 3)
    typist.press("Ctrl+R", "S", "R")
    line = typist.stored().reading.lines[0]
    assert (line.role, line.kind, line.place) == (Role.STAMP, "receipt", "")
    shown = typist.window.desk_view.reading._lines[0].shown
    assert (shown.role, shown.kind) == ("stamp", "receipt")
    typist.press("Ctrl+R", "Ctrl+Up", "S", "Return")  # Enter keeps the kind that it has
    line = typist.stored().reading.lines[0]
    assert (line.kind, line.place) == ("receipt", "top")
    typist.press("Ctrl+R", "Ctrl+Up", "M")  # what was said again is taken back
    line = typist.stored().reading.lines[0]
    assert (line.role, line.kind, line.place) == (Role.MARGINAL, "", "")


def flows(typist: Typist) -> list[Flow]:
    return [line.flow for line in typist.stored().reading.lines]


def test_one_key_lets_a_line_run_on_or_begin_and_takes_it_back(typist: Typist) -> None:
    put_caret(typist, 2, 3)
    typist.press("Alt+Return")  # behind an empty line it would begin
    assert flows(typist)[2] is Flow.RUNS_ON
    assert typist.window.desk_view.reading._lines[2].shown.flow == "runs on"
    typist.press("Alt+Return")
    assert flows(typist)[2] is Flow.USUAL
    put_caret(typist, 0, len("President"))
    typist.press("Shift+Return", "Alt+Return")
    assert flows(typist)[1] is Flow.BEGINS
    typist.press("Ctrl+Z")
    assert flows(typist)[1] is Flow.USUAL
    put_caret(typist, 2, 0)
    typist.press("Alt+Return")
    assert set(flows(typist)) == {Flow.USUAL}  # an empty line has nothing that could


@pytest.mark.parametrize("language", ["en", "de"])
def test_each_kind_of_a_role_has_a_letter_of_its_own(language: str) -> None:
    say = Catalogue.load(language)
    for kinds in KINDS.values():
        letters = [say.say(f"views.role_kind_key.{kind}") for kind in kinds]
        assert all(len(letter) == 1 for letter in letters)
        assert len(set(letters)) == len(letters)


def test_each_role_has_a_letter_of_its_own(typist: Typist) -> None:
    letters = {typist.window.say.say(f"views.role_key.{role}") for role in Role}
    assert len(letters) == len(Role)
    assert all(len(letter) == 1 for letter in letters)


# -- the editor -----------------------------------------------------------------------------------


def told(typist: Typist) -> list[str]:
    model = typist.window.desk_view.changes._model
    return [change.told for change in model.changes if change.told]


def test_the_editor_reads_what_was_done_with_lines_and_takes_it_back(typist: Typist) -> None:
    put_caret(typist, 2, 5)
    typist.press("Alt+Up", "Alt+Up", "Ctrl+R", "H", "Return", "Ctrl+Shift+Return")
    put_caret(typist, 2, len("President"))
    typist.press("Shift+Return", "Ctrl+Return")
    typist.press("PgUp", "Ctrl+Shift+N", "Ctrl+A")
    typist.type("Ada Editor")
    typist.press("Return")
    assert told(typist) == [
        "Line 3 moved before line 1",
        "Line 3: heading",
        "New line",
        "New line, parted from line 1",
    ]
    typist.press("Alt+A", "Alt+R", "Alt+R", "Alt+R")
    assert told(typist) == ["Line 3 moved before line 1"]
    assert [line.text for line in typist.stored().reading.lines] == [LINES[2], *LINES[:2]]
    typist.window.desk_view.changes._choose(0)
    typist.press("Alt+R")
    assert [line.text for line in typist.stored().reading.lines] == LINES


def test_nothing_can_be_moved_on_a_page_that_is_not_to_be_edited(typist: Typist) -> None:
    typist.press("Ctrl+Return", "PgUp")
    put_caret(typist, 2, 5)
    typist.press("Alt+Up", "Shift+Return", "Ctrl+Shift+K", "Ctrl+Shift+M")
    assert not order(typist).picking
    assert lines(typist) == LINES
    port = typist.window.desk_view.reading.viewport()
    QTest.mousePress(
        port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot(typist, 2)
    )
    QTest.mouseMove(port, spot(typist, 0, 0.1))
    assert not order(typist).mark.isVisible()
