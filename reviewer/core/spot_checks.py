"""Spot checks: random samples of words that nobody touched, and what they came to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from reviewer.core.sampling import Sample

CHECKS = "spot_checks"
"""The project's setting that holds them, oldest first."""


@dataclass(frozen=True, slots=True)
class Check:
    """A sample that somebody looked through, as the project keeps it; `at` in ISO 8601."""

    by: str
    at: str
    size: int
    total: int
    wrong: int
    seed: int
    pages: int

    @property
    def sample(self) -> Sample:
        """What it says of the other words."""
        return Sample(self.size, self.total, self.wrong, self.seed)

    @property
    def moment(self) -> datetime:
        """When it was made."""
        at = datetime.fromisoformat(self.at)
        return at if at.tzinfo else at.replace(tzinfo=UTC)


def read_checks(value: object) -> Sequence[Check]:
    """The spot checks of the setting, without what is none."""
    rows = value if isinstance(value, list) else []
    return [check for row in rows if (check := _read(row)) is not None]


def _read(row: object) -> Check | None:
    if not isinstance(row, Mapping):
        return None
    try:
        numbers = {name: int(row[name]) for name in ("size", "total", "wrong", "seed", "pages")}
        at = datetime.fromisoformat(str(row["at"])).isoformat()
        return Check(by=str(row["by"]), at=at, **numbers)
    except (KeyError, TypeError, ValueError):
        return None
