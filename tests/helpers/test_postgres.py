from pathlib import Path

import pytest

from tests.helpers.postgres import Server


def test_the_server_listens_on_its_socket_alone(postgres_server: Server) -> None:
    with postgres_server.connect() as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_only_its_owner_reaches_the_socket(postgres_server: Server) -> None:
    assert postgres_server.folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("visit", [1, 2])
def test_each_test_has_an_empty_database(postgres_database: str, visit: int) -> None:
    import sqlalchemy

    engine = sqlalchemy.create_engine(postgres_database)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE visited (at integer)")
        connection.exec_driver_sql("INSERT INTO visited VALUES (%s)", (visit,))
        assert connection.exec_driver_sql("SELECT at FROM visited").all() == [(visit,)]
    engine.dispose()


def test_a_forgotten_connection_does_not_keep_a_database_alive(postgres_server: Server) -> None:
    name = postgres_server.create_database()
    forgotten = postgres_server.connect(name)
    postgres_server.drop_database(name)
    with postgres_server.connect() as connection:
        names = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
    forgotten.close()
    assert name not in names


def test_stopping_removes_the_folder(postgres_server: Server) -> None:
    from tests.helpers.postgres import find_binaries, start_server

    binaries = find_binaries()
    assert binaries is not None
    second = start_server(binaries)
    folder: Path = second.folder
    second.stop()
    assert not folder.exists()
    assert second.process.returncode == 0
