"""Menus, palette and cheat sheet, made from the table of actions."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QMenu,
    QMenuBar,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

from reviewer.core.messages import Catalogue
from reviewer.ui.actions import TAKEN, Action, Context, Menu, Need
from reviewer.ui.keymap import IN_FORCE
from reviewer.ui.table import ACTIONS, MENUS
from reviewer.ui.views.keys import KeyGroup
from reviewer.ui.views.palette import Choice
from reviewer.ui.views.parts import key_words

_TAKING = tuple(f"take{rank}" for rank in TAKEN)


class CalmStyle(QProxyStyle):
    """Without the lines under the letters of menus, which only matter while Alt is pressed.

    For the menu bar alone: Qt asks styles thousands of times, too often for Python to answer.
    """

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """Qt asks how to behave."""
        if hint is QStyle.StyleHint.SH_UnderlineShortcut:
            return 0
        return super().styleHint(hint, option, widget, returned)


class ActionSet(QObject):
    """A QAction for each action of the table; knows which can run now."""

    def __init__(
        self, say: Catalogue, commands: Mapping[str, Callable[[], object]], window: QWidget
    ) -> None:
        super().__init__(window)
        missing = [action.id for action in ACTIONS if action.id not in commands]
        if missing:
            raise ValueError(f"no command for {', '.join(missing)}")
        self._say = say
        self._actions: dict[str, QAction] = {}
        for action in ACTIONS:
            made = QAction(say.say(action.message), self)
            made.setObjectName(action.id)
            made.triggered.connect(partial(self._run, commands[action.id]))
            window.addAction(made)
            self._actions[action.id] = made
        self._put_keys_on()
        IN_FORCE.changed.connect(self._put_keys_on)

    def _put_keys_on(self) -> None:
        for action in IN_FORCE.actions:
            made, text = self._actions[action.id], self._say.say(action.message)
            made.setShortcuts([QKeySequence(key) for key in action.keys])
            if action.bare and not action.keys:
                # a key that the view with the focus takes: shown, but never grabbed
                text = f"{text}\t{key_words(action.bare[0])}"
            made.setText(text)

    @staticmethod
    def _run(command: Callable[[], object], _checked: bool = False) -> None:
        command()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def enable(self, needs: set[Need]) -> None:
        """Let run what can run now; a key of the rest does nothing, or means something else."""
        for action in ACTIONS:
            self._actions[action.id].setEnabled(action.when <= needs)

    def fill(self, bar: QMenuBar) -> None:
        """Put all menus on a bar."""
        self._style = CalmStyle("Fusion")
        bar.setStyle(self._style)
        for menu in MENUS:
            self._fill(bar.addMenu(self._say.say(menu.message)), menu)

    def _fill(self, into: QMenu, menu: Menu) -> None:
        into.setObjectName(menu.id)
        for entry in menu.entries:
            if entry is None:
                into.addSeparator()
            elif isinstance(entry, Menu):
                self._fill(into.addMenu(self._say.say(entry.message)), entry)
            else:
                into.addAction(self._actions[entry])

    def choices(self) -> list[Choice]:
        """What the palette offers."""
        return [
            Choice(
                action.id,
                self._say.say(action.message).rstrip("…"),
                "   ".join(all_keys(action)),
                self._actions[action.id].isEnabled(),
            )
            for action in IN_FORCE.actions
            if action.id != "palette"
        ]

    def groups(self) -> list[KeyGroup]:
        """What the cheat sheet shows: every action that has a key, by menu."""
        found = []
        for menu in MENUS:
            rows = [
                (self._say.say(IN_FORCE[entry].message).rstrip("…"), all_keys(IN_FORCE[entry]))
                for entry in menu.actions()
                if all_keys(IN_FORCE[entry]) and entry not in _TAKING
            ]
            if any(entry in _TAKING for entry in menu.actions()):
                rows += self._taking()
            title = self._say.say(menu.message).replace("&", "")
            found.append(KeyGroup(title, tuple(rows)))
        return found

    def _taking(self) -> list[tuple[str, tuple[str, ...]]]:
        """The keys of the suggestions: those that count from 1 to 9 in one row, others apart."""
        keys = {name: all_keys(IN_FORCE[name]) for name in _TAKING}
        heads = [{key[:-1] for key in ones if key[-1] == name[-1]} for name, ones in keys.items()]
        counting = set.intersection(*heads)
        first, last = _TAKING[0][-1], _TAKING[-1][-1]
        shown = [key for key in keys[_TAKING[0]] if key[:-1] in counting and key[-1] == first]
        rows = [(self._say.say("ui.menus.take"), tuple(f"{key} … {last}" for key in shown))]
        for name, ones in keys.items():
            apart = tuple(key for key in ones if key[:-1] not in counting or key[-1] != name[-1])
            if apart:
                rows.append((self._say.say(IN_FORCE[name].message), apart))
        return rows


def all_keys(action: Action) -> tuple[str, ...]:
    """All keys of an action as people write them, bare ones first; at most three."""
    return tuple(dict.fromkeys(key_words(key) for key in (*action.bare, *action.keys)))[:3]


def keys_in_text() -> frozenset[str]:
    """Keys that mean the same while typing: those with a window's or desk's context.

    Undo and redo are left out, since the text has its own for what was not told yet, and so is
    whatever would be typing.
    """
    found: set[str] = set()
    for action in IN_FORCE.actions:
        if action.id in ("undo", "redo") or action.context in (Context.TEXT, Context.CARD):
            continue
        found.update(QKeySequence(key).toString() for key in action.keys if len(key) > 1)
    return frozenset(found)
