"""What a page adds to a report of its threads."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from reviewer.core import decisions as d
from reviewer.core.ids import DocumentId
from reviewer.core.people import People
from reviewer.core.report import Scope, Talk, Talker, Threads, waited
from reviewer.core.threads import Thread, threads

_DAY = 86_400.0  # seconds


class Talks:
    """Adds up threads that were opened within the days, as they are now."""

    def __init__(self, scope: Scope, people: People) -> None:
        self._scope = scope
        self._known = people
        self._of: dict[DocumentId, Counter[str]] = defaultdict(Counter)
        self._people: dict[str, Counter[str]] = defaultdict(Counter)
        self._called: dict[str, str] = {}
        self._took: list[float] = []

    def add(self, decisions: Sequence[d.Decision]) -> None:
        """Add the threads of a page, or of a document's header."""
        waiting: set[DocumentId] = set()
        for thread in threads(decisions):
            if self._scope.holds(thread.at):
                self._count(thread)
                if thread.waits and thread.page is not None:
                    waiting.add(thread.document)
        for document in waiting:
            self._of[document]["pages"] += 1

    def _count(self, thread: Thread) -> None:
        counts = self._of[thread.document]
        counts["opened"] += 1
        counts["settled"] += not thread.open
        counts["asking"] += thread.waits
        self._note(thread.by, "opened")
        for reply in thread.replies:
            self._note(reply.by, "answered")
        if thread.closed_at is not None:
            self._note(thread.closed_by, "settled")
            self._took.append((thread.closed_at - thread.at).total_seconds() / _DAY)

    def _note(self, name: str, what: str) -> None:
        key = self._known.key(name)
        self._called[key] = self._known.name_of(name)
        self._people[key][what] += 1

    def merge(self, other: "Talks") -> None:
        """Add what was added up of other pages."""
        for document, counts in other._of.items():
            self._of[document].update(counts)
        for key, counts in other._people.items():
            self._people[key].update(counts)
        self._called.update(other._called)
        self._took += other._took

    def of(self, document: DocumentId) -> Talk:
        """The threads of a document."""
        return Talk(**self._of[document]) if document in self._of else Talk()

    @property
    def sums(self) -> Threads:
        """All of them, who opened most first."""
        every: Counter[str] = sum(self._of.values(), Counter())
        people = {self._called[key]: Talker(**counts) for key, counts in self._people.items()}
        busy = sorted(people.items(), key=lambda one: (-one[1].opened, -one[1].answered, one[0]))
        return Threads(Talk(**every), dict(busy), waited(self._took))
