"""The header of the telegram of 1963, filled by keys from its own head, is in the exported file."""

from pathlib import Path

import pytest
from lxml import etree

from reviewer.ui.views.header_form import HeaderFormView
from tests.journeys.test_desktop import TELEGRAM, begin, turn_to
from tests.ui.typist import Typist

pytestmark = pytest.mark.journey

_TEI = "{http://www.tei-c.org/ns/1.0}"


def form(typist: Typist) -> HeaderFormView:
    view = typist.window.rooms.current
    assert isinstance(view, HeaderFormView)
    return view


def tab_to(typist: Typist, name: str) -> None:
    rows = form(typist).rows
    for _ in rows:
        if rows[name].edit.hasFocus():
            return
        typist.press("Tab")
    raise AssertionError(f"Tab never came by {name}")


def test_the_head_of_the_telegram_goes_into_its_file(newcomer: Typist, tmp_path: Path) -> None:
    typist = newcomer
    begin(typist, "Mira Novak")
    turn_to(typist, TELEGRAM)
    typist.press("Ctrl+Shift+F")
    typist.type("Mikoyan's talk with the President")
    tab_to(typist, "sent")
    typist.type("29 November 1963")
    assert "(1963-11-29)" in form(typist).aside._becomes.text()
    tab_to(typist, "recipient")
    assert form(typist).aside._line.text() == "ACTION: Amenbassy MOSCON"
    typist.press("Return")
    assert form(typist).rows["recipient-organization"].edit.hasFocus()
    tab_to(typist, "classification")
    assert form(typist).aside._line.text() == "SECRET"
    typist.press("Return")
    tab_to(typist, "repository")
    typist.type("National Archive")
    typist.press("Esc")
    assert typist.window.rooms.current is None

    dialog = typist.window.publishing.ask(typist.window.theme)
    assert dialog is not None
    dialog.draft.setChecked(True)
    dialog.folder.setText(str(tmp_path))
    dialog.choose("tei", profile="reading")
    typist.press("Return")
    typist.wait(dialog.go_button.isEnabled)
    dialog.reject()
    (path,) = tmp_path.glob("*.xml")
    header = etree.parse(path).find(f"{_TEI}teiHeader")
    assert header is not None

    def texts(name: str) -> list[str]:
        return ["".join(map(str, one.itertext())) for one in header.iter(f"{_TEI}{name}")]

    assert texts("title")[0] == "Mikoyan's talk with the President"
    (received,) = (
        one for one in header.iter(f"{_TEI}correspAction") if one.get("type") == "received"
    )
    assert "".join(map(str, received.itertext())).strip() == "Amenbassy MOSCON"
    (sent,) = (one for one in header.iter(f"{_TEI}correspAction") if one.get("type") == "sent")
    assert [one.get("when") for one in sent.iter(f"{_TEI}date")] == ["1963-11-29"]
    assert "SECRET" in texts("term")
    assert texts("repository") == ["National Archive"]
