"""Rows that a list paints itself: held, renewed, told."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt

from reviewer.ui.views.spoken_rows import ROW, SpokenRows


@dataclass(frozen=True)
class Told:
    spoken: str


@pytest.fixture
def model(qapp: object) -> SpokenRows[Told]:
    made = SpokenRows[Told]()
    made.show([Told("one"), Told("two")])
    return made


def test_a_row_is_given_as_it_is_and_in_words(model: SpokenRows[Told]) -> None:
    assert model.rowCount() == 2
    assert model.index(1).data(ROW) == Told("two")
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        assert model.index(1).data(role) == "two"
    assert model.index(1).data(Qt.ItemDataRole.FontRole) is None
    assert model.data(QModelIndex()) is None
    assert model.rowCount(model.index(0)) == 0


def test_only_rows_that_differ_are_told_when_as_many_come(model: SpokenRows[Told]) -> None:
    changed: list[int] = []
    resets: list[int] = []
    model.dataChanged.connect(lambda first, last: changed.append(first.row()))
    model.modelReset.connect(lambda: resets.append(1))
    model.renew([Told("one"), Told("three")])
    assert (changed, resets) == ([1], [])
    model.renew([Told("one")])
    assert (changed, resets) == ([1], [1])
    assert model.rows == (Told("one"),)
