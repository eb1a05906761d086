"""The loader: what is looked at comes first, and nothing stays open for ever."""

import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from reviewer.core.errors import UnreadableFile
from reviewer.core.geometry import Box
from reviewer.core.model import Image
from reviewer.core.ports import Picture, Raster
from reviewer.ui.bridge.pictures import KEPT, PictureLoader


class Sheet:
    """A picture that only knows whether it is open."""

    width = height = levels = tile_size = 1

    def __init__(self, name: str) -> None:
        self.name = name
        self.closed = 0

    def tile(self, level: int, column: int, row: int) -> Raster:
        return Raster(1, 1, 1, b"\0")

    def crop(self, box: Box, level: int = 0) -> Raster:
        return Raster(1, 1, 1, b"\0")

    def close(self) -> None:
        self.closed += 1


class Drawer:
    """Opens sheets, one at a time and only when let."""

    def __init__(self) -> None:
        self.opened: list[Sheet] = []
        self.threads: set[int] = set()
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()

    def open(self, image: Image) -> Picture:
        self.threads.add(threading.get_ident())
        self.entered.set()
        assert self.gate.wait(10)
        if image.path == "broken":
            raise UnreadableFile("It is broken.", where=image.path)
        if image.path == "fault":
            raise ZeroDivisionError
        self.opened.append(Sheet(image.path))
        return self.opened[-1]

    @property
    def names(self) -> list[str]:
        return [sheet.name for sheet in self.opened]


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture
def loader(drawer: Drawer, qtbot: QtBot) -> Iterator[PictureLoader]:
    made = PictureLoader(drawer.open)
    yield made
    drawer.gate.set()
    made.close()


def image(name: str) -> Image:
    return Image(name, 1, 1, "image/png")


Load = Callable[[str], Sheet]


@pytest.fixture
def load(loader: PictureLoader, qtbot: QtBot) -> Load:
    """Load a picture and wait for it."""

    def run(name: str) -> Sheet:
        at_once = loader.load(name, image(name))
        if at_once is None:
            with qtbot.waitSignal(loader.loaded) as caught:
                pass
            key, at_once = caught.args
            assert key == name
        assert isinstance(at_once, Sheet)
        return at_once

    return run


def test_it_opens_on_a_thread_of_its_own(load: Load, drawer: Drawer) -> None:
    assert load("a").name == "a"
    assert threading.get_ident() not in drawer.threads


def test_what_is_open_comes_back_at_once(load: Load, loader: PictureLoader, drawer: Drawer) -> None:
    first = load("a")
    load("b")
    assert loader.load("a", image("a")) is first
    assert drawer.names == ["a", "b"]


def test_pages_left_before_their_turn_are_not_opened(
    loader: PictureLoader, drawer: Drawer, qtbot: QtBot
) -> None:
    told: list[object] = []
    loader.loaded.connect(lambda key, _: told.append(key))
    drawer.gate.clear()
    loader.load("a", image("a"))
    assert drawer.entered.wait(10)
    for name in "bcd":
        loader.load(name, image(name))
    drawer.gate.set()
    qtbot.waitUntil(lambda: "d" in told)
    assert drawer.names == ["a", "d"]
    assert told == ["d"]


def test_the_next_is_opened_ahead_without_a_word(
    load: Load, loader: PictureLoader, drawer: Drawer, qtbot: QtBot
) -> None:
    load("a")
    told: list[object] = []
    loader.loaded.connect(lambda key, _: told.append(key))
    loader.prefetch("b", image("b"))
    qtbot.waitUntil(lambda: loader.load("b", image("b")) is not None or bool(told))
    assert drawer.names == ["a", "b"]


def test_what_is_being_opened_ahead_is_not_opened_twice(
    loader: PictureLoader, drawer: Drawer, qtbot: QtBot
) -> None:
    drawer.gate.clear()
    loader.prefetch("a", image("a"))
    assert drawer.entered.wait(10)
    assert loader.load("a", image("a")) is None
    with qtbot.waitSignal(loader.loaded) as caught:
        drawer.gate.set()
    assert caught.args[0] == "a"
    assert drawer.names == ["a"]


def test_one_opened_twice_in_a_hurry_is_kept_once(
    load: Load, loader: PictureLoader, drawer: Drawer, qtbot: QtBot
) -> None:
    loader.prefetch("a", image("a"))
    deadline = threading.Event()
    while not drawer.opened:  # without letting Qt bring the news
        deadline.wait(0.01)
    deadline.wait(0.05)
    shown = load("a")
    load("b")
    qtbot.waitUntil(lambda: sum(not sheet.closed for sheet in drawer.opened) == 2)
    assert not shown.closed
    assert loader.load("a", image("a")) is shown


def test_few_stay_open_and_never_is_the_shown_one_closed(
    load: Load, loader: PictureLoader, drawer: Drawer, qtbot: QtBot
) -> None:
    shown = load("shown")
    for number in range(KEPT + 2):
        loader.prefetch(number, image(str(number)))
        qtbot.waitUntil(lambda n=number: str(n) in drawer.names)
    qtbot.waitUntil(lambda: sum(not sheet.closed for sheet in drawer.opened) == KEPT)
    assert not shown.closed
    for name in "abcdef":
        load(name)
    assert shown.closed == 1
    assert sum(not sheet.closed for sheet in drawer.opened) == KEPT
    loader.close()
    assert all(sheet.closed == 1 for sheet in drawer.opened)


def test_errors_arrive_with_their_key(loader: PictureLoader, qtbot: QtBot) -> None:
    with qtbot.waitSignal(loader.failed) as caught:
        loader.load("page 3", image("broken"))
    assert caught.args[0] == "page 3"
    assert isinstance(caught.args[1], UnreadableFile)
    with qtbot.waitSignal(loader.broke) as fault:
        loader.load("page 4", image("fault"))
    assert isinstance(fault.args[0], ZeroDivisionError)


def test_what_is_no_longer_waited_for_is_not_told(
    load: Load, loader: PictureLoader, drawer: Drawer, qtbot: QtBot
) -> None:
    told: list[object] = []
    loader.loaded.connect(lambda key, _: told.append(key))
    drawer.gate.clear()
    loader.load("a", image("a"))
    assert drawer.entered.wait(10)
    loader.forget()
    drawer.gate.set()
    load("b")
    assert told == ["b"]


def test_closing_waits_and_closes_what_comes_late(
    loader: PictureLoader, drawer: Drawer, qtbot: QtBot
) -> None:
    drawer.gate.clear()
    loader.load("a", image("a"))
    assert drawer.entered.wait(10)
    threading.Timer(0.05, drawer.gate.set).start()
    loader.close()
    qtbot.waitUntil(lambda: [sheet.closed for sheet in drawer.opened] == [1])
