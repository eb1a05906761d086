"""Sets of keys to begin with, and files in which people hand their keys to one another."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reviewer.core.places import resources

OURS = "reviewer"
"""The preset that is the table itself."""


@dataclass(frozen=True, slots=True)
class Preset:
    """Keys by action, as somebody coming from another program has them in the fingers."""

    id: str
    name: str
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def load_presets(folder: Path | None = None) -> list[Preset]:
    """All presets, our own first."""
    found = [Preset(OURS, "Reviewer")]
    for path in sorted((folder or resources() / "keys").glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        keys = {action: tuple(ones) for action, ones in data["keys"].items()}
        found.append(Preset(path.stem, data["name"], keys))
    return found


def keys_of(stored: object) -> dict[str, tuple[str, ...]]:
    """Keys by action from a setting or a file; whatever else stands there is left out."""
    if not isinstance(stored, dict):
        return {}
    return {
        str(action): tuple(key for key in keys if isinstance(key, str))
        for action, keys in stored.items()
        if isinstance(keys, list | tuple)
    }


def write_keys(path: Path, preset: str, keys: Mapping[str, tuple[str, ...]]) -> None:
    """Write keys to a file. Raises OSError where it cannot be written."""
    told = {"preset": preset, "keys": {action: list(ones) for action, ones in keys.items()}}
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")


def read_keys(path: Path) -> tuple[str, dict[str, tuple[str, ...]]] | None:
    """The preset and the keys that a file has; None where it is no file of keys."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("keys"), dict):
        return None
    known = {one.id for one in load_presets()}
    preset = str(data.get("preset"))
    return (preset if preset in known else OURS), keys_of(data["keys"])
