"""Connections to SQLite and PostgreSQL, set so that what is acknowledged stays."""

from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from reviewer.core.errors import StoreError
from reviewer.core.messages import said
from reviewer.store.address import Folder, Server

WAIT = 30.0
"""Seconds to wait for another writer. The longest that holds the lock is an import of one file."""

_CONNECT_SECONDS = 10
_WRITES = "writes"  # execution option of the connections of writing units

_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    # FULL: in WAL mode each commit is on the disk before it is acknowledged. NORMAL would lose the
    # last decisions in a power cut (https://www.sqlite.org/pragma.html#pragma_synchronous).
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",  # macOS only: its plain fsync leaves data in the drive's cache
    "PRAGMA cache_size=-16384",  # KiB
    "PRAGMA temp_store=MEMORY",
    "PRAGMA wal_autocheckpoint=4000",  # pages; copying back is dear, so do it seldom
    "PRAGMA journal_size_limit=67108864",  # bytes; a large import would leave its log at full size
)


def connect_folder(folder: Folder, *, make: bool = False, wait: float = WAIT) -> Engine:
    """An engine on a project's SQLite database. Nothing is opened yet.

    `make`: make the file where it is missing, which SQLite would otherwise always do.
    """
    url = URL.create(
        "sqlite+pysqlite",
        database=folder.file.as_uri(),
        query={"mode": "rwc" if make else "rw", "uri": "true"},
    )
    engine = create_engine(url, connect_args={"timeout": wait}, max_overflow=-1)
    event.listen(engine, "connect", _set_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_sqlite(connection: SqliteConnection, _record: Any) -> None:
    # Python's driver would begin transactions by itself, and never before a SELECT; we say BEGIN
    # (docs.sqlalchemy.org, "Serializable isolation / Savepoints / Transactional DDL").
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: one that read first and then had to wait could never go on,
    # because what it read would be old.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def connect_server(server: Server, *, wait: float = WAIT) -> Engine:
    """An engine on a PostgreSQL database. Raises StoreError where its driver is not installed."""
    try:
        engine = create_engine(
            server.url,
            connect_args={"connect_timeout": _CONNECT_SECONDS, "application_name": "reviewer"},
            pool_pre_ping=True,  # a server may be started anew while the window is open
            use_native_hstore=False,  # spares a question at the first connection
        )
    except ImportError as error:
        raise StoreError(
            said("errors.no_postgresql_driver"),
            where=str(server),
            safe=said("errors.projects_in_folders_work_without"),
            advice=said("errors.install_driver"),
        ) from error

    def settle(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            # What a server's keeper switched off for speed must not weaken the ledger.
            cursor.execute("SET synchronous_commit = on")
            cursor.execute(f"SET lock_timeout = {int(wait * 1000)}")
            cursor.execute("SET TIME ZONE 'UTC'")
        connection.commit()

    event.listen(engine, "connect", settle)
    return engine


def for_reading(engine: Engine) -> Connection:
    """A connection whose transaction sees one state of the data."""
    if engine.dialect.name == "sqlite":
        return engine.connect()
    return engine.connect().execution_options(isolation_level="REPEATABLE READ")


def for_writing(engine: Engine) -> Connection:
    """A connection whose transaction may change the data.

    READ COMMITTED in PostgreSQL: the loser of a race then finds no row to change and is told who
    was first; under a stricter level it would only get a serialization failure.
    """
    if engine.dialect.name == "sqlite":
        return engine.connect().execution_options(**{_WRITES: True})
    return engine.connect().execution_options(isolation_level="READ COMMITTED")


def log_ahead(engine: Engine) -> None:
    """Switch a SQLite database to its write-ahead log, which it then remembers.

    Where the file system cannot do that (some network drives), SQLite keeps its older journal: as
    safe, only slower and with readers and writers waiting for each other.
    """
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            raw = connection.connection.dbapi_connection  # outside of any transaction
            assert raw is not None
            raw.cursor().execute("PRAGMA journal_mode=WAL")
