"""Making all tables and guards in an empty database."""

from datetime import UTC, datetime

from sqlalchemy import Connection, insert

from reviewer.store.schema import APPLICATION, HEAD, WHERE, alembic_version, metadata, project

GUARDS = {
    "sqlite": (
        """CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
        """CREATE TRIGGER decision_remains BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION decision_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$""",
        """CREATE TRIGGER decision_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON decision
FOR EACH STATEMENT EXECUTE FUNCTION decision_stays()""",
    ),
}
"""Statements that keep decisions from being changed or deleted, by database."""


def lay(connection: Connection) -> None:
    """Make all tables and guards in an empty database, in the connection's transaction."""
    _say_where(connection.dialect.name)
    metadata.create_all(connection, checkfirst=False)
    for statement in GUARDS[connection.dialect.name]:
        connection.exec_driver_sql(statement)
    connection.execute(insert(alembic_version).values(version_num=HEAD))
    connection.execute(insert(project).values(application=APPLICATION, created=datetime.now(UTC)))


def _say_where(dialect: str) -> None:
    """Tell the partial indexes in a database's own words which rows they hold.

    Said at their definition, for both databases, it would load SQLAlchemy's PostgreSQL with all its
    drivers at every start.
    """
    for table in metadata.tables.values():
        for index in table.indexes:
            if WHERE in index.info:
                index.dialect_options[dialect]["where"] = index.info[WHERE]
