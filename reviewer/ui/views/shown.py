"""What the views are given to show: plain values, made by the desk, with no way back to a service.

Columns count characters (Python's), never Qt's UTF-16 units; `end` is exclusive everywhere.
"""

from dataclasses import dataclass

from reviewer.core.findings import Kind
from reviewer.core.marks import MarkName


@dataclass(frozen=True, slots=True)
class MarkShown:
    """The part of a mark on one line, from column `start` to `end`.

    `decision` is its number in the ledger, `said` its attributes. `opens` and `closes` say whether
    it begins and ends on this line; one that `covers` no letters stands between two.
    """

    decision: int
    name: MarkName
    start: int
    end: int
    said: tuple[tuple[str, str], ...] = ()
    opens: bool = True
    closes: bool = True

    @property
    def covers(self) -> bool:
        """Whether it is on any letters."""
        return self.start < self.end


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of the reading.

    `index` is its place on the screen from 0, `label` the number beside it, `role` the value of a
    `core.model.Role`; `removed` when all its words were taken out as noise; `changed` the stretches
    (start, end) that read otherwise than the source, empty stretches where words went away; `opens`
    when another region of the page begins with it; `marks` are what people said of its words;
    `kind` tells its role more closely, `flow` is "begins" or "runs on" where somebody said so;
    `talk` is "open" where a thread is open about words of it, "asks" where one wants an answer.
    """

    index: int
    label: str
    text: str
    role: str = "body"
    removed: bool = False
    changed: tuple[tuple[int, int], ...] = ()
    opens: bool = False
    marks: tuple[MarkShown, ...] = ()
    talk: str = ""
    kind: str = ""
    flow: str = ""


@dataclass(frozen=True, slots=True)
class FindingShown:
    """A doubtful stretch of the line with index `line`."""

    key: str
    line: int
    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class PageShown:
    """A page of the reading; where `editable` is false it can be read but not typed in."""

    lines: tuple[LineShown, ...]
    findings: tuple[FindingShown, ...] = ()
    editable: bool = True


@dataclass(frozen=True, slots=True)
class SuggestionShown:
    """A proposed reading; empty `text` means: take the words out. `probability` is 0 to 1."""

    text: str
    probability: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardShown:
    """The finding under review: its form, the line around it, why it is doubtful, what it may be.

    It is finding `number` (from 1) of `total` on its page, or in the `queue` named.
    """

    key: str
    form: str
    number: int
    total: int
    kind: Kind
    before: str = ""
    after: str = ""
    reasons: tuple[str, ...] = ()
    suggestions: tuple[SuggestionShown, ...] = ()
    queue: str = ""


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """A change that waits for the editor: `before` became `after` between `left` and `right`.

    `decision` is its number in the ledger; `who`, `when` and `how` are words ready to show. Where
    something was done with the line as a whole, `told` says what, and `before` and `after` are
    empty.
    """

    decision: int
    before: str
    after: str
    line_label: str = ""
    left: str = ""
    right: str = ""
    who: str = ""
    when: str = ""
    how: str = ""
    approved: bool = False
    told: str = ""
