"""Personal settings: who I am, how the window looks, where I was. One JSON file."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from reviewer.core.errors import UsageError


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting, declared once: its name, type, default, and what it means."""

    name: str
    type: type[Any]
    default: Any
    meaning: str
    values: tuple[Any, ...] = ()


SETTINGS = (
    Setting("name", str, "", "Who signs your decisions"),
    Setting("role", str, "transcriber", "The side you work on", ("transcriber", "editor")),
    Setting("theme", str, "system", "Colours of the window", ("system", "light", "dark")),
    Setting("language", str, "en", "Language of the window"),
    Setting("reading_font", str, "", "Face of the reading text; empty for our own"),
    Setting("text_size", int, 14, "Size of the reading text in points"),
    Setting("recent", list, [], "Projects opened last, newest first"),
    Setting("last", dict, {}, "Where you were in each project"),
    Setting("people", list, [], "Names that decided on this computer, the last one first"),
    Setting("seen", dict, {}, "How far each recent project was when it was closed"),
    Setting("export_folder", str, "", "Where the last export went"),
    Setting("window", dict, {}, "Size and layout of the window"),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


class UserSettings:
    """Reads and writes the file. What another version wrote there survives."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._values: dict[str, Any] = _load(path)

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a setting; its declared default (or `default`) where it was never set.

        A stored value of the wrong type counts as never set: the file can be edited by hand.
        """
        setting = _BY_NAME.get(name)
        value = self._values.get(name)
        if setting and value is not None and (not isinstance(value, setting.type)):
            value = None
        if setting and setting.values and value not in setting.values:
            value = None
        if value is None:
            value = setting.default if setting and default is None else default
        return deepcopy(value)  # lists and tables are the caller's to change

    def set(self, name: str, value: Any) -> None:
        """Change a setting and write the file. Raises UsageError on a value it cannot have."""
        setting = _BY_NAME.get(name)
        if setting and not isinstance(value, setting.type):
            raise UsageError(f"{name} is a {setting.type.__name__}, not {value!r}.")
        if setting and setting.values and value not in setting.values:
            raise UsageError(f"{name} is one of {', '.join(setting.values)}, not {value!r}.")
        with self._lock:
            self._values[name] = value
            _save(self._path, self._values)

    def all(self) -> Mapping[str, Any]:
        """Every declared setting with its value."""
        return {setting.name: self.get(setting.name) for setting in SETTINGS}


def _load(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}  # personal comfort only: a broken file must not keep anybody from working
    return values if isinstance(values, dict) else {}


def _save(path: Path, values: Mapping[str, Any]) -> None:
    beside = path.with_suffix(f".{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(values, indent=1, ensure_ascii=False), "utf-8")
        beside.replace(path)
    except OSError:
        # Decisions are safe in the project; a full disk must not stop the work over a theme.
        with suppress(OSError):
            beside.unlink(missing_ok=True)
