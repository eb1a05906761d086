"""Characters that keyboards lack: by group, by name, and as sequences after the compose key."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reviewer.core.places import resources

_MOST = 200  # characters that a search answers with
_BLOCKS = (
    (0x00A1, 0x024F),  # Latin
    (0x0300, 0x036F),  # combining marks
    (0x0370, 0x052F),  # Greek, Cyrillic
    (0x1E00, 0x1FFF),  # Latin and Greek with several marks
    (0x2000, 0x214F),  # punctuation, currency, letterlike
    (0x2150, 0x22FF),  # fractions, arrows, mathematics
    (0x2460, 0x27BF),  # enclosed figures, shapes, signs
    (0xFB00, 0xFB06),  # ligatures
)
"""What a search by name looks through beside the groups."""


@dataclass(frozen=True, slots=True)
class Group:
    """Characters that stand together. Title: the message `comfort.characters.group_` and id."""

    id: str
    characters: tuple[str, ...]


@cache
def load_groups(folder: Path | None = None) -> tuple[Group, ...]:
    """All groups, in the order of the palette."""
    path = (folder or resources() / "characters") / "groups.toml"
    groups = tomllib.loads(path.read_text("utf-8"))["groups"]
    # ordinary blanks and line ends only lay the file out; a no-break space is a character
    return tuple(
        Group(name, tuple(dict.fromkeys(c for c in text if c not in " \n")))
        for name, text in groups.items()
    )


@cache
def load_sequences(folder: Path | None = None) -> Mapping[str, str]:
    """The character that each sequence of keys makes."""
    path = (folder or resources() / "characters") / "compose.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    found: dict[str, str] = {}
    for char, sequences in data["sequences"].items():
        found.update(dict.fromkeys(sequences, char))
    for accent in data["accents"]:
        for letter in accent["letters"]:
            char = unicodedata.normalize("NFC", letter + accent["mark"])
            for key in accent["keys"]:
                found.setdefault(key + letter, char)
                if not key.isalpha():
                    found.setdefault(letter + key, char)
    return found


def sequence_of(char: str) -> str:
    """The keys that make a character after the compose key; empty where none do."""
    return _by_character().get(char, "")


@cache
def _by_character() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for sequence, char in load_sequences().items():
        found.setdefault(char, sequence)
    return found


def name_of(char: str) -> str:
    """What Unicode calls a character, in small letters."""
    return unicodedata.name(char, "").lower() or f"U+{ord(char):04X}"


def search(typed: str) -> list[str]:
    """The characters whose names have words that begin as what was typed, best first.

    A character by itself finds itself, "2116" and "U+2116" the one with that number.
    """
    wanted = typed.split()
    if not wanted:
        return []
    found = [typed.strip()] if len(typed.strip()) == 1 and not typed.strip().isascii() else []
    if number := re.fullmatch(r"(?:[uU]\+)?([0-9A-Fa-f]{4,6})", typed.strip()):
        point = int(number[1], 16)
        if point <= 0x10FFFF and chr(point).isprintable():
            found.append(chr(point))
    parts = [part.lower() for part in wanted]
    hits = []
    for order, (char, names) in enumerate(_names()):
        cost = _cost(parts, names)
        if cost is not None:
            hits.append((cost, order, char))
    return list(dict.fromkeys([*found, *(char for *_, char in sorted(hits))]))[:_MOST]


def _cost(parts: list[str], names: list[str]) -> int | None:
    """Lower is better: whole words before beginnings, short names before long ones."""
    cost = len(names) + ("capital" in names)  # small letters are wanted oftener
    for part in parts:
        if part in names:
            continue
        if not any(name.startswith(part) for name in names):
            return None
        cost += 10
    return cost


@cache
def _names() -> tuple[tuple[str, list[str]], ...]:
    """Characters with the words of their names, those of the groups first."""
    grouped = [char for group in load_groups() for char in group.characters]
    others = [chr(point) for low, high in _BLOCKS for point in range(low, high + 1)]
    named = ((char, unicodedata.name(char, "")) for char in dict.fromkeys([*grouped, *others]))
    return tuple((char, re.split(r"[ -]", name.lower())) for char, name in named if name)


class Composing:
    """A sequence as it is typed."""

    def __init__(self, sequences: Mapping[str, str] | None = None) -> None:
        self._sequences = load_sequences() if sequences is None else sequences
        self.typed = ""

    def type(self, text: str) -> str | None:
        """One more key. The character once the sequence is whole, None while it is not.

        Raises ValueError where no sequence goes on like that; what was typed before stays.
        """
        now = self.typed + text
        if now in self._sequences:
            self.typed = ""
            return self._sequences[now]
        if not any(sequence.startswith(now) for sequence in self._sequences):
            raise ValueError(now)
        self.typed = now
        return None

    def back(self) -> bool:
        """Take the last key back; whether there was one."""
        had = bool(self.typed)
        self.typed = self.typed[:-1]
        return had

    def ways_on(self) -> list[tuple[str, str]]:
        """(keys that are still to come, character) of all sequences that begin like this."""
        done = len(self.typed)
        return [
            (sequence[done:], char)
            for sequence, char in self._sequences.items()
            if sequence.startswith(self.typed)
        ]
