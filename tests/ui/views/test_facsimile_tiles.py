"""The picture on the screen: every pixel where the frame says, and no more memory than allowed."""

import pytest
from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from reviewer.core.geometry import Box
from reviewer.ui.views.facsimile_frame import Frame
from reviewer.ui.views.facsimile_tiles import SIZE, Tiles
from reviewer.ui.views.facsimile_tone import PLAIN, Tone
from tests.ui.views.drawn import DrawnPicture

SPOT = Box(900, 1300, 1000, 1360)
OTHER = Box(200, 300, 260, 400)
LONG = 30.0  # seconds: more than any tile takes


def painted(tiles: Tiles, frame: Frame, ratio: float = 1.0, seconds: float = LONG) -> QImage:
    size = frame.view * ratio
    image = QImage(round(size.width()), round(size.height()), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("red"))
    painter = QPainter(image)
    tiles.paint(painter, frame, ratio, seconds)
    painter.end()
    return image


def check(image: QImage, frame: Frame, ratio: float, *, sharp: bool = True) -> None:
    """Both spots are black to their edges where they are in sight, and around them it is white."""
    near = 2.0 if sharp else 14.0
    inside_view = image.rect()
    for box in (SPOT, OTHER):
        place = frame.place(box)
        for point, dark in (
            (place.center(), True),
            (place.topLeft() + QPointF(near, near), True),
            (place.bottomRight() - QPointF(near, near), True),
            (place.topLeft() - QPointF(near, near), False),
            (place.bottomRight() + QPointF(near, near), False),
        ):
            at = (point * ratio).toPoint()
            if inside_view.contains(at) and place.width() > 3 * near < place.height():
                value = image.pixelColor(at).red()
                assert value < 90 if dark else value > 165, (box, point, value)


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("zoom", [0.17, 0.5, 0.73, 1.0, 2.6])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_every_pixel_is_where_the_frame_says(
    turn: int, zoom: float, ratio: float, qapp: object
) -> None:
    tiles = Tiles()
    tiles.show(DrawnPicture(1501, 2003, SPOT, OTHER), PLAIN)
    frame = Frame(1501, 2003, QSizeF(500, 400), zoom=zoom, turn=turn)
    for box in (SPOT, OTHER):
        place = frame.place(box).center()
        moved = frame.moved(250 - place.x(), 200 - place.y())
        assert moved.place(box).intersects(moved.place(box).__class__(0, 0, 500, 400))
        check(painted(tiles, moved, ratio), moved, ratio)


def test_the_whole_page_is_covered_and_nothing_beyond_it(qapp: object) -> None:
    tiles = Tiles()
    tiles.show(DrawnPicture(1000, 700), PLAIN)
    frame = Frame(1000, 700, QSizeF(600, 500), zoom=0.5).settled()
    image = painted(tiles, frame)
    for x, y, colour in (
        (50, 75, "white"),
        (549, 424, "white"),
        (300, 250, "white"),
        (48, 250, "red"),
        (551, 250, "red"),
        (300, 73, "red"),
        (300, 426, "red"),
    ):
        assert image.pixelColor(x, y) == QColor(colour), (x, y)


@pytest.mark.parametrize("turn", [0, 3])
def test_without_time_it_is_coarse_at_once_and_sharp_soon(turn: int, qapp: object) -> None:
    tiles = Tiles()
    tiles.show(DrawnPicture(3000, 3000, SPOT, OTHER), PLAIN)
    frame = Frame(3000, 3000, QSizeF(900, 900), zoom=1.5, turn=turn)
    place = frame.place(SPOT).center()
    frame = frame.moved(450 - place.x(), 450 - place.y())
    image = painted(tiles, frame, seconds=0.0)
    check(image, frame, 1.0, sharp=False)
    painter = QPainter(image)
    times = [tiles.paint(painter, frame, 1.0, 0.0) for _ in range(30)]
    painter.end()
    assert times[-1]  # each time at least one more is made
    assert not times[0]
    check(image, frame, 1.0)


def test_what_was_made_is_not_made_again(qapp: object) -> None:
    picture = DrawnPicture(3000, 3000)
    tiles = Tiles()
    tiles.show(picture, PLAIN)
    frame = Frame(3000, 3000, QSizeF(900, 900), left=-500.0, top=-500.0)
    painted(tiles, frame)
    assert tiles.prepare(frame, 1.0, LONG)
    reads = picture.reads
    painted(tiles, frame.moved(-100, -100))  # the ring around it was prepared
    painted(tiles, frame)
    assert picture.reads == reads


def test_memory_is_bounded(qapp: object) -> None:
    budget = 20 * SIZE * SIZE * 4
    tiles = Tiles(budget)
    tiles.show(DrawnPicture(6000, 3000), PLAIN)
    for left in range(0, 5000, 200):
        painted(tiles, Frame(6000, 3000, QSizeF(700, 500), left=-float(left)))
        assert 0 < tiles.bytes <= budget
    tiles.show(None, PLAIN)
    assert tiles.bytes == 0
    assert tiles.prepare(Frame(1, 1, QSizeF(1, 1)), 1.0, 0.0)


def test_a_screen_larger_than_the_budget_gets_sharp_all_the_same(qapp: object) -> None:
    tiles = Tiles(2 * SIZE * SIZE * 4)
    tiles.show(DrawnPicture(3000, 3000, SPOT, OTHER), PLAIN)
    frame = Frame(3000, 3000, QSizeF(1500, 1500))
    painted(tiles, frame)
    check(painted(tiles, frame, seconds=0.0), frame, 1.0)
    assert tiles.bytes == 36 * SIZE * SIZE * 4
    assert tiles.prepare(frame, 1.0, LONG)
    check(painted(tiles, frame, seconds=0.0), frame, 1.0)


def test_a_tone_is_seen_and_changes_the_ground(qapp: object) -> None:
    picture = DrawnPicture(1000, 700, SPOT)
    tiles = Tiles()
    tiles.show(picture, PLAIN)
    assert tiles.ground().red() == 255
    tiles.show(picture, Tone(invert=True))
    assert tiles.ground().red() == 0
    frame = Frame(1000, 700, QSizeF(200, 200))
    assert painted(tiles, frame).pixelColor(10, 10) == QColor("black")


def test_colours_stay(qapp: object) -> None:
    tiles = Tiles()
    tiles.show(DrawnPicture(600, 600, Box(0, 0, 600, 600), colour=True, ink="#2040c0"), PLAIN)
    image = painted(tiles, Frame(600, 600, QSizeF(300, 300), zoom=0.5))
    assert image.pixelColor(150, 150) == QColor("#2040c0")
