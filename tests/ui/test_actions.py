"""The table of actions: one meaning a key, a menu entry and a text for everything."""

import re

import pytest

from reviewer.core.messages import Catalogue, languages
from reviewer.ui.actions import Action, Context, Menu, clashes
from reviewer.ui.keymap import near_and_far
from reviewer.ui.table import ACTIONS, BY_ID, MENUS


def entries() -> list[str]:
    return [entry for menu in MENUS for entry in menu.actions()]


def titles(menus: tuple[Menu, ...]) -> list[str]:
    found = []
    for menu in menus:
        found.append(menu.message)
        found += titles(tuple(entry for entry in menu.entries if isinstance(entry, Menu)))
    return found


def test_no_key_press_means_two_actions() -> None:
    assert clashes(ACTIONS) == []


def test_a_clash_would_be_found() -> None:
    here = Action("one", ("F8",), Context.DESK)
    within = Action("two", bare=("F8",), focus=(Context.CARD,))
    apart = Action("three", ("F8",), Context.EDITING)
    assert clashes([here, within]) == [("F8", "one", "two")]
    assert clashes([within, apart]) == []


def test_every_action_stands_in_exactly_one_menu() -> None:
    assert sorted(entries()) == sorted(BY_ID)
    assert len(BY_ID) == len(ACTIONS)


def test_bare_keys_say_where_they_work() -> None:
    assert not [action.id for action in ACTIONS if bool(action.bare) != bool(action.focus)]


@pytest.mark.parametrize("language", languages())
def test_every_action_and_menu_has_a_text(language: str) -> None:
    catalogue = Catalogue.load(language)
    messages = [action.message for action in ACTIONS] + titles(MENUS)
    assert not [message for message in messages if message not in catalogue]


@pytest.mark.parametrize("language", languages())
def test_menu_titles_take_no_key_of_an_action(language: str) -> None:
    """On Linux and Windows Alt with a title's marked letter opens the menu."""
    catalogue = Catalogue.load(language)
    letters = [re.search("&(.)", catalogue.say(menu.message)) for menu in MENUS]
    marked = [match[1].upper() for match in letters if match]
    assert len(marked) == len(MENUS)
    assert len(set(marked)) == len(marked)
    taken = {key.rpartition("+")[2] for action in ACTIONS for key in action.keys if "Alt" in key}
    assert not taken & set(marked)


def test_the_contract_of_keys_is_kept() -> None:
    """The keys that the architecture page promises."""
    promised = {
        "next": ("F8", "F3"),
        "previous": ("Shift+F8", "Shift+F3"),
        "take1": ("Alt+1",),
        "take9": ("Alt+9",),
        "suggestions": ("Ctrl+Space", "Ctrl+."),
        "split": ("Ctrl+D",),
        "join": ("Ctrl+M",),
        "submit": ("Ctrl+Return", "Ctrl+Enter"),
        "approve": ("Ctrl+Return", "Ctrl+Enter"),
        "undo": ("Ctrl+Z",),
        "redo": ("Ctrl+Y", "Ctrl+Shift+Z"),
        "palette": ("Ctrl+Shift+P",),
        "manual": ("F1",),
        "keys": ("?",),
    }
    assert {name: BY_ID[name].keys for name in promised} == promised
    assert BY_ID["accept"].bare == ("Return",)
    assert "PgDown" in BY_ID["next_page"].keys
    assert "PgUp" in BY_ID["previous_page"].keys


def test_each_decision_has_a_key_that_works_in_the_text() -> None:
    for name in ("keep", "edit", "noise", "skip", "undo", "take1", "take9", "approve_change"):
        near, far = near_and_far(name)
        assert near in BY_ID[name].bare
        assert far not in BY_ID[name].bare
        assert [one for one in ACTIONS if far in one.keys and one.context is not Context.CARD]


def test_an_action_without_bare_keys_shows_the_same_key_everywhere() -> None:
    assert near_and_far("approve") == ("Ctrl+Return", "Ctrl+Return")
    assert near_and_far("about") == ("", "")
