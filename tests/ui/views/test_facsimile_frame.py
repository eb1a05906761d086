"""What of the page is in sight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from reviewer.core.geometry import Box
from reviewer.ui.views.facsimile_frame import LARGEST, MARGIN, Fit, Frame

frames = st.builds(
    Frame,
    width=st.integers(1, 20_000),
    height=st.integers(1, 20_000),
    view=st.builds(QSizeF, st.integers(50, 3000), st.integers(50, 3000)),
    zoom=st.floats(0.05, LARGEST),
    turn=st.integers(0, 3),
).map(Frame.settled)


def corners(frame: Frame) -> QRectF:
    return frame.place(Box(0, 0, frame.width, frame.height))


def close(one: QRectF, other: QRectF) -> bool:
    pairs = zip(one.getRect(), other.getRect(), strict=True)  # type: ignore[call-overload]
    return all(abs(a - b) < 0.01 for a, b in pairs)


@given(frames)
def test_the_page_fills_its_content_at_any_turn(frame: Frame) -> None:
    assert close(corners(frame), QRectF(QPointF(frame.left, frame.top), frame.content))


@given(frames, st.floats(-5000, 5000), st.floats(-5000, 5000))
def test_the_page_never_leaves_the_pane(frame: Frame, across: float, down: float) -> None:
    page, view = corners(frame.moved(across, down)), frame.view
    for start, end, room in (
        (page.left(), page.right(), view.width()),
        (page.top(), page.bottom(), view.height()),
    ):
        if end - start <= room:
            assert abs((start + end) / 2 - room / 2) < 0.01
        else:
            assert start <= MARGIN + 0.01
            assert end >= room - MARGIN - 0.01


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("zoom", [0.3, 0.9, 2.0, 8.0, 50.0])
def test_zooming_keeps_what_is_under_the_mouse(zoom: float, turn: int) -> None:
    frame = Frame(10_000, 9_000, QSizeF(500, 500), turn=turn, left=-4000.0, top=-3000.0)
    about = QPointF(100, 300)
    zoomed = frame.zoomed(zoom, about)
    assert (zoomed.page_at(about) - frame.page_at(about)).manhattanLength() < 0.01
    assert zoomed.zoom == min(zoom, LARGEST)


def test_fitting() -> None:
    frame = Frame(1000, 2000, QSizeF(516, 516))
    assert frame.fitted(Fit.WIDTH).zoom == 0.5
    assert frame.fitted(Fit.PAGE).zoom == 0.25
    turned = frame.turned(1)
    assert turned.fitted(Fit.WIDTH).zoom == 0.25
    assert turned.fitted(Fit.PAGE).zoom == 0.25
    assert frame.fitted(Fit.WIDTH).top <= MARGIN


def test_a_fitted_page_stays_so_in_a_wider_pane_and_another_keeps_its_zoom() -> None:
    frame = Frame(1000, 2000, QSizeF(516, 516)).fitted(Fit.WIDTH)
    assert frame.resized(QSizeF(1016, 516), Fit.WIDTH).zoom == 1.0
    assert frame.resized(QSizeF(1016, 516), Fit.NONE).zoom == 0.5


@given(frames)
def test_four_turns_are_none(frame: Frame) -> None:
    turned = frame
    for _ in range(4):
        turned = turned.turned(1)
    assert turned.turn == frame.turn
    assert frame.turned(1).turned(-1).turn == frame.turn


def test_what_is_in_sight_is_not_moved() -> None:
    frame = Frame(1000, 4000, QSizeF(400, 400), left=-100.0, top=-100.0)
    assert frame.showing(QRectF(50, 50, 60, 20), 24) is frame
    moved = frame.showing(QRectF(50, 900, 60, 20), 24)
    assert moved.left == frame.left
    assert abs(moved.place(Box(150, 1000, 210, 1020)).center().y() - 400 / 3) < 1
    aside = frame.showing(QRectF(500, 50, 60, 20), 24)
    assert (aside.top, round(aside.place(Box(600, 150, 660, 170)).center().x())) == (-100.0, 200)


def test_what_is_wider_than_the_pane_shows_its_beginning() -> None:
    frame = Frame(4000, 4000, QSizeF(400, 400), left=-1000.0, top=-1000.0)
    moved = frame.showing(QRectF(-200, 100, 900, 20), 24)
    assert moved.left - frame.left == 224
