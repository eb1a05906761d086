"""Decisions: what a person, or a rule that a person started, settled. Append-only, signed, dated.

Acts speak of *source* tokens and lines by number, so that a decision means the same whatever was
decided before or after it. Which text they give together is said in one place, `core.reading`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from reviewer.core.arranging import in_source
from reviewer.core.grounds import PLAIN
from reviewer.core.grounds import Certainty as Certainty
from reviewer.core.grounds import Ground as Ground
from reviewer.core.grounds import Grounds as Grounds
from reviewer.core.grounds import Way as Way
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.marks import Anchor, MarkName
from reviewer.core.messages import Said, said
from reviewer.core.model import Role
from reviewer.core.values import value


@value(frozen=True, order=True, slots=True)
class Span:
    """Tokens `first` to `last` of a page, both included."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 0 <= self.first <= self.last:
            raise ValueError(f"a span runs forward from a token of the page, not {self}")

    def touches(self, other: "Span") -> bool:
        """Whether the two share a token."""
        return self.first <= other.last and other.first <= self.last


class Flow(StrEnum):
    """How a line follows the text before it."""

    USUAL = "usual"
    """As its look says: a blank line before it begins a paragraph."""
    BEGINS = "begins"
    """A paragraph begins here."""
    RUNS_ON = "runs on"
    """It goes on with the paragraph before it, also over a blank line or the end of a page."""


class Cause(StrEnum):
    """What was wrong: the machine misread the page, or the page itself is wrong."""

    OCR = "ocr"
    SOURCE = "source"


@dataclass(frozen=True)
class Act:
    """Base of all that can be decided. `name` stands in the ledger and in scripts."""

    name: ClassVar[str] = ""

    def describe(self) -> Said:
        """A few words for logs and conflicts."""
        return _describe(self)


@dataclass(frozen=True)
class Replace(Act):
    """Read `text` where the tokens of `span` stand; an empty text removes them (noise)."""

    name: ClassVar[str] = "replace"
    span: Span
    text: str
    cause: Cause = Cause.OCR


@dataclass(frozen=True)
class Insert(Act):
    """Add words that the machine lost on `line`: behind token `after`, or at the line's start."""

    name: ClassVar[str] = "insert"
    line: int
    after: int | None
    text: str


@dataclass(frozen=True)
class Keep(Act):
    """The words of `span` are right as they stand."""

    name: ClassVar[str] = "keep"
    span: Span


@dataclass(frozen=True)
class Split(Act):
    """Part the word of `token` before its character `offset`."""

    name: ClassVar[str] = "split"
    token: int
    offset: int


@dataclass(frozen=True)
class Join(Act):
    """Write the words of `span` as one."""

    name: ClassVar[str] = "join"
    span: Span


@dataclass(frozen=True)
class Mark(Act):
    """Say something about the stretch from `start` to `end` of the present text."""

    name: ClassVar[str] = "mark"
    start: Anchor
    end: Anchor
    mark: MarkName
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MoveLine(Act):
    """Put `line` before line `before`, or at the page's end where that is None.

    Lines are named by their number in the source, or as `core.arranging` says.
    """

    name: ClassVar[str] = "move-line"
    line: int
    before: int | None


@dataclass(frozen=True)
class SplitLine(Act):
    """Begin a new line with `token`; its number is then `arranging.split_key(token)`."""

    name: ClassVar[str] = "split-line"
    token: int


@dataclass(frozen=True)
class JoinLines(Act):
    """Put the words of line `behind` at the end of `line`."""

    name: ClassVar[str] = "join-lines"
    line: int
    behind: int


@dataclass(frozen=True)
class AddLine(Act):
    """Add an empty line before line `before`, or at the page's end where that is None.

    Its number is `arranging.added_key` of the decision; `Insert` gives it words.
    """

    name: ClassVar[str] = "add-line"
    before: int | None


@dataclass(frozen=True)
class SetRole(Act):
    """Say what a line is for; `kind` is one of `core.roles.KINDS`, `place` where on the sheet."""

    name: ClassVar[str] = "set-role"
    line: int
    role: Role
    kind: str = ""
    place: str = ""


@dataclass(frozen=True)
class SetFlow(Act):
    """Say whether a line begins a paragraph or runs on."""

    name: ClassVar[str] = "set-flow"
    line: int
    flow: Flow


@dataclass(frozen=True)
class SetHeader(Act):
    """Fill a field of the document's header; an empty value clears it."""

    name: ClassVar[str] = "set-header"
    field_name: str
    value: str


@dataclass(frozen=True)
class Submit(Act):
    """The page is ready for the editor."""

    name: ClassVar[str] = "submit"


@dataclass(frozen=True)
class Approve(Act):
    """The editor signs these changes, or the whole page where none is named."""

    name: ClassVar[str] = "approve"
    targets: tuple[DecisionId, ...] = ()


@dataclass(frozen=True)
class Reject(Act):
    """The editor takes these changes back to what stood before them."""

    name: ClassVar[str] = "reject"
    targets: tuple[DecisionId, ...]
    comment: str = ""


@dataclass(frozen=True)
class Return(Act):
    """The editor sends the page back to the transcriber."""

    name: ClassVar[str] = "return"
    comment: str = ""


@dataclass(frozen=True)
class Reopen(Act):
    """An approved page is to be worked on again."""

    name: ClassVar[str] = "reopen"
    reason: str = ""


@dataclass(frozen=True)
class Publish(Act):
    """The approved page goes to readers. All pages of a document are published in one step."""

    name: ClassVar[str] = "publish"
    comment: str = ""


@dataclass(frozen=True)
class Withdraw(Act):
    """The published page is no longer to be used."""

    name: ClassVar[str] = "withdraw"
    reason: str = ""


@dataclass(frozen=True)
class Comment(Act):
    """Open a thread: about some `words`, about decision `about`, or about the page.

    `asks` says that somebody has to answer or do something before the page goes on.
    """

    name: ClassVar[str] = "comment"
    text: str
    words: Span | None = None
    about: DecisionId | None = None
    asks: bool = False


@dataclass(frozen=True)
class Reply(Act):
    """Say something in a thread, which is named by the decision that opened it."""

    name: ClassVar[str] = "reply"
    thread: DecisionId
    text: str


@dataclass(frozen=True)
class CloseThread(Act):
    """The thread is settled."""

    name: ClassVar[str] = "close-thread"
    thread: DecisionId


@dataclass(frozen=True)
class OpenThread(Act):
    """The closed thread is open again."""

    name: ClassVar[str] = "open-thread"
    thread: DecisionId


@dataclass(frozen=True)
class Revert(Act):
    """Undo these decisions. Reverting a revert does them again."""

    name: ClassVar[str] = "revert"
    targets: tuple[DecisionId, ...]


TEXT_ACTS = (
    Replace,
    Insert,
    Keep,
    Split,
    Join,
    Mark,
    MoveLine,
    SplitLine,
    JoinLines,
    AddLine,
    SetRole,
    SetFlow,
)
"""Acts that say how the page reads; who does one of these may not approve the page."""
TALK_ACTS = (Comment, Reply, CloseThread, OpenThread)
"""Acts that say something about a page and change nothing on it."""


@value(frozen=True, slots=True)
class Place:
    """What a decision is about: a page, or (page None) the document as a whole."""

    document: DocumentId
    page: PageId | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision not yet in the ledger."""

    act: Act
    grounds: Grounds = PLAIN


@value(frozen=True, slots=True)
class Decision:
    """A line of the ledger. `at` is UTC; decisions of one step share `batch` (empty: none).

    `login` is that of the database, where the project has one with logins.
    """

    id: DecisionId
    place: Place
    by: str
    at: datetime
    act: Act
    grounds: Grounds = PLAIN
    batch: str = ""
    login: str = ""


def _describe(act: Act) -> Said:
    match act:
        case Replace(_, text):
            return said("acts.read", text=text) if text else said("acts.remove")
        case Insert(_, _, text):
            return said("acts.insert", text=text)
        case Mark(_, _, mark):
            return said("acts.mark", mark=said(f"acts.marks.{mark}"))
        case MoveLine(line):
            return said("acts.move_line", line=_line(line))
        case SetRole(line, role):
            return said("acts.set_role", line=_line(line), role=said(f"acts.roles.{role}"))
        case SetFlow(line, flow):
            return said(f"acts.{flow}", line=_line(line))
        case Comment(text, asks=asks):
            return said("acts.ask" if asks else "acts.comment", text=text)
        case Reply(_, text):
            return said("acts.reply", text=text)
        case SetHeader(field_name, value):
            return said("acts.set_header", name=field_name, value=value)
        case Approve(targets):
            return said("acts.approve_change" if targets else "acts.approve_page")
    return said(f"acts.{act.name}")


def _line(line: int) -> Said:
    """Lines that the source has not carry numbers that say nothing to people."""
    return said("acts.line", number=line + 1) if in_source(line) else said("acts.added_line")
