"""What an editor has to judge: everything on a page that is not as it was imported.

A change is what one decision comes to in the present reading. Changes that are nothing but the same
again (the same word read otherwise the same way) share a `likeness`, by which they can be judged
together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reviewer.core import decisions as d
from reviewer.core.arranging import added_key, split_key
from reviewer.core.fold import Fold
from reviewer.core.ids import DecisionId
from reviewer.core.marks import Anchor, PlacedMark
from reviewer.core.reading import PageReading, ReadingLine, Word
from reviewer.core.stories import span_of
from reviewer.core.undoing import meant
from reviewer.core.workflow import Standing, fold_name

_CONTEXT = 48  # characters of the line shown on each side of a change
_WRITES = (d.Replace, d.Split, d.Join)


class What(StrEnum):
    """What was done."""

    READ = "read"
    REMOVED = "removed"
    ADDED = "added"
    PARTED = "parted"
    JOINED = "joined"
    MARKED = "marked"
    REMARKED = "remarked"
    """A mark that was there says something else now."""
    RESTORED = "restored"
    """Something that was signed before the page was opened again has been taken back."""
    LINE = "line"


@dataclass(frozen=True)
class Change:
    """A word that reads otherwise than the source, a mark, or what was done with a whole line.

    `line` is an index into the reading's lines; `column` is where the change stands there; `left`
    and `right` are what stands beside it. Of a line, `right` is its text. `earlier` are acts of the
    same kind and person that this one follows up: they are signed and rejected together. `under`
    are readings of the same words that this one lies on, or what took the former mark away: who
    rejects this one takes them back as well. `mark` is the mark that was put, `former` what it said
    before.
    """

    decision: d.Decision
    what: What
    line: int
    column: int
    before: str
    after: str
    left: str
    right: str
    approved: bool
    span: d.Span | None
    earlier: tuple[DecisionId, ...] = ()
    under: tuple[DecisionId, ...] = ()
    mark: PlacedMark | None = None
    former: Mapping[str, str] | None = None

    @property
    def targets(self) -> tuple[DecisionId, ...]:
        """The decisions to sign."""
        return (*self.earlier, self.decision.id)

    @property
    def rejected(self) -> tuple[DecisionId, ...]:
        """The decisions to take back: the words then read as in the source, a mark as before."""
        return (*self.under, *self.targets)

    @property
    def likeness(self) -> tuple[str, ...]:
        """What all changes have in common that are the same again; empty where none can be."""
        if self.what in (What.READ, What.REMOVED, What.PARTED, What.JOINED):
            return (self.what, *bare(self.before, self.after))
        act = self.decision.act
        if isinstance(act, d.Mark):
            said = (f"{name}={value}" for name, value in sorted(act.attributes.items()))
            return (self.what, act.mark, self.after, *said)
        if isinstance(act, d.SetRole):
            return (self.what, act.role, act.kind)
        return ()


def bare(before: str, after: str) -> tuple[str, str]:
    """Two readings of a word without the signs that both begin or end with.

    >>> bare("(serions,", "(serious,")
    ('serions', 'serious')
    """
    while before and after and before[-1] == after[-1] and not before[-1].isalnum():
        before, after = before[:-1], after[:-1]
    while before and after and before[0] == after[0] and not before[0].isalnum():
        before, after = before[1:], after[1:]
    return before, after


def _last_approval(force: Sequence[d.Decision]) -> int:
    """The number of the last approval of the page before it was opened again; 0 without one."""
    last = reopened = 0
    for decision in reversed(force):
        if isinstance(decision.act, d.Reopen):
            reopened = reopened or decision.id
        elif isinstance(decision.act, d.Approve) and not decision.act.targets and reopened:
            last = decision.id
            break
    return last


def changes(
    reading: PageReading, decisions: Sequence[d.Decision], standing: Standing
) -> tuple[Change, ...]:
    """The changes of a page in the order of the text; those of a line as a whole come first.

    `decisions` are all that the page has, also those taken back.
    """
    return tuple(_Finder(reading, decisions, standing).find())


class _Finder:
    def __init__(
        self, reading: PageReading, decisions: Sequence[d.Decision], standing: Standing
    ) -> None:
        force = reading.decisions
        self.reading = reading
        self.decisions = decisions
        self.last = _last_approval(force)
        self.approved, self.waiting = standing.approved, standing.waiting
        self.by_id = {one.id: one for one in decisions}
        self.took: dict[str, list[d.Decision]] = {}
        for one in decisions:
            if one.batch and isinstance(one.act, d.Revert):
                self.took.setdefault(one.batch, []).append(one)
        self.writes: dict[int, list[DecisionId]] = {}
        for one in force:
            span = span_of(one.act) if isinstance(one.act, _WRITES) else None
            for token in range(span.first, span.last + 1) if span else ():
                self.writes.setdefault(token, []).append(one.id)

    def _signed(self, decision: DecisionId) -> bool:
        """Whether somebody else signed a decision, by itself or with the page before."""
        if decision in self.approved or decision in self.waiting:
            return decision not in self.waiting
        return decision < self.last

    def find(self) -> Iterator[Change]:
        by_line: dict[int, list[Change]] = {}
        for change in (*self._marks(), *self._restored()):
            by_line.setdefault(change.line, []).append(change)
        arranged = self._arranged()
        for index, line in enumerate(self.reading.lines):
            yield from arranged.get(index, ())
            here = [*self._words(index, line), *by_line.get(index, ())]
            yield from sorted(here, key=lambda change: change.column)

    # -- words ------------------------------------------------------------------------------------

    def _words(self, index: int, line: ReadingLine) -> Iterator[Change]:
        for word, start in zip(line.words, line.starts, strict=True):
            decision = self.reading.decision(word.decision) if word.decision else None
            if decision and (word.changed or word.span is None):
                yield self._change(
                    decision,
                    _what(word),
                    (index, start, start + len(word.text)),
                    (word.source, word.text),
                    span=word.span,
                    under=self._under(word, decision),
                )

    def _under(self, word: Word, decision: d.Decision) -> tuple[DecisionId, ...]:
        if word.span is None:
            return ()
        tokens = range(word.span.first, word.span.last + 1)
        found = {one for token in tokens for one in self.writes.get(token, ())}
        return tuple(sorted(found - {decision.id}))

    # -- marks ------------------------------------------------------------------------------------

    def _marks(self) -> Iterator[Change]:
        for mark in self.reading.marks:
            decision = self.reading.decision(mark.decision)
            place = self._stretch(mark.start, mark.end)
            if decision is None or place is None:
                continue
            line, start, end = place
            words = self.reading.lines[line].text[start:end]
            former, taker = self._former(decision)
            yield self._change(
                decision,
                What.MARKED if former is None else What.REMARKED,
                place,
                (words, words),
                span=d.Span(mark.start.token, max(mark.start.token, mark.end.token)),
                under=(taker,) if taker else (),
                mark=mark,
                former=former,
            )

    def _stretch(self, start: Anchor, end: Anchor) -> tuple[int, int, int] | None:
        """(line index, start, end column); of what runs over lines, the part on the first."""
        first, last = self.reading.position(start), self.reading.position(end)
        if first is None:
            return None
        if last is None or last[0] != first[0]:
            return *first, len(self.reading.lines[first[0]].text)
        return *first, max(first[1], last[1])

    def _former(self, decision: d.Decision) -> tuple[Mapping[str, str] | None, DecisionId | None]:
        """What the mark said whose place this one took in the same step, and what took it away."""
        for one in self.took.get(decision.batch, ()):
            for target in one.act.targets if isinstance(one.act, d.Revert) else ():
                act = self.by_id[target].act if target in self.by_id else None
                if isinstance(act, d.Mark) and act.mark is getattr(decision.act, "mark", None):
                    return act.attributes, one.id
        return None, None

    # -- what was signed once and taken back since -------------------------------------------------

    def _restored(self) -> Iterator[Change]:
        if not self.last:
            return
        before = [one for one in self.decisions if one.id < self.last]
        was = Fold(self.reading.page).read(before)
        stood = {one.id for one in was.decisions}
        stands = {one.id for one in self.reading.decisions}
        for taker in self.reading.decisions:
            if taker.id < self.last or not isinstance(taker.act, d.Revert | d.Reject):
                continue
            for gone in meant(taker.act.targets, self.by_id):
                if gone.id in stood - stands and isinstance(gone.act, d.TEXT_ACTS):
                    yield from self._gone(taker, gone, was)

    def _gone(self, taker: d.Decision, gone: d.Decision, was: PageReading) -> Iterator[Change]:
        span = span_of(gone.act)
        place = self.reading.place_of(span.first) if span else None
        if span is None or place is None:
            return
        before, after = was.text_of(span), self.reading.text_of(span)
        if before == after and not isinstance(gone.act, d.Mark):
            return
        line = self.reading.lines[place[0]]
        start = line.starts[place[1]]
        end = min(start + len(after), len(line.text))
        mark = (
            PlacedMark(gone.id, gone.act.mark, gone.act.start, gone.act.end)
            if isinstance(gone.act, d.Mark)
            else None
        )
        yield self._change(
            taker, What.RESTORED, (place[0], start, end), (before, after), span=span, mark=mark
        )

    # -- lines ------------------------------------------------------------------------------------

    def _arranged(self) -> Mapping[int, Sequence[Change]]:
        """What was done with lines, by the index of the line."""
        places = {line.n: index for index, line in enumerate(self.reading.lines)}
        steps: dict[tuple[str, int, str], list[d.Decision]] = {}
        joined: dict[int, int] = {}
        for decision in self.reading.decisions:
            line = _line_of(decision)
            if line is None:
                continue
            act = decision.act
            if isinstance(act, d.JoinLines):
                joined.setdefault(act.behind, act.line)
            last = act.behind if isinstance(act, d.JoinLines) else line
            steps.setdefault((act.name, last, fold_name(decision.by)), []).append(decision)
        found: dict[int, list[Change]] = {}
        for (_, line, _), decisions in steps.items():
            seen: set[int] = set()
            while line not in places and line in joined and line not in seen:
                seen.add(line)
                line = joined[line]  # to the line that it stands in now
            index = places.get(line, 0)
            if index < len(self.reading.lines):
                found.setdefault(index, []).append(self._arrangement(index, decisions))
        return found

    def _arrangement(self, index: int, decisions: Sequence[d.Decision]) -> Change:
        ids = tuple(decision.id for decision in decisions)
        text = self.reading.lines[index].text[: 2 * _CONTEXT]
        return Change(
            decision=decisions[-1],
            what=What.LINE,
            line=index,
            column=0,
            before="",
            after="",
            left="",
            right=text,
            approved=all(map(self._signed, ids)),
            span=None,
            earlier=ids[:-1],
        )

    def _change(
        self,
        decision: d.Decision,
        what: What,
        place: tuple[int, int, int],
        texts: tuple[str, str],
        *,
        span: d.Span | None,
        under: tuple[DecisionId, ...] = (),
        mark: PlacedMark | None = None,
        former: Mapping[str, str] | None = None,
    ) -> Change:
        index, start, end = place
        text = self.reading.lines[index].text
        return Change(
            decision=decision,
            what=what,
            line=index,
            column=start,
            before=texts[0],
            after=texts[1],
            left=text[max(0, start - _CONTEXT) : start],
            right=text[end : end + _CONTEXT],
            approved=self._signed(decision.id),
            span=span,
            under=under,
            mark=mark,
            former=former,
        )


def _what(word: Word) -> What:
    if word.span is None:
        return What.ADDED
    if not word.text:
        return What.REMOVED
    if "".join(word.text.split()) == "".join(word.source.split()):
        apart, before = len(word.text.split()), len(word.source.split())
        if apart != before:
            return What.PARTED if apart > before else What.JOINED
    return What.READ


def _line_of(decision: d.Decision) -> int | None:
    """The line that an act arranges; None of other acts."""
    match decision.act:
        case d.MoveLine(line) | d.SetRole(line) | d.SetFlow(line) | d.JoinLines(line):
            return line
        case d.SplitLine(token):
            return split_key(token)
        case d.AddLine():
            return added_key(decision.id)
    return None
