"""Errors of the database in our words: sorted by what the person can do about them."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import InvalidRequestError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from reviewer.core.errors import NotAProject, StoreError
from reviewer.store.troubles import explain, explained


class PostgresqlError(Exception):
    """As psycopg raises them: with the server's code, or without where it was never reached."""

    def __init__(self, said: str, sqlstate: str | None = None) -> None:
        super().__init__(said)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    "sqlstate, said, expected",
    [
        ("55P03", "lock timeout", "busy"),
        ("40P01", "deadlock detected", "busy"),
        ("53100", "could not extend file", "disk is full"),
        ("53300", "too many clients", "no connection left"),
        ("42501", "permission denied", "may not do this"),
        ("28P01", "password authentication failed", "refuses the login"),
        ("08006", "connection failure", "cannot be reached"),
        ("57P01", "terminating connection", "cannot be reached"),
        ("XX001", "invalid page in block", "damaged"),
        (None, "FATAL:  password authentication failed for user", "refuses the login"),
        (None, 'FATAL:  database "x" does not exist', "no such database"),
        (None, "could not translate host name", "cannot be reached"),
        ("22012", "division by zero", "gave up: division by zero"),
    ],
)
def test_postgresql(sqlstate: str | None, said: str, expected: str) -> None:
    error = OperationalError("SELECT 1", {"text": "private"}, PostgresqlError(said, sqlstate))
    explanation = explain(error, "here")
    assert expected in explanation.what
    assert explanation.advice
    assert explanation.where == "here"
    assert "private" not in str(explanation)


def test_a_file_that_may_only_be_read(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    sqlite3.connect(file).close()
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
    with pytest.raises(StoreError, match="may not be written"), explained("here"):
        connection.execute("CREATE TABLE x (y)")
    connection.close()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"), explained("here"):
        sqlite3.connect(tmp_path / "no" / "x.db")


def test_an_error_of_the_file_system(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="No such file"), explained("here"):
        (tmp_path / "x").read_bytes()


def test_an_error_that_nobody_foresaw() -> None:
    explanation = explain(InvalidRequestError("one thing\nand more"), "here")
    assert explanation.what == "The database gave up: one thing."
    assert explain(InvalidRequestError(""), "here").what.endswith("InvalidRequestError.")


def test_no_free_connection() -> None:
    assert "busy" in explain(PoolTimeout("QueuePool limit"), "here").what


def test_not_a_database_is_not_a_project(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"x" * 5000)
    connection = sqlite3.connect(tmp_path / "x.db")
    with pytest.raises(NotAProject) as caught, explained("here"):
        connection.execute("SELECT * FROM sqlite_master")
    assert "stored" not in caught.value.safe  # a damaged file is no place for promises
    connection.close()


def test_a_file_where_the_project_would_be(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")
    for folder in (tmp_path / "letter.txt", tmp_path / "letter.txt" / "project"):
        with pytest.raises(StoreError, match="in the way"), explained("here"):
            folder.mkdir(parents=True, exist_ok=True)


def test_errors_of_others_pass() -> None:
    with pytest.raises(KeyError), explained("here"):
        raise KeyError("x")
