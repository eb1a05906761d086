"""Which keys are in force: never two meanings for one, and nothing lost on the way."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from reviewer.ui.actions import Action, Context, clashes
from reviewer.ui.key_rules import Refusal, refusal
from reviewer.ui.keymap import Keymap
from reviewer.ui.presets import OURS, keys_of, load_presets, read_keys, write_keys
from reviewer.ui.table import ACTIONS, BY_ID

SMALL = (
    Action("split", ("Ctrl+D",), Context.DESK),
    Action("join", ("Ctrl+M", "F9"), Context.DESK),
    Action("submit", ("Ctrl+Return",), Context.TRANSCRIBING),
    Action("approve", ("Ctrl+Return",), Context.EDITING),
    Action("keep", ("Alt+K",), Context.DESK, bare=("K", "Del"), focus=(Context.CARD,)),
)


def test_a_key_that_is_given_is_taken_from_who_had_it() -> None:
    keymap = Keymap(SMALL)
    assert keymap.holders("split", "Ctrl+M") == ["join"]
    keymap.give("split", ["Ctrl+M"])
    assert keymap["split"].keys == ("Ctrl+M",)
    assert keymap["join"].keys == ("F9",)
    assert keymap.own == {"split": ("Ctrl+M",)}


def test_it_can_be_taken_back_from_a_key_that_was_given() -> None:
    keymap = Keymap(SMALL)
    keymap.give("split", ["F2"])
    keymap.give("join", ["F2"])
    assert not keymap["split"].keys
    assert keymap["join"].keys == ("F2",)
    keymap.reset("split")
    assert keymap["split"].keys == ("Ctrl+D",)


def test_two_sides_of_a_page_may_share_a_key() -> None:
    keymap = Keymap(SMALL)
    assert keymap.holders("submit", "Ctrl+Return") == []
    assert keymap.holders("split", "Ctrl+Return") == ["submit", "approve"]


def test_keys_of_a_view_count_as_taken() -> None:
    assert Keymap(SMALL).holders("submit", "Del") == ["keep"]


def test_only_what_differs_is_kept() -> None:
    keymap = Keymap(SMALL)
    keymap.give("split", ["F2"])
    keymap.give("split", ["Ctrl+D"])
    assert keymap.own == {}


def test_a_preset_goes_before_the_table_and_the_person_before_both() -> None:
    keymap = Keymap(SMALL)
    keymap.put_on({"split": ("F9",)}, {"keep": ("F9",)})
    assert keymap["keep"].keys == ("F9",)
    assert not keymap["split"].keys
    assert keymap["join"].keys == ("Ctrl+M",)
    keymap.reset_all()
    assert keymap["split"].keys == ("F9",)
    assert keymap["keep"].keys == ("Alt+K",)


def test_what_another_version_wrote_is_left_out() -> None:
    keymap = Keymap(SMALL)
    keymap.put_on({}, {"gone": ("F9",), "split": ("nonsense+", "ctrl+e")})
    assert keymap["split"].keys == ("Ctrl+E",)
    assert "gone" not in keymap.own


def test_views_hear_of_other_keys() -> None:
    keymap, heard = Keymap(SMALL), []
    keymap.changed.connect(lambda: heard.append(keymap["split"].keys))
    keymap.give("split", ["F2"])
    assert heard == [("F2",)]


def test_an_action_without_keys_says_so() -> None:
    keymap = Keymap(SMALL)
    keymap.give("split", [])
    assert keymap.near_and_far("split") == ("", "")
    assert keymap.near_and_far("keep") == ("K", "Alt+K")


NAMES = [action.id for action in ACTIONS]
KEYS = sorted({key for action in Keymap().actions for key in action.keys} | {"F12", "Ctrl+Alt+F2"})


@given(
    st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from(KEYS), max_size=3)),
    st.lists(st.tuples(st.sampled_from(NAMES), st.lists(st.sampled_from(KEYS), max_size=2))),
)
def test_whatever_is_given_no_key_means_two_things(
    preset: dict[str, list[str]], given_keys: list[tuple[str, list[str]]]
) -> None:
    keymap = Keymap()
    keymap.put_on({name: tuple(keys) for name, keys in preset.items()}, {})
    for name, keys in given_keys:
        keymap.give(name, keys)
        assert keymap[name].keys == tuple(dict.fromkeys(keys))
    assert not [one for one in clashes(keymap.actions) if not bare(*one)]
    again = Keymap()
    again.put_on({name: tuple(keys) for name, keys in preset.items()}, keymap.own)
    assert again.actions == keymap.actions


def bare(key: str, one: str, other: str) -> bool:
    """Whether it is a key of a view, which no settings change."""
    return key in (*BY_ID[one].bare, *BY_ID[other].bare)


def test_keys_are_compared_as_qt_writes_them() -> None:
    keymap = Keymap([Action("one", ("Shift+Alt+M",)), Action("two", ("F2",))])
    assert keymap.holders("two", "Alt+Shift+M") == ["one"]


@pytest.mark.parametrize("preset", load_presets(), ids=lambda one: one.id)
def test_a_preset_leaves_nothing_important_without_a_key(preset: object) -> None:
    keymap = Keymap()
    keymap.put_on(preset.keys, {})  # type: ignore[attr-defined]
    assert clashes(keymap.actions) == []
    for name in ("next", "previous", "submit", "approve", "undo", "redo", "palette", "keys"):
        assert keymap[name].keys, name


def test_presets_of_other_programs_change_something() -> None:
    names = {one.id: one.name for one in load_presets()}
    assert names == {OURS: "Reviewer", "guiguts": "Guiguts", "omegat": "OmegaT"}
    for preset in load_presets()[1:]:
        known = [name for name in preset.keys if name in BY_ID]
        assert [name for name in known if preset.keys[name] != BY_ID[name].keys]
        for keys in preset.keys.values():
            assert [QKeySequence(key).toString() for key in keys] == list(keys)


def test_keys_go_into_a_file_and_come_back(tmp_path: Path) -> None:
    keys = {"split": ("Ctrl+E",), "join": ()}
    write_keys(tmp_path / "keys.json", "omegat", keys)
    assert read_keys(tmp_path / "keys.json") == ("omegat", keys)


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"keys": 3}', "\x00"])
def test_a_file_that_is_something_else_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "keys.json").write_text(text, "utf-8")
    assert read_keys(tmp_path / "keys.json") is None


def test_a_file_that_is_not_there_has_no_keys(tmp_path: Path) -> None:
    assert read_keys(tmp_path / "keys.json") is None


def test_nonsense_in_settings_is_no_key() -> None:
    assert keys_of({"split": ["F2", 3], "join": "F3"}) == {"split": ("F2",)}
    assert keys_of("F2") == {}


_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    "key, held, why",
    [
        (Qt.Key.Key_K, Qt.KeyboardModifier.NoModifier, Refusal.TYPING),
        (Qt.Key.Key_K, _SHIFT, Refusal.TYPING),
        (Qt.Key.Key_Eacute, Qt.KeyboardModifier.NoModifier, Refusal.TYPING),
        (Qt.Key.Key_Tab, _CTRL, Refusal.FOCUS),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, Refusal.FOCUS),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, Refusal.FOCUS),
        (Qt.Key.Key_Left, _SHIFT, Refusal.MOVING),
        (Qt.Key.Key_Left, _CTRL, Refusal.MOVING),
        (Qt.Key.Key_C, _CTRL, Refusal.CLIPBOARD),
        (Qt.Key.Key_E, _CTRL | _ALT, Refusal.THIRD),
        (Qt.Key.Key_K, _CTRL, None),
        (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier, None),
        (Qt.Key.Key_F9, _SHIFT, None),
        (Qt.Key.Key_Up, _ALT, None),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, None),
        (Qt.Key.Key_Return, _SHIFT, None),
        (Qt.Key.Key_C, _CTRL | _SHIFT, None),
    ],
)
def test_keys_that_type_or_move_are_refused(
    key: Qt.Key, held: Qt.KeyboardModifier, why: Refusal | None
) -> None:
    assert refusal(QKeyCombination(held, key)) is why
