"""Where something is saved: endings are put on, and nothing is replaced that nobody asked about."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from reviewer.core.messages import Catalogue
from reviewer.ui.saving import ask_place

KINDS = {"Table (*.csv)": ".csv", "Lines (*.jsonl)": ".jsonl"}
Answer = QMessageBox.StandardButton


class Dialogs:
    """Answers both dialogs, and notes what was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.chosen = self.kind = self.start = ""
        self.asked: list[str] = []
        self.answer = Answer.Yes
        monkeypatch.setattr(QFileDialog, "getSaveFileName", self._choose)
        monkeypatch.setattr(QMessageBox, "question", self._ask)

    def _choose(self, _: QWidget, title: str, start: str, kinds: str) -> tuple[str, str]:
        self.start = start
        return self.chosen, self.kind

    def _ask(self, _: QWidget, title: str, text: str, *buttons: Answer) -> Answer:
        assert buttons[-1] == Answer.No, "Enter alone replaces nothing"
        self.asked.append(text)
        return self.answer

    def place(self, chosen: Path | str, kind: str = "") -> Path | None:
        self.chosen, self.kind = str(chosen), kind
        return ask_place(QWidget(), Catalogue.load(), "Save", "Cables/1950.csv", KINDS)


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch, qapp: object) -> Dialogs:
    return Dialogs(monkeypatch)


def test_nothing_chosen_is_no_place(dialogs: Dialogs) -> None:
    assert dialogs.place("") is None
    assert dialogs.start.endswith("Cables-1950.csv")


@pytest.mark.parametrize(
    "chosen, kind, made",
    [
        ("a.csv", "", "a.csv"),
        ("a.jsonl", "Table (*.csv)", "a.jsonl"),
        ("a", "Lines (*.jsonl)", "a.jsonl"),
        ("a", "", "a.csv"),
        ("a.CSV", "", "a.csv"),
        ("v1.2", "", "v1.2.csv"),
    ],
)
def test_a_name_gets_the_ending_of_its_kind(
    dialogs: Dialogs, tmp_path: Path, chosen: str, kind: str, made: str
) -> None:
    assert dialogs.place(tmp_path / chosen, kind) == tmp_path / made
    assert not dialogs.asked


@pytest.mark.parametrize("answer", [Answer.Yes, Answer.No])
def test_a_file_that_the_dialog_did_not_ask_about_is_asked_about(
    dialogs: Dialogs, tmp_path: Path, answer: QMessageBox.StandardButton
) -> None:
    (tmp_path / "a.csv").write_text("kept")
    dialogs.answer = answer
    assert dialogs.place(tmp_path / "a.csv") == tmp_path / "a.csv"
    assert not dialogs.asked, "the dialog of the system has asked already"
    assert dialogs.place(tmp_path / "a") == (tmp_path / "a.csv" if answer == Answer.Yes else None)
    assert "a.csv" in dialogs.asked[0]
