"""What every store must do for people, talk and lists of documents; `StoreKit` has it too."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from reviewer.core import decisions as d
from reviewer.core.errors import Conflict, InputError, ReviewerError, UsageError
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.listing import DocumentsWanted, Sort, Talking
from reviewer.core.model import Document, NewDocument, Origin, Page
from reviewer.core.progress import Progress
from reviewer.core.storage import Store, StoreOpener
from reviewer.core.text import make_lines
from reviewer.core.threads import Answer, Asked, Thread, ThreadsWanted
from reviewer.core.workflow import State

NOWHERE = 4_000_000
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEEP = d.Draft(d.Keep(d.Span(0, 0)))
SAY = d.Draft(d.Comment("Why \x00 so?"))


def add(store: Store, name: str, *texts: str, title: str = "A document") -> Document:
    pages = [Page(n, make_lines(text)) for n, text in enumerate(texts, 1)]
    origin = Origin("scan.txt", "0" * 64, "plain text", "UTF-8", 9)
    with store.writing() as unit:
        return unit.sources.add(NewDocument(title, origin, iter(pages)), name, Progress())


def append(
    store: Store,
    document: Document,
    expected: int,
    *drafts: d.Draft,
    by: str = "Ada",
    page: int = 0,
) -> list[d.Decision]:
    with store.writing() as unit:
        place = d.Place(document.id, document.pages[page])
        return list(unit.ledger.append(place, expected, drafts, by))


def race(*steps: Callable[[], Any]) -> list[Any]:
    """What each of some steps gave or raised, done at once."""
    results: list[Any] = [None] * len(steps)
    start = threading.Barrier(len(steps))

    def run(n: int) -> None:
        start.wait()
        try:
            results[n] = steps[n]()
        except ReviewerError as error:
            results[n] = error

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(steps))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return results


class PeopleKit:
    """Talk beside decisions, logins, threads, rows of documents."""

    @pytest.fixture
    def pair(self, store: Store) -> Document:
        return add(store, "pair", "Some words stand here.\n", "And more.\n")

    # talk and decisions

    def test_what_was_said_since_is_no_conflict(self, store: Store, pair: Document) -> None:
        append(store, pair, 0, KEEP)
        (said,) = append(store, pair, 1, SAY, by="Bea")
        (more,) = append(store, pair, 1, d.Draft(d.Reply(said.id, "because")), by="Cleo")
        (kept,) = append(store, pair, 1, KEEP)
        with store.reading() as unit:
            place = d.Place(pair.id, pair.pages[0])
            assert [one.id for one in unit.ledger.of(place)][1:] == [said.id, more.id, kept.id]
            assert unit.ledger.revision(place) == 4
            assert unit.sources.row(pair.pages[0]).settled == 4
        with pytest.raises(Conflict) as caught:
            append(store, pair, 1, KEEP, by="Bea")
        assert list(caught.value.theirs) == [kept]

    def test_talk_meets_no_conflict(self, store: Store, pair: Document) -> None:
        append(store, pair, 0, KEEP, KEEP)
        append(store, pair, 0, SAY, by="Bea")
        with store.reading() as unit:
            row = unit.sources.row(pair.pages[0])
            assert (row.revision, row.settled) == (3, 2)
        with pytest.raises(Conflict):
            append(store, pair, 4, SAY, by="Bea")  # nobody has seen what is not there yet

    def test_talk_with_a_decision_is_a_decision(self, store: Store, pair: Document) -> None:
        append(store, pair, 0, SAY, d.Draft(d.Submit()))
        with pytest.raises(Conflict):
            append(store, pair, 0, KEEP, by="Bea")

    def test_talk_about_a_header_keeps_nobody_from_filling_it_in(
        self, store: Store, pair: Document
    ) -> None:
        place = d.Place(pair.id)
        title = d.Draft(d.SetHeader("title", "T"))
        with store.writing() as unit:
            unit.ledger.append(place, 0, [SAY], "Bea")
            unit.ledger.append(place, 0, [title], "Ada")
            with pytest.raises(Conflict):
                unit.ledger.append(place, 0, [title], "Bea")

    def test_of_an_edit_and_an_approval_at_once_one_loses(
        self, opener: StoreOpener, place: str, store: Store, pair: Document
    ) -> None:
        other = opener.open(place)
        for revision in range(8):
            results = race(
                lambda: append(store, pair, revision, KEEP, by="Ada"),  # noqa: B023
                lambda: append(other, pair, revision, d.Draft(d.Approve()), by="Bea"),  # noqa: B023
            )
            assert sorted(isinstance(one, Conflict) for one in results) == [False, True]
        other.close()

    def test_an_edit_and_a_comment_at_once_are_both_kept(
        self, opener: StoreOpener, place: str, store: Store, pair: Document
    ) -> None:
        other = opener.open(place)
        for step in range(8):
            revision = 2 * step
            results = race(
                lambda: append(store, pair, revision, KEEP, by="Ada"),  # noqa: B023
                lambda: append(other, pair, revision, SAY, by="Bea"),  # noqa: B023
            )
            assert [isinstance(one, list) for one in results] == [True, True]
        with other.reading() as unit:
            here = d.Place(pair.id, pair.pages[0])
            assert len(unit.ledger.of(here)) == unit.ledger.revision(here) == 16
        other.close()

    # logins

    def test_each_decision_says_under_which_login(self, store: Store, pair: Document) -> None:
        (mine,) = append(store, pair, 0, KEEP)
        with store.reading() as unit:
            assert mine.login == unit.login
            assert unit.ledger.of(d.Place(pair.id, pair.pages[0])) == (mine,)
            assert unit.ledger.login_of(["ada"]) == unit.login
            assert unit.ledger.login_of(["bea"]) == ""
            assert unit.ledger.last() == mine.id

    # threads

    def thread(self, number: int, pair: Document, page: int | None = 0, **more: Any) -> Thread:
        where = None if page is None else pair.pages[page]
        first = Thread(DecisionId(number), pair.id, where, "Why \x00 so?", "Ada  A", NOON)
        return replace(first, **more)

    def ids(self, store: Store, **wanted: Any) -> list[int]:
        with store.reading() as unit:
            asked = ThreadsWanted(**wanted)
            found = unit.talks.find(asked)
            assert unit.talks.count(asked) == len(found)
            return [number for _, _, number in found]

    def test_threads_are_found(self, store: Store, pair: Document) -> None:
        answer = Answer(DecisionId(9), "Because of \u00c9t\u00e9.", "BEA", NOON)
        asked = self.thread(1, pair, asks=True, replies=(answer,))
        closed = self.thread(2, pair, open=False, by="Cleo", text="Done")
        other = self.thread(3, pair, 1, by="Bea", asks=True)
        header = self.thread(4, pair, None, by="Cleo", text="The title?")
        with store.writing() as unit:
            unit.talks.put(pair.id, pair.pages[0], [asked, closed])
            unit.talks.put(pair.id, pair.pages[1], [other])
            unit.talks.put(pair.id, None, [header])
        append(store, pair, 0, KEEP, by="Dora")
        assert self.ids(store) == [1, 4, 3, 2]  # as they were spoken in last
        assert self.ids(store, open=True) == [1, 4, 3]
        assert self.ids(store, open=False) == [2]
        assert self.ids(store, by=frozenset({"cleo"})) == [4, 2]
        assert self.ids(store, page=pair.pages[1]) == [3]
        assert self.ids(store, document=DocumentId(NOWHERE)) == []
        assert self.ids(store, text="\u00c9T\u00c9") == [1]
        assert self.ids(store, text="why \x00") == [1, 3]
        assert self.ids(store, which=Asked.MINE, person=frozenset({"bea"})) == [1, 3]
        assert self.ids(store, which=Asked.MINE) == []
        assert self.ids(store, which=Asked.OF_ME, person=frozenset({"bea"})) == [1]
        assert self.ids(store, which=Asked.OF_ME, person=frozenset({"dora"})) == [1]
        assert self.ids(store, which=Asked.OF_ME, person=frozenset({"ada a"})) == []
        with store.reading() as unit:
            assert unit.talks.open_on() == {pair.pages[0]: (1, 1), pair.pages[1]: (1, 1)}
            assert unit.talks.open_on(DocumentId(NOWHERE)) == {}
            found = unit.talks.find(ThreadsWanted(), limit=1, skip=1)
            assert found == ((None, pair.id, 4),)
            assert unit.talks.workers(pair.pages[0]) == {"dora"}
            row = unit.listing.of(pair.id)
            assert (row.threads, row.questions) == (3, 2)

    def test_threads_take_the_place_of_those_before(self, store: Store, pair: Document) -> None:
        with store.writing() as unit:
            unit.talks.put(pair.id, pair.pages[0], [self.thread(n, pair) for n in (1, 2)])
            unit.talks.put(pair.id, pair.pages[0], [self.thread(2, pair, open=False)])
            assert unit.listing.of(pair.id).threads == 0
            unit.talks.put(pair.id, pair.pages[0], [])
        assert self.ids(store) == []

    # rows of documents

    def test_a_new_document_has_a_row(self, store: Store, pair: Document) -> None:
        with store.reading() as unit:
            row = unit.listing.of(pair.id)
            assert (row.id, row.name, row.title) == (pair.id, "pair", "A document")
            assert (row.state, row.pages, row.states[State.NEW]) == (State.NEW, 2, 2)
            assert (row.words, row.version, row.due, row.changed_at) == (6, 1, None, None)
            assert unit.listing.rows(DocumentsWanted()) == (row,)
            with pytest.raises(UsageError):
                unit.listing.of(DocumentId(NOWHERE))

    def test_an_import_that_failed_leaves_no_row(self, store: Store) -> None:
        origin = Origin("scan.txt", "0" * 64, "plain text", "UTF-8", 9)
        pages = iter([Page(1, make_lines("a")), Page(1, make_lines("b"))])
        with store.writing() as unit:
            with pytest.raises(InputError):
                unit.sources.add(NewDocument("T", origin, pages), "bad", Progress())
            assert unit.listing.count(DocumentsWanted()) == 0
        with store.reading() as unit:
            assert unit.listing.rows(DocumentsWanted()) == ()

    def counts(self, store: Store, page: PageId, state: State, open_findings: int = 0) -> None:
        with store.writing() as unit:
            unit.sources.set_counts(
                page, state=state, findings=9, open_findings=open_findings, decided=0
            )

    def test_a_row_follows_its_pages(self, store: Store, pair: Document) -> None:
        first, second = pair.pages
        self.counts(store, first, State.SUBMITTED, 3)
        self.counts(store, second, State.IN_WORK, 4)
        with store.reading() as unit:
            row = unit.listing.of(pair.id)
        assert row.state is State.IN_WORK
        assert {state: n for state, n in row.states.items() if n} == {
            State.SUBMITTED: 1,
            State.IN_WORK: 1,
        }
        assert row.open_findings == 7
        self.counts(store, first, State.APPROVED, 3)
        self.counts(store, second, State.APPROVED, 0)
        with store.reading() as unit:
            row = unit.listing.of(pair.id)
        assert (row.state, row.states[State.APPROVED], row.open_findings) == (State.APPROVED, 2, 3)

    def test_a_row_says_who_did_what_last(self, store: Store, pair: Document) -> None:
        append(store, pair, 0, KEEP, by="Ada")
        append(store, pair, 1, d.Draft(d.Submit()), by="Bea")
        (signed,) = append(store, pair, 2, d.Draft(d.Approve()), by="Cleo")
        with store.writing() as unit:
            unit.listing.set_version(pair.id, 3)
            unit.listing.set_due(pair.id, date(2026, 5, 1))
            with pytest.raises(UsageError):
                unit.listing.set_due(DocumentId(NOWHERE), None)
        with store.reading() as unit:
            row = unit.listing.of(pair.id)
        assert (row.submitted_by, row.approved_by, row.changed_by) == ("Bea", "Cleo", "Cleo")
        assert (row.changed_at, row.version, row.due) == (signed.at, 3, date(2026, 5, 1))
        append(store, pair, 3, d.Draft(d.Reopen()), by="Ada")
        with store.reading() as unit:
            assert unit.listing.of(pair.id).approved_by == ""

    def names(self, store: Store, **wanted: Any) -> list[str]:
        with store.reading() as unit:
            asked = DocumentsWanted(**wanted)
            found = unit.listing.rows(asked)
            assert unit.listing.count(asked) == len(found)
            return [row.name for row in found]

    def test_documents_are_chosen_and_sorted(self, store: Store) -> None:
        one = add(store, "b-one", "a b c\n", title="\u00c9clair \x00")
        two = add(store, "a-two", "a\n", "b\n", title="Telegram")
        three = add(store, "c-three", "a b\n", title="Letter")
        append(store, one, 0, KEEP, by="Ada")
        append(store, two, 0, KEEP, by="Bea", page=1)
        self.counts(store, one.pages[0], State.APPROVED)
        self.counts(store, three.pages[0], State.RETURNED, 5)
        with store.writing() as unit:
            unit.listing.set_due(one.id, date(2026, 5, 1))
            unit.listing.set_due(two.id, date(2026, 4, 1))
            asked = Thread(DecisionId(1), two.id, two.pages[0], "Why?", "Ada", NOON, asks=True)
            told = Thread(DecisionId(2), three.id, three.pages[0], "So.", "Ada", NOON)
            unit.talks.put(two.id, two.pages[0], [asked])
            unit.talks.put(three.id, three.pages[0], [told])
        assert self.names(store) == ["b-one", "a-two", "c-three"]
        assert self.names(store, down=True) == ["c-three", "a-two", "b-one"]
        assert self.names(store, sort=Sort.NAME) == ["a-two", "b-one", "c-three"]
        assert self.names(store, sort=Sort.STATE) == ["c-three", "a-two", "b-one"]
        assert self.names(store, sort=Sort.PAGES, down=True)[0] == "a-two"
        assert self.names(store, sort=Sort.WORDS, down=True)[0] == "b-one"
        assert self.names(store, sort=Sort.FINDINGS, down=True)[0] == "c-three"
        assert self.names(store, sort=Sort.DUE) == ["a-two", "b-one", "c-three"]
        assert self.names(store, sort=Sort.CHANGED) == ["c-three", "b-one", "a-two"]
        for sort in Sort:
            assert sorted(self.names(store, sort=sort)) == ["a-two", "b-one", "c-three"]
        returned = frozenset({State.RETURNED, State.APPROVED})
        assert self.names(store, states=returned) == ["b-one", "c-three"]
        assert self.names(store, person=frozenset({"bea", "x"})) == ["a-two"]
        assert self.names(store, text="\u00e9CLAIR \x00") == ["b-one"]
        assert self.names(store, text="-T") == ["a-two", "c-three"]
        assert self.names(store, threads=Talking.OPEN) == ["a-two", "c-three"]
        assert self.names(store, threads=Talking.QUESTIONS) == ["a-two"]
        assert self.names(store, threads=Talking.NONE) == ["b-one"]
        assert self.names(store, due=date(2026, 4, 30)) == ["a-two"]
        with store.reading() as unit:
            found = unit.listing.rows(DocumentsWanted(), limit=1, skip=1)
            assert [row.name for row in found] == ["a-two"]

    def test_people_in_many_places_at_once_leave_true_counts(
        self, opener: StoreOpener, place: str, store: Store
    ) -> None:
        document = add(store, "many", *["a b\n"] * 4)
        other = opener.open(place)

        def step(on: Store, page: int, found: int) -> None:
            with on.writing() as unit:
                here = d.Place(document.id, document.pages[page])
                unit.ledger.append(here, unit.ledger.revision(here), [KEEP], "Ada")
                unit.sources.set_counts(
                    here.page or PageId(0),
                    state=State.IN_WORK,
                    findings=9,
                    open_findings=found,
                    decided=1,
                )

        for found in range(6):
            race(*[lambda p=p: step((store, other)[p % 2], p, found) for p in range(4)])  # noqa: B023
        with store.reading() as unit:
            row = unit.listing.of(document.id)
            assert row.open_findings == sum(one.open_findings for one in unit.sources.rows()) == 20
            assert (row.states[State.IN_WORK], row.pages) == (4, 4)
        other.close()
