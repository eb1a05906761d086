"""The pane with the picture, as a person uses it."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from reviewer.core.findings import Kind
from reviewer.core.geometry import Box
from reviewer.core.messages import Catalogue
from reviewer.ui.theme import Theme
from reviewer.ui.views.facsimile import FacsimileView
from reviewer.ui.views.facsimile_canvas import Canvas
from reviewer.ui.views.facsimile_marks import FindingMark, LineMark, PageMarks, WordMark
from reviewer.ui.views.facsimile_tone import PLAIN, Tone
from reviewer.ui.views.facsimile_tools import TonePanel, ToolButton
from tests.ui.views.drawn import DrawnPicture

WORDS = tuple(
    WordMark(10 * line + n, Box(100 + 200 * n, 100 + 90 * line, 260 + 200 * n, 140 + 90 * line))
    for line in range(30)
    for n in range(4)
)
LINES = tuple(LineMark(n, Box(80, 90 + 90 * n, 950, 150 + 90 * n)) for n in range(30))
FINDINGS = (
    FindingMark("near", WORDS[2].box, Kind.NON_WORD),
    FindingMark("far", WORDS[-1].box, Kind.NOISE),
)
MARKS = PageMarks(LINES, WORDS, FINDINGS)


@pytest.fixture
def picture() -> DrawnPicture:
    return DrawnPicture(1000, 2900, *(word.box for word in WORDS))


@pytest.fixture
def view(say: Catalogue, theme: Theme, qtbot: QtBot, picture: DrawnPicture) -> FacsimileView:
    made = FacsimileView(say, theme)
    qtbot.addWidget(made)
    made.resize(516, 600)
    made.show()
    made.show_picture(picture, MARKS)
    return made


@pytest.fixture
def canvas(view: FacsimileView) -> Canvas:
    found = view.findChild(Canvas)
    assert isinstance(found, Canvas)
    return found


def settle(canvas: Canvas, qtbot: QtBot) -> None:
    """Let a movement come to its end."""
    qtbot.waitUntil(lambda: not canvas.gliding)


def place(canvas: Canvas, box: Box) -> QPoint:
    return canvas.frame.place(box).center().toPoint()


def in_sight(canvas: Canvas, box: Box) -> bool:
    return canvas.rect().contains(canvas.frame.place(box).toRect())


def texts(view: FacsimileView) -> str:
    return " | ".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


# -- going to and fro -----------------------------------------------------------------------------


def test_a_click_on_a_word_picks_it(view: FacsimileView, canvas: Canvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.wordPicked) as caught:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place(canvas, WORDS[6].box))
    assert caught.args == [WORDS[6].token]


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_it_does_so_on_a_turned_page(
    quarters: int, view: FacsimileView, canvas: Canvas, qtbot: QtBot
) -> None:
    for _ in range(quarters):
        view.rotate_right()
    view.fit_page()
    assert view.turn == quarters
    with qtbot.waitSignal(view.wordPicked) as caught:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place(canvas, WORDS[50].box))
    assert caught.args == [WORDS[50].token]


def test_a_click_beside_the_words_picks_the_line(
    view: FacsimileView, canvas: Canvas, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(view.linePicked) as caught:
        qtbot.mouseClick(
            canvas, Qt.MouseButton.LeftButton, pos=place(canvas, Box(900, 190, 940, 220))
        )
    assert caught.args == [1]


def test_dragging_moves_the_page_and_picks_nothing(
    view: FacsimileView, canvas: Canvas, qtbot: QtBot
) -> None:
    picked: list[int] = []
    view.wordPicked.connect(picked.append)
    start = place(canvas, WORDS[20].box)
    top = canvas.frame.top
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for step in (10, 20, 50, 100):
        qtbot.mouseMove(canvas, start - QPoint(0, step))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start - QPoint(0, 100))
    assert top - canvas.frame.top == pytest.approx(90, abs=11)
    assert not picked


def test_what_is_in_sight_does_not_move(view: FacsimileView, canvas: Canvas, qtbot: QtBot) -> None:
    before = canvas.frame
    view.set_current(WORDS[2].token, 0, "near")
    assert not canvas.gliding
    assert canvas.frame == before


def test_what_is_not_glides_into_sight_unless_told_otherwise(
    view: FacsimileView, canvas: Canvas, qtbot: QtBot
) -> None:
    far = WORDS[-1]
    assert not in_sight(canvas, far.box)
    before = canvas.frame
    view.set_current(far.token, 29, "far", follow=False)
    assert canvas.frame == before
    view.set_current(far.token, 29, "far")
    settle(canvas, qtbot)
    assert in_sight(canvas, far.box)
    assert canvas.frame.zoom == before.zoom
    assert view.current_box == far.box


def test_the_current_word_is_outlined(view: FacsimileView, canvas: Canvas) -> None:
    box = WORDS[5].box
    corner = canvas.frame.place(box).topLeft().toPoint() + QPoint(20, -3)
    plain = canvas.grab().toImage().pixelColor(corner)
    view.set_current(WORDS[5].token, 1)
    outlined = canvas.grab().toImage().pixelColor(corner)
    assert plain != outlined
    assert outlined.blue() > outlined.red()


def test_pointing_at_a_word_tells_it(view: FacsimileView, canvas: Canvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.wordPointed) as caught:
        qtbot.mouseMove(canvas, place(canvas, WORDS[6].box))
    assert caught.args == [WORDS[6].box]
    with qtbot.waitSignal(view.wordPointed) as caught:
        qtbot.mouseMove(canvas, place(canvas, Box(900, 190, 940, 220)))
    assert caught.args == [None]


# -- zoom -----------------------------------------------------------------------------------------


def wheel(
    canvas: Canvas,
    at: QPoint,
    notches: int,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(canvas.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def test_the_wheel_zooms_under_the_mouse(view: FacsimileView, canvas: Canvas, qtbot: QtBot) -> None:
    at = place(canvas, WORDS[21].box)
    before = canvas.frame.page_at(QPointF(at))
    with qtbot.waitSignal(view.zoomChanged) as caught:
        wheel(canvas, at, 3, Qt.KeyboardModifier.ControlModifier)
    assert caught.args == [view.zoom]
    assert view.zoom > 0.9
    assert (canvas.frame.page_at(QPointF(at)) - before).manhattanLength() < 1


def test_the_wheel_scrolls(canvas: Canvas) -> None:
    wheel(canvas, QPoint(100, 100), -2)
    assert canvas.frame.top < -100
    wheel(canvas, QPoint(100, 100), 9)
    assert canvas.frame.top >= 0


def test_keys_move_the_page(canvas: Canvas, view: FacsimileView, qtbot: QtBot) -> None:
    view.actual_size()
    seen = [canvas.frame.top]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(canvas, key)
        seen.append(canvas.frame.top)
    assert seen[1] < seen[0]
    assert seen[2] < seen[1]
    assert seen[3] == pytest.approx(canvas.height() - 2900 - 8)
    assert seen[4] == 8
    left = canvas.frame.left
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.frame.left < left


def test_zooms_have_their_names(view: FacsimileView, canvas: Canvas) -> None:
    assert view.zoom == pytest.approx(0.5)  # a page is fitted to the width at first
    view.zoom_in()
    assert view.zoom == pytest.approx(0.625)
    view.zoom_out()
    assert view.zoom == pytest.approx(0.5)
    view.actual_size()
    assert view.zoom == 1.0
    view.fit_page()
    assert in_sight(canvas, Box(0, 0, 1000, 2900))
    view.rotate_left()
    assert view.turn == 3
    assert view.zoom == pytest.approx(500 / 2900)


def test_the_fit_follows_the_pane_and_the_next_page(view: FacsimileView, qtbot: QtBot) -> None:
    view.resize(1016, 600)
    assert view.zoom == pytest.approx(1.0)
    view.show_picture(DrawnPicture(2000, 700), PageMarks())
    assert view.zoom == pytest.approx(0.5)


def test_the_next_page_is_as_large_and_as_far_to_the_side(
    view: FacsimileView, canvas: Canvas
) -> None:
    view.actual_size()
    canvas.pan(-200, -900)
    left = canvas.frame.left
    view.show_loading()
    view.show_picture(DrawnPicture(1100, 2900), PageMarks())
    assert (canvas.frame.zoom, canvas.frame.left, canvas.frame.top) == (1.0, left, 0.0)


def test_the_same_picture_again_keeps_its_place(
    view: FacsimileView, canvas: Canvas, picture: DrawnPicture
) -> None:
    view.zoom_in()
    canvas.pan(0, -500)
    before = canvas.frame
    view.show_picture(picture, PageMarks())
    view.set_marks(MARKS)
    assert canvas.frame == before


# -- tone -----------------------------------------------------------------------------------------


def test_the_tone_is_seen_told_and_reset(view: FacsimileView, canvas: Canvas, qtbot: QtBot) -> None:
    beside = place(canvas, Box(20, 20, 30, 30))
    with qtbot.waitSignal(view.toneChanged) as caught:
        view.set_tone(Tone(invert=True))
    assert caught.args == [Tone(invert=True)]
    qtbot.waitUntil(lambda: canvas.grab().toImage().pixelColor(beside) == QColor("black"))
    view.reset_tone()
    assert view.tone == PLAIN
    assert canvas.grab().toImage().pixelColor(beside) == QColor("white")


def test_the_sliders_make_tones(view: FacsimileView, qtbot: QtBot) -> None:
    panel = view.findChild(TonePanel)
    assert isinstance(panel, TonePanel)
    panel.brightness.setValue(30)
    panel.contrast.setValue(-20)
    panel.gamma.setValue(100)
    assert view.tone == Tone(brightness=30, contrast=-20, gamma=3.0)
    panel.black_and_white.setChecked(True)
    panel.threshold.setValue(99)
    panel.invert.setChecked(True)
    assert (view.tone.threshold, view.tone.invert) == (99, True)
    panel.reset.click()
    assert view.tone == PLAIN
    assert panel.gamma.value() == 0
    told: list[Tone] = []
    panel.changed.connect(told.append)
    view.set_tone(Tone(gamma=0.5, threshold=12))  # from elsewhere: shown, and not told again
    assert (panel.threshold.value(), told) == (12, [])
    assert panel.gamma.value() == pytest.approx(-63, abs=1)


def test_the_sliders_open_over_their_button_and_stay_on_the_screen(
    view: FacsimileView, say: Catalogue, qtbot: QtBot
) -> None:
    tone = say.say("facsimile.tone")
    button = next(one for one in view.findChildren(ToolButton) if one.accessibleName() == tone)
    view.move(-300, 0)
    button.click()
    panel = view.findChild(TonePanel)
    assert isinstance(panel, TonePanel)
    assert panel.isVisible()
    assert view.screen().availableGeometry().contains(panel.geometry())
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


# -- nothing to show ------------------------------------------------------------------------------


def test_every_empty_state_says_what_to_do(
    view: FacsimileView, say: Catalogue, qtbot: QtBot
) -> None:
    view.show_picture(None)
    assert say.say("facsimile.none.title") in texts(view)
    assert not view.picture_shown
    view.show_missing("/scans/page 7.tif")
    assert "/scans/page 7.tif" in texts(view)
    find = next(
        button
        for button in view.findChildren(QAbstractButton)
        if button.text() == say.say("facsimile.missing.find")
    )
    with qtbot.waitSignal(view.findRequested):
        find.click()
    view.show_loading()
    assert texts(view) == ""  # what is over in a moment does not flicker
    assert not view.picture_shown
    qtbot.waitUntil(lambda: say.say("facsimile.loading.title") in texts(view))
    assert not find.isVisible()
    view.show_failed("The image is broken.", "/scans/page 7.tif")
    assert "The image is broken." in texts(view)


def test_a_picture_that_is_gone_is_told_and_no_crash(
    view: FacsimileView, canvas: Canvas, picture: DrawnPicture, qtbot: QtBot
) -> None:
    picture.close()
    with qtbot.waitSignal(view.lost):
        view.actual_size()
    assert not view.picture_shown
    view.show_picture(DrawnPicture(500, 500), PageMarks())
    assert view.picture_shown


# -- for everybody --------------------------------------------------------------------------------


def test_everything_can_be_named_and_reached(view: FacsimileView, canvas: Canvas) -> None:
    buttons = view.findChildren(ToolButton)
    assert len(buttons) >= 6
    for button in buttons:
        assert button.accessibleName()
        assert not button.accessibleName().startswith("facsimile.")
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert canvas.accessibleName()
    assert canvas.focusPolicy() & Qt.FocusPolicy.TabFocus
    for panel in view.findChildren(TonePanel):
        for slider in (panel.brightness, panel.contrast, panel.gamma, panel.threshold):
            assert slider.accessibleName()


def test_no_sentence_is_missing(view: FacsimileView, say: Catalogue) -> None:
    for state in ("none", "missing", "loading", "failed"):
        assert f"facsimile.{state}.title" in say


def test_the_theme_can_change(view: FacsimileView, canvas: Canvas) -> None:
    dark = Theme.load("dark")
    view.fit_page()
    view.set_theme(dark)
    assert canvas.grab().toImage().pixelColor(3, canvas.height() // 2) == dark.desk
