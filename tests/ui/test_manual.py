"""The manual: all it names exists, all that exists it names, and it opens where one is."""

import re
from pathlib import Path

import pytest

from reviewer.core.messages import Catalogue
from reviewer.core.places import resources
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.later import found
from reviewer.ui.manual import PAGES, ROOMS, Manual, load_pages, page_for
from reviewer.ui.table import BY_ID, MENUS
from reviewer.ui.views.desk import Side
from tests.ui.typist import Typist

FOLDER = resources() / "manual"
LANGUAGES = sorted(path.name for path in FOLDER.iterdir())
PLACEHOLDER = re.compile(r"\{(key|do):(\w+)\}")
LINK = re.compile(r"\]\(([^)]*)\)")


def raw(language: str, name: str) -> str:
    return (FOLDER / language / f"{name}.md").read_text("utf-8")


def test_the_pages_are_those_of_the_folder() -> None:
    assert sorted(path.stem for path in (FOLDER / "en").glob("*.md")) == sorted(PAGES)
    assert set(ROOMS.values()) <= set(PAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_in_the_manual_is_that_of_an_action(language: str) -> None:
    for path in (FOLDER / language).glob("*.md"):
        named = {action for _, action in PLACEHOLDER.findall(path.read_text("utf-8"))}
        assert named <= set(BY_ID), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_page(language: str) -> None:
    for path in (FOLDER / language).glob("*.md"):
        links = LINK.findall(path.read_text("utf-8"))
        assert all(link.removesuffix(".md") in PAGES for link in links), path


def test_every_command_is_told_of() -> None:
    """On a page written by hand; the table of keys has all of them anyhow."""
    told = {action for name in PAGES for _, action in PLACEHOLDER.findall(raw("en", name))}
    commands = {entry for menu in MENUS for entry in menu.actions()}
    assert sorted(commands - told) == []


def test_every_page_is_reached_by_a_link_or_from_where_one_is() -> None:
    linked = {link.removesuffix(".md") for name in PAGES for link in LINK.findall(raw("en", name))}
    places = {*ROOMS, "", "anything"}
    fitting = {page_for(room, side, work) for room in places for side in Side for work in (0, 1)}  # type: ignore[arg-type]
    assert set(PAGES) - linked - fitting <= {"lines", "window", "keys", "trouble", "together"}


def test_nothing_is_left_unfilled() -> None:
    for page in load_pages(Catalogue.load()):
        assert "{" not in page.text, page.name
        assert page.title, page.name
        assert page.text.startswith(f"# {page.title}\n")


def test_the_keys_are_those_in_force() -> None:
    say = Catalogue.load()
    IN_FORCE.give("export", ["Ctrl+Alt+9"])
    try:
        (page,) = (page for page in load_pages(say) if page.name == "export")
        assert "`Ctrl+Alt+9`" in page.text
    finally:
        IN_FORCE.reset("export")
    (page,) = (page for page in load_pages(say) if page.name == "export")
    assert "`Ctrl+E`" in page.text


def test_all_keys_stand_on_their_page() -> None:
    (page,) = (page for page in load_pages(Catalogue.load()) if page.name == "keys")
    assert page.text.count("\n| ") >= len(BY_ID)


def test_a_page_that_is_not_translated_is_there_in_english(tmp_path: Path) -> None:
    for name in PAGES:
        for language in ("en", "eo") if name == "start" else ("en",):
            file = tmp_path / language / f"{name}.md"
            file.parent.mkdir(exist_ok=True)
            file.write_text(f"# {language} {name}\n", "utf-8")
    pages = load_pages(Catalogue({}, "eo"), tmp_path)
    assert [page.title for page in pages][:2] == ["eo start", "en correcting"]


@pytest.fixture
def manual(typist: Typist) -> Manual:
    return found(typist.window.departments, Manual)


def test_it_opens_where_one_is_and_closes_by_the_same_key(typist: Typist, manual: Manual) -> None:
    rooms = typist.window.rooms
    typist.press("F1")
    assert rooms.current is manual.view
    assert manual.view.at == "correcting"
    typist.press("F1")
    assert not rooms.needs
    typist.press("Ctrl+Shift+D", "F1")
    assert manual.view.at == "figures"
    typist.press("Esc")
    assert getattr(rooms.current, "name", "") == "dashboard"
    typist.press("Esc")


def test_links_lead_from_page_to_page(typist: Typist, manual: Manual) -> None:
    typist.press("F1", "Tab", "Return")
    assert manual.view.at != "correcting"


def test_pages_are_searched_as_one_types(typist: Typist, manual: Manual) -> None:
    typist.press("F1")
    view = manual.view
    view.search.setFocus()
    typist.type("confused")
    assert view.at == "figures"
    assert view.list.count() == 1
    assert view.text.extraSelections()
    typist.type("xyz")
    assert view.list.count() == 0
    assert view._none.isVisible()
    typist.press("Esc")
    assert view.list.count() == len(PAGES)
    assert typist.window.rooms.current is view
    typist.type("approve")
    typist.press("Down", "Down", "Return")
    assert view.text.hasFocus()


def test_the_sheet_of_keys_has_its_own_key(typist: Typist) -> None:
    assert IN_FORCE["keys"].keys == ("?",)
    assert IN_FORCE["manual"].keys == ("F1",)
