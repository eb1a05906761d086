"""Where a project is: a folder of this computer, or a PostgreSQL database."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from reviewer.core.errors import StoreError
from reviewer.core.messages import said

FILENAME = "project.db"
_DRIVER = "postgresql+psycopg"
_SECRETS = ("password", "sslpassword")


@dataclass(frozen=True, slots=True)
class Folder:
    """A project folder; `file` is the SQLite database in it."""

    path: Path

    @property
    def file(self) -> Path:
        """The database."""
        return self.path / FILENAME

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL database. As a text it has no password."""

    url: URL

    def __str__(self) -> str:
        shown = self.url.set(drivername="postgresql").difference_update_query(_SECRETS)
        return shown.render_as_string(hide_password=True)


def read_address(place: str) -> Folder | Server:
    """The address that a person named: a folder (or the project.db in it), or a URL.

    Raises StoreError where it is a URL that we cannot use.
    """
    if "://" not in place:
        path = Path(place).expanduser().absolute()
        return Folder(path.parent if path.name == FILENAME and not path.is_dir() else path)
    scheme = place.partition("://")[0].lower()
    if scheme.partition("+")[0] not in ("postgresql", "postgres"):
        raise StoreError(
            said("errors.a_project_cannot_lie", scheme=scheme),
            advice=said("errors.name_folder_or_database"),
        )
    try:
        # Only the part behind the scheme is passed on: all spellings mean the driver that we have.
        url = make_url(f"{_DRIVER}://{place.partition('://')[2]}")
    except (ArgumentError, ValueError):
        # The message stays our own: the library's holds the URL, and that the password.
        raise StoreError(
            said("errors.the_address_of_the_database_cannot"),
            advice=said("errors.address_should_look_like"),
        ) from None
    return Server(url)
