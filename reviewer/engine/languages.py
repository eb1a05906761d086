"""One engine a language, chosen by what a document says of itself.

The folder of dictionaries has a folder for each language; adding one is adding a language. Engines
are made when the first page of their language comes.
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from reviewer.core.errors import UnreadableFile
from reviewer.core.findings import Finding, Stamp
from reviewer.core.lessons import Lessons
from reviewer.core.lexicon import LexiconEntry
from reviewer.core.messages import Message
from reviewer.core.ports import Analyst, Context
from reviewer.core.reading import PageReading
from reviewer.engine.tables import Dictionary

DEFAULT = "en"
_UNSAID = frozenset({"", "und", "mul", "zxx"})
"""Codes that name no language (ISO 639-2): undetermined, several, none."""


class Shelf:
    """The dictionaries of a folder, by the code of their language.

    `broken` has those that cannot be opened, by the name of their folder, with what is wrong.
    """

    def __init__(self, folder: Path) -> None:
        self.dictionaries: dict[str, Dictionary] = {}
        self.folders: dict[str, Path] = {}
        self.broken: dict[str, UnreadableFile] = {}
        for description in sorted(folder.glob("*/dictionary.toml")):
            place = description.parent
            try:
                found = Dictionary.open(place)
            except UnreadableFile as error:
                self.broken[place.name] = error
                continue
            self.dictionaries.setdefault(found.language, found)
            self.folders.setdefault(found.language, place)

    def code(self, language: str) -> str | None:
        """The dictionary for a language code as files have it ("ru-RU", "rus"); None without one.

        Country and script are left aside: the first part of a code names the language (BCP 47).
        """
        first = _first_part(language)
        if first in self.dictionaries:
            return first
        return next((code for code, d in self.dictionaries.items() if first in d.codes), None)


class Languages:
    """An Analyst that hands each page to the engine of its document's language.

    Where there is no dictionary for a language, that of the default language judges the page;
    where a dictionary lacks its list of words, nobody does, as every word would be unknown to it.
    Either is said once, in `troubles`.
    """

    def __init__(
        self, folder: Path, make: Callable[[Path], Analyst], default: str = DEFAULT
    ) -> None:
        """`folder` has one folder a language; `make` makes the engine for one of them.

        `default` names a language whose dictionary always is there.
        """
        self._folder = folder
        self._make = make
        self._default = default
        self._engines: dict[str, Analyst] = {}
        self._said: dict[str, Message] = {}

    @cached_property
    def shelf(self) -> Shelf:
        """The dictionaries there are. Their tables are not read."""
        return Shelf(self._folder)

    @cached_property
    def stamp(self) -> Stamp:
        """Engine version, and a hash of all dictionaries.

        A page has findings of one stamp whatever its language, so a change of any dictionary, or
        an optional list that arrives, makes all pages stale.
        """
        own = self._engine(self._default).stamp
        digest = hashlib.sha256(own.dictionary.encode())
        for code, dictionary in sorted(self.shelf.dictionaries.items()):
            digest.update(f"\n{code} {dictionary.stamp}".encode())
        return Stamp(own.engine, digest.hexdigest()[:16])

    def analyse(self, page: PageReading, context: Context) -> Sequence[Finding]:
        """Findings with ranked suggestions, in the order of the text."""
        code = self.shelf.code(context.language)
        if code is None:
            self._say_of_default(context.language)
            return self._engine(self._default).analyse(page, context)
        dictionary = self.shelf.dictionaries[code]
        if not dictionary.has_words:
            advice = " ".join(missing.advice for missing in dictionary.missing)
            values = {"language": dictionary.name, "advice": advice}
            self._said.setdefault(code, Message("languages.no_words", values))
            return ()
        return self._engine(code).analyse(page, context)

    def lessons(self, page: PageReading, findings: Sequence[Finding]) -> Lessons:
        """What an approved page teaches: pages are laid beside their source without a lexicon."""
        return self._engine(self._default).lessons(page, findings)

    def entries(self, word: str) -> Sequence[LexiconEntry]:
        """What the lexicon of the default language says of a word, or else that of another.

        Only languages that a page was seen of are asked: opening one for a word takes too long.
        """
        for code in (self._default, *sorted(self._engines)):
            found = self._engine(code).entries(word)
            if found:
                return found
        return ()

    def listed(self, language: str = DEFAULT) -> Sequence[LexiconEntry]:
        """All names and terms of a language's tables; empty where there is no dictionary for it."""
        code = self.shelf.code(language)
        return self._engine(code).listed(language) if code else ()

    def troubles(self) -> Sequence[Message]:
        """Languages without dictionaries, and parts that failed and were switched off."""
        found = [message for _, message in sorted(self._said.items())]
        for _, engine in sorted(self._engines.items()):
            # The same plug-in may fail for each language.
            found += [trouble for trouble in engine.troubles() if trouble not in found]
        return tuple(found)

    def close(self) -> None:
        """Let go of the tables of all languages."""
        for engine in self._engines.values():
            engine.close()

    def _engine(self, code: str) -> Analyst:
        found = self._engines.get(code)
        if found is None:
            folder = self.shelf.folders.get(code, self._folder / code)
            found = self._engines[code] = self._make(folder)
        return found

    def _say_of_default(self, language: str) -> None:
        code = _first_part(language)
        if code in _UNSAID:
            return
        broken = self.shelf.broken.get(code)
        kind = "broken" if broken else "none"
        values = {"language": code, "used": self._default, "reason": str(broken or "")}
        self._said.setdefault(code, Message(f"languages.{kind}", values))


def _first_part(language: str) -> str:
    return language.strip().replace("_", "-").split("-")[0].lower()
