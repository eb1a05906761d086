"""Talk: threads on words, decisions, pages and headers; opened, answered, closed, found again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewer.core import decisions as d
from reviewer.core.changes import Changes
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.storage import Store, Unit
from reviewer.core.threads import Asked, Thread, ThreadsWanted, threads, words_now
from reviewer.services.people import people_of
from reviewer.services.recording import Recorder


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread as lists show it: its document's name, its page's number, and the words it is about
    as they read now (empty: the page as a whole, or words that are gone).
    """

    thread: Thread
    document: str
    number: int | None = None
    words: str = ""


class Talk:
    """What people say to one another. Everybody may, observers too, in every state of a page.

    What was said can be undone by who said it until somebody answers (`services.history`).
    """

    def __init__(self, store: Store, recorder: Recorder) -> None:
        self._store = store
        self._recorder = recorder

    def comment(
        self,
        page: PageId,
        text: str,
        by: str,
        *,
        words: d.Span | None = None,
        about: DecisionId | None = None,
        asks: bool = False,
    ) -> Changes:
        """Open a thread about words, a decision or the page; `asks`: an answer is wanted."""
        return self._say(page, d.Comment(_clean(text), words, about, asks), by)

    def comment_on_header(
        self, document: DocumentId, text: str, by: str, *, asks: bool = False
    ) -> Changes:
        """Open a thread about a document's header."""
        draft = d.Draft(d.Comment(_clean(text), asks=asks))
        return self._recorder.record_documents([(document, [draft])], by)

    def reply(self, thread: Thread, text: str, by: str, *, close: bool = False) -> Changes:
        """Answer in a thread, and close it with that where `close` says so."""
        acts: list[d.Act] = [d.Reply(thread.id, _clean(text))]
        if close:
            acts.append(d.CloseThread(thread.id))
        return self._go_on(thread, acts, by)

    def close(self, thread: Thread, by: str) -> Changes:
        """The thread is settled."""
        return self._go_on(thread, [d.CloseThread(thread.id)], by)

    def open_again(self, thread: Thread, by: str) -> Changes:
        """The thread is not settled after all."""
        return self._go_on(thread, [d.OpenThread(thread.id)], by)

    def of_page(self, page: PageId) -> Sequence[Thread]:
        """The threads of a page, in the order in which they were opened."""
        return self._recorder.view(page).threads

    def wanted(
        self,
        which: Asked = Asked.ALL,
        person: str = "",
        *,
        open: bool | None = None,
        by: str = "",
        document: DocumentId | None = None,
        page: PageId | None = None,
        text: str = "",
    ) -> ThreadsWanted:
        """What to list, with people by any of their names: `person` looks, `by` opened it."""
        with self._store.reading() as unit:
            people = people_of(unit)
        return ThreadsWanted(
            which,
            people.labels(person) if person else frozenset(),
            open,
            people.labels(by) if by else frozenset(),
            document,
            page,
            text,
        )

    def find(
        self, wanted: ThreadsWanted, *, limit: int = 100, skip: int = 0
    ) -> Sequence[ThreadRow]:
        """Threads of the project, those spoken in last first."""
        with self._store.reading() as unit:
            found = unit.talks.find(wanted, limit=limit, skip=skip)
            ledgers = unit.ledger.of_pages({page for page, _, _ in found if page is not None})
            known = {one.id: one for made in ledgers.values() for one in threads(made)}
            for document in {document for page, document, _ in found if page is None}:
                about = unit.ledger.of(d.Place(document))
                known.update({one.id: one for one in threads(about)})
            places = self._places(unit, found)
        rows = []
        for page, document, number in found:
            thread = known.get(DecisionId(number))
            if thread:
                name, count = places[document, page]
                rows.append(ThreadRow(thread, name, count, self._words(thread)))
        return rows

    def count(self, wanted: ThreadsWanted) -> int:
        """How many threads there are of those."""
        with self._store.reading() as unit:
            return unit.talks.count(wanted)

    def counts(self, document: DocumentId | None = None) -> Mapping[PageId, tuple[int, int]]:
        """(open threads, open questions) of the pages that have any, for lists."""
        with self._store.reading() as unit:
            return unit.talks.open_on(document)

    def thread(self, number: DecisionId) -> Thread | None:
        """A thread by its number; None where there is none."""
        with self._store.reading() as unit:
            (found,) = unit.ledger.entries(before=DecisionId(number + 1), limit=1) or (None,)
            if found is None or found.id != number:
                return None
            every = threads(unit.ledger.of(found.place))
        return next((one for one in every if one.id == number), None)

    def _words(self, thread: Thread) -> str:
        if thread.page is None or thread.words is None:
            return ""
        return words_now(thread, self._recorder.view(thread.page).reading)

    @staticmethod
    def _places(
        unit: Unit, found: Iterable[tuple[PageId | None, DocumentId, int]]
    ) -> Mapping[tuple[DocumentId, PageId | None], tuple[str, int | None]]:
        """Name of the document and number of the page, each looked up once."""
        places: dict[tuple[DocumentId, PageId | None], tuple[str, int | None]] = {}
        names: dict[DocumentId, str] = {}
        for page, document, _ in found:
            if document not in names:
                row = unit.listing.of(document)
                names[document] = row.title or row.name
            if (document, page) not in places:
                number = None if page is None else unit.sources.row(page).number
                places[document, page] = (names[document], number)
        return places

    def _go_on(self, thread: Thread, acts: Sequence[d.Act], by: str) -> Changes:
        drafts = [d.Draft(act) for act in acts]
        if thread.page is None:
            return self._recorder.record_documents([(thread.document, drafts)], by)
        return self._recorder.record(thread.page, drafts, by)

    def _say(self, page: PageId, act: d.Act, by: str) -> Changes:
        return self._recorder.record(page, [d.Draft(act)], by)


def _clean(text: str) -> str:
    """What was said, without blanks around it; lines within stay."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
