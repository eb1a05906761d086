"""Editions made by hand, and strategies for whole documents with their decisions."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from hypothesis import strategies as st

from reviewer.core import decisions as d
from reviewer.core.edition import Edition, document_state, make_sessions
from reviewer.core.findings import Stamp
from reviewer.core.fold import fold
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.model import Document, Image, Origin, Page
from reviewer.core.ports import Writer
from reviewer.core.reading import PageReading
from reviewer.core.text import make_lines
from reviewer.core.workflow import standing
from tests.core.strategies import acts, texts

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DOCUMENT = DocumentId(1)


class Pages:
    """Pages that fold anew on each walk, as the store's do; a list would hide a second walk."""

    def __init__(self, pages: Sequence[Page], decisions: Sequence[d.Decision]) -> None:
        self._pages = pages
        self._decisions = decisions

    def __iter__(self) -> Iterator[PageReading]:
        for page in self._pages:
            place = place_of(page.number)
            yield fold(page, [one for one in self._decisions if one.place == place])


def place_of(number: int) -> d.Place:
    return d.Place(DOCUMENT, PageId(number))


def decide(
    act: d.Act,
    number: int,
    *,
    by: str = "Ada Reviewer",
    page: int = 1,
    grounds: d.Grounds = d.Grounds(),  # noqa: B008 - frozen
    at: datetime | None = None,
) -> d.Decision:
    """Decision `number` on a page, that many minutes after noon."""
    moment = at or NOON + timedelta(minutes=number)
    return d.Decision(DecisionId(number), place_of(page), by, moment, act, grounds)


def make_edition(
    content: str | Sequence[str | Page],
    decisions: Sequence[d.Decision | d.Act] = (),
    *,
    name: str = "t1",
    header: Mapping[str, str] | None = None,
    engine: Stamp | None = None,
    image: Image | None = None,
    language: str = "en",
) -> Edition:
    """An edition of pages given as text; bare acts become decisions on page 1."""
    given = [content] if isinstance(content, str) else content
    pages = [
        one if isinstance(one, Page) else Page(number, make_lines(one), image=image)
        for number, one in enumerate(given, start=1)
    ]
    ledger = [
        one if isinstance(one, d.Decision) else decide(one, number)
        for number, one in enumerate(decisions, start=1)
    ]
    states = [
        standing([one for one in ledger if one.place == place_of(page.number)]).state
        for page in pages
    ]
    text = "".join(page.text for page in pages)
    origin = Origin(f"{name}.txt", "ab" * 32, "text", "utf-8", len(text.encode("utf-8", "replace")))
    return Edition(
        Document(
            DOCUMENT,
            name,
            "A document",
            origin,
            language,
            tuple(PageId(page.number) for page in pages),
        ),
        Pages(pages, ledger),
        document_state(states),
        NOON,
        header or {},
        ledger,
        tuple(make_sessions(ledger)),
        engine,
    )


def written(writer: Writer, edition: Edition, **chosen: str) -> str:
    """What the writer makes of the edition, as text."""
    out = BytesIO()
    writer.write(edition, out, chosen)
    return out.getvalue().decode()


def body_of(xml: str) -> str:
    """The `text` element of a file."""
    return xml[xml.index("<text>") : xml.index("</text>")]


def saved(folder: Path, xml: str, name: str = "file.xml") -> Path:
    path = folder / name
    path.write_bytes(xml.encode())
    return path


_anchors = st.builds(Anchor, st.integers(0, 9), st.integers(0, 6))
_values = st.one_of(
    st.sampled_from(
        "mikoyan|#x|http://a.example/b c|https://viaf.org/1|1950|1950-13-01|0000|high|85|illegible"
        "|1950-02-28T11:30:00+15:00|two words|3|word|en|english|de-AT||Ёлка".split("|")
    ),
    st.text(max_size=5),
)
_keys = st.sampled_from(
    "ref name key role when from to notBefore cert reason evidence unit quantity extent text rend"
    " place expansion lang".split()
)
_marks = st.builds(
    d.Mark,
    _anchors,
    _anchors,
    st.sampled_from(MarkName),
    st.dictionaries(_keys, _values, max_size=4),
)
_spans = st.builds(
    lambda first, more: d.Span(first, first + more), st.integers(0, 9), st.integers(0, 2)
)
_replacements = st.builds(
    d.Replace,
    _spans,
    st.sampled_from(["", "Kuba", "words", "wordy", "aword", "Cubans", "x\u0301y"]),
    st.sampled_from(d.Cause),
)
_grounds = st.builds(d.Grounds, st.sampled_from(d.Way), suggestion=st.sampled_from(["", "Cuba"]))


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Documents of up to three pages with decisions on any of them, most of them marks."""
    pages = draw(st.lists(texts, min_size=1, max_size=3))
    act = st.one_of(acts, _marks, _marks, _replacements)
    by = st.sampled_from(["Ada Reviewer", "Bob Editor"])
    number = st.integers(1, len(pages))
    steps = draw(st.lists(st.tuples(act, by, number, _grounds), max_size=20))
    ledger = [
        decide(one, n, by=who, page=page, grounds=grounds)
        for n, (one, who, page, grounds) in enumerate(steps, start=1)
    ]
    return make_edition(pages, ledger)
