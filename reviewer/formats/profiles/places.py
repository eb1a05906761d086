"""Where in a TOML file its keys stand: the parser of the standard library does not tell."""

import re
from collections.abc import Mapping

_HEADER = re.compile(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_.-]+|\s*\.\s*)+?)\s*=""")
_NAME = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*(?:\.|$)""")

Key = tuple[str, ...]


def key_lines(text: str) -> Mapping[Key, int]:
    """The line of each key and table, from 1. Of a key within an inline table, that of the table.

    Lines within strings of several lines may be taken for keys; what asks, asks for real ones.
    """
    found: dict[Key, int] = {}
    table: Key = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _names(header[1])
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault((*table, *_names(key[1])), number)
    return found


def line_of_key(lines: Mapping[Key, int], key: Key) -> int:
    """The line of a key, or of the innermost table around it that has a line."""
    while key:
        if key in lines:
            return lines[key]
        key = key[:-1]
    return 0


def _names(dotted: str) -> Key:
    return tuple(a or b or c for a, b, c in _NAME.findall(dotted))
