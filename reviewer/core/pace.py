"""How fast somebody works: steps an hour, idle time left out."""

from dataclasses import dataclass, replace

_PAUSE = 60.0
"""Seconds without a step after which somebody is taken to have paused."""
_LEAST = 8
_SOONEST = 20.0


@dataclass(frozen=True, slots=True)
class Pace:
    """What was done in a sitting: `steps` in `busy` seconds, the last one at `last` (a clock's)."""

    steps: int = 0
    busy: float = 0.0
    last: float | None = None

    def begun(self, now: float) -> "Pace":
        """The pace of a sitting that begins, or goes on after a pause."""
        return replace(self, last=now)

    def stepped(self, now: float, by: int = 1) -> "Pace":
        """The pace after one more step, or one (-1) that was taken back."""
        since = now - self.last if self.last is not None else 0.0
        busy = self.busy + min(max(since, 0.0), _PAUSE)
        return Pace(max(self.steps + by, 0), busy, now)

    @property
    def an_hour(self) -> int | None:
        """Steps an hour, to ten; None while there are too few to say."""
        if self.steps < _LEAST or self.busy < _SOONEST:
            return None
        return 10 * round(self.steps * 360 / self.busy)
