"""Column types that give back exactly what was put in, in SQLite and PostgreSQL alike.

Neither database keeps every text that Python can hold: PostgreSQL refuses NUL, both refuse lone
surrogates (which broken UTF-16 input leaves behind). These few characters are written as DLE and
four hexadecimal digits; DLE (U+0010, "data link escape") itself is written so too, which makes the
writing one-to-one. Escaped values may therefore be compared for equality by the database.
"""

import json
import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

_DLE = "\x10"
_UNSTORABLE = re.compile("[\x00\x10\ud800-\udfff]")
_ESCAPED = re.compile("\x10([0-9a-f]{4})")


def escape(text: str) -> str:
    """The text as the database holds it."""
    return _UNSTORABLE.sub(lambda found: f"{_DLE}{ord(found[0]):04x}", text)


def unescape(text: str) -> str:
    """The text that `escape` was given."""
    if _DLE not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


class Verbatim(TypeDecorator[str]):
    """Any text at all, character for character."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else escape(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """From the database."""
        return None if value is None else unescape(value)


class Json(TypeDecorator[Any]):
    """A JSON value, as text.

    Not the databases' own JSON types: PostgreSQL's refuses NUL in strings, and reorders. None is
    NULL, so a column that may hold the JSON value null wraps it.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:
        """To the database. Raises TypeError or ValueError where the value is not JSON."""
        return None if value is None else write_json(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any | None:
        """From the database."""
        return None if value is None else _READ(unescape(value))[0]


# Not ASCII-only: that would turn two lone surrogates in a row into one character on reading. JSON
# itself escapes DLE inside strings, so escaping the whole stays one-to-one.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# `json.loads` looks for blanks around the value, which `write_json` never writes; that takes as
# long as reading the short records of a ledger.
_READ = json.JSONDecoder().raw_decode


def write_json(value: Any) -> str:
    """A JSON value as the database holds it."""
    return escape(_ENCODER.encode(value))


class Moment(TypeDecorator[datetime]):
    """A point in time with microseconds, given back in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database; SQLite keeps no time zone, so it gets plain UTC."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
