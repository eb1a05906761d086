"""What the desk says of a page that is a picture without text."""

from dataclasses import replace
from pathlib import Path

from reviewer.core.fold import fold
from reviewer.core.messages import Catalogue
from reviewer.core.model import Image, Page
from reviewer.services.project import Project
from reviewer.store.opener import Opener
from reviewer.ui.desk_rights import NONE
from reviewer.ui.desk_words import card_words, footer_words
from reviewer.ui.views.desk import Side
from tests.services.fakes import LinesWriter, Utf8Reader, WordList


def test_a_picture_without_text_is_to_be_read_first(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("", "utf-8")
    project = Project(
        Opener().create(str(tmp_path / "p")), WordList({}), [Utf8Reader()], [LinesWriter()]
    )
    project.importing.add([tmp_path / "a.txt"])
    say, view = Catalogue.load(), project.page(project.rows()[0].id)
    scan = replace(view, reading=fold(Page(1, (), image=Image("a.png", 9, 9, "image/png"))))
    assert "OCR" in card_words(scan, say)
    assert "OCR" in footer_words(scan, Side.TRANSCRIBER, 0, NONE, say)
    assert "OCR" not in card_words(view, say)
    assert "OCR" not in footer_words(view, Side.TRANSCRIBER, 0, NONE, say)
    project.close()
