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


@dataclass(frozen=True, slots=True)
class _Trouble:
    what: str
    advice: str
    kind: type[StoreError] = StoreError
    safe: str = "Everything that was confirmed before is stored; this step was not."


# A damaged file may have lost what was confirmed: only what we did is ours to promise.
_UNTOUCHED = "Nothing was changed by this step."

_BUSY = _Trouble(
    "The project is busy: another program has been writing to it for too long.",
    "Try again in a moment; if it stays so, close the other program.",
)
_FULL = _Trouble("The disk is full.", "Make room on it, then do the step again.")
_FORBIDDEN = _Trouble(
    "The project may not be written.",
    "Check the rights on its folder and on project.db, or copy the project to another folder.",
)
_BROKEN = _Trouble(
    "The project's file is damaged.",
    "Copy the whole folder before anything else, then restore project.db from a backup or rescue "
    "it with `sqlite3 project.db .recover`.",
    safe=_UNTOUCHED,
)
_DISK = _Trouble(
    "The disk or the network drive did not read or write as it should.",
    "Check the drive. A project works best on a disk of this computer.",
)
_UNREACHABLE = _Trouble(
    "The database server cannot be reached.",
    "Check the address, the network and whether the server runs.",
)

# https://www.sqlite.org/rescode.html, primary codes
_SQLITE = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _FORBIDDEN,
    sqlite3.SQLITE_PERM: _FORBIDDEN,
    sqlite3.SQLITE_CANTOPEN: _Trouble(
        "The project's file cannot be opened or made.",
        "Check that the folder exists and that you may write to it.",
    ),
    sqlite3.SQLITE_CORRUPT: _BROKEN,
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_NOTADB: _Trouble(
        "project.db is not a project of this program, or its start was overwritten.",
        "Check that this is the folder you meant; otherwise restore project.db from a backup.",
        NotAProject,
        _UNTOUCHED,
    ),
}

_REFUSED = _Trouble("The database server refuses the login.", "Check name and password.")

# https://www.postgresql.org/docs/15/errcodes-appendix.html, codes and (two letters) classes
_POSTGRESQL = {
    "55P03": _BUSY,
    "40P01": _BUSY,
    "40001": _BUSY,
    "57014": _BUSY,
    "53100": _FULL,
    "53300": _Trouble(
        "The database server has no connection left.", "Try again in a moment, or ask its keeper."
    ),
    "25006": _FORBIDDEN,
    "42501": _Trouble(
        "Your login may not do this in the database.", "Ask the keeper of the database for rights."
    ),
    "3D000": _Trouble(
        "The server has no such database.",
        "Ask for it to be made (createdb NAME), or check its name.",
    ),
    "28": _REFUSED,
    "08": _UNREACHABLE,
    "57": _UNREACHABLE,
    "58": _DISK,
    "XX": _Trouble(
        "The database is damaged.", "Ask the keeper of the database for help.", safe=_UNTOUCHED
    ),
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
    return trouble.kind(trouble.what, where=where, safe=trouble.safe, advice=trouble.advice)


def _known(error: Exception) -> _Trouble:
    if isinstance(error, PoolTimeout):
        return _BUSY
    if isinstance(error, IntegrityError):
        return _Trouble(
            f"The step contradicts what is stored ({_said(error)}).",
            "Somebody may have done the same at this moment: look again and repeat it.",
        )
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        # The higher bits only refine; connections made by Python before an error have no code.
        code = getattr(cause, "sqlite_errorcode", None)
        found = None if code is None else _SQLITE.get(code & 0xFF)
    elif isinstance(cause, FileExistsError | NotADirectoryError):
        return _Trouble(
            "A project is a folder, but a file of this name is in the way.",
            "Name another folder. Files to import come after the project.",
            safe=_UNTOUCHED,
        )
    elif isinstance(cause, OSError):
        return _Trouble(f"{cause.strerror or cause}.", "Check the folder and its rights.")
    else:
        state = getattr(cause, "sqlstate", None) or ""
        found = _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
        if found is None and not state and isinstance(error, DBAPIError):
            # libpq gives no code where it never reached the server, or the server refused it early.
            found = _unconnected(str(cause))
    return found or _Trouble(
        f"The database gave up: {_said(error)}.", "Try again; if it comes back, report it."
    )


def _unconnected(said: str) -> _Trouble:
    """Sort a refusal to connect. The server's words may be translated; then it is unreachable."""
    if "authentication failed" in said or "no password supplied" in said:
        return _REFUSED
    if "does not exist" in said and "database" in said:
        return _POSTGRESQL["3D000"]
    return _UNREACHABLE


def _said(error: Exception) -> str:
    """The first line of what was said, without the statement and its values."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    lines = str(cause).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(cause).__name__
