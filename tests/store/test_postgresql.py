"""PostgreSQL: the contract, and what only a server can do to us."""

import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from reviewer.core.errors import NotAProject, StoreError
from reviewer.core.model import Document
from reviewer.core.storage import Store
from reviewer.store import Opener
from tests.contracts.store_kit import StoreKit, add, append, keep, make_page, page_place
from tests.helpers.postgres import Server


class TestPostgresql(StoreKit):
    @pytest.fixture
    def opener(self) -> Opener:
        return Opener()

    @pytest.fixture
    def place(self, postgres_database: str) -> str:
        return postgres_database


@pytest.fixture
def store(postgres_database: str) -> Iterator[Store]:
    store = Opener().create(postgres_database)
    yield store
    store.close()


@pytest.fixture
def document(store: Store) -> Document:
    return add(store, "first", make_page(1))


def ask(url: str, statement: str) -> object:
    """Run a statement by hand; gives the first value of its answer."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            result = connection.execute(text(statement))
            return result.scalar() if result.returns_rows else None
    finally:
        engine.dispose()


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg", "POSTGRESQL"])
def test_every_spelling_of_the_scheme(
    postgres_database: str, store: Store, document: Document, scheme: str
) -> None:
    rest = postgres_database.partition("://")[2]
    again = Opener().open(f"{scheme}://{rest}")
    with again.reading() as unit:
        assert unit.sources.documents() == (document,)
    assert again.url.startswith("postgresql://")
    again.close()


def test_a_password_is_never_shown(postgres_database: str) -> None:
    url = make_url(postgres_database).set(password="s3cret")
    place = url.update_query_dict({"sslpassword": "s3cret"}).render_as_string(hide_password=False)
    assert "s3cret" in place
    store = Opener().create(place)
    assert "s3cret" not in store.url
    store.close()
    with pytest.raises(StoreError) as caught:
        Opener().create(place)
    assert "s3cret" not in str(caught.value)


def test_an_address_that_cannot_be_read() -> None:
    with pytest.raises(StoreError, match="cannot be read") as caught:
        Opener().open("postgresql://u:s3cret@host:port/db")
    assert "s3cret" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_without_its_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match="driver for PostgreSQL is not installed") as caught:
        Opener().exists("postgresql://localhost/db")
    assert "pip install" in caught.value.advice


def test_a_server_that_is_not_there(tmp_path: object) -> None:
    with pytest.raises(StoreError, match="cannot be reached") as caught:
        Opener().exists(f"postgresql://reviewer@/db?host={tmp_path}")
    assert caught.value.advice


def test_a_database_that_is_not_there(postgres_server: Server) -> None:
    with pytest.raises(StoreError, match="no such database"):
        Opener().open(postgres_server.url("nowhere"))


def test_another_programs_tables_are_left_alone(postgres_database: str) -> None:
    ask(postgres_database, "CREATE TABLE page (words text)")
    assert not Opener().exists(postgres_database)
    with pytest.raises(NotAProject):
        Opener().open(postgres_database)
    with pytest.raises(StoreError, match="already"):
        Opener().create(postgres_database)
    assert ask(postgres_database, "SELECT count(*) FROM page") == 0


def test_another_programs_project_table_is_not_ours(postgres_database: str) -> None:
    ask(postgres_database, "CREATE TABLE project (application text)")
    assert not Opener().exists(postgres_database)
    ask(postgres_database, "ALTER TABLE project RENAME application TO title")
    assert not Opener().exists(postgres_database)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decision SET by = 'somebody else'",
        "DELETE FROM decision",
        "TRUNCATE decision",
        "INSERT INTO decision SELECT 99, document_id, page_id, position, by, person, at, act, "
        "record, grounds, batch FROM decision",
    ],
)
def test_the_database_itself_guards_the_ledger(
    postgres_database: str, store: Store, document: Document, statement: str
) -> None:
    append(store, page_place(document), 0, keep(0))
    with pytest.raises(DBAPIError):
        ask(postgres_database, statement)
    assert ask(postgres_database, "SELECT count(*) FROM decision") == 1


def test_a_keepers_haste_does_not_weaken_the_ledger(
    postgres_database: str, store: Store, document: Document
) -> None:
    name = make_url(postgres_database).database
    ask(postgres_database, f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    again = Opener().open(postgres_database)
    with again._engine.connect() as connection:
        assert connection.scalar(text("SHOW synchronous_commit")) == "on"
    again.close()


def test_work_goes_on_after_the_server_cut_us_off(
    postgres_database: str, store: Store, document: Document
) -> None:
    here = page_place(document)
    written = append(store, here, 0, keep(0))
    cut = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'reviewer'"
    )

    def decide_while_cut() -> None:
        with store.writing() as unit:
            unit.ledger.append(here, 1, [keep(1)], "Ada")
            ask(postgres_database, cut)
            unit.ledger.append(here, 2, [keep(2)], "Ada")

    with pytest.raises(StoreError, match="cannot be reached"):
        decide_while_cut()
    with store.reading() as unit:
        assert list(unit.ledger.of(here)) == written
    ask(postgres_database, cut)
    append(store, here, 1, keep(1))


def test_a_page_that_somebody_holds(
    postgres_database: str, store: Store, document: Document
) -> None:
    hasty = Opener(wait=0.05).open(postgres_database)
    with store.writing() as unit:
        unit.ledger.append(page_place(document), 0, [keep(0)], "Ada")
        with pytest.raises(StoreError, match="busy"):
            append(hasty, page_place(document), 0, keep(0))
    hasty.close()
