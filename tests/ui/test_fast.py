"""Fast review, by bare keys, through the window."""

from reviewer.core.queues import Queue
from reviewer.core.workflow import State
from reviewer.ui.fast import Fast
from reviewer.ui.later import found
from reviewer.ui.views.parts import KeyButton
from tests.ui.test_queueing import choose, place, where  # noqa: F401
from tests.ui.typist import Typist


def fast(typist: Typist) -> Fast:
    return found(typist.window.departments, Fast)


def shown(typist: Typist) -> str:
    """The form in the middle; "" where a message stands there."""
    finding = fast(typist).view.shown
    return finding.card.form if finding else ""


def test_bare_keys_decide_and_go_on(typist: Typist) -> None:
    typist.press("F9")
    assert fast(typist).open
    assert shown(typist) == "Mikeyan"
    typist.press("2")
    assert shown(typist) == "Cuben"
    typist.press("Space")
    assert "Mike saw a Cuben." in typist.stored().reading.text
    assert shown(typist) == ""
    assert "Nothing doubtful left" in fast(typist).view.message
    typist.press("Return")
    assert (shown(typist), typist.page.row.number) == ("Cuben", 3)
    typist.press("Return", "X")
    assert "Cuban Mikeyan." in typist.stored().reading.text


def test_esc_leaves_to_the_desk_at_the_finding(typist: Typist) -> None:
    choose(typist, Queue.SAME)
    typist.press("F9", "Return", "Return", "Esc")
    assert not fast(typist).open
    assert typist.in_card()
    assert where(typist) == (4, "Cuben")
    assert typist.text == "Cuben."
    card = typist.window.desk_view.card.card
    assert card
    assert card.form == "Cuben"
    typist.press("Return")
    assert typist.stored(typist.window.desk.model.pages[3]).reading.text == "Cuban.\n"


def test_typing_a_reading(typist: Typist) -> None:
    typist.press("F9", "E", "Ctrl+A")
    typist.type("Sike")
    typist.press("Return")
    assert "Sike saw" in typist.stored().reading.text
    assert shown(typist) == "Cuben"
    typist.press("E")
    typist.type("nothing")
    typist.press("Esc")
    assert fast(typist).open
    assert not fast(typist).view.editing
    assert shown(typist) == "Cuben"


def test_undo_skip_and_back(typist: Typist) -> None:
    choose(typist, Queue.SAME)
    typist.press("F9", "Return")
    assert (shown(typist), typist.page.row.number) == ("Cuben", 3)
    typist.press("S")
    assert typist.page.row.number == 4
    typist.press("Backspace")
    assert typist.page.row.number == 3
    typist.press("U")
    assert typist.page.row.number == 1
    assert typist.stored().reading.text.startswith("Mikeyan saw a Cuben.")
    typist.press("Ctrl+Y")
    assert typist.page.row.number == 3
    typist.press("Shift+F8")
    assert "first word" in typist.said


def test_progress_is_that_of_the_queue_or_the_page(typist: Typist) -> None:
    view = fast(typist).view
    typist.press("F9")
    assert view.lead.text() == "This page · 0 of 2 decided"
    typist.press("Return")
    assert view.lead.text() == "This page · 1 of 2 decided"
    choose(typist, Queue.SAME)
    assert fast(typist).open
    assert view.lead.text() == "Same error together · 1 of 5"


def test_two_lines_around_the_word(typist: Typist) -> None:
    typist.press("F9")
    finding = fast(typist).view.shown
    assert finding
    assert (finding.above, finding.below) == ((), ())
    assert finding.card.after == " saw a Cuben."


def test_the_desk_waits_and_catches_up(typist: Typist) -> None:
    choose(typist, Queue.SAME)
    typist.press("F9", "Return")
    assert typist.page.row.number == 3
    assert typist.text.startswith("Mikeyan saw")
    typist.press("F9")
    assert typist.text.startswith("Cuben serions")


def test_sending_the_page_from_fast_review(typist: Typist) -> None:
    page = typist.page.row.id
    typist.press("F9", "Ctrl+Return")
    assert typist.stored(page).standing.state is State.SUBMITTED
    assert fast(typist).open
    assert typist.page.row.number == 2


def test_nothing_of_the_desk_can_run_meanwhile(typist: Typist) -> None:
    before = typist.page.reading.text
    typist.press("F9", "Ctrl+J", "Ctrl+D", "PgDown")
    assert typist.stored().reading.text == before
    assert typist.page.row.number == 1


def test_keys_on_the_buttons(typist: Typist) -> None:
    typist.press("F9")
    view = fast(typist).view
    keys = {button.objectName(): button.key for button in view.findChildren(KeyButton)}
    assert keys["keep"] == "Space"
    assert (keys["edit"], keys["noise"], keys["skip"], keys["undo"]) == ("E", "X", "S", "U")
    assert keys["back"] == "Backspace"
