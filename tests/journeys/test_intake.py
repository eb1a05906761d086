"""Bringing in pages and their pictures, reading one with OCR, and writing PAGE, in the window."""

import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from reviewer.assemble import make_readers, make_writers
from reviewer.core.geometry import Box
from reviewer.core.messages import Catalogue
from reviewer.core.model import Image, Line, Page, Token
from reviewer.core.ports import Health, RecognitionOptions
from reviewer.formats.validate import TeiValidator
from reviewer.services.app import App, Parts
from reviewer.services.settings import UserSettings
from reviewer.store.opener import Opener
from reviewer.ui.application import prepare
from reviewer.ui.main_window import MainWindow
from reviewer.ui.views.export import ExportDialog
from reviewer.ui.views.import_report import ReportSheet
from reviewer.ui.views.new_project import NewProjectDialog
from reviewer.ui.views.recognition import RecognitionSheet
from tests.services.fakes import WordList
from tests.ui.typist import Typist

pytestmark = pytest.mark.journey

HOCR = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Page</title>
<meta name="ocr-system" content="made by hand" /></head><body>
<div class="ocr_page" title="image &quot;{stem}.png&quot;; bbox 0 0 200 100">
<span class="ocr_line" title="bbox 10 10 150 30">
<span class="ocrx_word" title="bbox 10 10 60 30">The</span>
<span class="ocrx_word" title="bbox 70 10 150 30">{word}</span>
</span></div></body></html>
"""


def write_png(path: Path, width: int = 200, height: int = 100) -> None:
    """A white picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\xff" * width) * height)
    ends = (chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(ends))


class Clerk:
    """An OCR engine that reads two words in every picture, whatever it shows."""

    name = "clerk"
    segmentations = ("automatic", "one block")

    def __init__(self) -> None:
        self.asked: list[tuple[str, RecognitionOptions]] = []

    def health(self) -> Health:
        return Health("Clerk", True, "1.0")

    def languages(self) -> Sequence[str]:
        return ("de", "en")

    def recognize(
        self,
        image: Image,
        options: RecognitionOptions,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Page:
        self.asked.append((Path(image.path).name, options))
        tokens = (Token(0, 0, 3, Box(10, 10, 60, 30)), Token(1, 4, 9, Box(70, 10, 150, 30)))
        line = Line(0, "The Cuben", tokens=tokens, box=Box(10, 10, 150, 30))
        return Page(1, (line,), image=image)


@pytest.fixture
def clerk() -> Clerk:
    return Clerk()


@pytest.fixture
def newcomer(
    clerk: Clerk, fresh_home: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> Iterator[Typist]:
    """Somebody in front of the start page of a program with all formats."""
    settings = UserSettings(tmp_path / "settings.json")
    settings.set("name", "Mira Novak")
    app = App(
        Parts(
            opener=Opener(),
            analyst=WordList({"Mikeyan": ["Mikoyan"], "Cuben": ["Cuban"]}),
            readers=make_readers(),
            writers=make_writers(),
            validator=TeiValidator(),
            settings=settings,
            catalogue=Catalogue.load(),
            data=tmp_path / "data",
            checks=[],
            recognizers=[clerk],
        )
    )
    window = MainWindow(app, prepare(qapp, app))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)
    yield Typist(window, qtbot)
    window.close()
    app.close()


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """A folder: two pages of hOCR with their pictures, two pictures alone, a page cut off."""
    folder = tmp_path / "Box 7"
    folder.mkdir()
    for stem, word in (("p1", "Mikeyan"), ("p2", "ship")):
        (folder / f"{stem}.hocr").write_text(HOCR.format(stem=stem, word=word), "utf-8")
        write_png(folder / f"{stem}.png")
    for stem in ("p3", "p5"):
        write_png(folder / f"{stem}.png")
    (folder / "p4.xml").write_text(
        '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page>',
        "utf-8",
    )
    return folder


def dialog(typist: Typist, kind: type[QDialog]) -> QDialog:
    """The dialog of a kind, as soon as it asks."""
    typist.wait(lambda: isinstance(QApplication.activeModalWidget(), kind))
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


def import_folder(
    typist: Typist, folder: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the start page, by keyboard but for the system's own dialog."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    typist.press("Ctrl+Shift+I")
    new = dialog(typist, NewProjectDialog)
    assert isinstance(new, NewProjectDialog)
    assert new.name.text() == folder.name
    new.folder.setText(str(project))
    typist.press("Return")


def test_a_folder_is_imported_read_and_written_as_page(
    newcomer: Typist, clerk: Clerk, box: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typist = newcomer
    import_folder(typist, box, tmp_path / "projects", monkeypatch)
    report = dialog(typist, ReportSheet)
    assert isinstance(report, ReportSheet)
    assert "Could not be read: 1 file" in report.shown_text
    assert "p4.xml" in report.shown_text
    assert "4 pages" in report.shown_text
    typist.press("Return")
    typist.settle()
    assert "2 pages have a picture and no text." in typist.said
    assert typist.form == "Mikeyan"
    assert len(typist.page.document.pages) == 4

    typist.press("Ctrl+Shift+O")
    before = dialog(typist, RecognitionSheet)
    assert isinstance(before, RecognitionSheet)
    assert before.wish.languages == ("en",)
    typist.press("Return")
    typist.settle()
    assert sorted(name for name, _ in clerk.asked) == ["p3.png", "p5.png"]
    assert {options.languages for _, options in clerk.asked} == {("en",)}
    assert typist.said == "2 pages read."
    third = typist.page.document.pages[2]
    assert typist.stored(third).reading.text.split() == ["The", "Cuben"]
    typist.wait(lambda: typist.stored(third).open)  # it was analysed without being asked

    typist.press("Ctrl+E")
    export = dialog(typist, ExportDialog)
    assert isinstance(export, ExportDialog)
    out = tmp_path / "out"
    export.folder.setText(str(out))
    export.choose("page")
    export.draft.setChecked(True)
    assert export.files_text == "One file a page, or one as it was read: 4 pages."
    typist.press("Return")
    typist.wait(export.go_button.isEnabled)
    assert export.accessibleDescription() == "4 files written and checked."
    written = sorted(path for path in out.rglob("*") if path.is_file())
    assert len(written) == 4
    for path, words in zip(written, ("Mikeyan", "ship", "Cuben", "Cuben"), strict=True):
        assert f"<Unicode>{words}</Unicode>" in path.read_text("utf-8")
    typist.press("Esc")


def test_the_same_folder_again_adds_nothing(
    newcomer: Typist, box: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typist = newcomer
    (box / "p4.xml").unlink()
    import_folder(typist, box, tmp_path / "projects", monkeypatch)
    typist.settle()
    assert "1 document added. 2 pages have a picture" in typist.said
    typist.press("Ctrl+Shift+I")
    typist.settle()
    assert typist.said == "1 file is in the project already."
    (box / "p2.hocr").write_text(HOCR.format(stem="p2", word="boat"), "utf-8")
    typist.press("Ctrl+Shift+I")
    report = dialog(typist, ReportSheet)
    assert isinstance(report, ReportSheet)
    assert "Changed since it was imported: 1 file" in report.shown_text
    assert "The new one is called “Box-7-2”." in report.shown_text
    typist.press("Esc")
    typist.settle()
    project = typist.window.desk.project
    assert project is not None
    assert [document.name for document in project.documents()] == ["Box-7", "Box-7-2"]


def test_lost_pictures_are_found_in_another_folder(
    newcomer: Typist, box: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typist = newcomer
    (box / "p4.xml").unlink()
    import_folder(typist, box, tmp_path / "projects", monkeypatch)
    typist.settle()
    away = tmp_path / "away"
    away.mkdir()
    for number in (1, 3, 5):
        (box / f"p{number}.png").rename(away / f"p{number}.png")
    (box / "p2.png").unlink()
    project = typist.window.desk.project
    assert project is not None
    assert len(project.picturing.lost()) == 4
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(away))
    typist.window.actions_["find_pictures"].trigger()
    report = dialog(typist, ReportSheet)
    assert isinstance(report, ReportSheet)
    assert "Still without a picture: 1 page" in report.shown_text
    assert "Found: 3 pictures" in report.shown_text
    typist.press("Esc")
    typist.settle()
    second = typist.page.document.pages[1]
    assert project.picturing.lost() == [second]

    typist.press("PgDown")
    write_png(tmp_path / "other.png", 20, 20)
    chosen = str(tmp_path / "other.png")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen, ""))
    typist.window.actions_["page_picture"].trigger()
    typist.settle()
    assert typist.said == "The page has its picture."
    assert project.picturing.lost() == []
    image = typist.stored(second).reading.page.image
    assert image is not None
    assert Path(image.path).name == "other.png"
