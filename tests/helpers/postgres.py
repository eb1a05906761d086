"""A PostgreSQL of the test session's own: no network, no shared state, gone afterwards.

The server runs on a temporary folder and listens on a Unix socket in it alone. PostgreSQL refuses
to run as root, so there it is started as the unprivileged user `postgres` which its Debian
package creates. Durability settings stay as shipped: what the store promises about acknowledged
decisions is only proven with them on.
"""

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.needs import need

_ROOT = 0
_SYSTEM_USER = "postgres"
_SUPERUSER = "reviewer"
_DEBIAN_VERSIONS = Path("/usr/lib/postgresql")
_START_SECONDS = 60.0
_STOP_SECONDS = 30.0
_SOCKET_PATH_LIMIT = 100  # bytes; the kernel allows 107 for the whole name of a socket


def find_binaries() -> Path | None:
    """The folder with `initdb` and `postgres`, the newest version first; None if there is none."""
    folders = sorted(
        (path for path in _DEBIAN_VERSIONS.glob("*/bin") if (path / "initdb").exists()),
        key=lambda path: [int(part) for part in path.parent.name.split(".") if part.isdigit()],
    )
    if folders:
        return folders[-1]
    found = shutil.which("initdb")
    if found is None:
        return None
    folder = Path(found).resolve().parent
    return folder if (folder / "postgres").exists() else None


@dataclass
class Server:
    """A running server.

    Attributes:
        folder: holds the data, the log and the socket; removed by `stop`.
        process: the server itself, a child of the test process.
    """

    folder: Path
    process: subprocess.Popen[bytes]
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def url(self, database: str = "postgres") -> str:
        """The address of a database as SQLAlchemy takes it."""
        return f"postgresql+psycopg://{_SUPERUSER}@/{database}?host={self.folder}"

    def connect(self, database: str = "postgres") -> Any:
        """A psycopg connection that commits each statement."""
        import psycopg

        return psycopg.connect(
            host=str(self.folder), user=_SUPERUSER, dbname=database, autocommit=True
        )

    def create_database(self) -> str:
        """Make an empty database and give its name."""
        name = f"test_{next(self._numbers)}"
        with self.connect() as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database, ending connections which a test left open."""
        with self.connect() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def stop(self) -> None:
        """End the server (open connections are cut) and remove its folder."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(_STOP_SECONDS)
        shutil.rmtree(self.folder, ignore_errors=True)


def start_server(binaries: Path) -> Server:
    """Make a new cluster and start it.

    Args:
        binaries: the folder that `find_binaries` found.

    Raises:
        RuntimeError: the server did not answer; the message holds its log.
        subprocess.CalledProcessError: the cluster could not be made.
    """
    folder = _socket_folder()
    as_user = _unprivileged(folder)
    data, log = folder / "data", folder / "log"
    subprocess.run(
        [
            binaries / "initdb",
            f"--pgdata={data}",
            f"--username={_SUPERUSER}",
            "--auth=trust",  # only those who may enter the folder reach the socket
            "--encoding=UTF8",
            "--no-locale",
        ],
        check=True,
        capture_output=True,
        cwd=folder,
        **as_user,
    )
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                binaries / "postgres",
                "-D",
                data,
                "-c",
                "listen_addresses=",
                "-c",
                f"unix_socket_directories={folder}",
            ],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            # Ctrl+C belongs to pytest; the server is ended by `stop` after the tests let go of it.
            start_new_session=True,
            **as_user,
        )
    server = Server(folder, process)
    try:
        _wait_until_answering(server, log)
    except BaseException:
        server.stop()
        raise
    return server


def _socket_folder() -> Path:
    """A temporary folder whose name is short enough to hold a socket."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if len(os.fsencode(folder)) > _SOCKET_PATH_LIMIT - len("/.s.PGSQL.5432"):
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    return folder


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Arguments for `subprocess` that shed root, after handing `folder` over; else none."""
    if os.geteuid() != _ROOT:
        return {}
    shutil.chown(folder, _SYSTEM_USER, _SYSTEM_USER)
    return {"user": _SYSTEM_USER, "group": _SYSTEM_USER, "extra_groups": []}


def _wait_until_answering(server: Server, log: Path) -> None:
    import psycopg

    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            server.connect().close()
        except psycopg.OperationalError as error:
            if server.process.poll() is not None or time.monotonic() > deadline:
                said = log.read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"PostgreSQL did not start: {error}\n{said}") from error
            time.sleep(0.05)
        else:
            return


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """The session's server, started by the first test that asks (one in each xdist worker)."""
    binaries = find_binaries()
    need(binaries, "PostgreSQL's server programs (Debian: apt-get install postgresql)")
    need(_has_psycopg(), "the extra 'postgres' (psycopg)")
    assert binaries is not None
    server = start_server(binaries)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres_url(postgres_server: Server) -> str:
    """The URL of the server's maintenance database; keep what you test out of it."""
    return postgres_server.url()


@pytest.fixture
def postgres_database(postgres_server: Server) -> Iterator[str]:
    """The URL of a fresh, empty database, dropped after the test."""
    name = postgres_server.create_database()
    yield postgres_server.url(name)
    postgres_server.drop_database(name)


def _has_psycopg() -> bool:
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return False
    return True
