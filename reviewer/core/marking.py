"""Marking: the acts that put a mark on words, and how marks lie within one another.

A mark names source tokens. Words that somebody added have none of their own: before they are
marked they are made a part of the word beside them, which reads the same.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from reviewer.core import decisions as d
from reviewer.core.fold import Fold
from reviewer.core.ids import DecisionId, DocumentId
from reviewer.core.marked import Refusal, Target, anchors, words_under
from reviewer.core.marks import POINTS, Anchor, MarkName, PlacedMark
from reviewer.core.model import Page
from reviewer.core.reading import PageReading, ReadingLine, Word


@dataclass(frozen=True, slots=True)
class Plan:
    """What marking comes to: the acts of one step, or why not; `other` is the mark in the way."""

    acts: tuple[d.Act, ...] = ()
    refused: Refusal | None = None
    other: PlacedMark | None = None


def plan(
    reading: PageReading,
    target: Target,
    name: MarkName,
    attributes: Mapping[str, str] | None = None,
    *,
    doubtful: Set[int] = frozenset(),
) -> Plan:
    """The acts that mark a target.

    A gap over words takes them out: what the machine made of unreadable letters is nothing to keep.
    `doubtful` are tokens with open findings, which a word beside them is rather not joined to.
    """
    found: tuple[Anchor, Anchor] | Refusal
    if name is MarkName.GAP and not target.empty:
        acts, point = _emptied(reading, target, doubtful)
        found = (point, point) if point else Refusal.NO_WORD
        reading = after(reading, acts)
    else:
        acts, reading = _grounded(reading, target, doubtful)
        found = anchors(reading, target, name)
    if isinstance(found, Refusal):
        return Plan(refused=found)
    taken, start, end, other = nested(reading, name, *found)
    if other is not None:
        return Plan(refused=Refusal.CROSSES, other=other)
    reverts = (d.Revert(tuple(taken)),) if taken else ()
    return Plan((*_last_words(acts), *reverts, d.Mark(start, end, name, dict(attributes or {}))))


def supply(
    reading: PageReading,
    at: tuple[int, int],
    text: str,
    attributes: Mapping[str, str] | None = None,
    *,
    doubtful: Set[int] = frozenset(),
) -> Plan:
    """The acts that put words in at a place and mark them as supplied."""
    text = " ".join(text.split())
    line, column = at
    acts, reading = _grounded(reading, Target(at, at), doubtful)
    written = _woven(reading, line, column, text, doubtful) if text else None
    if written is None:
        return Plan(refused=Refusal.NO_WORD)
    replace, offset = written
    start = Anchor(replace.span.first, offset)
    end = Anchor(replace.span.first, offset + len(text))
    mark = d.Mark(start, end, MarkName.SUPPLIED, dict(attributes or {}))
    return Plan((*_last_words((*acts, replace)), mark))


def change(mark: PlacedMark, attributes: Mapping[str, str]) -> tuple[d.Act, ...]:
    """The acts that let a mark say something else."""
    again = d.Mark(mark.start, mark.end, mark.name, dict(attributes))
    return (d.Revert((mark.decision,)), again)


def nested(
    reading: PageReading, name: MarkName, start: Anchor, end: Anchor
) -> tuple[list[DecisionId], Anchor, Anchor, PlacedMark | None]:
    """How a new mark lies among those of the page.

    What says the same of some of its letters gives way to it, and the new one takes in what stood
    out; the last value is a mark of another kind that it would cross, with which it cannot stand.
    """
    taken: list[DecisionId] = []
    again = True
    while again:
        again = False
        for mark in reading.marks:
            if mark.name is not name or mark.decision in taken:
                continue
            if name in POINTS:
                meets = (mark.start, mark.end) == (start, end)
            else:
                meets = mark.start < end and start < mark.end
            if meets:
                taken.append(mark.decision)
                if _crosses(mark, start, end):
                    start, end, again = min(start, mark.start), max(end, mark.end), True
    if name in POINTS:
        return taken, start, end, None
    others = (mark for mark in reading.marks if mark.name not in POINTS | {name})
    return taken, start, end, next((one for one in others if _crosses(one, start, end)), None)


def cut(
    reading: PageReading, line: int, ranges: Sequence[tuple[int, int]], doubtful: Set[int]
) -> tuple[d.Act, ...]:
    """The acts that take letters, from column to column, out of a line."""
    if not 0 <= line < len(reading.lines):
        return ()
    acts: tuple[d.Act, ...] = ()
    for first, last in ranges:
        for place in words_under(reading, Target((line, first), (line, last))):
            if place.word.span is None and place.letters(Target((line, first), (line, last))) != (
                0,
                len(place.word.text),
            ):
                more, reading = _grounded(reading, Target((line, first), (line, last)), doubtful)
                acts = (*acts, *more)
                break
    here = reading.lines[line]
    for word, start in zip(here.words, here.starts, strict=True):
        left = "".join(
            letter
            for column, letter in enumerate(word.text, start)
            if not any(first <= column < last for first, last in ranges)
        )
        if left == word.text:
            continue
        if word.span is not None:
            acts = (*acts, d.Replace(word.span, left, word.cause))
        elif word.decision is not None:
            acts = (*acts, d.Revert((word.decision,)))
    return acts


def after(reading: PageReading, acts: Sequence[d.Act]) -> PageReading:
    """How the page would read after some more acts."""
    if not acts:
        return reading
    last = max((decision.id for decision in reading.decisions), default=0)
    place, now = d.Place(DocumentId(0)), datetime.now(UTC)
    more = (
        d.Decision(DecisionId(last + number), place, "", now, act)
        for number, act in enumerate(acts, 1)
    )
    return _fold_of(_Same(reading.page)).read((*reading.decisions, *more))


class _Same:
    """A page as a key: the same object, since comparing all its words would take longer."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __hash__(self) -> int:
        return id(self.page)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.page is other.page


@lru_cache(4)
def _fold_of(key: _Same) -> Fold:
    return Fold(key.page)


def _last_words(acts: Sequence[d.Act]) -> tuple[d.Act, ...]:
    """The acts without readings that later ones of the same words write over."""
    kept: list[d.Act] = []
    for act in acts:
        if isinstance(act, d.Replace):
            kept = [
                one for one in kept if not (isinstance(one, d.Replace) and one.span == act.span)
            ]
        kept.append(act)
    return tuple(kept)


def _grounded(
    reading: PageReading, target: Target, doubtful: Set[int]
) -> tuple[tuple[d.Act, ...], PageReading]:
    """The acts that give each added word at the target's ends a token, and how the page reads then.

    Columns are the same afterwards.
    """
    acts: list[d.Act] = []
    edges = (0,) if target.empty else (-1, 1)
    for (line, column), edge in zip((target.start, target.end), edges, strict=False):
        if not 0 <= line < len(reading.lines):
            continue
        absorbing = _absorbing(reading.lines[line], column, edge, doubtful)
        now = after(reading, absorbing)
        if absorbing and now.lines[line].text == reading.lines[line].text:
            acts += absorbing
            reading = now
    return tuple(acts), reading


def _absorbing(line: ReadingLine, column: int, edge: int, doubtful: Set[int]) -> tuple[d.Act, ...]:
    """The acts that make added words at a column a part of the word beside them.

    `edge`: whether words begin (-1) or end (1) at the column, or either (0).
    """
    words = [word for word in line.words if word.text]
    starts = [start for word, start in zip(line.words, line.starts, strict=True) if word.text]
    added = next(
        (
            number
            for number, (word, start) in enumerate(zip(words, starts, strict=True))
            if word.span is None
            and start + (edge > 0) <= column <= start + len(word.text) - (edge < 0)
        ),
        None,
    )
    if added is None:
        return ()
    first = last = added
    while first > 0 and words[first - 1].span is None:
        first -= 1
    while last + 1 < len(words) and words[last + 1].span is None:
        last += 1
    before = words[first - 1] if first > 0 else None
    behind_it = words[last + 1] if last + 1 < len(words) else None
    host = _host(before, behind_it, doubtful)
    if host is None or host.span is None:
        return ()
    between = words[first : last + 1]
    parts = [host, *between] if host is before else [*between, host]
    text = parts[0].text + "".join((word.gap or " ") + word.text for word in parts[1:])
    gone = tuple(word.decision for word in between if word.decision is not None)
    return (d.Revert(gone), d.Replace(host.span, " ".join(text.split()), host.cause))


def _host(before: Word | None, behind: Word | None, doubtful: Set[int]) -> Word | None:
    """The word that others may be joined to: rather one that nobody doubts."""
    known = [word for word in (before, behind) if word is not None and word.span]
    calm = [word for word in known if word.span and word.span.first not in doubtful]
    return (*calm, *known, None)[0]


def _woven(
    reading: PageReading, line: int, column: int, text: str, doubtful: Set[int]
) -> tuple[d.Replace, int] | None:
    """The act that puts words in at a column, and where in the word's new text they begin."""
    if not 0 <= line < len(reading.lines):
        return None
    here = reading.lines[line]
    before: Word | None = None
    behind: Word | None = None
    for word, start in zip(here.words, here.starts, strict=True):
        if not word.text or word.span is None:
            continue
        if start < column < start + len(word.text):
            cut = column - start
            return d.Replace(word.span, word.text[:cut] + text + word.text[cut:], word.cause), cut
        if start + len(word.text) <= column:
            before = word
        elif behind is None:
            behind = word
    host = _host(before, behind, doubtful)
    if host is None or host.span is None:
        return None
    if host is before:
        return d.Replace(host.span, f"{host.text} {text}", host.cause), len(host.text) + 1
    return d.Replace(host.span, f"{text} {host.text}", host.cause), 0


def _emptied(
    reading: PageReading, target: Target, doubtful: Set[int]
) -> tuple[tuple[d.Act, ...], Anchor | None]:
    """The acts that take the letters of a target out, and the place that is left."""
    acts: tuple[d.Act, ...] = ()
    now = reading
    for line in range(target.start[0], target.end[0] + 1):
        first = target.start[1] if line == target.start[0] else 0
        end = len(reading.lines[line].text) if line < len(reading.lines) else 0
        last = target.end[1] if line == target.end[0] else end
        more = cut(now, line, [(first, last)], doubtful)
        acts, now = (*acts, *more), after(now, more)
    tokens = [place for place in words_under(reading, target) if place.word.span]
    if tokens and tokens[0].word.span:
        return acts, Anchor(tokens[0].word.span.first, tokens[0].letters(target)[0])
    found = anchors(now, Target(target.start, target.start), MarkName.GAP)
    return acts, None if isinstance(found, Refusal) else found[0]


def _crosses(mark: PlacedMark, start: Anchor, end: Anchor) -> bool:
    """Whether two stretches share letters and each has some of its own."""
    if not (mark.start < end and start < mark.end):
        return False
    within = mark.start <= start and end <= mark.end
    around = start <= mark.start and mark.end <= end
    return not within and not around
