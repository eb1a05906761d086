"""A project's data: units of work on one database."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from reviewer.core.errors import StoreError
from reviewer.core.messages import said
from reviewer.store import schema
from reviewer.store.address import Folder, Server
from reviewer.store.channel import Channel
from reviewer.store.database import WAIT, for_reading, for_writing
from reviewer.store.entries import SqlEntries
from reviewer.store.figures import SqlFigures
from reviewer.store.findings import SqlFindings
from reviewer.store.ledger import SqlLedger
from reviewer.store.lessons import SqlLessons
from reviewer.store.listing import SqlListing
from reviewer.store.originals import SqlOriginals
from reviewer.store.queues import SqlQueued
from reviewer.store.second import SqlSecondReadings
from reviewer.store.settings import SqlSettings
from reviewer.store.skipped import SqlSkipped
from reviewer.store.sources import SqlSources
from reviewer.store.talks import SqlTalks
from reviewer.store.texts import SqlTexts
from reviewer.store.troubles import explained

_CLAIM = text(f"SELECT pg_advisory_xact_lock({schema.APPLICATION_ID}, hashtext(:what))")


class SqlUnit:
    """One transaction and the repositories in it."""

    def __init__(self, channel: Channel, login: str = "") -> None:
        self.login = login
        self._channel = channel
        self.listing = SqlListing(channel)
        self.talks = SqlTalks(channel, self.listing)
        self.sources = SqlSources(channel, self.listing)
        self.texts = SqlTexts(channel)
        self.originals = SqlOriginals(channel)
        self.second = SqlSecondReadings(channel)
        self.ledger = SqlLedger(channel, self.listing, self.talks, login)
        self.findings = SqlFindings(channel)
        self.queued = SqlQueued(channel)
        self.skipped = SqlSkipped(channel)
        self.lessons = SqlLessons(channel)
        self.entries = SqlEntries(channel)
        self.settings = SqlSettings(channel)
        self.figures = SqlFigures(channel)

    def claim(self, what: str) -> None:
        """Wait until no other unit that writes has claimed the same. SQLite has one such unit at a
        time as it is.
        """
        if self._channel.dialect == "postgresql":
            self._channel.scalar(_CLAIM, {"what": what})


class SqlStore:
    """A project's data. Usable from several threads; each unit belongs to one and has its own
    connection.
    """

    def __init__(self, engine: Engine, address: Folder | Server, wait: float = WAIT) -> None:
        self._engine = engine
        self._wait = wait
        self._url = str(address)
        self._closed = False
        self._login: str | None = "" if isinstance(address, Folder) else None
        # SQLite has one writer at a time and lets the others poll; within this process they queue.
        self._turn = Lock() if isinstance(address, Folder) else None

    @property
    def url(self) -> str:
        """The folder, or the database's address without a password."""
        return self._url

    @contextmanager
    def reading(self) -> Iterator[SqlUnit]:
        """A consistent view; nothing written in it is kept."""
        with self._connected(writes=False) as connection:
            yield SqlUnit(Channel(connection, self._url), self._login_of(connection))

    @contextmanager
    def writing(self) -> Iterator[SqlUnit]:
        """A transaction: kept when the block ends, taken back when it raises.

        Where the block swallowed an error of the database, its end raises it again. A unit inside
        another of the same thread would wait for itself: it gives up with StoreError.
        """
        with self._in_turn(), self._connected(writes=True) as connection:
            channel = Channel(connection, self._url)
            unit = SqlUnit(channel, self._login_of(connection))
            yield unit
            unit.listing.flush()
            channel.check()
            with explained(self._url):
                connection.commit()

    def _login_of(self, connection: Connection) -> str:
        """Whom the database knows us as: asked once, since all connections are made alike."""
        if self._login is None:
            with explained(self._url):
                said = connection.scalar(text("SELECT session_user"))
            self._login = str(said)
        return self._login

    def close(self) -> None:
        """Let go of connections."""
        self._closed = True
        self._engine.dispose()

    @contextmanager
    def _connected(self, *, writes: bool) -> Iterator[Connection]:
        if self._closed:
            raise StoreError(
                said("errors.project_was_closed"),
                where=self._url,
                advice=said("errors.open_it_again"),
            )
        with explained(self._url):
            connection = for_writing(self._engine) if writes else for_reading(self._engine)
        try:
            with explained(self._url):
                connection.begin()
            yield connection
        finally:
            # Takes back what was not committed. What it might complain about is no news: without a
            # commit the database drops the work by itself.
            with suppress(SQLAlchemyError):
                connection.close()

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if self._turn is None:
            yield
            return
        if not self._turn.acquire(timeout=self._wait):
            raise StoreError(
                said("errors.project_is_busy_here"),
                where=self._url,
                safe=said("errors.stored_but_this_step"),
                advice=said("errors.wait_or_cancel"),
            )
        try:
            yield
        finally:
            self._turn.release()
