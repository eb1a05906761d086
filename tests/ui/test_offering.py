"""Going through the offers of a page by key."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.core.model import Role
from reviewer.services.app import App
from reviewer.ui.main_window import MainWindow
from reviewer.ui.offering import Offerings
from tests.ui.typist import Typist

BODY = "He spoke for an hour about the harbour, and of what was to be\ndone in Cuben waters.\n"
PAPER = f"SECRET\n\nRome, May 3, 1954.\n\n{BODY}\nletter № 4 of Nº 5 and Nº 6\n"


@pytest.fixture
def place(app: App, tmp_path: Path) -> str:
    """A project with one paper of two pages."""
    project = app.create(str(tmp_path / "Papers"))
    file = tmp_path / "paper.txt"
    file.write_text(f"{PAPER}\fSECRET\n\nThe loan was not yet signed.\n", "utf-8")
    project.importing.add([file])
    project.close()
    return str(tmp_path / "Papers")


@pytest.fixture
def offers(window: MainWindow, typist: Typist) -> Offerings:
    (found,) = [one for one in window.departments if isinstance(one, Offerings)]
    typist.wait(lambda: len(found.offers) == 4)
    return found


def kind(offers: Offerings) -> str:
    assert offers.card.shown is not None
    return offers.card.shown.kind


def test_the_head_says_how_many_there_are(typist: Typist, offers: Offerings) -> None:
    head = typist.window.desk_view.head
    (hint,) = [one for one in head.children() if getattr(one, "key", "") == "Alt+O"]
    assert hint.text() == "4 offers"  # type: ignore[attr-defined]
    assert hint.isVisible()  # type: ignore[attr-defined]


def test_enter_takes_one_after_the_other(typist: Typist, offers: Offerings) -> None:
    typist.press("Alt+O")
    assert kind(offers) == "Classification"
    assert typist.window.desk_view.reading.spot() == (0, 0)
    typist.press("Return")
    assert kind(offers) == "Date line"
    assert typist.stored().reading.lines[0].role is Role.STAMP
    typist.press("Return")
    assert kind(offers) == "Numero sign"
    typist.press("A")
    assert "№ 4 of № 5 and № 6" in typist.text
    assert not offers.open
    assert typist.in_card()
    assert typist.said == "All offers on this page are settled."


def test_a_step_back_brings_the_offer_back(typist: Typist, offers: Offerings) -> None:
    before = typist.text
    typist.press("Alt+O", "Alt+O", "Alt+O", "A")
    assert kind(offers) == "Classification"
    typist.press("Ctrl+Z")
    assert typist.text == before
    assert kind(offers) == "Numero sign"


@pytest.mark.parametrize("key", ["D", "Del"])
def test_what_was_declined_is_gone_until_it_is_called_back(
    typist: Typist, offers: Offerings, key: str
) -> None:
    typist.press("Alt+O", key)
    assert kind(offers) == "Date line"
    assert not typist.stored().decisions
    typist.press("Esc")
    assert typist.in_card()
    typist.window.actions_["offers_recall"].trigger()
    assert len(offers.offers) == 4


def test_a_kind_is_done_in_the_whole_document(
    typist: Typist, offers: Offerings, qtbot: QtBot
) -> None:
    typist.press("Alt+O", "Shift+A")
    typist.settle()
    project = typist.window.desk.project
    assert project is not None
    assert [project.page(row.id).reading.lines[0].role for row in project.rows()] == [
        Role.STAMP,
        Role.STAMP,
    ]
    typist.wait(lambda: kind(offers) == "Date line")
    typist.press("Ctrl+Z")
    typist.wait(lambda: typist.stored().reading.lines[0].role is Role.BODY)


def test_going_to_a_doubtful_word_leaves_the_offers(typist: Typist, offers: Offerings) -> None:
    typist.press("Alt+O", "PgDown")
    assert typist.in_card()
    assert typist.page.row.number == 2
    typist.wait(lambda: [offer.kind for offer in offers.offers] == ["classification"])
    typist.press("PgUp", "Alt+O", "F8")
    assert typist.in_card()


def test_a_page_that_was_sent_has_no_offers(typist: Typist, offers: Offerings) -> None:
    typist.press("Ctrl+Return")
    typist.press("PgUp")
    assert typist.page.row.number == 1
    typist.press("Alt+O")
    assert not offers.open
