"""Settings: who I am, how the window looks, where I was. Personal ones stand in one JSON file.

A few belong to a project as well; what is set there goes before the personal value.
"""

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
from reviewer.core.lessons import WANTED
from reviewer.core.messages import said
from reviewer.core.people import FOUR_EYES, OFF, ON, PEOPLE, read_people
from reviewer.core.storage import Store
from reviewer.services.lawful import Signatures


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting, declared once: its name, type, default, and what it means.

    `values` are the lawful ones where they can be told, `least` and `most` bound a number;
    `of_project`: a project may have its own value. `kept`: where people have roles, only editors
    and publishers may change that. `signed`: only somebody by name may change it, and it is known
    who did (`services.people`).
    """

    name: str
    type: type[Any]
    default: Any
    meaning: str
    values: tuple[Any, ...] = ()
    least: float | None = None
    most: float | None = None
    of_project: bool = False
    kept: bool = False
    signed: bool = False

    def problem(self, value: Any) -> str:
        """Why it cannot have this value; empty where it can."""
        kind = (int, float) if self.type is float else self.type
        if not isinstance(value, kind) or (isinstance(value, bool) and self.type is not bool):
            kind_name = self.type.__name__
            return said("errors.setting_is_a", name=self.name, kind=kind_name, value=repr(value))
        if self.values and value not in self.values:
            return said(
                "errors.setting_is_one_of",
                name=self.name,
                values=", ".join(self.values),
                value=repr(value),
            )
        low = self.least is not None and not value >= self.least
        if low or (self.most is not None and not value <= self.most):
            return said(
                "errors.setting_is_from",
                name=self.name,
                least=str(self.least),
                most=str(self.most),
                value=repr(value),
            )
        return ""


THEMES = ("system", "light", "dark", "light-contrast", "dark-contrast")
SETTINGS = (
    Setting("name", str, "", "Who signs your decisions"),
    Setting("role", str, "transcriber", "The side you work on", ("transcriber", "editor")),
    Setting("theme", str, "system", "Colours of the window", THEMES),
    Setting("language", str, "en", "Language of the window"),
    Setting("reading_font", str, "", "Face of the reading text; empty for our own"),
    Setting("text_size", int, 14, "Size of the reading text in points", least=9, most=32),
    Setting(
        "line_spacing", int, 130, "Height of lines in per cent of the letters", least=100, most=200
    ),
    Setting("window_text", int, 100, "Size of the window's text in per cent", least=100, most=200),
    Setting("key_preset", str, "reviewer", "The set of keys that yours differ from"),
    Setting("keys", dict, {}, "Keys that you changed, by action"),
    Setting("characters", list, [], "Special characters used last, the last one first"),
    Setting(
        "precision",
        float,
        WANTED,
        "Share of automatic corrections that should be right",
        least=0.5,
        most=0.9999,
        of_project=True,
    ),
    Setting(
        "bulk_rate",
        float,
        0.05,
        "Share of like changes that may stay wrong at most when an editor signs them by a sample",
        least=0.001,
        most=0.5,
        of_project=True,
        kept=True,
    ),
    Setting(
        FOUR_EYES,
        str,
        ON,
        "Whether somebody else has to approve what one did",
        (ON, OFF),
        of_project=True,
        signed=True,
    ),
    Setting(
        "correction_cause",
        str,
        "ocr",
        "What was wrong where something was corrected and nobody says more",
        ("ocr", "source"),
        of_project=True,
    ),
    Setting(
        "correction_certainty",
        str,
        "",
        "How sure a correction is of which nobody says it; empty says nothing",
        ("", "high", "medium", "low"),
        of_project=True,
    ),
    Setting("toured", bool, False, "Whether the tour was seen or left"),
    Setting("recent", list, [], "Projects opened last, newest first"),
    Setting("last", dict, {}, "Where you were in each project"),
    Setting("people", list, [], "Names that decided on this computer, the last one first"),
    Setting("seen", dict, {}, "How far each recent project was when it was closed"),
    Setting("export_folder", str, "", "Where the last export went"),
    Setting("tei_schema", str, "", "A RELAX NG schema of TEI to check exports by", of_project=True),
    Setting("profiles", str, "", "A folder with your own profiles of TEI", of_project=True),
    Setting("tei_schematron", str, "", "Schematron rules to check exports by", of_project=True),
    Setting("window", dict, {}, "Size and layout of the window"),
    Setting("preview", dict, {}, "How the preview shows documents"),
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
        if setting and value is not None and setting.problem(value):
            value = None
        if value is None:
            value = setting.default if setting and default is None else default
        return deepcopy(value)  # lists and tables are the caller's to change

    def set(self, name: str, value: Any) -> None:
        """Change a setting and write the file. Raises UsageError on a value it cannot have."""
        _check(name, value)
        with self._lock:
            self._values[name] = value
            _save(self._path, self._values)

    def all(self) -> Mapping[str, Any]:
        """Every declared setting with its value."""
        return {setting.name: self.get(setting.name) for setting in SETTINGS}


class Settings:
    """The settings that count in a project: its own where it has them, else the person's."""

    def __init__(self, store: Store, personal: UserSettings | None = None) -> None:
        self._store = store
        self._personal = personal
        self._signatures = Signatures()

    def get(self, name: str) -> Any:
        """The value that counts here. Raises UsageError where no project can have this setting."""
        return self._value(_own(name))

    def set(self, name: str, value: Any, by: str = "") -> None:
        """Give the project its own value. Raises UsageError on one it cannot have, NotAllowed where
        `by` may not change it.
        """
        setting = _own(name)
        _check(setting.name, value)
        with self._store.writing() as unit:
            if setting.kept:
                people = read_people(unit.settings.get(PEOPLE))
                self._signatures.check_keeper(unit, people, by)
            unit.settings.set(name, value)

    def all(self) -> Mapping[str, tuple[Any, bool]]:
        """Every setting that a project may have: the value that counts, whether it is its own."""
        return {
            setting.name: (self._value(setting), self._of_project(setting) is not None)
            for setting in SETTINGS
            if setting.of_project
        }

    def _value(self, setting: Setting) -> Any:
        if setting.signed:
            with self._store.reading() as unit:
                return ON if read_people(unit.settings.get(PEOPLE)).four_eyes else OFF
        value = self._of_project(setting)
        if value is None:
            value = self._personal.get(setting.name) if self._personal else setting.default
        return value

    def _of_project(self, setting: Setting) -> Any:
        with self._store.reading() as unit:
            value = unit.settings.get(setting.name)
        return None if value is None or setting.problem(value) else value


def declared(name: str) -> Setting:
    """A setting by its name. Raises UsageError where there is none."""
    setting = _BY_NAME.get(name)
    if setting is None:
        raise UsageError(said("errors.no_setting", name=name), advice=said("errors.settings_list"))
    return setting


def _own(name: str) -> Setting:
    setting = declared(name)
    if not setting.of_project:
        raise UsageError(
            said("errors.personal_setting", name=name),
            advice=said("errors.leave_project_out"),
        )
    return setting


def _check(name: str, value: Any) -> None:
    setting = _BY_NAME.get(name)
    if setting and setting.signed:
        raise UsageError(
            said("errors.setting_is_signed", name=name), advice=said("errors.use_people")
        )
    problem = setting.problem(value) if setting else ""
    if problem:
        raise UsageError(problem)


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
