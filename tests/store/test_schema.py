"""A project made at once and one made by all migrations have the same schema."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, text

from reviewer.store import Opener, schema
from reviewer.store.scripts import SHIPPED
from reviewer.store.upgrading import run
from tests.store.dumps import FOLDER, restore_sqlite


def migrate(engine: Engine) -> None:
    with engine.begin() as connection:
        run(connection, SHIPPED)


_CLAUSE_END = re.compile(r",(?![^()]*\))|\n|(?<= )\((?=\n)")


def sqlite_schema(file: Path) -> list[tuple[str, str, frozenset[str]]]:
    """Name, first line and clauses of all that a database holds; their order may differ."""
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
        ).fetchall()
    found = []
    for name, sql in rows:
        # A column that was added stands in the line of the one before it.
        head, *clauses = (clause.strip(" \n\t") for clause in _CLAUSE_END.split(sql))
        found.append((name, head.replace('"', ""), frozenset(clause for clause in clauses)))
    return found


def test_sqlite(tmp_path: Path) -> None:
    Opener().create(str(tmp_path / "made")).close()
    file = tmp_path / "migrated.db"
    engine = create_engine(f"sqlite:///{file}")
    event.listen(engine, "connect", lambda raw, _: setattr(raw, "isolation_level", None))
    migrate(engine)
    engine.dispose()
    made = sqlite_schema(tmp_path / "made" / "project.db")
    assert {name for name, *_ in made} >= {*schema.metadata.tables, "decision_stays"}
    assert sqlite_schema(file) == made


def test_sqlite_as_released(tmp_path: Path) -> None:
    Opener().create(str(tmp_path / "made")).close()
    restore_sqlite(FOLDER / f"schema_{schema.HEAD}.sql", tmp_path / "released.db")
    made = sqlite_schema(tmp_path / "made" / "project.db")
    assert sqlite_schema(tmp_path / "released.db") == made


_QUERIES = (
    """SELECT table_name, column_name, data_type, is_nullable, column_default,
    character_maximum_length FROM information_schema.columns WHERE table_schema = 'public'""",
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace""",
    "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    """SELECT proname, pg_get_functiondef(oid) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace""",
)


def postgresql_schema(url: str) -> list[list[str]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [
            sorted(re.sub(r"\s+", " ", str(tuple(row))) for row in connection.execute(text(query)))
            for query in _QUERIES
        ]
    engine.dispose()
    return found


def test_postgresql(postgres_database: str) -> None:
    migrated = create_engine(postgres_database)
    migrate(migrated)
    by_migration = postgresql_schema(postgres_database)
    with migrated.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    migrated.dispose()
    Opener().create(postgres_database).close()
    made = postgresql_schema(postgres_database)
    assert all(made)
    assert by_migration == made
