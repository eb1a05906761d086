"""Bringing an older project to the present schema, without ever touching the only copy.

SQLite: the file is copied, the copy upgraded and checked, and only then written over the original,
in one transaction of SQLite's own. Renaming the copy into place would look simpler, but a program
that opened the old file a moment before would go on writing into a file that has no name any more.
PostgreSQL: all steps are one transaction.

Alembic is imported here only, since most openings need no upgrade and it takes its time.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text

from reviewer.core.errors import StoreError
from reviewer.core.messages import said
from reviewer.store.address import Folder
from reviewer.store.database import for_writing
from reviewer.store.scripts import ENVIRONMENT, Scripts

LOCK = 0x52565752
"""Number of the advisory lock that lays or upgrades the tables of a PostgreSQL database."""

_COUNTS = "SELECT (SELECT count(*) FROM {0}), (SELECT coalesce(max(id), 0) FROM {0})"


def upgrade_folder(folder: Folder, scripts: Scripts, wait: float) -> Path | None:
    """Upgrade a project's SQLite database and give the copy of what it was before, which is kept.

    None where somebody else upgraded it in the meantime. Raises StoreError where a step fails or
    the project is open elsewhere; the project is then as it was.
    """
    where = str(folder)
    with _alone(folder, wait) as original:
        (before,) = original.execute("SELECT version_num FROM alembic_version").fetchone()
        if before == scripts.head:
            return None
        kept = folder.file.with_name(f"{folder.file.name}.{before}")
        work = folder.file.with_name(f"{folder.file.name}.upgrading")
        try:
            _copy(original, work)
            with _described(where):
                _upgrade_file(work, scripts)
            _check(original, work, where)
            _copy(original, kept)  # from here on it stays, whatever happens
            with _described(where), closing(sqlite3.connect(work)) as upgraded:
                upgraded.backup(original)
        finally:
            work.unlink(missing_ok=True)
        return kept


def upgrade_server(engine: Engine, scripts: Scripts, where: str) -> None:
    """Upgrade a PostgreSQL database in one transaction. Raises StoreError where a step fails."""
    with for_writing(engine) as connection, connection.begin():
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        before = connection.scalar(text("SELECT version_num FROM alembic_version"))
        if before != scripts.head:
            with _described(where):
                run(connection, scripts)


def run(connection: Connection, scripts: Scripts) -> None:
    """Run the scripts that are missing, in the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    for name, value in {
        "script_location": str(ENVIRONMENT),
        "version_locations": os.pathsep.join(map(str, scripts.folders)),
        "path_separator": "os",
        "version_path_separator": "os",  # what Alembic before 1.16 called it
    }.items():
        config.set_main_option(name, value.replace("%", "%%"))
    command.upgrade(config, scripts.head)


@contextmanager
def _alone(folder: Folder, wait: float) -> Iterator[sqlite3.Connection]:
    """The file, opened so that nobody else can read or write it until the block ends."""
    uri = f"{folder.file.as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)) as original:
        try:
            # In this mode the lock is kept when a transaction ends, so it spans both copyings.
            original.execute("PRAGMA locking_mode=EXCLUSIVE")
            original.execute("PRAGMA synchronous=FULL")
            original.execute("BEGIN EXCLUSIVE")
            original.execute("COMMIT")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            raise StoreError(
                said("errors.upgrade_needs_it_alone"),
                where=str(folder),
                safe=said("errors.nothing_was_changed"),
                advice=said("errors.close_the_other_program"),
            ) from error
        yield original


def _copy(original: sqlite3.Connection, to: Path) -> None:
    to.unlink(missing_ok=True)  # left by an upgrade that was killed
    with closing(sqlite3.connect(to)) as copy:
        original.backup(copy)
        # A copy beside the project must stand alone, without a log of its own.
        copy.execute("PRAGMA journal_mode=DELETE")


def _upgrade_file(path: Path, scripts: Scripts) -> None:
    engine = create_engine(f"sqlite+pysqlite:///{path}")
    # Foreign keys stay off: SQLite changes a column by making the table anew, which a reference to
    # it would forbid. They are checked as a whole afterwards.
    event.listen(engine, "connect", _by_hand)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    try:
        with engine.begin() as connection:
            run(connection, scripts)
    finally:
        engine.dispose()


def _by_hand(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None


def _check(original: sqlite3.Connection, work: Path, where: str) -> None:
    """Raise StoreError unless the copy is sound and has every document, page and decision."""
    with closing(sqlite3.connect(work)) as copy:
        problems = [row[0] for row in copy.execute("PRAGMA integrity_check") if row[0] != "ok"]
        problems += [f"{row[0]} lost {row[2]}" for row in copy.execute("PRAGMA foreign_key_check")]
        for table in ("document", "page", "decision"):
            counts = _COUNTS.format(table)
            if copy.execute(counts).fetchone() != original.execute(counts).fetchone():
                problems.append(f"{table} has other rows than before")
    if problems:
        raise _failed(problems[0], where)


@contextmanager
def _described(where: str) -> Iterator[None]:
    """Turn whatever a migration script raises into a StoreError: it may be anything."""
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        raise _failed(str(error).partition("\n")[0] or type(error).__name__, where) from error


def _failed(why: str, where: str) -> StoreError:
    return StoreError(
        said("errors.upgrade_failed", reason=why),
        where=where,
        safe=said("errors.project_is_as_it_was"),
        advice=said("errors.open_with_its_version"),
    )
