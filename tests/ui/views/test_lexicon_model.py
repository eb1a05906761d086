"""The table of entries, under Qt's own model tester."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from reviewer.core.lexicon import EntryKind, EntryState, Layer, LexiconEntry
from reviewer.core.messages import Catalogue
from reviewer.ui.views.lexicon_model import COLUMNS, EntriesModel, Sieve, arranged

ADA = LexiconEntry(EntryKind.PERSON, "Petrel, Ada", ("A. Petrell",), "keeper", "1901-")
NOVA = LexiconEntry(EntryKind.PLACE, "Nova", note="near Petrel", layer=Layer.PROJECT)
NEVER = LexiconEntry(EntryKind.WORD, "abx", layer=Layer.USER, state=EntryState.NEVER)
PETREL = LexiconEntry(EntryKind.TERM, "petrel")


@pytest.fixture
def model(qtmodeltester: ModelTester) -> EntriesModel:
    made = EntriesModel(Catalogue.load())
    made.show_entries(arranged([ADA, NOVA, NEVER, PETREL]))
    qtmodeltester.check(made)  # type: ignore[no-untyped-call]
    return made


def forms(model: EntriesModel) -> list[str]:
    return [entry.preferred for entry in model.shown]


@pytest.mark.parametrize(
    "sieve, shown",
    [
        (Sieve(), ["abx", "Nova", "petrel", "Petrel, Ada"]),
        (Sieve("PETREL"), ["petrel", "Petrel, Ada", "Nova"]),
        (Sieve("ada petrell"), ["Petrel, Ada"]),
        (Sieve(kind=EntryKind.PLACE), ["Nova"]),
        (Sieve(layer=Layer.USER), ["abx"]),
        (Sieve(shared=True), ["petrel", "Petrel, Ada"]),
        (Sieve(state=EntryState.NEVER), ["abx"]),
        (Sieve("nothing"), []),
    ],
)
def test_entries_are_sifted(model: EntriesModel, sieve: Sieve, shown: list[str]) -> None:
    model.sift(sieve)
    assert forms(model) == shown


def test_entries_are_sorted_by_any_column_and_keep_their_row(model: EntriesModel) -> None:
    kept = model.index(model.row_of(NOVA.name), 0)
    assert kept.data() == "Nova"
    model.show_counts({NOVA.name: 12, ADA.name: 3})
    model.sort(COLUMNS.index("count"), Qt.SortOrder.DescendingOrder)
    assert forms(model)[:2] == ["Nova", "Petrel, Ada"]
    assert model.index(0, COLUMNS.index("count")).data() == "12"
    model.sort(COLUMNS.index("dates"), Qt.SortOrder.DescendingOrder)
    assert forms(model)[0] == "Petrel, Ada"
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert forms(model) == ["Petrel, Ada", "petrel", "Nova", "abx"]


def test_thirty_thousand_entries_are_sifted_and_shown(model: EntriesModel) -> None:
    many = [
        LexiconEntry(EntryKind.PERSON, f"Name{n:05}, Ben", note=f"note {n}") for n in range(30_000)
    ]
    model.show_entries(arranged(many))
    assert (model.total, model.rowCount()) == (30_000, 30_000)
    model.sift(Sieve("name29 ben"))
    assert model.rowCount() == 1_000
    assert model.row_of(many[29_500].name) == 500
    model.sift(Sieve("note 17"))
    assert model.shown[0].note.startswith("note 17")


def test_what_an_entry_asks_stands_in_the_place_of_its_kind(model: EntriesModel) -> None:
    row = model.row_of(NEVER.name, Layer.USER)
    assert model.index(row, 1).data() == "Never suggest this"
    assert model.row_of(NEVER.name, Layer.PROJECT) == -1
