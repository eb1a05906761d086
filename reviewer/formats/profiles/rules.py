"""The rules in a profile's file: elements, attributes, templates and paths, each made sure of."""

import re
from collections.abc import Mapping
from typing import Any

from reviewer.core.header import FIELDS
from reviewer.core.messages import said
from reviewer.core.profile import OF_DOCUMENT, PLACEHOLDERS, Attributes, Rule, Where
from reviewer.formats.profiles.places import Key
from reviewer.formats.profiles.tables import Tables
from reviewer.formats.profiles.templates import placeholders

_STEP = r"[^/\[\]@]+(?:\[@[\w.:-]+='[^'<>&]*'\])*"
_PATH = re.compile(rf"{_STEP}(?:/{_STEP})*(?:/@[\w.:-]+)?")
_SHAPE = ("element", "block", "attributes", "wrapper", "wrapper_attributes")
_FIELDS = tuple(found.name for found in FIELDS)
_XML = frozenset({"xml:id", "xml:lang", "xml:space"})


class RuleReader:
    """Reads rules; the file's own prefixes and tables of values are known to it."""

    def __init__(
        self, tables: Tables, prefixes: frozenset[str], maps: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._tables = tables
        self._prefixes = prefixes
        self._maps = maps
        self.flat = False

    # rules

    def role(self, table: dict[str, Any], where: Key, kinds: tuple[str, ...] | None) -> Rule:
        """The rule of a role, with those of its kinds."""
        return self._rule(table, where, (*_SHAPE, "where"), kinds)

    def mark(self, table: dict[str, Any], where: Key) -> Rule:
        """The rule of a mark or of a group."""
        return self._rule(table, where, ("element", "attributes", "unwrap", "drop"), None)

    def mark_of_text(self, table: dict[str, Any], where: Key) -> Rule:
        """The rule of the beginning of a page, line or column."""
        more = ("first",) if where[-1] == "lb" else ()
        return self._rule(table, where, ("element", "attributes", "drop", *more), None)

    def _rule(self, table: dict[str, Any], where: Key, lawful: tuple[str, ...], kinds: Any) -> Rule:
        t = self._tables
        t.known(table, where, (*lawful, "kinds") if kinds else lawful)
        rule = Rule(
            element=self.name(table, where, "element"),
            block=self.name(table, where, "block"),
            attributes=self._given(table, where, "attributes"),
            wrapper=self.name(table, where, "wrapper"),
            wrapper_attributes=self._given(table, where, "wrapper_attributes") or {},
            where=self._where(table, where),
            unwrap=t.flag(table, where, "unwrap"),
            drop=t.flag(table, where, "drop"),
            kinds=self._kinds(table, where, lawful, kinds),
        )
        if rule.unwrap and (rule.drop or rule.element):
            t.fault((*where, "unwrap"), said("profile.either", key=".".join(where)))
        return rule

    def _kinds(
        self, table: dict[str, Any], where: Key, lawful: tuple[str, ...], kinds: Any
    ) -> dict[str, Rule]:
        inner = self._tables.table(table, where, "kinds") if kinds else {}
        return {
            kind: self._rule(
                self._tables.table(inner, (*where, "kinds"), kind),
                (*where, "kinds", kind),
                lawful,
                None,
            )
            for kind in inner
        }

    def _where(self, table: dict[str, Any], where: Key) -> Where:
        if "where" not in table:
            return Where.HERE
        found = Where(self._tables.choice(table, where, "where", tuple(map(str, Where))))
        if self.flat and found in (Where.DISTRIBUTION, Where.PROCESSING):
            self._tables.fault((*where, "where"), said("profile.flat", value=str(found)))
        return found

    # names

    def name(self, table: Mapping[str, Any], where: Key, key: str) -> str:
        """The name of an element; empty where there is none."""
        found = self._tables.text(table, where, key)
        if key in table and not self._is_name(found):
            self._tables.fault((*where, key), said("profile.no_name", name=found))
        return found

    def _is_name(self, name: str) -> bool:
        prefix, colon, local = name.rpartition(":")
        return self._tables.is_name(local) and (not colon or prefix in self._prefixes)

    def _is_attribute(self, name: str) -> bool:
        return name in _XML or (self._is_name(name) and not name.startswith("xmlns"))

    # attributes

    def _given(self, table: dict[str, Any], where: Key, key: str) -> Attributes | None:
        if key not in table:
            return None
        return self.attributes(self._tables.table(table, where, key), (*where, key))

    def attributes(self, table: Mapping[str, Any], where: Key) -> Attributes:
        """Attributes with their templates."""
        for name in table:
            if not self._is_attribute(name):
                self._tables.fault((*where, name), said("profile.no_name", name=name))
        return {name: self._templates(table, where, name, header=False) for name in table}

    def header(self, table: Mapping[str, Any], where: Key) -> Attributes:
        """Paths of the header with their templates."""
        for path in table:
            self.path((*where, path), path)
        return {path: self._templates(table, where, path, header=True) for path in table}

    def path(self, where: Key, path: str) -> None:
        """A path of the header must be one that elements can be made of."""
        names = re.split(r"[/\[\]]", re.sub(r"='[^']*'", "", path))
        lawful = all(
            self._is_attribute(one[1:]) if one.startswith("@") else self._is_name(one)
            for one in names
            if one
        )
        if not _PATH.fullmatch(path) or not lawful:
            self._tables.fault(where, said("profile.no_path", path=path))

    def _templates(
        self, table: Mapping[str, Any], where: Key, key: str, *, header: bool
    ) -> tuple[str, ...]:
        found = self._tables.list(table, where, key)
        for template in found:
            for one in placeholders(template):
                if one is None:
                    self._tables.fault((*where, key), said("profile.brace", template=template))
                    continue
                self._placeholder((*where, key), one.name, header=header)
                if one.how and not one.how.isdigit() and one.how not in self._maps:
                    self._tables.unknown((*where, key), one.how, self._maps, ":{}")
                elif one.how.isdigit() and int(one.how) > 20:
                    self._tables.fault((*where, key), said("profile.brace", template=template))
        return found

    def _placeholder(self, where: Key, name: str, *, header: bool) -> None:
        if header:
            lawful: tuple[str, ...] = (*OF_DOCUMENT, *_FIELDS)
        elif name.startswith("idno."):
            return
        else:
            lawful = (*PLACEHOLDERS, *(f"header.{field}" for field in _FIELDS))
        if name not in lawful:
            self._tables.unknown(where, name, lawful, "{{}}")
