"""Hits that come in parts stand under heads of their forms."""

import pytest

from reviewer.core.messages import Catalogue
from reviewer.ui.views.hits_model import ROW, HeadShown, HitShown, HitsModel


def hit(form: str, **values: object) -> HitShown:
    return HitShown("left ", form, " right", "p. 1", **values)  # type: ignore[arg-type]


def shown(model: HitsModel) -> list[str]:
    rows = [model.data(model.index(row), ROW) for row in range(model.rowCount())]
    return [
        f"[{row.form}]" if isinstance(row, HeadShown) else row.form
        for row in rows
        if isinstance(row, HeadShown | HitShown)
    ]


@pytest.fixture
def model() -> HitsModel:
    made = HitsModel(Catalogue.load())
    made.append([hit("Cuben", ticked=True), hit("Cuben")])
    return made


def test_more_of_the_last_form_only_adds_rows(model: HitsModel) -> None:
    added: list[tuple[int, int]] = []
    resets: list[bool] = []
    model.rowsInserted.connect(lambda _, first, last: added.append((first, last)))
    model.modelReset.connect(lambda: resets.append(True))
    model.append([hit("Cuben")])
    assert (added, resets) == ([(3, 3)], [])
    assert shown(model) == ["[Cuben]", "Cuben", "Cuben", "Cuben"]


def test_other_forms_have_heads_and_known_ones_go_to_theirs(model: HitsModel) -> None:
    model.append([hit("CUBEN"), hit("Cuben")])
    assert shown(model) == ["[Cuben]", "Cuben", "Cuben", "Cuben", "[CUBEN]", "CUBEN"]
    assert [model.hit_at(row) for row in range(6)] == [None, 0, 1, 3, None, 2]
    model.fold("Cuben", True)
    assert shown(model) == ["[Cuben]", "[CUBEN]", "CUBEN"]
    assert model.row_of(0) == -1
    model.fold("Cuben", False)
    assert model.row_of(3) == 3


def test_what_is_fixed_is_never_ticked(model: HitsModel) -> None:
    model.append([hit("Cuben", fixed=True)])
    model.toggle(0)
    assert model.ticked == [0, 1]
    model.toggle(0)
    assert model.ticked == []
    model.toggle(3)
    model.read(2, "Cuban")
    assert model.ticked == []
    assert model.hits[2].reading is None


def test_rows_say_all_to_a_screen_reader(model: HitsModel) -> None:
    model.read(1, "Cuban")
    assert model.data(model.index(0)) == "Group “Cuben”: 2 places, 2 ticked"
    assert model.data(model.index(2)) == "ticked, Cuben → Cuban, left Cuben right, p. 1"
