"""The preview beside the picture of its page: one follows the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel

from reviewer.core.messages import Catalogue
from reviewer.formats.validate import TeiValidator
from reviewer.formats.writers.printing import printed_edition
from reviewer.formats.writers.tei import TeiWriter
from reviewer.services.app import App, Parts
from reviewer.services.settings import UserSettings
from reviewer.store.opener import Opener
from reviewer.ui.views.preview import PreviewView
from tests.services.fakes import WordList
from tests.ui.conftest import TEXT
from tests.ui.scans import DrawnPictures, ScanReader
from tests.ui.typist import Typist


@pytest.fixture
def app(tmp_path: Path, analyst: WordList) -> Iterator[App]:
    settings = UserSettings(tmp_path / "settings.json")
    settings.set("name", "Mira Novak")
    settings.set("preview", {"mode": "beside"})
    made = App(
        Parts(
            opener=Opener(),
            analyst=analyst,
            readers=[ScanReader()],
            writers=[TeiWriter()],
            validator=TeiValidator(),
            settings=settings,
            catalogue=Catalogue.load(),
            data=tmp_path / "data",
            checks=[],
            pictures=DrawnPictures(),
            printer=printed_edition,
        )
    )
    yield made
    made.close()


@pytest.fixture
def place(app: App, tmp_path: Path) -> str:
    """A scanned document of two long pages."""
    project = app.create(str(tmp_path / "Telegrams"))
    page = f"{TEXT}\n" + "Line after line of it.\n\n" * 40
    file = tmp_path / "scan.scan"
    file.write_text(f"{page}\fSecond page, Cuben.\n\n{page}", "utf-8")
    project.importing.add([file])
    project.close()
    return str(tmp_path / "Telegrams")


def enter(typist: Typist) -> PreviewView:
    typist.press("Ctrl+P")
    view = typist.window.rooms.current
    assert isinstance(view, PreviewView)
    typist.wait(lambda: view.ready and view.facsimile.picture_shown)
    return view


def test_nothing_is_said_of_a_picture_before_it_is_sought(typist: Typist) -> None:
    typist.press("Ctrl+P")
    view = typist.window.rooms.current
    assert isinstance(view, PreviewView)
    told = [label.text() for label in view.facsimile.findChildren(QLabel) if label.isVisible()]
    assert typist.window.say.say("facsimile.none.title") not in told
    typist.wait(lambda: view.facsimile.picture_shown)


def test_the_picture_shows_the_line_that_is_read(typist: Typist) -> None:
    view = enter(typist)
    typist.wait(lambda: view.facsimile.current_box is not None)
    top = view.facsimile.current_box
    typist.press("PgDown")
    typist.wait(lambda: view.facsimile.current_box not in (None, top))
    box = view.facsimile.current_box
    assert box is not None
    assert top is not None
    assert box.top > top.top


def test_another_page_has_another_picture(typist: Typist) -> None:
    view = enter(typist)
    text = view.paper.toPlainText()
    cursor = QTextCursor(view.paper.document())
    cursor.setPosition(text.index("Second page"))
    bar = view.paper.verticalScrollBar()
    bar.setValue(bar.value() + view.paper.cursorRect(cursor).top())
    typist.wait(lambda: (spot := view.paper.in_sight()) and spot.page == 2)
    typist.wait(lambda: view.facsimile.picture_shown and view.facsimile.current_box is not None)


def test_a_word_of_the_picture_brings_the_text_there(typist: Typist) -> None:
    view = enter(typist)
    typist.wait(lambda: view.facsimile.current_box is not None)
    words = typist.page.reading.lines[0].words
    token = next(one.span.first for one in words if one.span and one.text == "Mikeyan")
    typist.press("Ctrl+End")
    view.facsimile.wordPicked.emit(token)
    spot = view.paper.spot()
    assert spot is not None
    assert (spot.page, spot.word) == (1, "Mikeyan")
