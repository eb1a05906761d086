"""What every store must do. A test class inherits `StoreKit` and has two fixtures:

`opener`, the StoreOpener to be tested, and `place`, where no project is yet.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.arranging import added_key
from reviewer.core.errors import (
    Cancelled,
    Conflict,
    InputError,
    NotAProject,
    ReviewerError,
    StoreError,
    UnreadableFile,
    UsageError,
)
from reviewer.core.findings import Finding, Kind, Stamp, Suggestion
from reviewer.core.fold import fold
from reviewer.core.geometry import Box
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.keeping import Basis
from reviewer.core.lessons import Lessons
from reviewer.core.lexicon import EntryKind, EntryState, Layer, LexiconEntry
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.messages import Message
from reviewer.core.model import (
    Alternative,
    Document,
    Image,
    Line,
    NewDocument,
    Origin,
    Original,
    Page,
    Region,
    Role,
    SecondReading,
    Token,
)
from reviewer.core.page_text import present_text, source_text
from reviewer.core.progress import Progress, Step
from reviewer.core.queues import Group, QueuePlace
from reviewer.core.storage import Store, StoreOpener, Unit
from reviewer.core.text import make_lines
from reviewer.core.workflow import State

from .people_kit import PeopleKit

NOWHERE = 4_000_000
STAMP = Stamp("engine 1", "dictionary 1")

TORTURE = [
    "",
    "\n",
    "no end",
    "two\nlines\n",
    "blank\n\n\n\nlines\n",
    "\ttab and  two blanks \n",
    "NBSP\u00a0and thin\u2009blank\n",
    "e\u0301 stays apart, \u00e9 stays one\n",
    "astral \U0001f600 \U00010348\n",
    "lone\rreturns\rinside\r",
    "mixed\r\nends\nof\rlines\r\n\f",
    "NUL \x00 inside, at its end\x00\n",
    "\x00",
    "escapes \x10 \x100000 \x10zzzz \x1b[0m\n",
    "lone surrogates \ud800 \udfff\n",
    "a pair of them \ud83d\ude00 is not \U0001f600\n",
    "right to left \u05d0\u05d1 \u202eoverridden\u202c\n",
    "not line ends \u2028 \u2029 \x85 \x0b\n",
    "\ufeffmark \ufffe \uffff \ufffd\n",
    "$N^{\\rm o}$ 5 \u2116 6 %s :name ' \" \\ -- ;\n",
]

BASIS = Basis(3, STAMP)
LESSONS = Lessons(
    confusions=(("", "\x00", 1), ("e", "\ud800", 2)),
    letters=(("", 40), ("\u00e9", 2)),
    memory=(("Cuben", "Cuban", 3), ("xx", "", 1)),
    judged=((0, 3, 1), (23, 9, 9)),
    eligible=((23, 8, 8),),
    doubted=((12, 4, 0),),
)

SPAN = d.Span(0, 1)
ACTS: list[d.Act] = [
    d.Replace(SPAN, "read \u00e9\u0301 \x00 so", d.Cause.SOURCE),
    d.Replace(d.Span(3, 3), ""),
    d.Insert(0, None, "at the start"),
    d.Insert(2, 7, "behind"),
    d.Keep(SPAN),
    d.Split(4, 2),
    d.Join(d.Span(4, 6)),
    d.Mark(Anchor(1, 0), Anchor(2, 3), MarkName.PERSON, {"ref": "#p1", "\x00": "\U0001f600"}),
    d.MoveLine(3, None),
    d.MoveLine(3, 0),
    d.SetRole(1, Role.PAGE_NUMBER),
    d.SetHeader("title", "A title"),
    d.Submit(),
    d.Approve(),
    d.Approve((DecisionId(1), DecisionId(2))),
    d.Reject((DecisionId(1),), "why \ud800 not"),
    d.Return("look again"),
    d.Reopen("a slip"),
    d.Revert((DecisionId(3),)),
]


def make_page(number: int, text: str = "Some wrods stand here.\nAnd more of them\n") -> Page:
    return Page(number, make_lines(text))


def new_document(
    *pages: Page, sha256: str = "0" * 64, header: Mapping[str, str] | None = None
) -> NewDocument:
    origin = Origin("scan 1.txt", sha256, "plain text", "UTF-8", 1234)
    return NewDocument("A document", origin, iter(pages), "en", header or {})


def add(store: Store, name: str, *pages: Page, sha256: str = "0" * 64) -> Document:
    with store.writing() as unit:
        return unit.sources.add(new_document(*pages, sha256=sha256), name, Progress())


def page_place(document: Document, index: int = 0) -> d.Place:
    return d.Place(document.id, document.pages[index])


def keep(token: int) -> d.Draft:
    return d.Draft(d.Keep(d.Span(token, token)))


def append(
    store: Store, place: d.Place, expected: int, *drafts: d.Draft, by: str = "Ada", batch: str = ""
) -> list[d.Decision]:
    with store.writing() as unit:
        return list(unit.ledger.append(place, expected, drafts, by, batch))


def make_finding(token: int, form: str = "wrods") -> Finding:
    return Finding(
        span=d.Span(token, token),
        start=0,
        end=len(form),
        form=form,
        kind=Kind.NON_WORD,
        probability=0.875,
        reasons=(Message("engine.unknown", {"form": form, "n": 1, "share": 0.5}),),
        suggestions=(
            Suggestion("words", 0.75, "spelling", (Message("engine.letters", {"n": 2}),)),
            Suggestion("", 0.125, "noise"),
        ),
    )


def laid_out_page() -> Page:
    """A page with all that a source with a layout may say."""
    other = (Alternative("ore", 0.25), Alternative("on", None))
    tokens = (
        Token(0, 0, 3, Box(10, 20, 30, 40), 0.5, other),
        Token(1, 4, 7, None, None, (Alternative("too"),)),
    )
    shape = ((10, 20), (90, 22), (90, 40), (10, 40))
    return Page(
        number=1,
        lines=(
            Line(0, "one two", "\n", tokens, Role.HEADING, Box(10, 20, 90, 40), 1, shape),
            Line(1, "", "\n", region=0, baseline=((1, 2), (3, 4)), confidence=0.75),
            Line(2, "plain", "", (Token(2, 0, 5),)),
        ),
        image=Image("images/2.tif", 100, 200, "image/tiff", 3),
        regions=(
            Region(0, "paragraph", Role.BODY, Box(0, 0, 5, 5), shape),
            Region(1, "heading", Role.HEADING),
        ),
        file="page 1.xml",
        place=2,
    )


class Stopping(Progress):
    """Cancels itself when so many units are done, and notes what it was told."""

    def __init__(self, at: int) -> None:
        self.seen: list[Step] = []
        super().__init__(self.seen.append)
        self._at = at

    def report(self, done: int, total: int = 0, label: str = "") -> None:
        if done == self._at:
            self.cancel()
        super().report(done, total, label)


class StoreKit(PeopleKit):
    """The contract of StoreOpener, Store and all repositories of a unit."""

    @pytest.fixture
    def store(self, opener: StoreOpener, place: str) -> Iterator[Store]:
        store = opener.create(place)
        yield store
        store.close()

    @pytest.fixture
    def document(self, store: Store) -> Document:
        return add(store, "first", make_page(1), make_page(2), make_page(3))

    # places

    def test_a_project_exists_once_it_is_made(self, opener: StoreOpener, place: str) -> None:
        assert not opener.exists(place)
        opener.create(place).close()
        assert opener.exists(place)

    def test_opening_nothing_is_refused_with_its_place(
        self, opener: StoreOpener, place: str
    ) -> None:
        with pytest.raises(NotAProject) as caught:
            opener.open(place)
        assert caught.value.where
        assert caught.value.advice
        assert not opener.exists(place)

    def test_making_a_project_over_another_is_refused(
        self, opener: StoreOpener, place: str, store: Store, document: Document
    ) -> None:
        with pytest.raises(StoreError):
            opener.create(place)
        with store.reading() as unit:
            assert unit.sources.documents() == (document,)

    def test_two_who_make_the_same_project_do_not_both_succeed(
        self, opener: StoreOpener, place: str
    ) -> None:
        made = race(lambda: opener.create(place), lambda: opener.create(place))
        stores = [result for result in made if not isinstance(result, BaseException)]
        errors = [result for result in made if isinstance(result, BaseException)]
        for store in stores:
            store.close()
        assert len(stores) == 1
        assert [type(error) for error in errors] == [StoreError]

    def test_all_is_there_after_opening_again(self, opener: StoreOpener, place: str) -> None:
        store = opener.create(place)
        document = add(store, "first", make_page(1))
        here = page_place(document)
        decided = append(store, here, 0, d.Draft(d.Replace(SPAN, "words")), batch="b")
        with store.writing() as unit:
            unit.findings.put(here_page(here), STAMP, [make_finding(1)])
            unit.settings.set("language", "en")
        store.close()

        again = opener.open(place)
        with again.reading() as unit:
            assert unit.sources.document(document.id) == document
            assert unit.sources.page(here_page(here)) == make_page(1)
            assert list(unit.ledger.of(here)) == decided
            assert unit.findings.of(here_page(here)) == (make_finding(1),)
            assert unit.settings.all() == {"language": "en"}
        again.close()

    def test_a_project_may_be_open_twice(
        self, opener: StoreOpener, place: str, store: Store, document: Document
    ) -> None:
        other = opener.open(place)
        decided = append(other, page_place(document), 0, keep(0))
        with store.reading() as unit:
            assert list(unit.ledger.of(page_place(document))) == decided
        other.close()

    def test_its_url_opens_it(self, opener: StoreOpener, store: Store, document: Document) -> None:
        again = opener.open(store.url)
        with again.reading() as unit:
            assert unit.sources.documents() == (document,)
        again.close()

    def test_a_closed_project_says_so(self, opener: StoreOpener, place: str) -> None:
        store = opener.create(place)
        store.close()
        with pytest.raises(StoreError), store.reading():
            pass
        with pytest.raises(StoreError), store.writing():
            pass

    # units

    def test_a_block_that_raises_leaves_nothing(self, store: Store, document: Document) -> None:
        here = page_place(document)

        def fail() -> None:
            with store.writing() as unit:
                unit.ledger.append(here, 0, [keep(0)], "Ada")
                unit.findings.put(here_page(here), STAMP, [make_finding(1)])
                unit.settings.set("name", 1)
                unit.sources.add(new_document(make_page(1)), "second", Progress())
                raise KeyError("a mistake of the caller")

        with pytest.raises(KeyError):
            fail()
        with store.reading() as unit:
            assert unit.ledger.revision(here) == 0
            assert unit.ledger.of(here) == ()
            assert unit.findings.of(here_page(here)) == ()
            assert unit.findings.stamp(here_page(here)) is None
            assert unit.settings.all() == {}
            assert unit.sources.documents() == (document,)

    def test_a_unit_sees_what_it_wrote(self, store: Store, document: Document) -> None:
        here = page_place(document)
        with store.writing() as unit:
            first = unit.ledger.append(here, 0, [keep(0)], "Ada")
            second = unit.ledger.append(here, 1, [keep(1)], "Ada")
            assert list(unit.ledger.of(here)) == [*first, *second]
            assert unit.ledger.revision(here) == 2

    def test_what_a_reading_unit_writes_is_not_kept(self, store: Store) -> None:
        with suppress(ReviewerError), store.reading() as unit:
            unit.settings.set("name", 1)
        with store.reading() as unit:
            assert unit.settings.all() == {}

    def test_a_reading_unit_sees_one_state(self, store: Store, document: Document) -> None:
        here = page_place(document)
        with store.reading() as unit:
            assert unit.ledger.revision(here) == 0
            append(store, here, 0, keep(0))
            add(store, "second", make_page(1))
            assert unit.ledger.revision(here) == 0
            assert unit.ledger.of(here) == ()
            assert len(unit.sources.documents()) == 1
        with store.reading() as unit:
            assert unit.ledger.revision(here) == 1

    def test_readers_do_not_wait_for_a_writer(self, store: Store, document: Document) -> None:
        here = page_place(document)
        with store.writing() as writing:
            writing.ledger.append(here, 0, [keep(0)], "Ada")
            with store.reading() as reading:
                assert reading.ledger.of(here) == ()

    def test_a_swallowed_error_of_the_database_keeps_nothing(
        self, store: Store, document: Document
    ) -> None:
        def swallow() -> None:
            with store.writing() as unit:
                unit.settings.set("name", 1)
                with suppress(StoreError):
                    unit.sources.add(new_document(make_page(1)), document.name, Progress())

        with pytest.raises(StoreError):
            swallow()
        with store.reading() as unit:
            assert unit.settings.all() == {}
            assert unit.sources.documents() == (document,)

    # sources

    @pytest.mark.parametrize("text", TORTURE)
    def test_text_survives_character_for_character(self, store: Store, text: str) -> None:
        page = make_page(1, text)
        document = add(store, "torture", page)
        with store.reading() as unit:
            stored = unit.sources.page(document.pages[0])
        assert stored.text == text
        assert stored == page

    # Each store runs it in its own class and takes every example back, so both checks are content.
    @settings(
        max_examples=60,
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.differing_executors,
        ],
    )
    @given(texts=st.lists(st.text(st.characters(codec=None)), max_size=4))
    def test_any_text_survives(self, store: Store, texts: list[str]) -> None:
        pages = [make_page(n, text) for n, text in enumerate(texts, 1)]
        with suppress(Rolled), store.writing() as unit:
            document = unit.sources.add(new_document(*pages), "any", Progress())
            assert [unit.sources.page(page) for page in document.pages] == pages
            for text in texts:
                unit.settings.set(text, {text: [text]})
                assert unit.settings.get(text) == {text: [text]}
            raise Rolled

    def test_boxes_confidences_roles_and_the_image_survive(self, store: Store) -> None:
        page = Page(
            number=7,
            label="vii",
            image=Image("images/vii.jpg", 2480, 3508, "image/jpeg"),
            lines=(
                Line(
                    0,
                    "one two",
                    "\r\n",
                    (
                        Token(0, 0, 3, Box(10, 20, 30, 40), 0.25),
                        Token(1, 4, 7, Box(0, 0, 0, 0), None),
                    ),
                    Role.HEADING,
                    Box(10, 20, 90, 40),
                ),
                Line(1, "", "\n"),
                Line(2, "three", "", (Token(2, 0, 5, None, 1.0),), Role.PAGE_NUMBER),
            ),
        )
        document = add(store, "boxes", page)
        with store.reading() as unit:
            assert unit.sources.page(document.pages[0]) == page

    def test_the_layout_survives(self, store: Store) -> None:
        page = laid_out_page()
        document = add(store, "layout", page)
        with store.reading() as unit:
            assert unit.sources.page(document.pages[0]) == page

    def test_originals_are_given_back_byte_for_byte(self, store: Store) -> None:
        files = [
            Original("a.xml", "1" * 64, "page", bytes(range(256)) * 9),
            Original("b", "2", "x"),
        ]
        with store.writing() as unit:
            new = replace(new_document(make_page(1)), originals=iter(files))
            made = unit.sources.add(new, "files", Progress())
        with store.reading() as unit:
            assert [unit.originals.of(made.id, file.name) for file in files] == files
            assert unit.originals.of(made.id, "c") is None
            assert unit.originals.hashes(made.id) == {"a.xml": "1" * 64, "b": "2"}

    def test_a_second_reading_takes_the_place_of_the_one_before(self, store: Store) -> None:
        page = laid_out_page()
        document = add(store, "twice", page)
        with store.writing() as unit:
            assert unit.second.of(document.pages[0]) is None
            for engine in ("one", "other"):
                unit.second.put(document.pages[0], SecondReading(engine, page.lines))
        with store.reading() as unit:
            found = unit.second.of(document.pages[0])
            assert unit.second.pages() == {document.pages[0]}
        assert found is not None
        assert found.engine == "other"
        assert [(line.text, line.tokens, line.region, line.box) for line in found.lines] == [
            (line.text, line.tokens, line.region, line.box) for line in page.lines
        ]
        with store.writing() as unit:
            unit.second.drop(document.pages[0])
            assert unit.second.of(document.pages[0]) is None
            assert not unit.second.pages()
            with pytest.raises(UsageError):
                unit.second.put(PageId(99), found)

    def test_ocr_fills_a_page_without_text_and_no_other(self, store: Store) -> None:
        image = Image("scan.tif", 100, 200, "image/tiff", 3)
        empty, full = Page(1, (), "i", image), make_page(2)
        read = replace(laid_out_page(), number=1, file="", place=0)
        document = add(store, "scan", empty, full)
        with store.writing() as unit:
            unit.findings.put(document.pages[0], Stamp("engine", "dictionary"), [])
            assert unit.sources.fill(document.pages[0], read)
            assert not unit.sources.row(document.pages[0]).analysed
            assert not unit.sources.fill(document.pages[0], full)
            assert not unit.sources.fill(document.pages[1], read)
        with store.reading() as unit:
            assert unit.sources.page(document.pages[0]) == replace(read, label="i", image=image)
            assert unit.sources.page(document.pages[1]) == full
            assert unit.sources.row(document.pages[0]).tokens == len(read.tokens)

    def test_a_picture_can_be_found_elsewhere(self, store: Store) -> None:
        page = laid_out_page()
        document = add(store, "moved", page)
        image = Image("elsewhere/7.tif", 10, 20, "image/tiff", 2)
        for found in (image, None):
            with store.writing() as unit:
                unit.sources.set_image(document.pages[0], found)
            with store.reading() as unit:
                assert unit.sources.page(document.pages[0]) == replace(page, image=found)
                there = {document.pages[0]: found} if found else {}
                assert unit.sources.images() == there

    @pytest.mark.parametrize(
        "tokens",
        [
            (Token(0, 0, 7),),  # a reader that takes "one two" as one word
            (Token(0, 0, 1), Token(1, 1, 3), Token(2, 4, 7)),  # one that cuts inside words
            (Token(0, 4, 7),),  # one that leaves a word out
            (),
            (Token(0, 0, 3), Token(1, 3, 3), Token(2, 4, 7)),  # an empty piece
        ],
    )
    def test_the_readers_own_tokens_survive(self, store: Store, tokens: tuple[Token, ...]) -> None:
        page = Page(1, (Line(0, "one two", "\n", tokens),))
        document = add(store, "tokens", page)
        with store.reading() as unit:
            assert unit.sources.page(document.pages[0]) == page
            assert unit.sources.row(document.pages[0]).tokens == len(tokens)

    def test_a_document_is_given_back_as_it_came(self, store: Store) -> None:
        header = {"title": "T", "date": "1950-05-04", "\x00": "NUL \x00 \ud800"}
        with store.writing() as unit:
            new = new_document(make_page(1), make_page(2), header=header)
            made = unit.sources.add(new, "name-1", Progress())
        with store.reading() as unit:
            found = unit.sources.document(made.id)
            assert found == made
            assert (found.name, found.title, found.language) == ("name-1", new.title, new.language)
            assert found.origin == new.origin
            assert len(found.pages) == 2
            assert unit.sources.header(made.id) == header
            assert unit.sources.imported_at(made.id).utcoffset() == timedelta(0)

    def test_documents_and_pages_keep_their_order(self, store: Store) -> None:
        names = ["zulu", "alpha", "mike"]
        made = [add(store, name, make_page(1), make_page(2)) for name in names]
        with store.reading() as unit:
            assert list(unit.sources.documents()) == made
            rows = unit.sources.rows()
            assert [row.id for row in rows] == [page for one in made for page in one.pages]
            assert [row.number for row in rows] == [1, 2] * 3
            assert [row.id for row in unit.sources.rows(made[1].id)] == list(made[1].pages)
            assert unit.sources.rows(DocumentId(NOWHERE)) == ()

    def test_a_document_without_pages(self, store: Store) -> None:
        document = add(store, "empty")
        with store.reading() as unit:
            assert document.pages == ()
            assert unit.sources.documents() == (document,)
            assert unit.sources.rows(document.id) == ()

    def test_the_same_file_is_found_by_its_hash(self, store: Store) -> None:
        document = add(store, "one", make_page(1), sha256="a" * 64)
        add(store, "two", make_page(1), sha256="b" * 64)
        with store.reading() as unit:
            assert unit.sources.same_file("a" * 64) == document
            assert unit.sources.same_file("c" * 64) is None

    def test_documents_are_found_by_their_names(self, store: Store) -> None:
        one, other = add(store, "one"), add(store, "other", sha256="1" * 64)
        with store.reading() as unit:
            assert unit.sources.called(one.origin.filename) == (one, other)
            assert unit.sources.called("nobody.txt") == ()
            assert unit.sources.has_name("other")
            assert not unit.sources.has_name("third")

    def test_counts_stand_in_the_row(self, store: Store, document: Document) -> None:
        page = document.pages[1]
        with store.writing() as unit:
            fresh = unit.sources.row(page)
            unit.sources.set_counts(
                page, state=State.IN_WORK, findings=9, open_findings=4, decided=5
            )
        with store.reading() as unit:
            row = unit.sources.row(page)
            others = [unit.sources.row(document.pages[0]), unit.sources.row(document.pages[2])]
        assert fresh.state is State.NEW
        assert (fresh.findings, fresh.open_findings, fresh.decided) == (0, 0, 0)
        assert fresh.tokens == len(make_page(1).tokens)
        assert row.state is State.IN_WORK
        assert (row.findings, row.open_findings, row.decided) == (9, 4, 5)
        assert all(other.findings == 0 for other in others)

    def test_what_is_not_there_is_a_usage_error(self, store: Store, document: Document) -> None:
        page, other = PageId(NOWHERE), DocumentId(NOWHERE)
        asked: list[Callable[[Unit], object]] = [
            lambda unit: unit.sources.document(other),
            lambda unit: unit.sources.header(other),
            lambda unit: unit.sources.imported_at(other),
            lambda unit: unit.sources.page(page),
            lambda unit: unit.sources.row(page),
            lambda unit: unit.sources.set_counts(
                page, state=State.NEW, findings=0, open_findings=0, decided=0
            ),
            lambda unit: unit.findings.put(page, STAMP, []),
            lambda unit: unit.findings.stamp(page),
            lambda unit: unit.ledger.revision(d.Place(other)),
            lambda unit: unit.ledger.revision(d.Place(document.id, page)),
            lambda unit: unit.ledger.append(d.Place(other), 0, [keep(0)], "Ada"),
            lambda unit: unit.ledger.append(d.Place(document.id, page), 0, [keep(0)], "Ada"),
            lambda unit: unit.ledger.append(d.Place(other, document.pages[0]), 0, [keep(0)], "Ada"),
        ]
        for ask in asked:
            with store.writing() as unit, pytest.raises(UsageError):
                ask(unit)

    def test_import_tells_its_progress(self, store: Store) -> None:
        progress = Stopping(at=-1)
        with store.writing() as unit:
            pages = [make_page(n) for n in range(1, 4)]
            unit.sources.add(new_document(*pages), "told", progress)
        assert progress.seen
        assert {step.label for step in progress.seen} == {"told"}

    def test_pages_are_read_one_by_one(self, store: Store) -> None:
        handed: list[int] = []
        told: list[int] = []

        class Watching(Progress):
            def report(self, done: int, total: int = 0, label: str = "") -> None:
                told.append(done)
                assert len(handed) <= done + 1

        def pages() -> Iterator[Page]:
            for number in range(1, 5):
                handed.append(number)
                yield make_page(number)

        new = NewDocument("T", Origin("a", "b", "c"), pages())
        with store.writing() as unit:
            unit.sources.add(new, "streamed", Watching())
        assert told[-1] == 4

    @pytest.mark.parametrize("at", [0, 1, 3])
    def test_a_cancelled_import_leaves_nothing_of_its_document(
        self, store: Store, document: Document, at: int
    ) -> None:
        pages = [make_page(n) for n in range(1, 5)]
        with store.writing() as unit:
            unit.settings.set("before", 1)
            with pytest.raises(Cancelled):
                unit.sources.add(new_document(*pages), "stopped", Stopping(at))
            unit.settings.set("after", 2)
            third = unit.sources.add(new_document(make_page(1)), "stopped", Progress())
        with store.reading() as unit:
            assert list(unit.sources.documents()) == [document, third]
            assert unit.settings.all() == {"before": 1, "after": 2}

    def test_a_file_that_breaks_half_way_leaves_nothing(
        self, store: Store, document: Document
    ) -> None:
        def pages() -> Iterator[Page]:
            yield make_page(1)
            raise UnreadableFile("cut off", where="scan.xml, line 3")

        with pytest.raises(UnreadableFile, match="cut off"), store.writing() as unit:
            unit.sources.add(NewDocument("T", Origin("a", "b", "c"), pages()), "half", Progress())
        with store.reading() as unit:
            assert unit.sources.documents() == (document,)

    @pytest.mark.parametrize(
        "lines",
        [
            (Line(1, "a", "\n", (Token(0, 0, 1),)),),
            (Line(0, "a", "\n", (Token(1, 0, 1),)),),
            (Line(0, "a b", "\n", (Token(0, 2, 3), Token(1, 0, 1))),),
            (Line(0, "a", "\n", (Token(0, 0, 2),)),),
        ],
        ids=["line", "token", "order", "outside"],
    )
    def test_a_reader_that_counts_wrongly_is_refused(
        self, store: Store, lines: tuple[Line, ...]
    ) -> None:
        with pytest.raises(InputError, match="counts wrongly"):
            add(store, "wrong", Page(1, lines))

    def test_pages_that_do_not_run_forward_are_refused(self, store: Store) -> None:
        with pytest.raises(InputError, match="counts wrongly"):
            add(store, "wrong", make_page(2), make_page(2))

    # ledger

    @pytest.mark.parametrize("act", ACTS, ids=lambda act: act.describe().split()[0] + act.name)
    def test_every_act_is_given_back_as_it_came(
        self, store: Store, document: Document, act: d.Act
    ) -> None:
        here = page_place(document)
        grounds = d.Grounds(d.Way.ACCEPTED, "wr\x00ds", "words", 2, 0.1 + 0.2, "spelling")
        drafts = [d.Draft(act, grounds), d.Draft(act)]
        written = append(store, here, 0, *drafts, by="Ada \ud800 L\u00f6we", batch="b\x00")
        with store.reading() as unit:
            assert list(unit.ledger.of(here)) == written
        assert [one.act for one in written] == [act, act]
        assert [one.grounds for one in written] == [grounds, d.Grounds()]
        assert {one.by for one in written} == {"Ada \ud800 L\u00f6we"}
        assert {one.batch for one in written} == {"b\x00"}
        assert {one.place for one in written} == {here}
        assert {one.at.utcoffset() for one in written} == {timedelta(0)}

    def test_revisions_count_the_decisions_of_their_place(
        self, store: Store, document: Document
    ) -> None:
        one, two, whole = page_place(document, 0), page_place(document, 1), d.Place(document.id)
        append(store, one, 0, keep(0), keep(1))
        append(store, one, 2, keep(2))
        append(store, whole, 0, d.Draft(d.SetHeader("title", "T")))
        with store.reading() as unit:
            revisions = [unit.ledger.revision(place) for place in (one, two, whole)]
            assert revisions == [3, 0, 1]
            assert unit.sources.row(here_page(one)).revision == 3

    def test_ids_are_the_order_of_the_whole_ledger(self, store: Store, document: Document) -> None:
        second = add(store, "second", make_page(1))
        written = [
            *append(store, page_place(document, 2), 0, *[keep(n) for n in range(5)]),
            *append(store, page_place(second), 0, keep(0)),
            *append(store, d.Place(document.id), 0, d.Draft(d.SetHeader("title", "T"))),
            *append(store, page_place(document, 0), 0, keep(0), keep(1)),
        ]
        ids = [decision.id for decision in written]
        assert ids == sorted(set(ids))
        with store.reading() as unit:
            mine = [one for one in written if one.place.document == document.id]
            assert list(unit.ledger.of_document(document.id)) == mine
            assert list(unit.ledger.of(d.Place(document.id))) == [written[6]]
            assert list(unit.ledger.of(page_place(document, 2))) == written[:5]
            assert list(unit.ledger.entries()) == written[::-1]
            assert unit.ledger.of(d.Place(DocumentId(NOWHERE), PageId(NOWHERE))) == ()

    def test_the_loser_is_told_both_decisions(self, store: Store, document: Document) -> None:
        here = page_place(document, 1)
        append(store, here, 0, keep(0))
        theirs = append(
            store, here, 1, d.Draft(d.Replace(SPAN, "words")), keep(2), by="Ada Lovelace"
        )
        mine = d.Draft(d.Replace(SPAN, "swords"))
        with pytest.raises(Conflict) as caught:
            append(store, here, 1, mine, by="Bea")
        assert caught.value.mine == (mine,)
        assert list(caught.value.theirs) == theirs
        assert caught.value.where == "first, page 2"
        assert "Ada Lovelace" in str(caught.value)
        assert "swords" in str(caught.value)
        with store.reading() as unit:
            assert unit.ledger.revision(here) == 3
            assert len(unit.ledger.of(here)) == 3

    def test_a_conflict_about_a_document_names_it(self, store: Store, document: Document) -> None:
        whole = d.Place(document.id)
        theirs = append(store, whole, 0, d.Draft(d.SetHeader("title", "T")))
        append(store, page_place(document), 0, keep(0))
        with pytest.raises(Conflict) as caught:
            append(store, whole, 0, d.Draft(d.SetHeader("title", "U")))
        assert list(caught.value.theirs) == theirs
        assert caught.value.where == "first"

    def test_a_revision_from_the_future_is_a_conflict(
        self, store: Store, document: Document
    ) -> None:
        with pytest.raises(Conflict) as caught:
            append(store, page_place(document), 3, keep(0))
        assert caught.value.theirs == ()

    def test_a_unit_goes_on_after_a_conflict(self, store: Store, document: Document) -> None:
        one, two = page_place(document, 0), page_place(document, 1)
        append(store, one, 0, keep(0))
        with store.writing() as unit:
            before = unit.ledger.append(two, 0, [keep(0)], "Bea")
            with pytest.raises(Conflict):
                unit.ledger.append(one, 0, [keep(1)], "Bea")
            after = unit.ledger.append(two, 1, [keep(1)], "Bea")
        with store.reading() as unit:
            assert list(unit.ledger.of(two)) == [*before, *after]
            assert unit.ledger.revision(one) == 1

    def test_no_drafts_are_no_decision(self, store: Store, document: Document) -> None:
        here = page_place(document)
        assert append(store, here, 0) == []
        append(store, here, 0, keep(0))
        with pytest.raises(Conflict):
            append(store, here, 0)

    def test_of_two_at_once_exactly_one_wins(self, store: Store, document: Document) -> None:
        here = page_place(document)
        for revision in range(12):
            results = race(
                *[
                    lambda who=who: append(store, here, revision, keep(0), by=who)  # noqa: B023
                    for who in ("Ada", "Bea", "Cleo")
                ]
            )
            won = [result for result in results if isinstance(result, list)]
            lost = [result for result in results if isinstance(result, Conflict)]
            assert (len(won), len(lost)) == (1, 2)
            assert all(list(conflict.theirs) == won[0] for conflict in lost)
        with store.reading() as unit:
            assert unit.ledger.revision(here) == 12

    def test_of_two_programs_exactly_one_wins(
        self, opener: StoreOpener, place: str, store: Store, document: Document
    ) -> None:
        here = page_place(document)
        other = opener.open(place)
        for revision in range(8):
            results = race(
                lambda: append(store, here, revision, keep(0), by="Ada"),  # noqa: B023
                lambda: append(other, here, revision, keep(0), by="Bea"),  # noqa: B023
            )
            won = [result for result in results if isinstance(result, list)]
            lost = [result for result in results if isinstance(result, Conflict)]
            assert (len(won), len(lost)) == (1, 1)
            assert list(lost[0].theirs) == won[0]
        other.close()

    def test_work_on_different_pages_does_not_collide(self, store: Store) -> None:
        document = add(store, "many", *[make_page(n) for n in range(1, 7)])

        def work(index: int) -> list[d.Decision]:
            here = page_place(document, index)
            return [
                decision
                for revision in range(8)
                for decision in append(store, here, revision, keep(revision), by=f"P{index}")
            ]

        results = race(*[lambda index=index: work(index) for index in range(6)])
        assert all(isinstance(result, list) for result in results)
        with store.reading() as unit:
            assert len(unit.ledger.of_document(document.id)) == 48
            for index in range(6):
                assert list(unit.ledger.of(page_place(document, index))) == results[index]

    def test_the_log_is_read_backwards_in_parts(self, store: Store, document: Document) -> None:
        written = append(store, page_place(document), 0, *[keep(n % 7) for n in range(10)])
        with store.reading() as unit:
            newest = unit.ledger.entries(limit=4)
            older = unit.ledger.entries(before=newest[-1].id, limit=4)
            oldest = unit.ledger.entries(before=older[-1].id, limit=4)
            assert [*newest, *older, *oldest] == written[::-1]
            assert unit.ledger.entries(before=written[0].id) == ()

    def test_the_log_of_a_person_or_place(self, store: Store, document: Document) -> None:
        one, two, whole = page_place(document, 0), page_place(document, 1), d.Place(document.id)
        ada = append(store, one, 0, keep(0), by="Ada Lovelace")
        bea = append(store, one, 1, keep(1), by="Bea")
        again = append(store, two, 0, keep(0), by=" ada  LOVELACE")
        title = append(store, whole, 0, d.Draft(d.SetHeader("title", "T")), by="Bea")
        with store.reading() as unit:
            entries = unit.ledger.entries
            assert list(entries(by="Ada Lovelace")) == again + ada
            assert list(entries(by="Bea")) == title + bea
            assert entries(by="Nobody") == ()
            assert list(entries(place=one)) == bea + ada
            assert list(entries(place=whole)) == title
            assert list(entries(place=one, by="Bea")) == bea
            assert list(entries(by="Ada Lovelace", before=again[0].id)) == ada
            assert list(entries(document=document.id)) == title + again + bea + ada
            assert list(entries(document=document.id, by="Bea", limit=1)) == title
            assert entries(document=DocumentId(document.id + 99)) == ()

    def test_the_log_of_some_days_and_acts(self, store: Store, document: Document) -> None:
        other = d.Draft(d.Replace(d.Span(1, 1), "two"))
        written = append(store, page_place(document), 0, keep(0), other, keep(2))
        later = append(store, page_place(document, 1), 0, other)
        with store.reading() as unit:
            entries = unit.ledger.entries
            assert list(entries(acts={"replace"})) == [later[0], written[1]]
            assert list(entries(acts={"keep", "replace"}, limit=3)) == [*later, *written[:0:-1]]
            assert entries(acts={"submit"}) == ()
            assert list(entries(since=later[0].at)) == later
            assert list(entries(until=later[0].at)) == written[::-1]
            assert list(entries(until=later[0].at, acts={"replace"})) == [written[1]]
            assert entries(since=later[0].at, until=later[0].at) == ()

    def test_the_decisions_of_several_pages(self, store: Store, document: Document) -> None:
        first, second = page_place(document, 0), page_place(document, 1)
        one = append(store, first, 0, keep(0))
        two = append(store, second, 0, keep(0), keep(1))
        more = append(store, first, 1, keep(1))
        append(store, d.Place(document.id), 0, d.Draft(d.SetHeader("title", "T")))
        with store.reading() as unit:
            found = unit.ledger.of_pages(document.pages)
            assert {page: list(made) for page, made in found.items()} == {
                first.page: one + more,
                second.page: two,
            }
            assert unit.ledger.of_pages(()) == {}

    def test_the_decisions_of_several_headers(self, store: Store, document: Document) -> None:
        other, third = (add(store, name, make_page(1)) for name in ("other", "third"))
        title = d.Draft(d.SetHeader("title", "T"))
        one = append(store, d.Place(document.id), 0, title, title)
        two = append(store, d.Place(other.id), 0, title)
        append(store, page_place(document), 0, keep(0))
        with store.reading() as unit:
            found = unit.ledger.of_headers([other.id, third.id, document.id])
            assert {number: list(made) for number, made in found.items()} == {
                document.id: one,
                other.id: two,
            }
            assert unit.ledger.of_headers(()) == {}

    def test_a_ledger_is_restored_as_it_was(self, store: Store, document: Document) -> None:
        first, second = page_place(document, 0), page_place(document, 1)
        other = add(store, "other", make_page(1))
        append(store, d.Place(other.id), 0, d.Draft(d.SetHeader("title", "T")))
        told = self.told(document)
        with store.writing() as unit:
            restored = list(unit.ledger.restore(told))
        with store.reading() as unit:
            assert list(unit.ledger.of_document(document.id)) == restored
            assert [unit.ledger.revision(place) for place in (first, second)] == [4, 3]
            assert [unit.sources.row(page).settled for page in document.pages[:2]] == [4, 1]
            assert unit.ledger.revision(d.Place(document.id)) == 1
            assert len(unit.ledger.entries(by=" ADA ", document=document.id)) == 4
            assert [one.act for one in unit.ledger.batch("b1")] == [told[0].act, told[4].act]
        assert [(one.place, one.by, one.at, one.batch, one.grounds) for one in restored] == [
            (one.place, one.by, one.at, one.batch, one.grounds) for one in told
        ]
        numbers = [one.id for one in restored]
        assert sorted(set(numbers)) == numbers
        assert [one.act for one in restored[1:4]] == [
            d.AddLine(0),
            d.Insert(added_key(numbers[1]), None, "words"),
            d.SetRole(added_key(numbers[1]), Role.STAMP),
        ]
        assert restored[5].act == d.Comment("why?", None, numbers[4], True)
        assert restored[6].act == d.Reply(numbers[5], "so")
        assert restored[7].act == d.Revert((numbers[3], DecisionId(0)))
        append(store, first, 4, keep(0))  # and it goes on from there

    def told(self, document: Document) -> list[d.Decision]:
        """A ledger from elsewhere, whose numbers mean nothing here."""
        first, second = page_place(document, 0), page_place(document, 1)
        moment = datetime(2020, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC)
        acts: list[tuple[d.Place, str, str, d.Act]] = [
            (d.Place(document.id), "Ada", "b1", d.SetHeader("title", "A title")),
            (first, "Ada", "", d.AddLine(0)),
            (first, "Bea", "", d.Insert(added_key(DecisionId(902)), None, "words")),
            (first, "Ada", "", d.SetRole(added_key(DecisionId(902)), Role.STAMP)),
            (second, "Ada", "b1", d.Replace(SPAN, "read \u00e9\u0301 \x00 so", d.Cause.SOURCE)),
            (second, "Bea", "", d.Comment("why?", None, DecisionId(905), True)),
            (second, "Cy", "", d.Reply(DecisionId(906), "so")),
            (first, "Bea", "", d.Revert((DecisionId(904), DecisionId(4711)))),
        ]
        grounds = d.Grounds(d.Way.ACCEPTED, "wrods", "words", 1, 0.75, "list")
        return [
            d.Decision(DecisionId(n), place, by, moment, act, grounds, batch)
            for n, (place, by, batch, act) in enumerate(acts, 901)
        ]

    def test_a_ledger_goes_only_where_nobody_decided(
        self, store: Store, document: Document
    ) -> None:
        append(store, page_place(document, 1), 0, keep(0))
        with store.writing() as unit:
            with pytest.raises(Conflict):
                unit.ledger.restore(self.told(document))
            assert unit.ledger.of(page_place(document, 0)) == ()
            assert unit.ledger.revision(page_place(document, 0)) == 0
            with pytest.raises(UsageError):
                unit.ledger.restore(
                    [replace(self.told(document)[0], place=d.Place(DocumentId(NOWHERE)))]
                )
            assert unit.ledger.restore(()) == ()

    def test_a_batch_is_found_over_all_pages(self, store: Store, document: Document) -> None:
        with store.writing() as unit:
            batch = [
                *unit.ledger.append(page_place(document, 1), 0, [keep(0)], "Ada", "all-1"),
                *unit.ledger.append(page_place(document, 0), 0, [keep(0)], "Ada", "all-1"),
            ]
        append(store, page_place(document, 0), 1, keep(1), batch="all-2")
        append(store, page_place(document, 0), 2, keep(2))
        with store.reading() as unit:
            assert list(unit.ledger.batch("all-1")) == batch
            assert unit.ledger.batch("unknown") == ()
            assert unit.ledger.batch("") == ()

    # findings

    def test_findings_are_given_back_as_they_came(self, store: Store, document: Document) -> None:
        page = document.pages[0]
        found = [make_finding(1), make_finding(3, "wr\x00ds \ud800"), make_finding(0)]
        with store.writing() as unit:
            unit.findings.put(page, STAMP, found)
        with store.reading() as unit:
            assert list(unit.findings.of(page)) == found
            assert unit.findings.stamp(page) == STAMP
            assert unit.sources.row(page).stamp == STAMP
            assert unit.findings.of(document.pages[1]) == ()

    def test_new_findings_take_the_place_of_old(self, store: Store, document: Document) -> None:
        page = document.pages[0]
        later = Stamp("engine 2", "dictionary 1")
        with store.writing() as unit:
            unit.findings.put(page, STAMP, [make_finding(n) for n in range(5)])
            unit.findings.set_open(page, [])
            unit.findings.put(page, later, [make_finding(1), make_finding(2)])
            assert list(unit.findings.of(page)) == [make_finding(1), make_finding(2)]
            assert unit.findings.stamp(page) == later
            assert unit.findings.count_open() == 2
            unit.findings.put(page, later, [])
            assert unit.findings.of(page) == ()
            assert unit.findings.stamp(page) == later

    def test_settled_findings_leave_the_queue_and_can_come_back(
        self, store: Store, document: Document
    ) -> None:
        page = document.pages[0]
        found = [make_finding(n) for n in range(4)]
        with store.writing() as unit:
            unit.findings.put(page, STAMP, found)
            unit.findings.set_open(page, [found[1].key, found[3].key, "unknown"])
        with store.reading() as unit:
            assert [item.finding for item in unit.findings.queue()] == [found[1], found[3]]
            assert unit.findings.count_open() == 2
            assert list(unit.findings.of(page)) == found
        with store.writing() as unit:
            unit.findings.set_open(page, iter(one.key for one in found[:3]))
            assert [item.finding for item in unit.findings.queue()] == found[:3]
            assert unit.findings.count_open() == 3
            unit.findings.set_open(page, [found[3].key, found[0].key])
            assert unit.findings.count_open() == 2

    # texts to search in

    def test_pages_are_found_by_what_they_hold(self, store: Store) -> None:
        document = add(
            store,
            "a",
            make_page(1, "The Cuben problem\n"),
            make_page(2, "No\u0301t here, caf\u00c9\u2019s\n"),
            make_page(3, "\x00 % _ cuben\n"),
        )
        other = add(store, "b", make_page(1, "Cuben"))
        with store.reading() as unit:

            def held(needle: str, **where: Any) -> list[PageId]:
                return [page.id for page in unit.texts.holding(needle, **where)]

            one, two, three = document.pages
            assert held("CUBEN") == [one, three, *other.pages]
            assert held("CUBEN", document=document.id) == [one, three]
            assert held("CUBEN", pages=[two, three]) == [three]
            assert held("n\u00f3T") == held("cafe\u0301's") == [two]
            assert held("%") == held("\x00") == [three]
            assert not held("cub_n")
            assert held("") == [*document.pages, *other.pages]
            (page,) = unit.texts.holding("", pages=[three])
            assert page.source is page.present
            assert page.source == source_text(unit.sources.page(three))
            assert (page.document, page.number, page.revision) == (document.id, 3, 0)
            assert not page.analysed

    def test_the_present_text_is_searched_too_and_known_to_be_behind(
        self, store: Store, document: Document
    ) -> None:
        page = document.pages[0]
        place = page_place(document)
        append(store, place, 0, d.Draft(d.Replace(d.Span(1, 1), "words")))
        with store.writing() as unit:
            assert unit.texts.behind() == (page,)
            assert not list(unit.texts.holding("words"))
            reading = fold(unit.sources.page(page), unit.ledger.of(place))
            unit.texts.put(page, 1, present_text(reading))
        with store.writing() as unit:
            assert not unit.texts.behind()
            (found,) = unit.texts.holding("WORDS")
            assert found.present == present_text(reading)
            assert "wrods" in found.source.text
            assert next(unit.texts.holding("wrods")).id == page
            unit.texts.put(page, 1, found.source)
            assert not list(unit.texts.holding("words"))

    def test_text_that_ocr_read_is_searched(self, store: Store) -> None:
        document = add(store, "a", make_page(1, ""))
        with store.writing() as unit:
            assert unit.sources.fill(document.pages[0], make_page(1, "late words\n"))
        with store.reading() as unit:
            assert [page.id for page in unit.texts.holding("late")] == [*document.pages]

    def test_open_findings_are_asked_for_by_form(self, store: Store, document: Document) -> None:
        page = document.pages[0]
        capital = make_finding(1, "W\u0155ods\u2019")
        with store.writing() as unit:
            unit.findings.put(page, STAMP, [make_finding(0), capital], {capital.key: 0.25})
        with store.writing() as unit:
            waiting = unit.findings.waiting([page], {"w\u0155ods'"})
            assert [one.span for one in waiting[page]] == [d.Span(1, 1)]
            assert waiting[page][0].first == capital.suggestions[0].text
            assert waiting[page][0].kind is Kind.NON_WORD
            assert len(unit.findings.waiting([page], {str(n) for n in range(999)})[page]) == 2
            assert not unit.findings.waiting([], {"wrods"})
            unit.findings.set_open(page, [make_finding(0).key])
            assert not unit.findings.waiting([page], {"w\u0155ods'"})

    def test_the_count_is_that_of_the_queue(self, store: Store, document: Document) -> None:
        one, two, three = document.pages
        with store.writing() as unit:
            assert unit.findings.count_open() == 0
            unit.findings.put(one, STAMP, [make_finding(n) for n in range(4)])
            unit.findings.put(two, STAMP, [make_finding(1), make_finding(1), make_finding(2)])
            unit.findings.put(three, STAMP, [make_finding(1)])
            unit.findings.set_open(two, [make_finding(1).key])
            unit.findings.set_open(two, [make_finding(1).key])
            unit.findings.set_open(three, [])
            unit.findings.put(one, STAMP, [make_finding(0)])
            assert unit.findings.count_open() == len(unit.findings.queue()) == 3

    def test_the_queue_is_in_the_order_of_pages_and_read_in_parts(self, store: Store) -> None:
        first = add(store, "b", make_page(1), make_page(2))
        second = add(store, "a", make_page(1))
        pages = [*first.pages, *second.pages]
        with store.writing() as unit:
            for page in reversed(pages):  # the visible page comes first, wherever it is
                unit.findings.put(page, STAMP, [make_finding(4), make_finding(2)])
        expected = [(page, token) for page in pages for token in (4, 2)]
        with store.reading() as unit:
            parts = [unit.findings.queue(limit=4), unit.findings.queue(limit=4, skip=4)]
            assert [(item.page, item.finding.span.first) for p in parts for item in p] == expected
            assert unit.findings.count_open() == 6
            assert unit.findings.queue(skip=6) == ()
            assert unit.findings.queue(limit=0) == ()

    # queues

    def test_open_findings_of_pages_are_given_in_order(
        self, store: Store, document: Document
    ) -> None:
        one, two, three = document.pages
        found = [make_finding(4), make_finding(2)]
        with store.writing() as unit:
            for page in (three, one):
                unit.findings.put(page, STAMP, found)
            unit.findings.set_open(one, [found[1].key])
        expected = [(one, found[1]), (three, found[0]), (three, found[1])]
        with store.reading() as unit:
            places = unit.queued.on_pages(iter([three, two, one]))
            assert list(places) == [QueuePlace(page, one.key) for page, one in expected]
            assert unit.queued.on_pages([]) == ()

    def test_the_worst_page_has_most_open_findings_a_word(
        self, store: Store, document: Document
    ) -> None:
        one, two, three = document.pages
        with store.writing() as unit:
            unit.findings.put(one, STAMP, [make_finding(1)])
            unit.findings.put(three, STAMP, [make_finding(n) for n in range(3)])
            unit.findings.put(two, STAMP, [make_finding(1)])
            unit.findings.set_open(two, [])
        with store.reading() as unit:
            assert unit.queued.pages() == (one, three)
            assert unit.queued.pages(worst=True) == (three, one)

    def test_the_same_errors_stand_together_the_biggest_group_first(
        self, store: Store, document: Document
    ) -> None:
        one, two, _ = document.pages
        strange = "wr\x00ds \ud800"
        with store.writing() as unit:
            unit.findings.put(one, STAMP, [make_finding(0, "Tbe"), make_finding(1, strange)])
            unit.findings.put(two, STAMP, [make_finding(n, "tbe") for n in range(4)])
            unit.findings.set_open(two, [make_finding(n, "tbe").key for n in (1, 3)])
        expected = [QueuePlace(one, make_finding(0, "Tbe").key)]
        expected += [QueuePlace(two, make_finding(n, "tbe").key) for n in (1, 3)]
        with store.reading() as unit:
            groups = unit.queued.groups()
            assert [(group.form, group.count) for group in groups] == [("tbe", 3), (strange, 1)]
            assert unit.queued.groups(limit=1) == groups[:1]
            assert unit.queued.groups(after=groups[0]) == groups[1:]
            stops = unit.queued.of_group(groups[0])
            assert [stop.place for stop in stops] == expected
            assert unit.queued.of_group(groups[0], limit=1) == stops[:1]
            assert unit.queued.of_group(groups[0], after=stops[0]) == stops[1:]
            assert [stop.place.page for stop in unit.queued.of_group(groups[1])] == [one]

    def test_variants_of_one_name_stand_together(self, store: Store, document: Document) -> None:
        def variant(token: int, form: str, *texts: str) -> Finding:
            suggestions = tuple(Suggestion(text, 0.5, "names") for text in texts)
            found = replace(make_finding(token, form), kind=Kind.NAME)
            return found.with_suggestions(suggestions)

        page = document.pages[0]
        found = [
            variant(0, "Mikoian", "Mikoyan"),
            variant(1, "Xq"),
            variant(2, "Rusc", "Rusk"),
            variant(3, "Mikeyan", "Mikoyan"),
            make_finding(4),
        ]
        with store.writing() as unit:
            unit.findings.put(page, STAMP, found)
        with store.reading() as unit:
            groups = unit.queued.groups(names=True)
            assert [(group.first, group.count) for group in groups] == [("Mikoyan", 2), ("Rusk", 1)]
            assert unit.queued.groups(names=True, after=groups[0]) == groups[1:]
            stops = unit.queued.of_group(groups[0], names=True)
            assert [stop.place.key for stop in stops] == [found[0].key, found[3].key]
            rest = unit.queued.of_group(Group("", "", 0), names=True)
            assert [stop.place.key for stop in rest] == [found[1].key]
            assert unit.queued.count_names() == 4

    def test_what_ocr_was_least_sure_of_comes_first(self, store: Store, document: Document) -> None:
        one, two, _ = document.pages
        found = [make_finding(n) for n in range(3)]
        with store.writing() as unit:
            unit.findings.put(one, STAMP, found, {found[0].key: 0.5, found[2].key: 0.25})
            unit.findings.put(two, STAMP, found[:2], {found[0].key: 0.5})
        with store.reading() as unit:
            stops = unit.queued.faintest()
            assert [(stop.place, stop.confidence) for stop in stops] == [
                (QueuePlace(one, found[2].key), 0.25),
                (QueuePlace(one, found[0].key), 0.5),
                (QueuePlace(two, found[0].key), 0.5),
            ]
            assert unit.queued.faintest(limit=2) == stops[:2]
            assert unit.queued.faintest(after=stops[1]) == stops[2:]
            assert unit.queued.count_faint() == 3

    def test_what_was_skipped_is_a_persons_own_and_open(
        self, store: Store, document: Document
    ) -> None:
        one, two, _ = document.pages
        found = [make_finding(n) for n in range(3)]
        places = [QueuePlace(page, f.key) for page in (one, two) for f in found]
        with store.writing() as unit:
            unit.findings.put(one, STAMP, found)
            unit.findings.put(two, STAMP, found)
            for place in (places[4], places[0], places[0], places[1]):
                unit.skipped.put("ada", place)
            unit.skipped.put("ben", places[2])
            unit.skipped.put("ada", QueuePlace(one, "7-7:0-1"))
            unit.findings.set_open(one, [found[0].key, found[2].key])
        with store.writing() as unit:
            assert list(unit.skipped.of("ada")) == [places[0], places[4]]
            assert list(unit.skipped.of("ada", two)) == [places[4]]
            unit.skipped.remove("ada", places[0])
            unit.skipped.remove("ada", places[0])
            assert list(unit.skipped.of("ada")) == [places[4]]
            assert list(unit.skipped.of("ben")) == [places[2]]

    def test_pages_are_found_by_their_state(self, store: Store, document: Document) -> None:
        one, two, three = document.pages
        counts = {"findings": 0, "open_findings": 0, "decided": 0}
        with store.writing() as unit:
            for page in (three, one):
                unit.sources.set_counts(page, state=State.RETURNED, **counts)
            assert unit.sources.in_state(State.RETURNED) == (one, three)
            assert unit.sources.in_state(State.NEW) == (two,)

    def test_stale_pages_are_those_of_another_engine_or_dictionary(self, store: Store) -> None:
        document = add(store, "many", *[make_page(n) for n in range(1, 5)])
        pages = document.pages
        with store.writing() as unit:
            unit.findings.put(pages[0], STAMP, [])
            unit.findings.put(pages[1], Stamp(STAMP.engine, "dictionary 2"), [make_finding(0)])
            unit.findings.put(pages[3], Stamp("engine 2", STAMP.dictionary), [])
        with store.reading() as unit:
            assert unit.findings.stale(STAMP) == (pages[1], pages[2], pages[3])
            assert unit.sources.row(pages[2]).stamp is None

    def test_expired_pages_are_stale_but_keep_their_findings(
        self, store: Store, document: Document
    ) -> None:
        one, two, three = document.pages
        with store.writing() as unit:
            unit.findings.put(one, STAMP, [make_finding(1)])
            unit.findings.put(two, STAMP, [])
            unit.findings.expire([one, three])
            unit.findings.expire([])
        with store.reading() as unit:
            assert unit.findings.stale(STAMP) == (one, three)
            assert unit.findings.of(one) == (make_finding(1),)
            assert unit.findings.count_open() == 1
            assert unit.sources.row(one).analysed
            assert not unit.sources.row(three).analysed

    # lessons

    def test_lessons_are_given_back_as_they_came(self, store: Store, document: Document) -> None:
        one, two, _ = document.pages
        later = Basis(7, Stamp("engine 2", ""))
        with store.writing() as unit:
            unit.lessons.put(two, BASIS, LESSONS)
            unit.lessons.put(one, BASIS, LESSONS)
            unit.lessons.put(one, later, Lessons())
        with store.reading() as unit:
            assert list(unit.lessons.bases().items()) == [(one, later), (two, BASIS)]
            assert list(unit.lessons.all()) == [Lessons(), LESSONS]

    def test_lessons_can_be_forgotten(self, store: Store, document: Document) -> None:
        one, two, three = document.pages
        with store.writing() as unit:
            for page in document.pages:
                unit.lessons.put(page, BASIS, LESSONS)
            unit.lessons.drop([three, one])
            unit.lessons.drop([])
            assert list(unit.lessons.bases()) == [two]

    def test_the_mark_of_lessons_tells_others(self, store: Store, document: Document) -> None:
        one, two, _ = document.pages
        changes: list[Callable[[Unit], None]] = [
            lambda unit: unit.lessons.put(two, BASIS, LESSONS),
            lambda unit: unit.lessons.put(one, BASIS, LESSONS),
            lambda unit: unit.lessons.put(one, Basis(2**31 - 2, STAMP), LESSONS),
            lambda unit: unit.lessons.put(one, Basis(4, Stamp("engine 2", "")), LESSONS),
            lambda unit: unit.lessons.drop([two]),
            lambda unit: unit.lessons.drop([one]),
        ]
        marks = []
        for change in changes:
            with store.writing() as unit:
                marks.append(unit.lessons.mark())
                change(unit)
                assert unit.lessons.mark() != marks[-1]
        with store.reading() as unit:
            assert len(set(marks)) == len(marks)
            assert unit.lessons.mark() == marks[0]

    def test_lessons_of_more_pages_than_are_read_at_once(self, store: Store) -> None:
        document = add(store, "many", *[make_page(n, "x") for n in range(1, 451)])
        with store.writing() as unit:
            for n, page in enumerate(document.pages, 1):
                unit.lessons.put(page, BASIS, Lessons(letters=(("x", n),)))
        with store.reading() as unit:
            assert [one.letters[0][1] for one in unit.lessons.all()] == list(range(1, 451))

    def test_lessons_of_a_page_that_is_not_there_are_refused(self, store: Store) -> None:
        with store.writing() as unit:
            with pytest.raises(UsageError):
                unit.lessons.put(PageId(NOWHERE), BASIS, LESSONS)
            assert not unit.lessons.bases()

    # figures

    def test_letters_are_those_of_the_lines(self, store: Store) -> None:
        document = add(store, "first", make_page(1, "One two.\nThree\n"), make_page(2, "\n"))
        with store.reading() as unit:
            letters = unit.figures.letters()
        assert [letters.get(page, 0) for page in document.pages] == [13, 0]

    def test_doubts_are_the_findings_of_their_pages(self, store: Store, document: Document) -> None:
        first, second, third = document.pages
        findings = [make_finding(0, "Some"), make_finding(1)]
        with store.writing() as unit:
            for page in (first, second, third):
                unit.findings.put(page, STAMP, findings)
            unit.findings.set_open(first, [findings[1].key])
        with store.reading() as unit:
            doubts = unit.figures.doubts([third, first])
            assert not unit.figures.doubts([])
        assert [(doubt.page, doubt.open) for doubt in doubts] == [
            (first, False),
            (first, True),
            (third, True),
            (third, True),
        ]
        last = doubts[-1]
        assert (last.span, last.kind, last.form) == ((1, 1), Kind.NON_WORD, "wrods")
        assert (last.probability, last.readings) == (0.875, (("words", 0.75), ("", 0.125)))

    def test_people_are_told_by_the_name_they_used_last(
        self, store: Store, document: Document
    ) -> None:
        place = page_place(document)
        for number, name in enumerate(("Bea", "ada lovelace", "Ada  Lovelace")):
            append(store, place, number, keep(number), by=name)
        with store.reading() as unit:
            assert list(unit.figures.people()) == ["Ada  Lovelace", "Bea"]

    def test_work_is_the_ledger_in_order_and_read_in_parts(
        self, store: Store, document: Document
    ) -> None:
        place = page_place(document)
        taken = d.Grounds(d.Way.ACCEPTED, "wrods", "words", 2, 0.5, "spelling")
        (first,) = append(store, place, 0, d.Draft(d.Replace(SPAN, "Some words."), taken))
        (second,) = append(store, d.Place(document.id), 0, d.Draft(d.SetHeader("title", "A")))
        (third,) = append(store, place, 1, d.Draft(d.Revert((first.id,))), by="Ben")
        with store.reading() as unit:
            works = unit.figures.work(DecisionId(0), 2)
            rest = unit.figures.work(works[-1].id, 100)
        assert [work.id for work in (*works, *rest)] == [first.id, second.id, third.id]
        one = works[0]
        assert (one.page, one.by, one.at, one.act) == (place.page, "Ada", first.at, "replace")
        assert (one.way, one.rank, one.form, one.text) == (d.Way.ACCEPTED, 2, "wrods", "words")
        assert one.span == (0, 1)
        assert works[1].page is None
        assert (rest[0].by, rest[0].targets) == ("Ben", (first.id,))

    def test_what_was_read_otherwise_on_pages_is_told_with_what_took_it_back(
        self, store: Store, document: Document
    ) -> None:
        place, other = page_place(document, 0), page_place(document, 1)
        typed = d.Draft(d.Replace(SPAN, "Some words."), d.Grounds(form="wrods"))
        (first,) = append(store, place, 0, typed)
        append(store, place, 1, keep(0))
        (third,) = append(store, place, 2, d.Draft(d.Revert((first.id,))))
        append(store, other, 0, typed)
        with store.reading() as unit:
            found = unit.figures.read([document.pages[0]])
            assert not unit.figures.read([])
        assert [(work.id, work.text, work.targets) for work in found] == [
            (first.id, "Some words.", ()),
            (third.id, "", (first.id,)),
        ]

    # entries

    def test_entries_are_given_back_in_order(self, store: Store) -> None:
        term = LexiconEntry(EntryKind.TERM, "b\x00\ud800", note="a note", layer=Layer.PROJECT)
        words = [LexiconEntry(EntryKind.WORD, form) for form in ("\u00e9t\u00e9", "a", "Z")]
        person = LexiconEntry(EntryKind.PERSON, "B, A.", ("B", "A. B."), "", "1901-", "own")
        with store.writing() as unit:
            for entry in (*words, term, person):
                unit.entries.put(entry)
        with store.reading() as unit:
            assert unit.entries.all() == (person, term, words[2], words[1], words[0])

    def test_an_entry_takes_the_place_of_its_namesake(self, store: Store) -> None:
        one, other = LexiconEntry(EntryKind.TERM, "ABX"), LexiconEntry(EntryKind.WORD, "ABX")
        noted = LexiconEntry(EntryKind.TERM, "ABX", note="Board of Examples")
        with store.writing() as unit:
            for entry in (one, other, noted):
                unit.entries.put(entry)
            assert unit.entries.all() == (noted, other)
            assert unit.entries.remove(EntryKind.TERM, "ABX")
            assert not unit.entries.remove(EntryKind.TERM, "ABX")
            never = LexiconEntry(EntryKind.WORD, "ABX", ("AbX",), state=EntryState.NEVER)
            unit.entries.put(never)
            assert set(unit.entries.all()) == {other, never}
            assert not unit.entries.remove(EntryKind.TERM, "ABX", True)
            assert unit.entries.remove(EntryKind.WORD, "ABX", True)
            assert unit.entries.all() == (other,)

    def test_entries_are_found_by_their_form(self, store: Store) -> None:
        one, other = LexiconEntry(EntryKind.TERM, "ABX"), LexiconEntry(EntryKind.WORD, "ABX")
        never = LexiconEntry(EntryKind.WORD, "ABX", ("AbX",), state=EntryState.NEVER)
        odd = LexiconEntry(EntryKind.PLACE, "b\x00\ud800")
        with store.writing() as unit:
            for entry in (one, other, never, odd, LexiconEntry(EntryKind.WORD, "AB")):
                unit.entries.put(entry)
        many = [f"nothing {n}" for n in range(900)]
        with store.reading() as unit:
            assert set(unit.entries.called({"ABX", "abx"})) == {one, other, never}
            assert unit.entries.called([odd.preferred, *many, odd.preferred]) == (odd,)
            assert unit.entries.called([]) == ()

    # settings

    @pytest.mark.parametrize(
        "value",
        [None, True, 0, -1.5, 10**30, "", "\x00\ud800", [], {}, {"a": [1, None, {"b": "c"}]}],
    )
    def test_a_setting_is_given_back_as_it_came(self, store: Store, value: object) -> None:
        with store.writing() as unit:
            unit.settings.set("na\x00me", "before")
            unit.settings.set("na\x00me", value)
        with store.reading() as unit:
            assert unit.settings.get("na\x00me", "default") == value
            assert unit.settings.all() == {"na\x00me": value}

    def test_a_setting_that_was_never_set(self, store: Store) -> None:
        with store.reading() as unit:
            assert unit.settings.get("name") is None
            assert unit.settings.get("name", 5) == 5
            assert unit.settings.all() == {}

    def test_a_setting_that_is_no_json_is_refused(self, store: Store) -> None:
        with store.writing() as unit:
            unit.settings.set("name", 1)
            for value in (object(), {1, 2}, b"bytes", {"a": object()}):
                with pytest.raises(UsageError):
                    unit.settings.set("name", value)
        with store.reading() as unit:
            assert unit.settings.all() == {"name": 1}


class Rolled(Exception):
    """Ends a writing unit without keeping it."""


def here_page(place: d.Place) -> PageId:
    assert place.page is not None
    return place.page


def race(*works: Callable[[], object]) -> list[object]:
    """Run all at once, each in its thread; gives what each returned or raised, in order."""
    gate = threading.Barrier(len(works))
    results: list[object] = [None] * len(works)

    def run(index: int) -> None:
        gate.wait()
        try:
            results[index] = works[index]()
        except Exception as error:
            results[index] = error

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
