"""Garbage is looked for more rarely for a while, and as before afterwards."""

import gc

import pytest

from reviewer.services.littering import littering


def test_it_is_looked_for_more_rarely() -> None:
    before = gc.get_threshold()
    with littering():
        assert gc.get_threshold()[0] > before[0]
    assert gc.get_threshold() == before


def test_the_usual_way_comes_back_whatever_happens() -> None:
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), littering():
        1 / 0  # noqa: B018 - for its error
    assert gc.get_threshold() == before
