"""The preview, by keys alone, over the real writer: what is shown, and the way to the desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from reviewer.core import decisions as d
from reviewer.core.messages import Catalogue
from reviewer.formats.readers.text import PlainTextReader
from reviewer.formats.validate import TeiValidator
from reviewer.formats.writers.html import HtmlWriter
from reviewer.formats.writers.printing import printed_edition
from reviewer.formats.writers.tei import TeiWriter
from reviewer.services.app import App, Parts
from reviewer.services.settings import UserSettings
from reviewer.store.opener import Opener
from reviewer.ui.later import found
from reviewer.ui.preview import Preview
from reviewer.ui.views.preview import Mode, PreviewView
from tests.services.fakes import WordList
from tests.ui.clipping import clipped
from tests.ui.tour import nameless, unreached
from tests.ui.typist import Typist


@pytest.fixture
def app(tmp_path: Path, analyst: WordList, language: str) -> Iterator[App]:
    settings = UserSettings(tmp_path / "settings.json")
    settings.set("name", "Mira Novak")
    made = App(
        Parts(
            opener=Opener(),
            analyst=analyst,
            readers=[PlainTextReader()],
            writers=[TeiWriter(), HtmlWriter()],
            validator=TeiValidator(),
            settings=settings,
            catalogue=Catalogue.load(language),
            data=tmp_path / "data",
            checks=[],
            printer=printed_edition,
        )
    )
    yield made
    made.close()


def room(typist: Typist) -> PreviewView:
    view = typist.window.rooms.current
    assert isinstance(view, PreviewView)
    return view


def shown(typist: Typist) -> str:
    return room(typist).paper.toPlainText()


def enter(typist: Typist) -> PreviewView:
    typist.press("Ctrl+P")
    view = room(typist)
    typist.wait(lambda: view.ready)
    return view


def replace(typist: Typist, token: int, text: str) -> None:
    project = typist.window.desk.project
    assert project is not None
    act = d.Replace(d.Span(token, token), text)
    project.review.decide(typist.page.row.id, [d.Draft(act)], "Mira Novak")


def test_the_document_is_shown_with_its_pages(typist: Typist) -> None:
    view = enter(typist)
    assert "Draft, not approved" in shown(typist)
    assert "President handed Mikeyan a message." in shown(typist)
    assert "Second page, Cuben." in shown(typist)
    assert [label for _, label, page in view.paper.marks_in_sight() if page] == ["1", "2"]
    typist.press("Esc")
    assert typist.window.rooms.current is None


def test_what_is_decided_meanwhile_is_shown_where_one_was(typist: Typist) -> None:
    view = enter(typist)
    typist.press("Ctrl+End")
    before = view.paper.spot()
    replace(typist, 2, "Mikoyan")
    typist.wait(lambda: "handed Mikoyan a" in shown(typist))
    assert view.paper.spot() == before
    assert before is not None
    assert before.page == 2


def test_a_word_leads_to_its_page_and_back(typist: Typist) -> None:
    view = enter(typist)
    cursor = view.paper.textCursor()
    cursor.setPosition(shown(typist).index("Second page") + 8)
    view.paper.setTextCursor(cursor)
    typist.press("Return")
    assert typist.window.rooms.current is None
    assert typist.page.row.number == 2
    line, column = typist.window.desk_view.reading.caret()
    assert typist.page.reading.lines[line].text[column:].startswith("page,")
    typist.press("Esc")
    assert room(typist) is view
    spot = view.paper.spot()
    assert spot is not None
    assert (spot.page, spot.word) == (2, "page,")


def test_the_finding_at_hand_is_where_the_preview_stands(typist: Typist) -> None:
    finding = typist.window.desk.finding
    assert finding is not None
    view = enter(typist)
    spot = view.paper.spot()
    assert spot is not None
    assert (spot.page, spot.word) == (1, "Mikeyan")


def test_each_mode_stands_at_the_same_word(typist: Typist) -> None:
    view = enter(typist)
    for key, mode in (("2", Mode.DOCUMENTARY), ("3", Mode.BESIDE), ("4", Mode.XML), ("1", None)):
        typist.press(key)
        assert view.mode is (mode or Mode.READING)
        typist.wait(lambda: (spot := view.text.spot()) and spot.word == "Mikeyan")
        assert view.facsimile.isVisible() == (mode is Mode.BESIDE)


def test_the_file_has_its_profile_and_its_words_lead_to_the_desk(typist: Typist) -> None:
    view = enter(typist)
    typist.press("4")
    typist.wait(lambda: view.text is view.xml and not view.xml.empty)
    assert "<lb " not in view.xml.toPlainText()
    typist.press("P")
    typist.wait(lambda: '<lb n="1"' in view.xml.toPlainText())
    assert view.buttons["profile"].text() == "TEI: documentary"
    text = view.xml.toPlainText()
    cursor = view.xml.textCursor()
    cursor.setPosition(text.index("Cuben", text.index("Second page")))
    view.xml.setTextCursor(cursor)
    typist.press("Return")
    assert typist.page.row.number == 2


def test_problems_are_marked_in_the_margin(typist: Typist) -> None:
    replace(typist, 2, "Mik\u200boyan")
    view = enter(typist)
    typist.press("4")
    typist.wait(lambda: view.xml.problems)
    (line,) = view.xml.problems
    assert "Mik\u200boyan" in view.xml.toPlainText().split("\n")[line - 1]
    typist.press("F3")
    assert view.xml.textCursor().blockNumber() == line - 1
    assert "invisible" in view.xml.problem


def test_words_are_found_in_the_preview_and_not_in_the_project(typist: Typist) -> None:
    view = enter(typist)
    typist.press("Ctrl+F")
    assert view.search.field.hasFocus()
    typist.type("cuben")
    first = view.paper.textCursor().selectionStart()
    typist.press("Return")
    second = view.paper.textCursor().selectionStart()
    assert first < second
    assert view.paper.textCursor().selectedText() == "Cuben"
    typist.press("Shift+Return")
    assert view.paper.textCursor().selectionStart() == first
    typist.type("xyz")
    assert view.search._told.text() == "Not found."
    typist.press("Esc")
    assert view.paper.hasFocus()
    assert typist.window.rooms.current is view


def test_names_have_colours_only_while_a_key_shows_them(typist: Typist) -> None:
    view = enter(typist)
    assert view.paper.document().allFormats()
    typist.press("N")
    assert view.buttons["names"].isChecked()
    typist.wait(lambda: "Names and" in view._told.text())
    typist.press("N")
    typist.wait(lambda: "Names and" not in view._told.text())


def test_letters_grow_and_shrink(typist: Typist) -> None:
    view = enter(typist)
    preview = found(typist.window.departments, Preview)
    before = preview.dress(view.mode).size
    typist.press("Alt+=")
    assert preview.dress(view.mode).size > before
    typist.press("Alt+0")
    assert preview.dress(view.mode).size == before


@pytest.mark.parametrize("key, kind", [("Alt+1", "html"), ("Alt+2", "pdf")])
def test_what_is_shown_is_saved(
    typist: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, kind: str
) -> None:
    target = tmp_path / f"out.{kind}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    enter(typist)
    typist.press(key)
    typist.wait(target.exists)
    data = target.read_bytes()
    if kind == "html":
        assert "President handed Mikeyan" in data.decode()
    else:
        assert data.startswith(b"%PDF")


def test_another_document_is_another_preview(typist: Typist) -> None:
    enter(typist)
    typist.press("Esc")
    project = typist.window.desk.project
    assert project is not None
    typist.window.desk.show(project.rows()[-1].id)
    view = enter(typist)
    typist.wait(lambda: "All is well." in view.paper.toPlainText())
    assert "President" not in view.paper.toPlainText()


def test_each_mode_has_names_and_room_and_is_reached_by_tab(typist: Typist) -> None:
    view = enter(typist)
    problems: list[str] = []
    for key in ("1", "3", "4"):
        typist.press(key)
        typist.wait(lambda: view.ready and not view.text.empty)
        view.text.setFocus()
        problems += [f"{key}: no name: {one}" for one in nameless(view)]
        problems += [f"{key}: cut off: {one}" for one in clipped(view)]
        problems += [f"{key}: Tab misses: {one}" for one in unreached(typist, view)]
        view.text.setFocus()
    assert not problems, "\n".join(problems)


def test_nothing_is_made_while_somebody_works_at_the_desk(typist: Typist) -> None:
    view = enter(typist)
    preview = found(typist.window.departments, Preview)
    typist.press("Esc")
    typist.wait(lambda: not preview._lane.busy)
    replace(typist, 2, "Mikoyan")
    typist.settle()
    assert not preview._due.isActive()
    assert not preview._lane.busy
    assert "Mikeyan" in view.paper.toPlainText()
    typist.press("Ctrl+P")
    typist.wait(lambda: "handed Mikoyan a" in shown(typist))
