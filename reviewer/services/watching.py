"""Noticing what others wrote: another window, the command line, a colleague elsewhere."""

from reviewer.core.changes import Changes
from reviewer.core.decisions import Decision
from reviewer.core.ids import DecisionId
from reviewer.core.storage import Store, Unit
from reviewer.services.pages import PageView

_PART = 256  # decisions asked for together
_MANY = 4096  # decisions after which it is cheaper to list everything anew


class Watching:
    """Compares the end of the ledger with what it was the last time.

    What this program wrote itself is among the answers, since only the database could tell it
    apart; whoever asks finds nothing to redraw for it. One thread at a time may ask.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: frozenset[DecisionId] | None = None

    def look(self, shown: PageView | None = None) -> Changes:
        """What was decided since the last look, by anybody; nothing the first time.

        `shown` is a page as the person sees it: it is among the changes if it is not so any more,
        whenever that happened. Two small queries where nothing did.
        """
        with self._store.reading() as unit:
            changes = _differs(unit, shown) if shown else Changes()
            end = unit.ledger.entries(limit=1)
            if self._known is not None and all(one.id in self._known for one in end):
                return changes
            return changes | self._catch_up(unit)

    def _catch_up(self, unit: Unit) -> Changes:
        """Read the ledger backwards to what is known.

        The last part is remembered as a whole, because transactions that overlap may end in another
        order than that of their numbers.
        """
        known, part = self._known, unit.ledger.entries(limit=_PART)
        self._known = frozenset(one.id for one in part)
        if known is None:
            return Changes()
        found: list[Decision] = []
        while part:
            fresh = [one for one in part if one.id not in known]
            found += fresh
            if len(fresh) < len(part) or len(part) < _PART:
                break
            if len(found) >= _MANY:
                return Changes(listing=True)
            part = unit.ledger.entries(before=part[-1].id, limit=_PART)
        pages = frozenset(one.place.page for one in found if one.place.page is not None)
        documents = frozenset(one.place.document for one in found)
        return Changes(readings=pages, findings=pages, standings=pages, documents=documents)


def _differs(unit: Unit, shown: PageView) -> Changes:
    row = unit.sources.row(shown.row.id)
    if (row.revision, row.stamp) == (shown.revision, shown.row.stamp):
        return Changes()
    page = frozenset({row.id})
    return Changes(readings=page, findings=page, standings=page)
