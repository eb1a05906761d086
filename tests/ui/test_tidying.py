"""Clearing up memory in calm moments."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from reviewer.ui.bridge.tidying import Tidying


class Ring:
    """Something that only the collector of cyclic garbage can clear away."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def tidying(qtbot: QtBot) -> Iterator[Tidying]:
    made = Tidying()
    yield made
    made.close()


def test_python_looks_through_everything_more_seldom_until_the_end(qtbot: QtBot) -> None:
    before = gc.get_threshold()
    made = Tidying()
    assert gc.get_threshold()[2] > before[2]
    made.close()
    assert gc.get_threshold() == before


def test_what_was_loaded_is_not_looked_over_again(tidying: Tidying) -> None:
    gc.disable()
    try:
        tidying.begin()
        assert gc.isenabled()
        assert gc.get_freeze_count()
    finally:
        gc.enable()
        gc.unfreeze()


def test_a_calm_moment_clears_up(tidying: Tidying, qtbot: QtBot) -> None:
    ring = Ring()
    left = weakref.ref(ring)
    gc.collect()  # so that it is among what lives long
    del ring
    assert left() is not None
    tidying.put_off()
    qtbot.waitUntil(lambda: left() is None)
