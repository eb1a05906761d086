"""Finding, opening and making projects."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, inspect, text

from reviewer.core.errors import NewerProject, NotAProject, StoreError
from reviewer.core.messages import said
from reviewer.store import schema, upgrading
from reviewer.store.address import Folder, Server, read_address
from reviewer.store.database import (
    WAIT,
    connect_folder,
    connect_server,
    for_reading,
    for_writing,
    log_ahead,
)
from reviewer.store.laying import lay
from reviewer.store.scripts import SHIPPED, Scripts
from reviewer.store.store import SqlStore
from reviewer.store.troubles import explained


class Opener:
    """Finds the store for a project's place: a folder or a PostgreSQL URL.

    `scripts` are the migrations, `wait` the seconds to wait for another writer.
    """

    def __init__(self, scripts: Scripts = SHIPPED, wait: float = WAIT) -> None:
        self._scripts = scripts
        self._wait = wait

    def exists(self, place: str) -> bool:
        """Whether there is a project. Raises StoreError where a server cannot be asked."""
        address = read_address(place)
        if isinstance(address, Folder):
            with explained(str(address)):
                # A file without content is left where making a project was cut off.
                return address.file.is_file() and address.file.stat().st_size > 0
        with self._connected(address) as engine:
            try:
                with for_reading(engine) as connection:
                    return _is_project(connection)
            finally:
                engine.dispose()

    def open(self, place: str) -> SqlStore:
        """Open, upgrading an older schema.

        Raises NotAProject, NewerProject, or StoreError where it cannot be read or upgraded.
        """
        address = read_address(place)
        if isinstance(address, Folder):
            _check_folder(address)
        with self._connected(address) as engine:
            revision = _revision(engine, address)
            if revision not in self._scripts.revisions:
                raise NewerProject(
                    said("errors.made_by_newer_version"),
                    where=str(address),
                    safe=said("errors.nothing_was_changed"),
                    advice=said("errors.update_this_program_then_open"),
                )
            if revision != self._scripts.head:
                self._upgrade(engine, address)
            log_ahead(engine)
        return SqlStore(engine, address, self._wait)

    def create(self, place: str) -> SqlStore:
        """Make a new, empty project, and its folder where that is missing.

        Raises StoreError where there is a project already. Of two that try at once one succeeds.
        """
        address = read_address(place)
        if isinstance(address, Folder):
            with explained(str(address)):
                address.path.mkdir(parents=True, exist_ok=True)
        with self._connected(address, make=True) as engine:
            with for_writing(engine) as connection, connection.begin():
                _lay(connection, address)
            log_ahead(engine)
        return SqlStore(engine, address, self._wait)

    @contextmanager
    def _connected(self, address: Folder | Server, *, make: bool = False) -> Iterator[Engine]:
        """An engine, which is let go of where the block raises."""
        if isinstance(address, Folder):
            engine = connect_folder(address, make=make, wait=self._wait)
        else:
            engine = connect_server(address, wait=self._wait)
        try:
            with explained(str(address)):
                yield engine
        except BaseException:
            engine.dispose()
            raise

    def _upgrade(self, engine: Engine, address: Folder | Server) -> None:
        if isinstance(address, Folder):
            engine.dispose()  # our own connection would stand in the way of the upgrade's lock
            upgrading.upgrade_folder(address, self._scripts, self._wait)
        else:
            upgrading.upgrade_server(engine, self._scripts, str(address))


def _check_folder(folder: Folder) -> None:
    if not folder.path.is_dir():
        raise NotAProject(
            said("errors.there_is_no_such_folder"),
            where=str(folder),
            advice=said("errors.check_name_or_make_project"),
        )
    if not folder.file.is_file():
        raise NotAProject(
            said("errors.no_project_in_folder"),
            where=str(folder),
            advice=said("errors.what_a_project_folder_holds", name=folder.file.name),
        )


def _revision(engine: Engine, address: Folder | Server) -> str:
    """The schema's revision. Raises NotAProject where the database is not one of ours."""
    with for_reading(engine) as connection:
        if not _is_project(connection):
            raise NotAProject(
                said("errors.no_project_in_database"),
                where=str(address),
                safe=said("errors.nothing_was_changed"),
                advice=said("errors.choose_place_or_make_project"),
            )
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def _is_project(connection: Connection) -> bool:
    if connection.dialect.name == "sqlite":
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
        return bool(mark == schema.APPLICATION_ID)
    if not connection.scalar(text("SELECT to_regclass('project') IS NOT NULL")):
        return False
    names = inspect(connection).get_columns("project")
    if "application" not in {column["name"] for column in names}:
        return False
    found = connection.scalar(text("SELECT application FROM project"))
    return bool(found == schema.APPLICATION)


def _lay(connection: Connection, address: Folder | Server) -> None:
    """Make the tables, in the connection's transaction, which keeps everybody else out."""
    if connection.dialect.name == "sqlite":
        if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
            raise _occupied(address)
        connection.exec_driver_sql(f"PRAGMA application_id={schema.APPLICATION_ID}")
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": upgrading.LOCK})
        taken = set(inspect(connection).get_table_names()) & set(schema.metadata.tables)
        if taken:
            raise _occupied(address)
    lay(connection)


def _occupied(address: Folder | Server) -> StoreError:
    return StoreError(
        said("errors.place_is_taken"),
        where=str(address),
        safe=said("errors.nothing_was_changed"),
        advice=said("errors.open_it_or_choose_another_place"),
    )
