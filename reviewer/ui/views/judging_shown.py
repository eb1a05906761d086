"""What the editor's cards are given to show: plain values, with no way back to a service."""

from dataclasses import dataclass

from reviewer.core.judging_sheet import Verdict
from reviewer.ui.views.card_text import Run


@dataclass(frozen=True, slots=True)
class ReadingShown:
    """Something else that the words may read, and where it is from."""

    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class ChangeCardShown:
    """A change: `words` are what it was and what it is, `line` its line as it reads now.

    `state` is the verdict in words; `recedes` where there is nothing to decide about it any more.
    `readings` are other readings, while they are asked for.
    """

    key: tuple[int, int]
    kind: str
    words: tuple[Run, ...]
    line: tuple[Run, ...]
    typed: str = ""
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    who: str = ""
    evidence: tuple[str, ...] = ()
    thread: tuple[str, ...] = ()
    verdict: Verdict = Verdict.OPEN
    state: str = ""
    recedes: bool = False
    spoken: str = ""
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteCardShown:
    """What stands between changes: the end of a page, a group, a sample's result, the end.

    `words` are a before and after in large, where there is one; `buttons` the first of which is the
    one for Enter.
    """

    headline: str
    words: tuple[Run, ...] = ()
    lines: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
