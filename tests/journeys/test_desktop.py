"""Both stories through the real window, by keyboard alone, on both seeds."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.core import decisions as d
from reviewer.core.ids import PageId
from reviewer.core.workflow import State
from reviewer.services.app import App
from reviewer.ui.application import prepare
from reviewer.ui.main_window import MainWindow
from reviewer.ui.views.desk import Side
from reviewer.ui.views.export import ExportDialog
from tests.ui.typist import Typist

pytestmark = pytest.mark.journey

TELEGRAM = "004_fa97e85355b62d05.txt"
CABLE = "000_1630828010106e86.txt"


def begin(typist: Typist, name: str) -> None:
    """From the start page into the sample, saying once who one is."""
    typist.press("Return")
    typist.settle()
    typist.type(name)
    typist.press("Return")
    typist.settle()


def turn_to(typist: Typist, filename: str) -> PageId:
    """Turn pages until one of this file is shown."""
    typist.press("PgUp")
    for _ in range(4):
        if typist.page.document.origin.filename == filename:
            return typist.page.row.id
        typist.press("PgDown")
    raise AssertionError(f"no page of {filename}")


def become(typist: Typist, name: str) -> None:
    """Another person takes the seat."""
    typist.press("Ctrl+Shift+N", "Ctrl+A")
    typist.type(name)
    typist.press("Return")


def export(typist: Typist, folder: Path, **options: str) -> ExportDialog:
    """Export what is shown; the folder and profile are chosen as a click would."""
    typist.press("Ctrl+E")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportDialog)
    dialog.folder.setText(str(folder))
    dialog.choose("tei", **options)
    typist.press("Return")
    typist.wait(dialog.go_button.isEnabled)
    return dialog


def words_of(path: Path) -> str:
    """All words between the tags of the body of a TEI file."""
    from lxml import etree

    body = etree.parse(str(path)).find(".//{http://www.tei-c.org/ns/1.0}body")
    assert body is not None
    return " ".join("".join(body.itertext()).split())


def test_the_transcribers_story(newcomer: Typist) -> None:
    typist = newcomer
    begin(typist, "Mira Novak")
    page = turn_to(typist, TELEGRAM)
    left = len(typist.page.open)
    assert left >= 9

    first = typist.form
    best = typist.page.open[0].suggestions[0].text
    typist.press("Return")
    assert best in typist.text
    assert typist.form != first
    assert f"{left - 1} left on this page" in typist.foot

    kept = typist.form
    typist.press("Space")
    assert kept in typist.text
    assert len(typist.page.open) == left - 2

    typist.press("E", "Ctrl+A")
    typist.type("Zebrafish")
    typist.press("Return")
    assert "Zebrafish" in typist.text

    typist.press("Ctrl+Z")
    assert "Zebrafish" not in typist.text
    typist.press("Ctrl+Y")
    assert "Zebrafish" in typist.text

    typist.press("F6", "Ctrl+Home")
    typist.type("An")
    assert typist.text.startswith("Anoutgoing")
    typist.press("Esc")  # gives the typing up
    assert typist.text.startswith("outgoing")
    typist.press("Esc")  # goes back to the card
    assert typist.in_card()
    assert typist.stored(page).reading.text.startswith("outgoing")

    while typist.form:
        typist.press("F8")
    assert "left on this page" in typist.foot
    typist.press("Ctrl+Return")
    assert typist.stored(page).standing.state is State.SUBMITTED
    assert typist.page.document.origin.filename == CABLE
    names = {decision.by for decision in typist.stored(page).decisions}
    assert names == {"Mira Novak"}


def test_a_page_without_findings_is_read_typed_in_and_sent(newcomer: Typist) -> None:
    typist = newcomer
    begin(typist, "Mira Novak")
    page = turn_to(typist, CABLE)
    typist.press("F6", "Ctrl+Home")
    typist.type("Top ")
    typist.press("F6")
    assert typist.stored(page).reading.text.startswith("Top ")
    (decision,) = typist.stored(page).decisions
    assert decision.grounds.way is d.Way.TYPED
    typist.press("Ctrl+Return")
    assert typist.stored(page).standing.state is State.SUBMITTED


@pytest.mark.parametrize("filename", [TELEGRAM, CABLE])
def test_the_editors_story(newcomer: Typist, whole_app: App, tmp_path: Path, filename: str) -> None:
    typist = newcomer
    begin(typist, "Mira Novak")
    page = turn_to(typist, filename)
    typist.press("F6", "Ctrl+Home")
    typist.type("Zebra ")
    typist.press("F6")
    for _ in range(min(4, len(typist.page.open))):
        typist.press("Return")
    typist.press("Ctrl+Return")

    turn_to(typist, filename)
    typist.press("Ctrl+Shift+R", "Ctrl+Return")
    assert typist.stored(page).standing.state is State.SUBMITTED
    assert "somebody else has to approve" in typist.said
    typist.press("Ctrl+Shift+R")

    become(typist, "Jonas Weber")
    turn_to(typist, filename)
    assert typist.window.desk_view.side is Side.EDITOR
    changes = typist.window.desk.changes.all
    assert changes[0].after == "Zebra"
    typist.press("Ctrl+Space", "R")
    assert "Zebra" not in typist.text
    assert len(typist.window.desk.changes.all) == len(changes) - 1
    typist.press("Ctrl+Return")
    assert typist.stored(page).standing.state is State.APPROVED

    turn_to(typist, filename)
    on_screen = " ".join(typist.text.split())
    dialog = export(typist, tmp_path / "out", profile="reading")
    assert dialog.accessibleDescription() == "1 file written and checked."
    (path,) = (tmp_path / "out").iterdir()
    assert not [problem for problem in whole_app.validate(path) if problem.severe]
    assert words_of(path) == on_screen
    typist.press("Esc")


def test_nothing_is_lost_when_the_window_is_closed_and_opened(
    newcomer: Typist, whole_app: App, qapp: QApplication, qtbot: QtBot
) -> None:
    typist = newcomer
    begin(typist, "Mira Novak")
    page = turn_to(typist, TELEGRAM)
    typist.press("Return", "Return", "F8")
    at, text, left = typist.form, typist.text, len(typist.page.open)
    typist.press("F6", "Ctrl+Home")
    typist.type("Zebra")  # in the middle of a word when the window goes
    typist.window.close()

    window = MainWindow(whole_app, prepare(qapp, whole_app))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)
    again = Typist(window, qtbot)
    again.press("Return")
    again.settle()
    assert again.page.row.id == page
    assert again.form == at
    assert again.text.startswith("Zebra")
    assert again.text.removeprefix("Zebra") == text
    assert len(again.page.open) == left
    again.press("Ctrl+Z")
    assert again.text == text
    window.close()
