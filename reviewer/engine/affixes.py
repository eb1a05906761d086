"""What Hunspell's `.aff` files say: how stems are inflected, and which of them are no words.

What the lines mean is in the manual page hunspell(5). Read here: SET, FLAG, AF, IGNORE, NEEDAFFIX
(once PSEUDOROOT), FORBIDDENWORD, ONLYINCOMPOUND, CIRCUMFIX, FULLSTRIP, PFX and SFX. The rest serves
compounding, which makes words without end, or Hunspell's own suggestions.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

MOST_RULES = 100_000
"""Hungarian, with the most rules of the lists in use, has a quarter of this."""
LARGEST_FILE = 64_000_000
"""In bytes; lists in use have less than a quarter of this."""
LONGEST_LINE = 4_000

Flags = frozenset[str]
Letters = tuple[bool, frozenset[str]]
"""One place of a condition: whether the letters are the barred ones, and which."""

# Encodings that Hunspell names. Anything else is refused: Python's registry also holds what is no
# encoding of text, and slow ones.
_ENCODING = re.compile(
    r"utf-8|iso-?8859-\d{1,2}|koi8-[rtu]|(?:microsoft-|windows-)?cp-?125[0-8]|tis-?620(?:-2533)?",
    re.IGNORECASE,
)
_SET = re.compile(rb"^[ \t]*SET[ \t]+([\w-]+)", re.MULTILINE)
_PLACE = re.compile(r"\[\^?[^\]]*\]|.")
_NAMED_FLAGS = {
    "NEEDAFFIX": "need_affix",
    "PSEUDOROOT": "need_affix",
    "FORBIDDENWORD": "forbidden",
    "ONLYINCOMPOUND": "only_in_compound",
    "CIRCUMFIX": "circumfix",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a class: what is taken off a stem and what put there, where the letters fit.

    `flags` name classes that may inflect the result again, or say what the result is not.
    """

    strip: str
    add: str
    condition: tuple[Letters, ...] = ()
    flags: Flags = frozenset()

    def fits(self, stem: str, prefix: bool) -> bool:
        """Whether a stem (or its edge) has what the rule asks for."""
        if not (stem.startswith(self.strip) if prefix else stem.endswith(self.strip)):
            return False
        size = len(self.condition)
        if len(stem) < size:
            return False
        edge = stem[:size] if prefix else stem[len(stem) - size :]
        places = zip(edge, self.condition, strict=True)
        return all((c in letters) != barred for c, (barred, letters) in places)


@dataclass
class Affix:
    """A class of prefixes or suffixes; stems name it by its flag.

    `cross`: may stand together with an affix of the other side. `reach`: so many letters of a
    stem's edge decide which rules fit.
    """

    prefix: bool
    cross: bool
    rules: list[Rule] = field(default_factory=list)
    reach: int = 1

    def edge(self, stem: str) -> str:
        """The letters of a stem that decide which rules fit it."""
        return stem[: self.reach] if self.prefix else stem[-self.reach :]


@dataclass
class Affixes:
    """What an `.aff` file says. `encoding` is that of both files, as Python names it."""

    encoding: str = "iso8859-1"
    flag_kind: str = ""
    aliases: list[Flags] = field(default_factory=list)
    classes: dict[str, Affix] = field(default_factory=dict)
    ignored: str = ""
    full_strip: bool = False
    need_affix: str = ""
    forbidden: str = ""
    only_in_compound: str = ""
    circumfix: str = ""

    @classmethod
    def read(cls, path: Path) -> "Affixes":
        """Read an `.aff` file; lines that make no sense are passed over, as Hunspell does.

        Raises OSError, and ValueError where the file is too large, its encoding is not known, or it
        has more than MOST_RULES rules.
        """
        content = content_of(path)
        named = _SET.search(content)
        made = cls(encoding=_encoding(named[1].decode("ascii", "replace")) if named else "latin-1")
        lines = [
            line.split()
            for line in content.decode(made.encoding, "replace").lstrip("\ufeff").split("\n")
            if len(line) <= LONGEST_LINE
        ]
        # How flags are written and what numbers stand for decides how the other lines are read.
        made._take_flags(lines)
        left = MOST_RULES
        for words in lines:
            left -= made._take(words)
            if left < 0:
                raise ValueError(f"{path.name} has more than {MOST_RULES:,} rules")
        return made

    def flags(self, text: str) -> Flags:
        """The flags behind a slash; where the file has aliases, a number stands for several."""
        if self.aliases and text.isdecimal():
            number = int(text) if len(text) < 8 else 0
            return self.aliases[number - 1] if 0 < number <= len(self.aliases) else frozenset()
        return self._spelt(text)

    @cached_property
    def prefixes(self) -> Flags:
        """The flags of all classes of prefixes."""
        return frozenset(flag for flag, affix in self.classes.items() if affix.prefix)

    @cached_property
    def no_word(self) -> Flags:
        """What carries one of these is no word by itself."""
        return frozenset(
            (self.need_affix, self.only_in_compound, self.circumfix, self.forbidden)
        ) - {""}

    def _spelt(self, text: str) -> Flags:
        if self.flag_kind == "long":
            return frozenset(text[n : n + 2] for n in range(0, len(text), 2))
        if self.flag_kind == "num":
            return frozenset(part.strip() for part in text.split(",") if part.strip())
        return frozenset(text)

    def _take_flags(self, lines: Iterable[list[str]]) -> None:
        aliases = []
        for words in lines:
            match words:
                case ["FLAG", kind, *_]:
                    self.flag_kind = kind.lower()
                case ["AF", flags, *_]:
                    aliases.append(flags)
                case _:
                    pass
        # The first line of that table only says how many there are.
        self.aliases = [self._spelt(flags) for flags in aliases[1:]]

    def _take(self, words: list[str]) -> int:
        """Take in one line; how many rules it was."""
        match words:
            case ["PFX" | "SFX", flag, strip, add, *rest] if flag in self.classes:
                self._add_rule(self.classes[flag], strip, add, rest[0] if rest else ".")
                return 1
            case ["PFX" | "SFX" as side, flag, "Y" | "N" as cross, _, *_]:
                self.classes[flag] = Affix(side == "PFX", cross == "Y")
            case ["IGNORE", letters, *_]:
                self.ignored = letters
            case ["FULLSTRIP", *_]:
                self.full_strip = True
            case [name, flag, *_] if name in _NAMED_FLAGS:
                setattr(self, _NAMED_FLAGS[name], flag)
            case _:
                pass
        return 0

    def _add_rule(self, affix: Affix, strip: str, add: str, condition: str) -> None:
        add, flags = parted(add)
        made = Rule(
            strip="" if strip == "0" else strip,
            add="" if add == "0" else add,
            condition=_condition(condition),
            flags=self.flags(flags),
        )
        affix.rules.append(made)
        affix.reach = max(affix.reach, len(made.strip), len(made.condition))


def content_of(path: Path) -> bytes:
    """The bytes of a file. Raises OSError, and ValueError where there are too many."""
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ValueError(f"{path.name} is larger than {LARGEST_FILE // 1_000_000} MB")
    return content


def parted(text: str) -> tuple[str, str]:
    r"""Letters and flags of `letters/flags`; `\/` is a slash among the letters.

    >>> parted("house/MS"), parted("km\\/h/S"), parted("/")
    (('house', 'MS'), ('km/h', 'S'), ('/', ''))
    """
    slash = text.find("/", 1)
    while slash > 0 and text[slash - 1] == "\\":
        slash = text.find("/", slash + 1)
    letters, flags = (text[:slash], text[slash + 1 :]) if slash > 0 else (text, "")
    return letters.replace("\\/", "/"), flags


def _encoding(name: str) -> str:
    if not _ENCODING.fullmatch(name):
        raise ValueError(f"the encoding {name} is not known")
    name = name.lower().removeprefix("microsoft-").removeprefix("windows-")
    return "tis-620" if name.startswith("tis") else name.replace("cp-", "cp")


def _condition(text: str) -> tuple[Letters, ...]:
    """The places of a condition: a letter, letters in brackets, with ^ barred ones, a dot for any.

    A dot alone asks for nothing, not even for a letter.
    """
    if text == ".":
        return ()
    places = []
    for place in _PLACE.findall(text):
        if place == ".":
            places.append((True, frozenset[str]()))
        elif len(place) > 1:
            barred = place[1] == "^"
            places.append((barred, frozenset(place[1 + barred : -1])))
        else:
            places.append((False, frozenset(place)))
    return tuple(places)
