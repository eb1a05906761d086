"""The tree of pages, under Qt's own model tester and at the size of a real project."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from reviewer.core.ids import DocumentId, PageId
from reviewer.core.model import Document, Origin
from reviewer.core.storage import PageRow
from reviewer.core.workflow import EDITABLE, State
from reviewer.ui.models.pages import PageRole, PagesModel
from reviewer.ui.views import pages as view


def document(number: int, pages: int = 2) -> Document:
    first = number * 100
    ids = tuple(PageId(first + page) for page in range(pages))
    origin = Origin(f"{number}.txt", "", "text")
    return Document(DocumentId(number), f"d{number}", f"Document {number}", origin, pages=ids)


def rows(one: Document) -> list[PageRow]:
    return [
        PageRow(page, one.id, n, "", 10, 0, findings=4, open_findings=3)
        for n, page in enumerate(one.pages, 1)
    ]


@pytest.fixture
def model(qtbot: QtBot) -> PagesModel:
    made = PagesModel("Page {label}")
    made.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
        made, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    documents = [document(1), document(2), document(3, pages=0)]
    made.show(documents, [row for one in documents for row in rows(one)])
    return made


def test_pages_stand_below_their_documents(model: PagesModel) -> None:
    assert model.rowCount() == 3
    first = model.index(0, 0)
    assert first.data() == "Document 1"
    assert [model.index(n, 0, first).data() for n in range(2)] == ["Page 1", "Page 2"]
    assert model.parent(model.index(1, 0, first)) == first
    assert model.rowCount(model.index(2, 0)) == 0


def test_a_document_sums_up_its_pages(model: PagesModel) -> None:
    first = model.index(0, 0)
    assert first.data(PageRole.OPEN) == 6
    assert State(first.data(PageRole.STATE)) is State.NEW
    assert model.counts() == (4, 0, 12)


def test_only_what_differs_is_redrawn(model: PagesModel) -> None:
    told: list[QModelIndex] = []
    model.dataChanged.connect(lambda first, last: told.append(first))
    same, other = rows(document(1))
    model.update([same, replace(other, open_findings=0, state=State.APPROVED)])
    assert [index.data() for index in told] == ["Page 2", "Document 1"]
    assert model.index(0, 0).data(PageRole.OPEN) == 3
    told.clear()
    model.update([same])
    assert told == []


def test_a_page_is_found_by_its_id(model: PagesModel) -> None:
    index = model.index_of(PageId(201))
    assert index.data(PageRole.ID) == 201
    assert index.parent().data() == "Document 2"
    assert not model.index_of(PageId(999)).isValid()


def test_neighbours_cross_documents_and_stop_at_the_ends(model: PagesModel) -> None:
    assert model.neighbour(PageId(101), 1) == 200
    assert model.neighbour(PageId(200), -1) == 101
    assert model.neighbour(PageId(100), -1) is None
    assert model.neighbour(PageId(201), 1) is None
    assert model.neighbour(None, 1) == 100


def test_the_next_page_to_do_comes_round_to_the_beginning(model: PagesModel) -> None:
    first = rows(document(1))
    model.update([replace(first[1], state=State.SUBMITTED)])
    assert model.next_to_do(PageId(100), EDITABLE) == 200
    assert model.next_to_do(PageId(201), EDITABLE) == 100
    assert model.next_to_do(PageId(201), frozenset({State.SUBMITTED})) == 101
    assert model.next_to_do(PageId(101), frozenset({State.SUBMITTED})) is None


def test_the_next_doubtful_page_lies_behind(model: PagesModel) -> None:
    first = rows(document(2))
    model.update([replace(row, open_findings=0) for row in first])
    assert model.next_open(PageId(100)) == 101
    assert model.next_open(PageId(101)) is None


def test_the_view_asks_for_the_roles_of_the_model() -> None:
    asked = (view.ID, view.STATE, view.OPEN, view.ANALYSED, view.IS_DOCUMENT)
    assert asked == tuple(int(role) for role in PageRole)
    assert int(PageRole.ID) > int(Qt.ItemDataRole.UserRole)


def test_ten_thousand_pages_are_held_and_found(qtbot: QtBot) -> None:
    big = document(1, pages=10_000)
    model = PagesModel()
    model.show([big], rows(big))
    assert model.rowCount(model.index(0, 0)) == 10_000
    assert model.index_of(PageId(10_099)).data(PageRole.ID) == 10_099
    assert model.counts() == (10_000, 0, 30_000)
