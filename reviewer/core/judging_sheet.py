"""A page's changes as an editor goes through them: what was judged stays where it was.

A rejected change is gone from the text, and an editor's own reading takes the place of the one it
corrects. The sheet keeps both where they were, so that walking back and undoing lead to them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reviewer.core.ids import DecisionId
from reviewer.core.judging import Change


class Verdict(StrEnum):
    """What became of a change."""

    OPEN = "open"
    SIGNED = "signed"
    REJECTED = "rejected"
    ASKED = "asked"
    """A question about it goes back with the page."""
    MINE = "mine"
    """The editor's own: somebody else signs it."""


@dataclass(frozen=True, slots=True)
class Card:
    """A change and what became of it."""

    change: Change
    verdict: Verdict

    @property
    def key(self) -> DecisionId:
        """What names the card on its page."""
        return self.change.decision.id


Mine = Callable[[Change], bool]
"""Whether a change is the editor's own."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cards of a page, in the order of the text. `asked` are those that questions are about."""

    cards: tuple[Card, ...] = ()

    @classmethod
    def of(cls, changes: Iterable[Change], mine: Mine, asked: Iterable[int] = ()) -> "Sheet":
        """The sheet of a page that is looked at for the first time."""
        about = frozenset(asked)
        return cls(tuple(Card(one, _verdict(one, mine, about)) for one in changes))

    def renewed(self, changes: Sequence[Change], mine: Mine, asked: Iterable[int] = ()) -> "Sheet":
        """The sheet after something was decided."""
        about = frozenset(asked)
        now = {change.decision.id: change for change in changes}
        cards = [self._again(card, now.pop(card.key, None), mine, about) for card in self.cards]
        for change in now.values():
            fresh = Card(change, _verdict(change, mine, about))
            instead = next((n for n, card in enumerate(cards) if _gave_way(card, change)), None)
            if instead is None:
                cards.insert(_place(cards, change), fresh)
            else:
                cards[instead] = fresh
        return Sheet(tuple(cards))

    @staticmethod
    def _again(card: Card, now: Change | None, mine: Mine, asked: frozenset[int]) -> Card:
        if now is None:
            return replace(card, verdict=Verdict.REJECTED)
        return Card(now, _verdict(now, mine, asked))

    def place_of(self, key: int) -> int | None:
        """Where the card of a decision is."""
        return next((n for n, card in enumerate(self.cards) if card.key == key), None)

    def count(self, verdict: Verdict) -> int:
        """How many cards have it."""
        return sum(card.verdict is verdict for card in self.cards)

    def next_open(self, behind: int = -1) -> int | None:
        """The first card that nobody judged behind a place; None where all behind it are."""
        places = range(behind + 1, len(self.cards))
        return next((n for n in places if self.cards[n].verdict is Verdict.OPEN), None)


def _verdict(change: Change, mine: Mine, asked: frozenset[int]) -> Verdict:
    if change.approved:
        return Verdict.SIGNED
    if mine(change):
        return Verdict.MINE
    return Verdict.ASKED if change.decision.id in asked else Verdict.OPEN


def _gave_way(card: Card, change: Change) -> bool:
    """Whether a change stands where the words of a card that is gone stood."""
    before = card.change
    if card.verdict is not Verdict.REJECTED or (before.mark is None) != (change.mark is None):
        return False
    if before.span is None or change.span is None:
        same_place = (before.line, before.column) == (change.line, change.column)
        return before.span is change.span and same_place and before.what is change.what
    return before.span.touches(change.span)


def _place(cards: Sequence[Card], change: Change) -> int:
    where = change.line, change.column
    behind = (n for n, card in enumerate(cards) if (card.change.line, card.change.column) > where)
    return next(behind, len(cards))
