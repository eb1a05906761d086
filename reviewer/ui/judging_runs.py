"""What an editor goes through beside the changes of a page: samples of groups, words to check."""

from dataclasses import dataclass, field

from reviewer.core.ids import DecisionId, PageId
from reviewer.core.sampling import Sample
from reviewer.services.judging import Group, Spot
from reviewer.services.untouched import Drawn, Untouched
from reviewer.ui.views.card_text import Run

Place = tuple[PageId, DecisionId | None]


@dataclass
class SampleRun:
    """A sample of a group: which places, what became of each, and where the person is.

    `words` are the group's before and after; `home` is where the walk goes on afterwards.
    """

    group: Group
    seed: int
    home: tuple[PageId, int]
    words: tuple[Run, ...]
    spots: list[Spot] = field(default_factory=list)
    judged: dict[Place, bool] = field(default_factory=dict)
    at: int = 0

    def take(self, spots: tuple[Spot, ...]) -> None:
        """Look at more places, behind those that were looked at."""
        self.at = len(self.spots)
        self.spots += spots

    @property
    def spot(self) -> Spot | None:
        """The place at hand; None at the end."""
        return self.spots[self.at] if self.at < len(self.spots) else None

    def judge(self, place: Place, *, right: bool) -> None:
        """Say of a place whether the change was right there."""
        self.judged[place] = right

    def take_back(self, place: Place) -> None:
        """A verdict was taken back: the place is at hand again."""
        self.judged.pop(place, None)
        keys: list[Place] = [(spot.page, spot.key) for spot in self.spots]
        if place in keys:
            self.at = keys.index(place)

    def step(self, by: int) -> None:
        """The place before or behind."""
        self.at = min(max(self.at + by, 0), len(self.spots))

    def go_on(self) -> None:
        """To the next place that nobody judged: behind this one, else any; else to the end."""
        waiting = [n for n, spot in enumerate(self.spots) if not self._done(spot)]
        behind = [n for n in waiting if n > self.at]
        self.at = (*behind, *waiting, len(self.spots))[0]

    def _done(self, spot: Spot) -> bool:
        return (spot.page, spot.key) in self.judged

    @property
    def left(self) -> int:
        """How many places of the sample nobody judged yet."""
        return sum(not self._done(spot) for spot in self.spots)

    @property
    def sample(self) -> Sample:
        """What the places that were judged come to."""
        seen = [self.judged[spot.page, spot.key] for spot in self.spots if self._done(spot)]
        return Sample(len(seen), len(self.group.spots), seen.count(False), self.seed)

    @property
    def rest(self) -> tuple[Spot, ...]:
        """The places that nobody drew."""
        drawn = frozenset(self.spots)
        return tuple(spot for spot in self.group.spots if spot not in drawn)


@dataclass
class CheckRun:
    """Words that nobody touched, one after the other. `drawn` where they are a random sample."""

    words: tuple[Untouched, ...]
    home: tuple[PageId, int]
    drawn: Drawn | None = None
    wrong: set[int] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)
    at: int = 0
    kept: bool = False

    @property
    def word(self) -> Untouched | None:
        """The word at hand; None at the end."""
        return self.words[self.at] if self.at < len(self.words) else None

    def step(self, by: int) -> None:
        """The word before or behind."""
        self.at = min(max(self.at + by, 0), len(self.words))

    def go_on(self) -> None:
        """The word at hand was looked at: on to the next."""
        self.seen.add(self.at)
        self.step(1)

    def take_back(self, _place: Place) -> None:
        """A question was taken back: its word is at hand again."""
        if self.wrong:
            self.at = max(self.wrong)
            self.wrong.discard(self.at)
            self.seen.discard(self.at)
