"""The record: which decisions somebody wants to see, and each as a row of a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from reviewer.core import decisions as d
from reviewer.core.arranging import in_source
from reviewer.core.fitting import named_lines
from reviewer.core.fold import Fold
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.model import Page
from reviewer.core.reading import in_force
from reviewer.core.stories import span_of


class Sort(StrEnum):
    """Kinds of steps, as people look for them."""

    WORDS = "words"
    MARKS = "marks"
    LINES = "lines"
    HEADER = "header"
    REVIEW = "review"
    TALK = "talk"
    UNDO = "undo"


_OF: Mapping[Sort, tuple[type[d.Act], ...]] = {
    Sort.WORDS: (d.Replace, d.Insert, d.Keep, d.Split, d.Join),
    Sort.MARKS: (d.Mark,),
    Sort.LINES: (d.MoveLine, d.SplitLine, d.JoinLines, d.AddLine, d.SetRole, d.SetFlow),
    Sort.HEADER: (d.SetHeader,),
    Sort.REVIEW: (d.Submit, d.Approve, d.Reject, d.Return, d.Reopen, d.Publish, d.Withdraw),
    Sort.TALK: d.TALK_ACTS,
    Sort.UNDO: (d.Revert,),
}
ACTS: Mapping[Sort, frozenset[str]] = {
    sort: frozenset(act.name for act in acts) for sort, acts in _OF.items()
}
"""The names of the acts of each kind."""
SORTS: Mapping[str, Sort] = {name: sort for sort, names in ACTS.items() for name in names}
"""The kind of each act, by its name."""
TAKERS = frozenset({d.Revert.name, d.Reject.name})
"""Acts that take others back."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which decisions: on a page, else in a document, else in the project; of one person; from
    `since` on and before `until`; of one kind; with these letters in them.
    """

    page: PageId | None = None
    document: DocumentId | None = None
    by: str = ""
    since: datetime | None = None
    until: datetime | None = None
    sort: Sort | None = None
    word: str = ""

    @property
    def acts(self) -> frozenset[str]:
        """The names of the acts that are wanted; none: all."""
        return ACTS[self.sort] if self.sort else frozenset()

    @property
    def narrowed(self) -> bool:
        """Whether decisions are passed over that may have taken back what is shown."""
        return bool(self.by or self.since or self.until or self.sort)


def moments(first: date | None, last: date | None) -> tuple[datetime | None, datetime | None]:
    """The moments at which a stretch of days begins and has ended, by the clock of this place."""
    since = _begin(first) if first else None
    return since, _begin(last + timedelta(days=1)) if last else None


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Change:
    """What a decision did: the line it is about, what stood there before and what after it.

    `line` counts from 1, in the source; None where it is about none, or about one that somebody
    added. Of a mark, `before` are the words marked and `after` is the mark.
    """

    line: int | None = None
    before: str = ""
    after: str = ""


class Wording:
    """Says of the decisions of one page what they changed. `decisions` are all of it, in order."""

    def __init__(self, page: Page, decisions: Sequence[d.Decision]) -> None:
        self._page = page
        self._decisions = decisions
        self._fold: Fold | None = None
        self._on: dict[int, list[DecisionId]] = {}
        for one in decisions:
            span = span_of(one.act) if isinstance(one.act, _WRITES) else None
            if span:
                for token in range(span.first, span.last + 1):
                    self._on.setdefault(token, []).append(one.id)

    def change(self, decision: d.Decision) -> Change:
        """What the decision did when it was taken."""
        act, span = decision.act, span_of(decision.act)
        if isinstance(act, d.Insert):
            return Change(_line(act.line), "", act.text)
        if span is None or span.last >= len(self._page.tokens):
            return self._arranged(act)
        line = self._page.line_of(span.first).n + 1
        before = self._before(decision, span)
        match act:
            case d.Replace(_, text):
                return Change(line, before, text)
            case d.Split() | d.Join():
                return Change(line, before, self._read(decision, span, with_it=True))
            case d.Mark():
                return Change(line, before, str(act.mark))
        return Change(line, before, before)

    def _arranged(self, act: d.Act) -> Change:
        lines = [*named_lines(act)]
        after = ""
        if isinstance(act, d.SetRole):
            after = " ".join(filter(None, (str(act.role), act.kind, act.place)))
        elif isinstance(act, d.SetFlow):
            after = str(act.flow)
        return Change(_line(lines[0]) if lines else None, "", after)

    def _before(self, decision: d.Decision, span: d.Span) -> str:
        tokens = range(span.first, span.last + 1)
        touched = any(one < decision.id for token in tokens for one in self._on.get(token, ()))
        if touched:
            return self._read(decision, span)
        return " ".join(self._page.form(token) for token in tokens)

    def _read(self, decision: d.Decision, span: d.Span, *, with_it: bool = False) -> str:
        """The words of a span as they read when the decision was taken, without it or with it."""
        known = [one for one in self._decisions if one.id < decision.id]
        near = [one for one in in_force(known) if _touches(one, span)]
        self._fold = self._fold or Fold(self._page)
        return self._fold.read([*near, decision] if with_it else near).text_of(span)


_WRITES = (d.Replace, d.Split, d.Join)


def _touches(decision: d.Decision, span: d.Span) -> bool:
    other = span_of(decision.act)
    return other is not None and isinstance(decision.act, _WRITES) and other.touches(span)


def _line(line: int) -> int | None:
    return line + 1 if in_source(line) else None


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the record. `document` is its name, `page` the page's number in it; `taker` is what
    took the decision back and still counts.
    """

    decision: d.Decision
    document: str
    page: int | None
    change: Change
    taker: d.Decision | None = None

    def has(self, word: str) -> bool:
        """Whether these letters stand in what was read, before or after, or said; case is one."""
        wanted = word.casefold()
        change = self.change
        return any(
            wanted in text.casefold()
            for text in (change.before, change.after, comment_of(self.decision.act))
        )


COLUMNS = (
    "id",
    "time",
    "person",
    "document",
    "page",
    "line",
    "act",
    "before",
    "after",
    "way",
    "rank",
    "probability",
    "batch",
    "comment",
    "in force",
)
"""The head of the table. Times are UTC; `way`, `rank` and `probability` say on what it rests."""

Cell = str | int | float


def cells(entry: Entry) -> tuple[Cell, ...]:
    """A row of the table, as `COLUMNS` name them; empty where there is nothing to say."""
    decision, grounds, change = entry.decision, entry.decision.grounds, entry.change
    return (
        int(decision.id),
        decision.at.astimezone(UTC).isoformat(timespec="seconds"),
        decision.by,
        entry.document,
        _or_empty(entry.page),
        _or_empty(change.line),
        decision.act.name,
        change.before,
        change.after,
        str(grounds.way),
        _or_empty(grounds.rank),
        _or_empty(grounds.probability),
        decision.batch,
        comment_of(decision.act),
        "no" if entry.taker else "yes",
    )


def _or_empty(value: Cell | None) -> Cell:
    return "" if value is None else value


def comment_of(act: d.Act) -> str:
    """What a person said with an act in words of their own."""
    match act:
        case d.Return(comment) | d.Publish(comment) | d.Reject(_, comment):
            return comment
        case d.Reopen(reason) | d.Withdraw(reason):
            return reason
        case d.Comment(text) | d.Reply(_, text):
            return text
        case d.Mark():
            return str(act.attributes.get("note", ""))
    return ""


def unformulated(row: Iterable[Cell]) -> list[Cell]:
    """A row of which no spreadsheet takes a cell for a formula."""
    return [f"'{cell}" if isinstance(cell, str) and cell[:1] in _FORMULA else cell for cell in row]


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def header_changes(decisions: Sequence[d.Decision], found: Mapping[str, str]) -> dict[int, Change]:
    """What the decisions on a document's header changed, by their ids; `found` is what the import
    had there.
    """
    changes: dict[int, Change] = {}
    for n, one in enumerate(decisions):
        if isinstance(one.act, d.SetHeader):
            name = one.act.field_name
            earlier = [
                past.act.value
                for past in in_force(decisions[:n])
                if isinstance(past.act, d.SetHeader) and past.act.field_name == name
            ]
            before = earlier[-1] if earlier else found.get(name, "")
            told = f"{name}: {before}" if before else ""
            changes[int(one.id)] = Change(None, told, f"{name}: {one.act.value}")
    return changes
