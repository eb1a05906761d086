"""The list of documents: rows with what each is waiting for, sorted and chosen by the database."""

from collections.abc import Iterable, Sequence
from datetime import date

from reviewer.core.changes import Changes
from reviewer.core.ids import DocumentId
from reviewer.core.listing import DocumentRow, DocumentsWanted, Sort, Talking
from reviewer.core.states import State
from reviewer.core.storage import Store
from reviewer.services.events import Events
from reviewer.services.people import people_of


class Documents:
    """Reads rows in screenfuls; nothing is folded or counted for it."""

    def __init__(self, store: Store, events: Events) -> None:
        self._store = store
        self._events = events

    def wanted(
        self,
        states: Iterable[State] = (),
        *,
        person: str = "",
        text: str = "",
        threads: Talking | None = None,
        due: date | None = None,
        sort: Sort = Sort.IMPORTED,
        down: bool = False,
    ) -> DocumentsWanted:
        """What to list, with a person by any of their names."""
        with self._store.reading() as unit:
            labels = people_of(unit).labels(person) if person.strip() else frozenset()
        return DocumentsWanted(frozenset(states), labels, text, threads, due, sort, down)

    def rows(
        self, wanted: DocumentsWanted, *, limit: int = 100, skip: int = 0
    ) -> Sequence[DocumentRow]:
        """A screenful of documents."""
        with self._store.reading() as unit:
            return unit.listing.rows(wanted, limit=limit, skip=skip)

    def count(self, wanted: DocumentsWanted) -> int:
        """How many documents are wanted."""
        with self._store.reading() as unit:
            return unit.listing.count(wanted)

    def row(self, document: DocumentId) -> DocumentRow:
        """The row of one document. Raises UsageError where there is none."""
        with self._store.reading() as unit:
            return unit.listing.of(document)

    def set_due(self, documents: Iterable[DocumentId], due: date | None) -> None:
        """Say when documents are wanted; None: at no time."""
        changed = list(documents)
        with self._store.writing() as unit:
            for document in changed:
                unit.listing.set_due(document, due)
        self._events.publish(Changes(documents=frozenset(changed)))
