"""The migration scripts: where they are and which revisions they know."""

from dataclasses import dataclass
from pathlib import Path

from reviewer.store.schema import REVISIONS

ENVIRONMENT = Path(__file__).resolve().parent / "migrations"


@dataclass(frozen=True, slots=True)
class Scripts:
    """Migration scripts: the folders that hold them, and their revisions, oldest first.

    The revisions are named beside the scripts so that opening a project needs no Alembic; a test
    holds the two equal.
    """

    folders: tuple[Path, ...]
    revisions: tuple[str, ...]

    @property
    def head(self) -> str:
        """The newest revision."""
        return self.revisions[-1]


SHIPPED = Scripts((ENVIRONMENT / "versions",), REVISIONS)
