"""Which keys are in force: the table's, a preset's, and those that the person changed.

The person's keys go before the preset's, and these before the table's. An action whose key went to
another one has that key no more; menus and palette still have the action. So no key press ever
means two things, whatever stands in settings or files. Bare keys are not touched: they belong to
the views that take them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from reviewer.ui.actions import Action, Context
from reviewer.ui.table import ACTIONS

Keys = Mapping[str, tuple[str, ...]]
"""Keys by action; none at all is an empty tuple."""

_SAME = {"skip": "next"}
"""Actions without a key that works in the text, and the one that does the same there."""


class Keymap(QObject):
    """The table of actions with the keys in force."""

    changed = Signal()
    """Other keys are in force."""

    def __init__(self, actions: Iterable[Action] = ACTIONS) -> None:
        super().__init__()
        self._table = {one.id: replace(one, keys=_normal(one.keys)) for one in actions}
        self._preset: dict[str, tuple[str, ...]] = {}
        self._own: dict[str, tuple[str, ...]] = {}
        self._actions = dict(self._table)

    def __getitem__(self, name: str) -> Action:
        """An action with the keys in force."""
        return self._actions[name]

    @property
    def actions(self) -> tuple[Action, ...]:
        """All actions with the keys in force, in the order of the table."""
        return tuple(self._actions.values())

    @property
    def own(self) -> dict[str, tuple[str, ...]]:
        """What the person changed."""
        return dict(self._own)

    def put_on(self, preset: Keys, own: Keys) -> None:
        """Let these be in force. Actions that are not known here are left out."""
        self._preset = self._known(preset)
        self._own = self._known(own)
        self._settle()

    def give(self, name: str, keys: Iterable[str]) -> None:
        """Give an action keys of the person's choice. Whoever else had one of them loses it."""
        given = tuple(dict.fromkeys(keys))
        for other, theirs in list(self._own.items()):
            kept = tuple(key for key in theirs if key not in given or not self._meet(name, other))
            if other != name and kept != theirs:
                self._own[other] = kept
        self._own[name] = given
        if given == self._usual(name):
            del self._own[name]
        self._settle()

    def reset(self, name: str) -> None:
        """Give an action the keys that the preset has for it."""
        if self._own.pop(name, None) is not None:
            self._settle()

    def reset_all(self) -> None:
        """Forget all that the person changed."""
        self._own.clear()
        self._settle()

    def holders(self, name: str, key: str) -> list[str]:
        """The other actions that have a key where this action would have it too."""
        return [
            other.id
            for other in self.actions
            if other.id != name
            and (
                (key in other.keys and self._meet(name, other.id))
                or (key in other.bare and any(self._here(name).meets(p) for p in other.focus))
            )
        ]

    def near_and_far(self, name: str) -> tuple[str, str]:
        """The key of an action where its bare keys work, and the one that works elsewhere.

        Both are the same where it has no bare key, and empty where it has none at all.
        """
        action = self[name]
        far = action.keys or self[_SAME.get(name, name)].keys
        return action.shown_key, (*far, *action.bare, "")[0]

    def _here(self, name: str) -> Context:
        return self._table[name].context

    def _meet(self, one: str, other: str) -> bool:
        return self._here(one).meets(self._here(other))

    def _usual(self, name: str) -> tuple[str, ...]:
        """The keys that an action would have but for the person."""
        if name in self._preset:
            return self._preset[name]
        return self._table[name].keys

    def _known(self, keys: Keys) -> dict[str, tuple[str, ...]]:
        found = {}
        for name, ones in keys.items():
            if name in self._table:
                found[name] = _normal(ones)
        return found

    def _settle(self) -> None:
        """Work out who has which key: what was chosen before what is usual."""
        layers = (self._own, self._preset, {name: one.keys for name, one in self._table.items()})
        taken: dict[str, list[Context]] = {}
        found: dict[str, tuple[str, ...]] = {}
        for layer in layers:
            for name in self._table:
                if name not in layer or name in found:
                    continue
                here = self._here(name)
                free = [
                    key for key in layer[name] if not any(here.meets(c) for c in taken.get(key, ()))
                ]
                for key in free:
                    taken.setdefault(key, []).append(here)
                found[name] = tuple(free)
        self._actions = {
            name: replace(action, keys=found[name]) for name, action in self._table.items()
        }
        self.changed.emit()


def _normal(keys: Iterable[str]) -> tuple[str, ...]:
    """Keys as Qt writes them, so that they can be compared; what is no key is left out."""
    written = (QKeySequence(key).toString() for key in keys)
    return tuple(dict.fromkeys(key for key in written if key))


IN_FORCE = Keymap()
"""The keys of this program as it runs: one person sits at one keyboard."""


def near_and_far(name: str) -> tuple[str, str]:
    """The keys of an action to show: where its bare keys work, and elsewhere."""
    return IN_FORCE.near_and_far(name)
