"""The tables of a profile's file: values of the sort that is wanted, or a fault with its line."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reviewer.core.header import is_uri
from reviewer.core.messages import Said, listed, said
from reviewer.core.profile import TEI, Fault
from reviewer.formats.profiles.places import Key, key_lines, line_of_key

_NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]{0,99}")


class Tables:
    """Takes values out of tables; `faults` are those met so far."""

    def __init__(self, text: str) -> None:
        self._lines = key_lines(text)
        self.faults: list[Fault] = []

    def fault(self, key: Key, text: Said | str) -> None:
        """Something is wrong with a key."""
        self.faults.append(Fault(line_of_key(self._lines, key), ".".join(key), text))

    def known(self, table: Mapping[str, Any], where: Key, lawful: Iterable[str]) -> None:
        """Every key of a table must be one of these."""
        names = list(lawful)
        for key in table:
            if key not in names:
                self.unknown((*where, key), key, names)

    def unknown(self, where: Key, key: str, lawful: Iterable[str], shown: str = "{}") -> None:
        """A key or placeholder that there is not; the nearest one is named.

        `shown` is how a placeholder is written; a key is told with its tables.
        """
        names = [shown.replace("{}", name) for name in lawful]
        told = ".".join(where) if shown == "{}" else shown.replace("{}", key)
        key = shown.replace("{}", key)
        near = difflib.get_close_matches(key, names, n=1, cutoff=0.6)
        if near:
            self.fault(where, said("profile.unknown_near", key=told, near=near[0]))
        else:
            known = listed(names, "profile.or")
            self.fault(where, said("profile.unknown", key=told, known=known))

    def table(self, table: Mapping[str, Any], where: Key, key: str) -> dict[str, Any]:
        """A table in a table; empty where there is none."""
        found = table.get(key, {})
        if isinstance(found, dict):
            return found
        self._sort((*where, key), "profile.sort_table")
        return {}

    def tables(
        self, content: Mapping[str, Any], key: str, lawful: Iterable[str]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """The tables within a table, as far as there may be such."""
        outer = self.table(content, (), key)
        names = list(lawful)
        self.known(outer, (key,), names)
        for name in outer:
            if name in names:
                yield name, self.table(outer, (key,), name)

    def text(self, table: Mapping[str, Any], where: Key, key: str) -> str:
        """Words; empty where there are none."""
        found = table.get(key, "")
        if isinstance(found, str):
            return found.strip()
        self._sort((*where, key), "profile.sort_text")
        return ""

    def texts(self, table: Mapping[str, Any], where: Key, key: str) -> dict[str, str]:
        """A table of words."""
        inner = self.table(table, where, key)
        return {name: self.text(inner, (*where, key), name) for name in inner}

    def flag(self, table: Mapping[str, Any], where: Key, key: str, *, usual: bool = False) -> bool:
        """true or false."""
        found = table.get(key, usual)
        if isinstance(found, bool):
            return found
        self._sort((*where, key), "profile.sort_flag")
        return usual

    def list(self, table: Mapping[str, Any], where: Key, key: str) -> tuple[str, ...]:
        """A list of words; one word counts as a list."""
        found = table.get(key, [])
        found = [found] if isinstance(found, str) else found
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return tuple(found)
        self._sort((*where, key), "profile.sort_list")
        return ()

    def choice(
        self, table: Mapping[str, Any], where: Key, key: str, lawful: tuple[str, ...]
    ) -> str:
        """One of these words; the first where there is none."""
        found = self.text(table, where, key)
        if found in lawful:
            return found
        if key in table and isinstance(table[key], str):
            known = listed(lawful, "profile.or")
            self.fault((*where, key), said("profile.choose", value=found, known=known))
        return lawful[0]

    def uri(self, table: Mapping[str, Any], where: Key, key: str) -> str:
        """The namespace of a root; TEI's where there is none."""
        found = self.text(table, where, key) or TEI
        if not is_uri(found):
            self.fault((*where, key), said("profile.no_namespace", value=found))
        return found

    def prefix(self, where: Key, prefix: str, uri: str) -> None:
        """A prefix with its namespace must be lawful."""
        if not _NCNAME.fullmatch(prefix) or prefix.lower().startswith("xml"):
            self.fault(where, said("profile.no_name", name=prefix))
        if not is_uri(uri):
            self.fault(where, said("profile.no_namespace", value=uri))

    def is_name(self, name: str) -> bool:
        """Whether something may be an element's or attribute's name, without a prefix."""
        return _NCNAME.fullmatch(name) is not None

    def _sort(self, where: Key, message: str) -> None:
        self.fault(where, said(message, key=".".join(where)))
