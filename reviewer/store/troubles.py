"""What the databases complain about, in words that help: what happened, what is safe, what to do.

No exception of SQLAlchemy or a driver leaves this room.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from reviewer.core.errors import NotAProject, StoreError
from reviewer.core.messages import said


@dataclass(frozen=True, slots=True)
class _Trouble:
    name: str  # of the messages that tell of it
    kind: type[StoreError] = StoreError
    safe: str = "errors.stored_but_this_step"
    reason: str = ""


# A damaged file may have lost what was confirmed: only what we did is ours to promise.
_UNTOUCHED = "errors.store.untouched"

_BUSY = _Trouble("busy")
_FULL = _Trouble("full")
_FORBIDDEN = _Trouble("forbidden")
_BROKEN = _Trouble(
    "broken",
    safe=_UNTOUCHED,
)
_DISK = _Trouble("disk")
_UNREACHABLE = _Trouble("unreachable")

# https://www.sqlite.org/rescode.html, primary codes
_SQLITE = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _FORBIDDEN,
    sqlite3.SQLITE_PERM: _FORBIDDEN,
    sqlite3.SQLITE_CANTOPEN: _Trouble("unopened"),
    sqlite3.SQLITE_CORRUPT: _BROKEN,
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_NOTADB: _Trouble(
        "no_project",
        NotAProject,
        _UNTOUCHED,
    ),
}

_REFUSED = _Trouble("refused")

# https://www.postgresql.org/docs/15/errcodes-appendix.html, codes and (two letters) classes
_POSTGRESQL = {
    "55P03": _BUSY,
    "40P01": _BUSY,
    "40001": _BUSY,
    "57014": _BUSY,
    "53100": _FULL,
    "53300": _Trouble("no_connection"),
    "25006": _FORBIDDEN,
    "42501": _Trouble("no_rights"),
    "3D000": _Trouble("no_database"),
    "28": _REFUSED,
    "08": _UNREACHABLE,
    "57": _UNREACHABLE,
    "58": _DISK,
    "XX": _Trouble("damaged", safe=_UNTOUCHED),
}


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turn what SQLAlchemy, a driver or the file system raises in the block into a StoreError."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise explain(error, where) from error


def explain(error: Exception, where: str) -> StoreError:
    """The StoreError for an error from below; `where` is the project's place without password."""
    trouble = _known(error)
    return trouble.kind(
        said(f"errors.store.{trouble.name}", reason=trouble.reason),
        where=where,
        safe=said(trouble.safe),
        advice=said(f"errors.store.{trouble.name}_advice"),
    )


def _known(error: Exception) -> _Trouble:
    if isinstance(error, PoolTimeout):
        return _BUSY
    if isinstance(error, IntegrityError):
        return _Trouble("contradicts", reason=_said(error))
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        # The higher bits only refine; connections made by Python before an error have no code.
        code = getattr(cause, "sqlite_errorcode", None)
        found = None if code is None else _SQLITE.get(code & 0xFF)
    elif isinstance(cause, FileExistsError | NotADirectoryError):
        return _Trouble(
            "in_the_way",
            safe=_UNTOUCHED,
        )
    elif isinstance(cause, OSError):
        return _Trouble("system", reason=str(cause.strerror or cause))
    else:
        state = getattr(cause, "sqlstate", None) or ""
        found = _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
        if found is None and not state and isinstance(error, DBAPIError):
            # libpq gives no code where it never reached the server, or the server refused it early.
            found = _unconnected(str(cause))
    return found or _Trouble("gave_up", reason=_said(error))


def _unconnected(words: str) -> _Trouble:
    """Sort a refusal to connect. The server's words may be translated; then it is unreachable."""
    if "authentication failed" in words or "no password supplied" in words:
        return _REFUSED
    if "does not exist" in words and "database" in words:
        return _POSTGRESQL["3D000"]
    return _UNREACHABLE


def _said(error: Exception) -> str:
    """The first line of what was said, without the statement and its values."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    lines = str(cause).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(cause).__name__
