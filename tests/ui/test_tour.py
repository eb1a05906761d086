"""Whatever the window opens: operable by key, named for screen readers, with room for its words."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.main_window import MainWindow
from reviewer.ui.table import ACTIONS, MENUS
from tests.ui import LARGER
from tests.ui.clipping import clipped
from tests.ui.tour import (
    escape,
    focus_on_desk,
    nameless,
    no_system_dialogs,
    opened,
    tour,
    unreached,
)
from tests.ui.typist import Typist

ALONE = pytest.mark.skipif(LARGER not in os.environ, reason="runs on a screen of its own, below")


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    no_system_dialogs(monkeypatch)


@ALONE
def test_everything_on_the_tour_has_names_and_room_and_is_left_by_escape(typist: Typist) -> None:
    problems: list[str] = []

    def look(action: str, widget: QWidget) -> None:
        problems.extend(f"{action}: no name: {one}" for one in nameless(widget))
        problems.extend(f"{action}: cut off: {one}" for one in clipped(widget))
        problems.extend(f"{action}: Tab misses: {one}" for one in unreached(typist, widget))
        if not escape(typist):
            problems.append(f"{action}: Esc does not leave {opened(typist)}")

    problems += [f"desk: no name: {one}" for one in nameless(typist.window)]
    problems += [f"desk: cut off: {one}" for one in clipped(typist.window)]
    seen = tour(typist, look)
    assert {"preferences", "characters", "palette", "keys", "person", "export"} <= set(seen)
    assert not problems, "\n".join(problems)


@ALONE
def test_the_start_page_has_names_and_room(window: MainWindow) -> None:
    assert nameless(window) == []
    assert clipped(window) == []


@pytest.mark.parametrize("percent, size", [(100, (1080, 720)), (150, (1600, 1000))])
def test_nothing_is_cut_off_at_any_size_of_letters(
    percent: int, size: tuple[int, int], tmp_path: Path
) -> None:
    """In a process of its own: sizes are settled before the window's modules are loaded."""
    shape = {"x": 0, "y": 0, "width": size[0], "height": size[1], "logicalDpi": 96, "dpr": 1}
    told = json.dumps({"screens": [{"name": "one", **shape}]})
    (tmp_path / "screen.json").write_text(told, "utf-8")
    screen = f"offscreen:configfile={tmp_path / 'screen.json'}"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", __file__, "-k", "room"],
        env={**os.environ, LARGER: str(percent), "QT_QPA_PLATFORM": screen},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]


def test_every_pane_is_reached_by_tab_or_its_key(typist: Typist) -> None:
    view = typist.window.desk_view
    focus_on_desk(typist)
    reached: set[QWidget | None] = {QApplication.focusWidget()}
    for key in ("F6", *["Tab"] * 30, "F6", "F6"):
        typist.press(key)
        reached.add(QApplication.focusWidget())
    inside = {
        name: any(one is not None and (one is pane or pane.isAncestorOf(one)) for one in reached)
        for name, pane in {"pages": view.pages, "text": view.reading, "card": view.card}.items()
    }
    assert inside == {"pages": True, "text": True, "card": True}


def test_every_action_has_a_key_or_a_menu_and_is_in_the_palette(window: MainWindow) -> None:
    offered = {choice.id for choice in window.actions_.choices()} | {"palette"}
    listed = {name for menu in MENUS for name in menu.actions()}
    assert {action.id for action in ACTIONS} == offered
    assert not [one.id for one in IN_FORCE.actions if not one.keys and one.id not in listed]
    assert all("&" in window.say.say(menu.message) for menu in MENUS)
