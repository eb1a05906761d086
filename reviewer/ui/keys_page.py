"""The keys in the preferences at work: what may be given to whom, and where it is kept."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QKeyCombination, QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog

from reviewer.core.messages import Catalogue
from reviewer.services.settings import UserSettings
from reviewer.ui.key_rules import refusal
from reviewer.ui.keymap import IN_FORCE, Keymap
from reviewer.ui.presets import OURS, keys_of, load_presets, read_keys, write_keys
from reviewer.ui.table import MENUS
from reviewer.ui.views.keymap import KeyRow, KeyRows, KeysPage
from reviewer.ui.views.parts import key_words


def put_on_kept(settings: UserSettings, keymap: Keymap = IN_FORCE) -> None:
    """Let the keys be in force that the settings have."""
    presets = {preset.id: preset for preset in load_presets()}
    preset = presets.get(settings.get("key_preset"), presets[OURS])
    keymap.put_on(preset.keys, keys_of(settings.get("keys")))


def menu_keys(say: Catalogue) -> dict[str, str]:
    """The keys that open menus, with the menus' titles."""
    titles = [say.say(menu.message) for menu in MENUS]
    marked = [(title, title.find("&")) for title in titles]
    return {
        f"Alt+{title[at + 1].upper()}": title.replace("&", "") for title, at in marked if at >= 0
    }


class KeysAtWork(QObject):
    """Ties the page to the keys in force and to the settings."""

    def __init__(self, say: Catalogue, settings: UserSettings, keymap: Keymap = IN_FORCE) -> None:
        super().__init__()
        self._say = say
        self._settings = settings
        self._keymap = keymap
        self.page = page = KeysPage(say)
        page.show_presets([(one.id, one.name) for one in load_presets()], self._preset)
        page.preset_chosen.connect(self._begin_with)
        page.pressed.connect(self._press)
        page.taken.connect(self._give)
        page.cleared.connect(lambda name: self._change(lambda: keymap.give(name, ())))
        page.reset.connect(lambda name: self._change(lambda: keymap.reset(name)))
        page.all_reset.connect(lambda: self._change(keymap.reset_all))
        page.import_asked.connect(self._import)
        page.export_asked.connect(self._export)
        self._show()

    @property
    def _preset(self) -> str:
        return str(self._settings.get("key_preset"))

    def _show(self) -> None:
        self.page.show_rows(
            [
                KeyRows(
                    self._say.say(menu.message).replace("&", ""),
                    tuple(self._row(name) for name in menu.actions()),
                )
                for menu in MENUS
            ]
        )

    def _row(self, name: str) -> KeyRow:
        action = self._keymap[name]
        return KeyRow(
            name,
            self._title(name),
            tuple(key_words(key) for key in action.keys),
            tuple(key_words(key) for key in action.bare),
            name in self._keymap.own,
        )

    def _title(self, name: str) -> str:
        return self._say.say(self._keymap[name].message).rstrip("…")

    # -- a key that was pressed -------------------------------------------------------------------

    def _press(self, name: str, pressed: QKeyCombination, add: bool) -> None:
        key, say = QKeySequence(pressed).toString(), self._say.say
        shown = key_words(key)
        why = refusal(pressed)
        holders = self._keymap.holders(name, key)
        fixed = [one for one in holders if key not in self._keymap[one].keys]
        if why:
            self.page.plate.refuse(say(f"comfort.keymap.refused.{why}", key=shown))
        elif menu := menu_keys(self._say).get(key):
            self.page.plate.refuse(say("comfort.keymap.clash_menu", key=shown, menu=menu))
        elif fixed:
            other = self._title(fixed[0])
            self.page.plate.refuse(say("comfort.keymap.clash_fixed", key=shown, other=other))
        elif holders:
            last = any(self._keymap[one].keys == (key,) for one in holders)
            other = "”, “".join(self._title(one) for one in holders)
            question = "clash_last" if last else "clash"
            text = say(f"comfort.keymap.{question}", key=shown, other=other)
            self.page.plate.ask(text, pressed)
        else:
            self._give(name, pressed, add)
            self.page.plate.done.emit()

    def _give(self, name: str, pressed: QKeyCombination, add: bool) -> None:
        key = QKeySequence(pressed).toString()
        keys = (*self._keymap[name].keys, key) if add else (key,)
        self._change(lambda: self._keymap.give(name, keys))

    def _change(self, do: Callable[[], None]) -> None:
        do()
        self._keep()

    def _keep(self) -> None:
        own = {name: list(keys) for name, keys in self._keymap.own.items()}
        self._settings.set("keys", own)
        self._show()

    # -- sets of keys -----------------------------------------------------------------------------

    def _begin_with(self, preset: str) -> None:
        self._settings.set("key_preset", preset)
        put_on_kept(self._settings, self._keymap)
        self._show()

    def _import(self) -> None:
        title, kinds = self._say.say("comfort.keymap.import"), self._say.say("comfort.keymap.files")
        chosen, _ = QFileDialog.getOpenFileName(self.page, title, str(Path.home()), kinds)
        if chosen:
            self.take_from(Path(chosen))

    def take_from(self, path: Path) -> None:
        """Let the keys of a file be in force."""
        found = read_keys(path)
        if found is None:
            self.page.plate.rest(self._say.say("comfort.keymap.unread", name=path.name))
            return
        preset, keys = found
        self._settings.set("key_preset", preset)
        self._settings.set("keys", {name: list(ones) for name, ones in keys.items()})
        put_on_kept(self._settings, self._keymap)
        self.page.show_presets([(one.id, one.name) for one in load_presets()], preset)
        self._keep()

    def _export(self) -> None:
        title, kinds = self._say.say("comfort.keymap.export"), self._say.say("comfort.keymap.files")
        first = str(Path.home() / "reviewer-keys.json")
        chosen, _ = QFileDialog.getSaveFileName(self.page, title, first, kinds)
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the keys that differ, and the set that they differ from."""
        try:
            write_keys(path, self._preset, self._keymap.own)
        except OSError as error:
            why = error.strerror or str(error)
            self.page.plate.rest(self._say.say("comfort.keymap.unsaved", name=path.name, why=why))
            return
        self.page.plate.rest(self._say.say("comfort.keymap.saved", name=path.name))
