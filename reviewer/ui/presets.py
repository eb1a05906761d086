"""Sets of keys to begin with, and files in which people hand their keys to one another."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reviewer.core.errors import UsageError
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
    """Write keys to a file. Raises UsageError where it cannot be written."""
    told = {"preset": preset, "keys": {action: list(ones) for action, ones in keys.items()}}
    try:
        path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    except OSError as error:
        raise UsageError(
            f"The keys could not be written to {path}: {error.strerror}.",
            advice="Choose another folder.",
        ) from error


def read_keys(path: Path) -> tuple[str, dict[str, tuple[str, ...]]]:
    """The preset and the keys that a file has. Raises UsageError where it has none."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{path.name} is no file of keys.", advice="Choose a file that Reviewer wrote."
        ) from error
    if not isinstance(data, dict) or not isinstance(data.get("keys"), dict):
        raise UsageError(
            f"{path.name} has no keys in it.", advice="Choose a file that Reviewer wrote."
        )
    preset = data.get("preset")
    known = {one.id for one in load_presets()}
    return (preset if preset in known else OURS), keys_of(data["keys"])
