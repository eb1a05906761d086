"""The room of problems, by keys alone, over the real checks and the real writer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from reviewer.core import decisions as d
from reviewer.core.messages import Catalogue
from reviewer.formats.readers.text import PlainTextReader
from reviewer.formats.validate import TeiValidator
from reviewer.formats.writers.tei import TeiWriter
from reviewer.services.app import App, Parts
from reviewer.services.settings import UserSettings
from reviewer.store.opener import Opener
from reviewer.ui.views.header_form import HeaderFormView
from reviewer.ui.views.validating import ValidatingView
from reviewer.ui.views.validating_rows import ProblemShown
from tests.helpers.needs import need_rules
from tests.services.fakes import WordList
from tests.ui.typist import Typist

SCHEMATRON = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
<ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/><pattern><rule context="tei:text//tei:p">
<report test="contains(., 'serions')">A word of this house is wrong.</report></rule></pattern>
</schema>"""


@pytest.fixture
def app(tmp_path: Path, analyst: WordList, language: str) -> Iterator[App]:
    settings = UserSettings(tmp_path / "settings.json")
    settings.set("name", "Mira Novak")
    made = App(
        Parts(
            opener=Opener(),
            analyst=analyst,
            readers=[PlainTextReader()],
            writers=[TeiWriter()],
            validator=TeiValidator(),
            settings=settings,
            catalogue=Catalogue.load(language),
            data=tmp_path / "data",
            checks=[],
        )
    )
    yield made
    made.close()


def room(typist: Typist) -> ValidatingView:
    view = typist.window.rooms.current
    assert isinstance(view, ValidatingView)
    return view


def rows(typist: Typist) -> list[ProblemShown]:
    return [row for row in room(typist).list.rows.rows if isinstance(row, ProblemShown)]


def said(typist: Typist) -> str:
    return room(typist)._said.text()


def enter(typist: Typist) -> None:
    typist.press("Ctrl+Shift+V")
    typist.wait(lambda: (said(typist) and "Checking" not in said(typist)) or rows(typist))


def spoil(typist: Typist, number: int, token: int, text: str) -> None:
    project = typist.window.desk.project
    assert project is not None
    page = project.rows()[number].id
    act = d.Replace(d.Span(token, token), text)
    project.review.decide(page, [d.Draft(act)], "Mira Novak")


def test_what_is_fine_says_what_was_checked(typist: Typist) -> None:
    enter(typist)
    assert said(typist) == "1 document is all right."
    assert "our own schema" in room(typist)._by.text()
    typist.press("Alt+3")
    typist.wait(lambda: said(typist) == "2 documents are all right.")
    typist.press("Return", "Esc")
    assert typist.window.rooms.current is None


def test_a_problem_leads_to_its_word_and_esc_back_to_the_list(typist: Typist) -> None:
    spoil(typist, 1, 1, "p\u200bage,")
    typist.press("Ctrl+Shift+V", "Alt+3")
    typist.wait(lambda: rows(typist))
    head, problem = rows(typist)
    assert head.head
    assert "invisible" in problem.words
    assert "Page 2, line 1" in problem.foot
    assert "Type the word anew." in problem.spoken
    typist.press("Return")
    assert typist.window.rooms.current is None
    assert typist.page.row.number == 2
    assert typist.window.desk.spot is not None
    typist.press("Esc")
    assert room(typist).list.hasFocus()


def test_a_problem_of_the_header_leads_to_its_field(
    typist: Typist, app: App, tmp_path: Path
) -> None:
    need_rules()
    rules = tmp_path / "house.sch"
    told = SCHEMATRON.replace("tei:text//tei:p", "tei:correspAction/tei:persName")
    rules.write_text(told.replace("serions", "Novak"), "utf-8")
    app.settings.set("tei_schematron", str(rules))
    project = typist.window.desk.project
    assert project is not None
    project.headers.set(typist.page.row.document, "sender", "Adam Novak", "Mira Novak")
    enter(typist)
    typist.wait(lambda: rows(typist))
    typist.press("Return")
    form = typist.window.rooms.current
    assert isinstance(form, HeaderFormView)
    assert form.rows["sender"].edit.hasFocus()
    typist.press("Esc")
    assert room(typist).list.hasFocus()


def test_a_page_alone_has_its_own_problems(typist: Typist) -> None:
    spoil(typist, 1, 1, "p\u200bage,")
    enter(typist)
    typist.wait(lambda: rows(typist))
    typist.press("Alt+1")
    typist.wait(lambda: said(typist) == "1 document is all right.")
    typist.press("Alt+2")
    typist.wait(lambda: room(typist).list.isVisible() and len(rows(typist)) == 2)


def test_rules_of_ones_own_are_asked_kept_and_left_out_again(
    typist: Typist, app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_rules()
    rules = tmp_path / "house.sch"
    rules.write_text(SCHEMATRON, "utf-8")
    answers = iter(["", str(rules), ""])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (next(answers), ""))
    enter(typist)
    typist.press("Alt+R")
    assert not rows(typist)
    typist.press("Alt+R")
    typist.wait(lambda: len(rows(typist)) == 2)
    assert rows(typist)[1].words == "A word of this house is wrong."
    assert rows(typist)[1].severe
    assert "house.sch" in room(typist)._by.text()
    typist.press("Alt+R", "Esc", "Alt+R", "Return")  # keep it; choose another, and let that be
    assert app.settings.get("tei_schematron") == str(rules)
    typist.press("Alt+R", "Shift+Tab", "Space")
    typist.wait(lambda: "all right" in said(typist))
    assert app.settings.get("tei_schematron") == ""


def test_a_schema_that_is_none_is_told_where_the_list_stands(
    typist: Typist, app: App, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.rng"
    broken.write_text("<a/>", "utf-8")
    app.settings.set("tei_schema", str(broken))
    enter(typist)
    assert "cannot be used" in said(typist)
    app.settings.set("tei_schema", "")
    typist.press("F5")
    typist.wait(lambda: said(typist) == "1 document is all right.")
