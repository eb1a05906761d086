"""What stays of a list of places that is made anew: what was chosen in it, and where one was."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reviewer.core.occurrences import Hit
from reviewer.ui.views.hits_list import HitsList
from reviewer.ui.views.hits_model import HitShown

_Place = tuple[int, int, int]


@dataclass
class Kept:
    """Choices by the places of their hits, and the hit at hand by its place and its number."""

    at: _Place | None = None
    number: int = -1
    chosen: dict[_Place, HitShown] = field(default_factory=dict)

    @classmethod
    def of(cls, listed: HitsList, hits: Sequence[Hit]) -> "Kept":
        """What a list holds now. Hits that were settled meanwhile are no longer chosen."""
        number = listed.hit
        rows = zip(hits, listed.hits.hits, strict=True)
        chosen = {hit.place: row for hit, row in rows if row.chosen and not row.fixed}
        if number is None:
            return cls(chosen=chosen)
        return cls(hits[number].place, number, chosen)

    def dress(self, row: HitShown, hit: Hit) -> None:
        """Choose at a row what was chosen there before."""
        before = self.chosen.get(hit.place)
        if before is None or row.fixed or hit.form != before.form or hit.decision is not None:
            return
        row.ticked, row.chosen, row.own = before.ticked, True, before.own
        if before.own:
            row.reading = before.reading

    def stand(self, listed: HitsList, hits: Sequence[Hit], ended: bool = False) -> None:
        """Stand at the hit of before, as soon as it is there; else (ended) at what has its number.

        After that nothing is kept of where one was, since the person may move on.
        """
        if self.at is None:
            return
        found = next((n for n, hit in enumerate(hits) if hit.place == self.at), None)
        if found is None and ended:
            found = min(self.number, len(hits) - 1)
        if found is not None and found >= 0:
            self.at = None
            listed.stand_at(max(listed.hits.row_of(found), 0))
