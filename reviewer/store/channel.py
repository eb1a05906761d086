"""A connection as the repositories use it: statements in, rows out, errors in our own words."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, Executable, Row
from sqlalchemy.exc import SQLAlchemyError

from reviewer.core.errors import StoreError
from reviewer.store.troubles import explained

Values = Mapping[str, Any]


class Channel:
    """The connection of one unit. Rows are read at once, so that no error comes later.

    After an error of the database nothing more goes through: PostgreSQL would refuse, but SQLite
    may have ended the transaction by itself, and what came then would be kept at once.
    """

    def __init__(self, connection: Connection, where: str) -> None:
        self._connection = connection
        self._where = where
        self._broken: StoreError | None = None

    @property
    def dialect(self) -> str:
        """The database's kind: "sqlite" or "postgresql"; few functions differ between them."""
        return self._connection.dialect.name

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        self.check()
        try:
            with explained(self._where):
                yield
        except StoreError as error:
            self._broken = error
            raise

    def check(self) -> None:
        """Raise the error that ended this channel, if there was one."""
        if self._broken is not None:
            raise self._broken

    def rows(self, statement: Executable, values: Values | None = None) -> Sequence[Row[Any]]:
        """All rows of a query."""
        with self._guarded():
            return self._connection.execute(statement, values).all()

    def first(self, statement: Executable, values: Values | None = None) -> Row[Any] | None:
        """The first row of a query, if any."""
        with self._guarded():
            return self._connection.execute(statement, values).first()

    def scalar(self, statement: Executable, values: Values | None = None) -> Any:
        """The first column of the first row; None where there is no row."""
        with self._guarded():
            return self._connection.execute(statement, values).scalar()

    def change(self, statement: Executable, values: Values | Sequence[Values] | None = None) -> int:
        """Run an INSERT, UPDATE or DELETE, once for each set of values; gives the rows it touched.

        With several sets of values the number is not to be relied on. No set of values: nothing
        is done.
        """
        if isinstance(values, Sequence) and not values:
            return 0
        with self._guarded():
            return self._connection.execute(statement, values).rowcount

    def insert(self, statement: Executable, values: Sequence[Values]) -> Sequence[int]:
        """Run an INSERT that returns one number for each set of values, in their order."""
        if not values:
            return ()
        with self._guarded():
            return self._connection.execute(statement, values).scalars().all()

    @contextmanager
    def step(self) -> Iterator[None]:
        """A part of the transaction that is taken back by itself where the block raises."""
        with self._guarded():
            kept = self._connection.begin_nested()
        try:
            yield
        except BaseException:
            with suppress(SQLAlchemyError):  # what went wrong first is what the person must read
                kept.rollback()
            raise
        with self._guarded():
            kept.commit()
