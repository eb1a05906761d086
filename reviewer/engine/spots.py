"""The spots of a page: pieces at their places, and pairs that may be one word."""

from dataclasses import dataclass, field

from reviewer.core.decisions import Span
from reviewer.engine.heard import Heard


@dataclass(slots=True)
class Survey:
    """All spots of a page, in the order of the text; `joins` come behind, in their order.

    Spot n stands at characters `starts[n]` to `ends[n]` (exclusive) of the text of `spans[n]`.
    `decided` spots are context only. `before` and `after` say whether signs touch the piece,
    `first` and `last` whether it begins or ends its line, `hyphen` and `stop` what stands right
    behind it, `closed` that nothing carries it on: a form feed follows. `heard` is what other
    readings of the picture say, where there are any.
    """

    forms: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    decided: list[bool] = field(default_factory=list)
    alone: list[bool] = field(default_factory=list)
    before: list[bool] = field(default_factory=list)
    after: list[bool] = field(default_factory=list)
    hyphen: list[bool] = field(default_factory=list)
    stop: list[bool] = field(default_factory=list)
    first: list[bool] = field(default_factory=list)
    last: list[bool] = field(default_factory=list)
    closed: list[bool] = field(default_factory=list)
    joins: list["Join"] = field(default_factory=list)
    heard: Heard | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """Spots `left` and `left + 1` taken for one word, whose form is `form`.

    `broken`: a line ends between them; `hyphen`: the first one ends with a hyphen.
    """

    left: int
    form: int
    broken: bool
    hyphen: bool
