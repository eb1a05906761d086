"""Bringing in files, reading pictures with OCR, and giving pages their pictures."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog

from reviewer.core.errors import RecognitionFailed, UnreadableFile
from reviewer.core.ids import DocumentId, PageId
from reviewer.core.messages import Catalogue, Message
from reviewer.core.model import Document, NewDocument, Origin
from reviewer.core.ports import Holds, Sniff
from reviewer.core.progress import Step
from reviewer.formats.readers.tei import TeiReader
from reviewer.formats.validate import TeiValidator
from reviewer.formats.writers.tei import TeiWriter
from reviewer.services.app import App, Parts
from reviewer.services.importing import ImportReport
from reviewer.services.picturing import Search
from reviewer.services.project import Project
from reviewer.services.recognizing import RecognitionReport
from reviewer.services.settings import UserSettings
from reviewer.store.opener import Opener
from reviewer.ui.bridge.jobs import Job
from reviewer.ui.intake_words import (
    file_kinds,
    job_words,
    language_name,
    show_engine,
    show_import,
    show_recognition,
    show_search,
)
from reviewer.ui.main_window import MainWindow
from reviewer.ui.recognizing import Offer
from reviewer.ui.views.banner import Notice
from reviewer.ui.views.import_report import ReportSheet
from reviewer.ui.views.new_project import NewProjectDialog
from reviewer.ui.views.recognition import RecognitionSheet
from reviewer.ui.views.taking import TeiSheet, TogetherSheet
from tests.services.fakes import LinesWriter, Utf8Reader, WordList
from tests.services.test_recognizing import Spelling, TextPictures
from tests.ui.typist import Typist

SAY = Catalogue.load()


class PageTexts(Utf8Reader):
    """Reads single pages, told by their name."""

    name = "page-texts"
    holds = Holds.PAGES

    def sniff(self, path: Path, head: bytes) -> Sniff:
        return Sniff(0.9 if path.suffix == ".page" else 0, "its name")

    def read(self, path: Path) -> NewDocument:
        new = super().read(path)
        if "mended" in path.name:
            new.remarks.append("A box was drawn anew.")
        return new


READERS = (TextPictures(), PageTexts(), TeiReader(), Utf8Reader())


@pytest.fixture
def engine() -> Spelling:
    return Spelling()


@pytest.fixture
def app(tmp_path: Path, engine: Spelling) -> Iterator[App]:
    settings = UserSettings(tmp_path / "settings.json")
    settings.set("name", "Mira Novak")
    app = App(
        Parts(
            opener=Opener(),
            analyst=WordList({"Cuben": ["Cuban"]}),
            readers=READERS,
            writers=[LinesWriter()],
            validator=TeiValidator(),
            settings=settings,
            catalogue=SAY,
            data=tmp_path / "data",
            checks=[],
            recognizers=[Spelling("absent", fine=False), engine],
        )
    )
    yield app
    app.close()


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """A folder of three pictures, of which one cannot be read."""
    folder = tmp_path / "scans"
    folder.mkdir()
    for n, text in enumerate(("The Cuben ship", "BROKEN", "It sails."), 1):
        (folder / f"{n}.pic").write_text(text, "utf-8")
    return folder


def write(folder: Path, *names: str) -> list[Path]:
    """Files of these names with a word of their own in each."""
    paths = [folder / name for name in names]
    for path in paths:
        path.write_text(f"Word of {path.name}.\n", "utf-8")
    return paths


def dialog(typist: Typist, kind: type[QDialog]) -> QDialog:
    """The dialog of a kind, as soon as it asks."""
    typist.wait(lambda: isinstance(QApplication.activeModalWidget(), kind))
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


def of(typist: Typist) -> Project:
    """The project at hand."""
    project = typist.window.desk.project
    assert project is not None
    return project


def bring(typist: Typist, *paths: Path) -> None:
    """Import and wait, without anything being asked."""
    typist.window.intake.add(of(typist), paths)
    typist.settle()


# -- files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys,documents", [(("Return",), 1), (("Down", "Return"), 3)])
def test_it_is_asked_whether_pages_make_one_document(
    typist: Typist, tmp_path: Path, keys: Sequence[str], documents: int
) -> None:
    before = len(of(typist).documents())
    typist.window.intake.take(write(tmp_path, "x1.page", "x2.page", "x3.page"))
    sheet = dialog(typist, TogetherSheet)
    texts = [button.text() for button in sheet.together.buttons()]  # type: ignore[attr-defined]
    assert texts == ["One document of 3 pages", "3 documents"]
    typist.press(*keys)
    typist.settle()
    assert len(of(typist).documents()) == before + documents


def test_esc_brings_nothing_in(typist: Typist, tmp_path: Path) -> None:
    before = of(typist).documents()
    typist.window.intake.take(write(tmp_path, "x1.page", "x2.page"))
    dialog(typist, TogetherSheet)
    typist.press("Esc")
    typist.settle()
    assert of(typist).documents() == before


def test_a_new_project_asks_for_pages_in_its_own_dialog(
    window: MainWindow, typist: Typist, tmp_path: Path
) -> None:
    window.close_project()
    window.intake.take(write(tmp_path, "x1.page", "x2.page"))
    new = dialog(typist, NewProjectDialog)
    assert isinstance(new, NewProjectDialog)
    assert new.taking.as_one
    new.name.setText("Pages")
    new.folder.setText(str(tmp_path))
    typist.press("Return")
    typist.settle()
    (document,) = of(typist).documents()
    assert len(document.pages) == 2


FOREIGN = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
<p>Mr <persName>Roe</persName> met <date when="1950">then</date>.</p></body></text></TEI>"""


def marks_of(typist: Typist) -> list[str]:
    """The marks on the last page of the project at hand."""
    project = of(typist)
    reading = project.page(project.rows()[-1].id).reading
    return [str(mark.name) for mark in reading.marks]


@pytest.mark.parametrize(
    "keys,marks", [(("Return",), []), (("Tab", "Space", "Return"), ["person", "date"])]
)
@pytest.mark.parametrize("inside", [False, True])
def test_what_others_marked_comes_in_where_somebody_asks(
    typist: Typist, tmp_path: Path, keys: Sequence[str], marks: Sequence[str], inside: bool
) -> None:
    path = tmp_path / "box" / "roe.xml"
    path.parent.mkdir()
    path.write_text(FOREIGN, "utf-8")
    typist.window.intake.take([path.parent if inside else path])
    sheet = dialog(typist, TeiSheet)
    assert isinstance(sheet, TeiSheet)
    assert "corrected errors" in sheet.marks.accessibleDescription()
    typist.press(*keys)
    typist.settle()
    assert marks_of(typist) == list(marks)
    assert {one.by for one in of(typist).log(10)} == ({"Mira Novak"} if marks else set())


def test_a_new_project_asks_for_marks_in_its_own_dialog(
    window: MainWindow, typist: Typist, tmp_path: Path
) -> None:
    path = tmp_path / "roe.xml"
    path.write_text(FOREIGN, "utf-8")
    window.close_project()
    window.intake.take([path])
    new = dialog(typist, NewProjectDialog)
    assert isinstance(new, NewProjectDialog)
    assert new.marks is not None
    new.folder.setText(str(tmp_path))
    new.marks.setFocus()
    typist.press("Space", "Return")
    typist.settle()
    assert marks_of(typist) == ["person", "date"]


def test_a_document_that_is_here_comes_in_beside_where_somebody_asks(
    typist: Typist, tmp_path: Path
) -> None:
    project = of(typist)
    before = project.documents()
    path = tmp_path / f"{before[0].name}.xml"
    with path.open("wb") as file:
        TeiWriter().write(project.exporting.edition(before[0].id), file, {"profile": "archival"})

    typist.window.intake.take([path])
    dialog(typist, TeiSheet)
    typist.press("Return")
    report = dialog(typist, ReportSheet)
    assert isinstance(report, ReportSheet)
    assert "Import it once more and tick “Beside what is here”" in report.shown_text
    typist.press("Return")
    assert len(project.documents()) == len(before)

    typist.window.intake.take([path])
    dialog(typist, TeiSheet)
    typist.press("Space", "Return")
    report = dialog(typist, ReportSheet)
    typist.press("Return")
    assert len(project.documents()) == len(before) + 1


def test_texts_are_not_asked_about(typist: Typist, tmp_path: Path) -> None:
    typist.window.intake.take(write(tmp_path, "plain.txt"))
    typist.settle()
    assert "plain" in [document.name for document in of(typist).documents()]


def test_files_are_chosen_by_plain_names(
    typist: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = write(tmp_path, "chosen.txt")
    asked: list[tuple[object, ...]] = []

    def choose(*said: object) -> tuple[list[str], str]:
        asked.append(said)
        return [str(file)], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    typist.press("Ctrl+I")
    typist.settle()
    assert "chosen" in [document.name for document in of(typist).documents()]
    assert str(asked[0][3]).startswith("All that can be read (*.txt ")
    typist.press("Ctrl+I")
    typist.settle()
    assert asked[1][2] == str(tmp_path)  # where files were chosen last
    assert typist.said == "1 file is in the project already."


def test_filters_name_each_kind_once() -> None:
    kinds = file_kinds(SAY).split(";;")
    assert [kind.split(" (")[0] for kind in kinds] == [
        "All that can be read",
        "Texts",
        "OCR files: PAGE, ALTO, hOCR, ABBYY, Tesseract TSV",
        "METS",
        "Pictures",
        "PDF",
        "Word",
        "TEI",
        "All files",
    ]
    every = kinds[0].split("(")[1].rstrip(")").split()
    assert len(set(every)) == len(every)
    assert file_kinds(SAY, "pdf") == "PDF (*.pdf);;All files (*)"


def drop_on(window: MainWindow, path: Path) -> None:
    """Drag a file over the menu bar's window and let it go, as the system would tell it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), action, data, button, plain)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), action, data, button, plain))


def test_files_may_be_dropped_anywhere(typist: Typist, window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "dropped"
    folder.mkdir()
    write(folder, "a.page", "b.page")
    drop_on(window, folder)
    typist.settle()
    assert "dropped" in [document.name for document in of(typist).documents()]
    window.close_project()
    drop_on(window, folder)
    new = dialog(typist, NewProjectDialog)
    assert isinstance(new, NewProjectDialog)
    assert new.name.text() == "dropped"
    new.reject()


def test_a_stopped_import_leaves_what_came_in_and_analyses_it(
    typist: Typist, tmp_path: Path
) -> None:
    first, second = write(tmp_path, "first.txt", "second.txt")
    first.write_text("A Cuben ship.\n", "utf-8")
    project = of(typist)
    whole, stop = project.importing.add, typist.window.jobs.stop_all

    def add(paths: Sequence[Path], *rest: object, **more: object) -> ImportReport:
        whole(paths[:1])
        stop()
        return whole(paths, *rest, **more)  # type: ignore[arg-type]

    project.importing.add = add  # type: ignore[method-assign]
    typist.window.intake.add(project, [first, second])
    typist.settle()
    assert [document.name for document in project.documents()][-1] == "first"
    assert not project.analysis.stale()


def test_a_report_waits_until_nothing_else_is_asked(typist: Typist, tmp_path: Path) -> None:
    (file,) = write(tmp_path, "bad.txt")
    file.write_text("BROKEN", "utf-8")
    typist.press("Ctrl+Shift+N")
    asked = QApplication.activeModalWidget()
    bring(typist, file)
    assert QApplication.activeModalWidget() is asked
    typist.press("Esc")
    report = dialog(typist, ReportSheet)
    assert isinstance(report, ReportSheet)
    assert "The page is broken." in report.shown_text
    typist.press("Esc")


# -- OCR -------------------------------------------------------------------------------------------


def test_pages_without_text_are_offered_for_reading(
    typist: Typist, scans: Path, engine: Spelling
) -> None:
    bring(typist, scans)
    assert typist.said.startswith("1 document added. 3 pages have a picture and no text.")
    button = typist.window.banner.findChild(Offer)
    assert button.isVisible()
    typist.press("PgDown", "PgUp")  # it stays while one looks around
    assert button.isVisible()
    button.click()
    assert typist.window.banner.notice is None
    sheet = dialog(typist, RecognitionSheet)
    assert isinstance(sheet, RecognitionSheet)
    assert (sheet.wish.engine, sheet.wish.languages) == ("spelling", ("en",))
    typist.press("Return")
    report = dialog(typist, ReportSheet)
    assert isinstance(report, ReportSheet)
    lines = [line.strip() for line in report.shown_text.splitlines()]
    assert lines[:2] == ["Could not be read: 1 page", "scans, page 2"]
    assert "Read: 2 pages" in lines
    typist.press("Return")
    typist.settle()
    assert len(of(typist).recognizing.wordless()) == 1
    assert [row.open_findings for row in of(typist).rows()[-3:]] == [1, 0, 0]


def test_the_offer_goes_when_something_else_is_said(typist: Typist, scans: Path) -> None:
    bring(typist, scans)
    button = typist.window.banner.findChild(Offer)
    typist.window.banner.show_notice(Notice("Something else."))
    assert not button.isVisible()


def test_without_pages_to_read_it_says_so(typist: Typist) -> None:
    typist.press("Ctrl+Shift+O")
    assert "No page is waiting for OCR" in typist.said
    assert QApplication.activeModalWidget() is None


def test_choices_are_kept_for_the_next_time(typist: Typist, scans: Path, engine: Spelling) -> None:
    bring(typist, scans)
    for chosen in ("plain", "shout"):
        typist.press("Ctrl+Shift+O")
        sheet = dialog(typist, RecognitionSheet)
        assert isinstance(sheet, RecognitionSheet)
        assert sheet.wish.segmentation == chosen
        sheet.segmentation.setCurrentIndex(sheet.segmentation.findData("shout"))
        typist.press("Esc" if chosen == "shout" else "Return")
        if chosen == "plain":
            dialog(typist, ReportSheet)
            typist.press("Esc")
            typist.settle()
    assert {options.segmentation for _, options in engine.asked} == {"shout"}


def test_a_stopped_reading_keeps_what_was_read_and_analyses_it(
    typist: Typist, scans: Path, engine: Spelling
) -> None:
    bring(typist, scans)
    project = of(typist)
    project.recognizing.read(project.recognizing.wordless()[:1])
    engine.started.clear()
    engine.waits = True
    typist.press("Ctrl+Shift+O")
    dialog(typist, RecognitionSheet)
    typist.press("Return")
    typist.wait(engine.started.is_set)
    assert typist.window.banner.notice is None  # what it offered is being done
    assert typist.window.footer.job_text.startswith("Reading pictures")
    typist.window.actions_["stop"].trigger()
    typist.settle()
    assert "Stopped." in typist.said
    assert len(project.recognizing.wordless()) == 2
    assert not project.analysis.stale()


def test_a_page_is_read_a_second_time(typist: Typist, scans: Path, engine: Spelling) -> None:
    bring(typist, scans)
    project = of(typist)
    project.recognizing.read(project.recognizing.wordless()[:1])
    engine.asked.clear()
    page = project.rows()[-3].id
    typist.window.desk.show(page)
    typist.window.actions_["second_reading"].trigger()
    sheet = dialog(typist, RecognitionSheet)
    assert isinstance(sheet, RecognitionSheet)
    scopes = [button.property("choice") for button in sheet.scopes.buttons()]
    assert scopes == ["page", "all"]
    sheet.scopes.buttons()[0].setChecked(True)
    typist.press("Return")
    typist.settle()
    assert [Path(image.path).name for image, _ in engine.asked] == ["1.pic"]
    assert typist.said.startswith("1 page read a second time.")
    typist.window.actions_["second_reading"].trigger()
    dialog(typist, RecognitionSheet)
    typist.press("Return")
    typist.settle()
    assert "without a second reading" in typist.said  # it has one, and the others no text


def test_no_engine_is_no_trouble(typist: Typist, scans: Path, engine: Spelling) -> None:
    bring(typist, scans)
    engine.fine = False
    typist.press("Ctrl+Shift+O")
    sheet = dialog(typist, RecognitionSheet)
    assert isinstance(sheet, RecognitionSheet)
    assert not sheet.go_button.isVisible()
    typist.press("Esc")


# -- pictures --------------------------------------------------------------------------------------


def test_pictures_are_looked_for_in_a_folder(
    typist: Typist, scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(typist, scans)
    away = tmp_path / "away"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(away))
    find = typist.window.actions_["find_pictures"]
    away.mkdir()
    find.trigger()
    typist.settle()
    assert typist.said == "No picture there is called like a page that has none."
    for number in (1, 2, 3):
        (scans / f"{number}.pic").rename(away / f"{number}.pic")
    find.trigger()
    typist.settle()
    assert typist.said == "3 pictures found."
    assert of(typist).picturing.lost() == []


def test_a_page_of_a_file_of_many_is_asked_for(
    typist: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "many.tiff"
    file.write_bytes(b"II*\x00")
    given: list[tuple[PageId, Path, int]] = []
    of(typist).picturing.attach = lambda *said: given.append(said)  # type: ignore[method-assign, assignment]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    for answer in ((4, True), (5, False)):
        monkeypatch.setattr(QInputDialog, "getInt", lambda *_, answer=answer: answer)
        typist.window.actions_["page_picture"].trigger()
        typist.settle()
    assert given == [(typist.page.row.id, file, 3)]


def test_a_file_that_is_no_picture_is_explained(
    typist: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = write(tmp_path, "text.txt")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    typist.window.actions_["page_picture"].trigger()
    typist.settle()
    assert "This file is no picture" in typist.said


# -- words -----------------------------------------------------------------------------------------


def document(name: str, filename: str) -> Document:
    origin = Origin(filename, "", "text")
    return Document(DocumentId(1), name, name, origin, pages=(PageId(1),))


def test_what_went_well_needs_no_report() -> None:
    one = document("one", "one.txt")
    assert show_import(ImportReport(), SAY) is None
    assert show_import(ImportReport([one], [(Path("two.txt"), one)]), SAY) is None


def test_a_report_tells_of_everything() -> None:
    new, old = document("one-2", "one.txt"), document("one", "one.txt")
    part = document("Box-2", "p1.hocr")
    report = ImportReport(
        added=[new, part],
        skipped=[(Path("two.txt"), old)],
        changed=[(Path("one.txt"), old), (Path("/x/Box"), document("Box", "Box"))],
        failed=[
            (Path("bad.xml"), UnreadableFile("It ends.", where="bad.xml, line 3", advice="Go."))
        ],
        remarks=[(Path("one.txt"), "A line was mended.")],
        passed_over=[(Path("note.bin"), "no known format")],
    )
    shown = show_import(report, SAY)
    assert shown is not None
    assert [group.sign for group in shown.groups] == [
        "warning",
        "info",
        "info",
        "check",
        "info",
        "info",
    ]
    for words in (
        "bad.xml\n  It ends. (bad.xml, line 3) Go.",
        "The new one is called “one-2”.",
        "The new one is called “Box-2”.",
        "A line was mended.\n  In one.txt",
        "one-2\n  1 page",
        "two.txt\n  one",
        "note.bin\n  No known format.",
    ):
        assert words in shown.text


def test_pages_and_pictures_are_told_by_name() -> None:
    names = {PageId(1): "Memo, page 1", PageId(2): "Memo, page 2"}
    failed = RecognitionReport([PageId(1)], [(PageId(2), RecognitionFailed("Too dark."))])
    shown = show_recognition(failed, names, SAY)
    assert shown is not None
    assert "- Memo, page 2\n  Too dark." in shown.text
    assert "Read: 1 page\n- Memo, page 1" in shown.text
    assert show_recognition(RecognitionReport([PageId(1)]), names, SAY) is None
    told = show_search(Search([(PageId(1), Path("/a/1.png"))]), [PageId(2)], names, SAY)
    assert told is not None
    assert "Still without a picture: 1 page\n- Memo, page 2" in told.text
    assert "- Memo, page 1\n  /a/1.png" in told.text
    assert show_search(Search(), [], names, SAY) is None


def test_the_foot_names_the_file_at_hand() -> None:
    job = Job(Message("ui.jobs.importing"))
    assert job_words(job, SAY) == "Importing"
    job.step = Step(2, 5, "Box 12")
    assert job_words(job, SAY) == "Importing · 2 of 5 · Box 12"
    job.step = Step(2, 5)
    assert job_words(job, SAY) == "Importing · 2 of 5"


@pytest.mark.parametrize(
    "code,words", [("en", "English (en)"), ("de", "German (de)"), ("frk-old", "frk-old")]
)
def test_languages_are_named(code: str, words: str) -> None:
    assert language_name(code, Catalogue.load()) == words


def test_an_engine_is_shown_with_its_own_words() -> None:
    shown = show_engine(Spelling(), SAY)
    assert (shown.text, shown.languages) == ("spelling", (("en", "English (en)"),))
    assert shown.segmentations == (("plain", "plain"), ("shout", "shout"))
    gone = show_engine(Spelling(fine=False), SAY)
    assert (gone.usable, gone.text) == (False, "spelling: It is not. Get it.")
