"""One database of PostgreSQL for all tests of the store, emptied before each that asks.

A new one each time would be a checkpoint each time, which takes longer than the tests.
"""

from collections.abc import Iterator

import pytest

from tests.helpers.postgres import Server


@pytest.fixture(scope="session")
def store_database(postgres_server: Server) -> Iterator[str]:
    name = postgres_server.create_database()
    yield name
    postgres_server.drop_database(name)


@pytest.fixture
def postgres_database(postgres_server: Server, store_database: str) -> str:
    """The URL of an empty database."""
    with postgres_server.connect(store_database) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
        connection.execute(f'ALTER DATABASE "{store_database}" RESET ALL')
    return postgres_server.url(store_database)
