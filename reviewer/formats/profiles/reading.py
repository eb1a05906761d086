"""A profile's file, read: all that is wrong with it is told at once, each with line and key.

The file is TOML. It is never more than some pages long, names no file outside its own folder, and
takes in no other file.
"""

import tomllib
from pathlib import Path
from typing import Any

from reviewer.core.edition import Profile
from reviewer.core.errors import UnreadableFile
from reviewer.core.files import unreadable
from reviewer.core.marks import MarkName
from reviewer.core.messages import listed, said
from reviewer.core.model import Role
from reviewer.core.profile import (
    BREAKS,
    DIVISIONS,
    GROUPS,
    PARTS,
    TWOFOLD,
    Fault,
    Heading,
    OwnProfile,
    Side,
    key_of,
)
from reviewer.core.roles import KINDS
from reviewer.formats.profiles.places import Key
from reviewer.formats.profiles.rules import RuleReader
from reviewer.formats.profiles.tables import Tables

_MOST_BYTES = 256 * 1024
_MOST_TOLD = 20
_TOP = (
    "title based_on root namespaces roles marks groups text divisions corrections header parts"
    " values validation"
).split()
ROLES = {key_of(role): role for role in Role if role is not Role.NOISE}
MARKS = {str(mark): mark for mark in MarkName}


def read_profile(path: Path) -> OwnProfile:
    """The profile of a file. Raises UnreadableFile, which names every fault there is."""
    profile, faults = examine(path)
    if profile is None:
        told = [_said(path, fault) for fault in faults[:_MOST_TOLD]]
        raise UnreadableFile(
            said("profile.unusable", n=len(faults), faults=listed(told)),
            where=str(path),
            safe=said("errors.no_file_was_checked_or_changed"),
            advice=said("profile.mend", file=path.name),
        )
    return profile


def _said(path: Path, fault: Fault) -> str:
    if not fault.line:
        return fault.text
    return said("profile.at_line", line=fault.line, text=fault.text)


def examine(path: Path) -> tuple[OwnProfile | None, list[Fault]]:
    """The profile of a file, or None and its faults in the order of their lines.

    Raises UnreadableFile where the file cannot be read at all.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None, [Fault(0, "", said("profile.too_long", most=_MOST_BYTES // 1024))]
        text = path.read_bytes().decode("utf-8")
        content = tomllib.loads(text)
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return None, [Fault(line, "", said("profile.not_utf8"))]
    except tomllib.TOMLDecodeError as error:
        return None, [Fault(_line_of(error, text), "", said("profile.not_toml", reason=str(error)))]
    except RecursionError:
        return None, [Fault(0, "", said("profile.too_deep"))]
    reading = _Reading(path, content, Tables(text))
    profile = reading.profile()
    return (None if reading.faults else profile), sorted(reading.faults, key=lambda one: one.line)


def _line_of(error: tomllib.TOMLDecodeError, text: str) -> int:
    words = str(error).split("line ")
    if len(words) > 1 and (number := words[-1].split(",")[0]).isdigit():
        return int(number)
    return text.count("\n") + 1


class _Reading:
    """One file being read."""

    def __init__(self, path: Path, content: dict[str, Any], tables: Tables) -> None:
        self._path = path
        self._content = content
        self._tables = tables
        self.faults = tables.faults

    def profile(self) -> OwnProfile:
        t, content = self._tables, self._content
        t.known(content, (), _TOP)
        spaces = t.texts(content, (), "namespaces")
        for prefix, uri in spaces.items():
            t.prefix(("namespaces", prefix), prefix, uri)
        maps = {
            name: t.texts(t.table(content, (), "values"), ("values",), name)
            for name in t.table(content, (), "values")
        }
        rules = RuleReader(t, frozenset(spaces), maps)
        root = t.table(content, (), "root")
        t.known(root, ("root",), ("element", "namespace"))
        divisions = t.table(content, (), "divisions")
        t.known(divisions, ("divisions",), ("shape", *DIVISIONS))
        flat = t.choice(divisions, ("divisions",), "shape", ("parted", "flat")) == "flat"
        rules.flat = flat
        text = t.table(content, (), "text")
        schema, schematron = self._validation()
        parts = t.table(content, (), "parts")
        t.known(parts, ("parts",), PARTS)
        made = OwnProfile(
            name=self._path.stem,
            path=self._path,
            title=t.text(content, (), "title") or self._path.stem,
            base=self._base(),
            root=rules.name(root, ("root",), "element") or "TEI",
            namespace=t.uri(root, ("root",), "namespace"),
            namespaces=spaces,
            roles={
                ROLES[key]: rules.role(table, ("roles", key), KINDS.get(ROLES[key]))
                for key, table in t.tables(content, "roles", ROLES)
            },
            marks={
                MARKS[key]: rules.mark(table, ("marks", key))
                for key, table in t.tables(content, "marks", MARKS)
            },
            groups={
                key: rules.mark(table, ("groups", key))
                for key, table in t.tables(content, "groups", GROUPS)
            },
            breaks={
                key: rules.mark_of_text(table, ("text", key))
                for key, table in t.tables(content, "text", BREAKS)
            },
            first_lb=t.flag(t.table(text, ("text",), "lb"), ("text", "lb"), "first", usual=True),
            flat=flat,
            divisions={
                key: rules.attributes(table, ("divisions", key))
                for key in DIVISIONS
                if (table := t.table(divisions, ("divisions",), key))
            },
            sides=self._sides(),
            header=self._header(rules),
            parts=frozenset(one for one in PARTS if t.flag(parts, ("parts",), one, usual=True)),
            maps=maps,
            schema=schema,
            schematron=schematron,
        )
        self._no_body_dropped(made)
        return made

    def _base(self) -> Profile:
        lawful = tuple(str(one) for one in Profile)
        return Profile(self._tables.choice(self._content, (), "based_on", lawful))

    def _sides(self) -> dict[str, Side]:
        table = self._tables.table(self._content, (), "corrections")
        self._tables.known(table, ("corrections",), TWOFOLD)
        lawful = tuple(str(side) for side in Side)
        return {
            key: Side(self._tables.choice(table, ("corrections",), key, lawful))
            for key in TWOFOLD
            if key in table
        }

    def _header(self, rules: RuleReader) -> Heading:
        t, where = self._tables, ("header",)
        table = t.table(self._content, (), "header")
        t.known(table, where, ("keep", "drop", "set"))
        keep = t.list(table, where, "keep") if "keep" in table else None
        drop = t.list(table, where, "drop")
        for key, paths in (("keep", keep or ()), ("drop", drop)):
            for one in paths:
                rules.path((*where, key), one)
        return Heading(keep, drop, rules.header(t.table(table, where, "set"), (*where, "set")))

    def _validation(self) -> tuple[Path | None, Path | None]:
        table = self._tables.table(self._content, (), "validation")
        self._tables.known(table, ("validation",), ("rng", "schematron"))
        return self._file(table, "rng"), self._file(table, "schematron")

    def _file(self, table: dict[str, Any], key: str) -> Path | None:
        """A file beside the profile's, or below: a profile may come from anybody."""
        where: Key = ("validation", key)
        given = self._tables.text(table, ("validation",), key)
        if not given:
            return None
        home = self._path.resolve().parent
        if "\0" in given:
            self._tables.fault(where, said("profile.file_outside", file="?"))
            return None
        path = (home / given).resolve()
        if not path.is_relative_to(home) or Path(given).is_absolute():
            self._tables.fault(where, said("profile.file_outside", file=given))
        elif not path.is_file():
            self._tables.fault(where, said("profile.file_missing", file=given))
        return path

    def _no_body_dropped(self, made: OwnProfile) -> None:
        body = made.roles.get(Role.BODY)
        if body is not None and body.drops:
            self._tables.fault(("roles", "body"), said("profile.body_stays"))
