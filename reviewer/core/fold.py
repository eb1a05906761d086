"""The fold: source + ledger = reading, and nothing else.

It never fails: an act that does not fit (a token that is not there, a split behind the end of
its word) says nothing. Later acts win; what a later act overlaps gives way, and comes back when
the later act is reverted, because every fold starts from the source.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from reviewer.core import decisions as d
from reviewer.core.arranging import Arrangement, line_of, split_key, start_of
from reviewer.core.ids import DecisionId
from reviewer.core.marks import POINTS, Anchor, PlacedMark
from reviewer.core.model import Line, Page, Role
from reviewer.core.reading import PageReading, ReadingLine, Word, in_force
from reviewer.core.text import common_edges


def fold(page: Page, decisions: Iterable[d.Decision] = ()) -> PageReading:
    """The reading of `page` after `decisions` (those about other places are the caller's fault)."""
    return Fold(page).read(decisions)


class Fold:
    """Folds ledgers onto one page. Lines that nobody touched are made once and shared."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._untouched = _State(page)
        self._plain: dict[int, ReadingLine] = {}

    def read(self, decisions: Iterable[d.Decision] = ()) -> PageReading:
        """The reading of the page after decisions."""
        standing = in_force(decisions)
        state = _State(self.page)
        for decision in standing:
            state.apply(decision)
        return PageReading(self.page, self._lines(state), state.placed_marks(), standing)

    def _lines(self, state: "_State") -> tuple[ReadingLine, ...]:
        touched = state.touched()
        lines = self.page.lines
        rows = state.rows
        return tuple(
            self._plain_line(key)
            if key not in touched and key < len(lines) and lines[key].end == end
            else state.line(key, end)
            for key, end in zip(rows.order, rows.ends(), strict=True)
        )

    def _plain_line(self, n: int) -> ReadingLine:
        """A line as imported, made when it is first asked for."""
        made = self._plain.get(n)
        if made is None:
            made = self._plain[n] = self._untouched.line(n, self.page.lines[n].end)
        return made


@dataclass(slots=True)
class _Slot:
    """Tokens first to last, read as one by a decision."""

    first: int
    last: int
    text: str
    decision: DecisionId
    cause: d.Cause = d.Cause.OCR


@dataclass(slots=True)
class _LiveMark:
    decision: DecisionId
    act: d.Mark
    start: Anchor
    end: Anchor


@dataclass(frozen=True, slots=True)
class _Use:
    """What a line is for, of which kind, and where on the sheet."""

    role: Role
    kind: str = ""
    place: str = ""


_USES = {role: _Use(role) for role in Role}
"""Those of lines that nobody said anything of."""


@lru_cache(maxsize=4096)
def _span(token: int) -> d.Span:
    """The span of one token. Pages share them: each has a word for nearly every number."""
    return d.Span(token, token)


class _State:
    """What the acts so far amount to. Most tokens are untouched and have no slot."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = len(page.tokens)
        self.slots: dict[int, _Slot] = {}  # every token of a slot points to it
        self.kept: dict[int, DecisionId] = {}
        # By the token they stand behind, or the start of the line that they begin.
        self.inserted: dict[int, list[tuple[str, DecisionId]]] = {}
        self.rows = Arrangement(page)
        self.uses: dict[int, _Use] = {}
        self.flows: dict[int, d.Flow] = {}
        self.marks: list[_LiveMark] = []

    def apply(self, decision: d.Decision) -> None:
        match decision.act:
            case d.Replace(span, text, cause) if span.last < self.count:
                self._write(span, " ".join(text.split()), decision.id, cause)
            case d.Split(token, offset) if token < self.count:
                self._split(token, offset, decision.id)
            case d.Join(span) if span.last < self.count:
                span = self._widen(span)
                joined = "".join("".join(self._text(t).split()) for t in self._heads(span))
                self._write(span, joined, decision.id)
            case d.Keep(span) if span.last < self.count:
                self.kept.update(dict.fromkeys(range(span.first, span.last + 1), decision.id))
            case d.Insert(line, after, text) if text.split():
                self._insert(line, after, " ".join(text.split()), decision.id)
            case d.Mark() as mark:
                self._mark(mark, decision.id)
            case d.SetRole(line, role, kind, place) if self.rows.holds(line):
                self.uses[line] = _Use(role, kind, place)
            case d.SetFlow(line, flow) if self.rows.holds(line):
                self.flows[line] = flow
            case act:
                self._arrange(act, decision.id)

    # words

    def _text(self, token: int) -> str:
        slot = self.slots.get(token)
        return slot.text if slot else self.page.form(token)

    def _head(self, token: int) -> int:
        slot = self.slots.get(token)
        return slot.first if slot else token

    def _heads(self, span: d.Span) -> list[int]:
        """The first token of each word that stands in the span, in order."""
        return list(dict.fromkeys(self._head(t) for t in range(span.first, span.last + 1)))

    def _widen(self, span: d.Span) -> d.Span:
        last = self.slots.get(span.last)
        return d.Span(self._head(span.first), last.last if last else span.last)

    def _split(self, token: int, offset: int, decision: DecisionId) -> None:
        text = self._text(token)
        if 0 < offset < len(text):
            parted = f"{text[:offset].rstrip()} {text[offset:].lstrip()}"
            self._write(self._widen(d.Span(token, token)), parted, decision)

    def _write(
        self, span: d.Span, text: str, decision: DecisionId, cause: d.Cause = d.Cause.OCR
    ) -> None:
        touched = self._widen(span)
        moved = [mark for mark in self.marks if self._within(mark, touched)]
        before = self._joined(touched) if moved else ("", {})
        for token in range(touched.first, touched.last + 1):
            self.slots.pop(token, None)
            if span.first <= token <= span.last:
                self.kept.pop(token, None)
        slot = _Slot(span.first, span.last, text, decision, cause)
        self.slots.update(dict.fromkeys(range(span.first, span.last + 1), slot))
        for mark in moved:
            self._shift(mark, before, self._joined(touched), touched)

    def _joined(self, span: d.Span) -> tuple[str, dict[int, int]]:
        """The words of a span joined by blanks, and where each begins."""
        text, starts = "", {}
        for head in self._heads(span):
            starts[head] = len(text)
            text += self._text(head) + " "
        return text[:-1], starts

    # inserted words and lines

    def _insert(self, line: int, after: int | None, text: str, decision: DecisionId) -> None:
        if after is not None and after < self.count:
            self.inserted.setdefault(after, []).append((text, decision))
        elif after is None and (self.rows.holds(line) or line < len(self.page.lines)):
            # A line that was joined to another has no place of its own, but still its beginning.
            self.inserted.setdefault(start_of(line), []).append((text, decision))

    def _arrange(self, act: d.Act, decision: DecisionId) -> None:
        match act:
            case d.MoveLine(line, before):
                self.rows.move(line, before)
            case d.SplitLine(token) if token < self.count:
                parted = self.rows.split(token)
                if parted is not None:
                    self.uses[split_key(token)] = self._use(parted)
            case d.JoinLines(line, behind):
                self.rows.join(line, behind)
            case d.AddLine(before):
                self.rows.add(decision, before)

    def _use(self, key: int) -> _Use:
        source = self.page.lines[key].role if key < len(self.page.lines) else Role.BODY
        return self.uses.get(key) or _USES[source]

    # marks

    def _mark(self, act: d.Mark, decision: DecisionId) -> None:
        if act.end.token < self.count and act.start <= act.end:
            start, end = self._seat(act.start), self._seat(act.end)
            self.marks.append(_LiveMark(decision, act, start, end))

    def _seat(self, anchor: Anchor) -> Anchor:
        """The anchor at the head of its word, inside the word's present text."""
        head = self._head(anchor.token)
        return Anchor(head, min(max(anchor.offset, 0), len(self._text(head))))

    @staticmethod
    def _within(mark: _LiveMark, span: d.Span) -> bool:
        return mark.start.token <= span.last and mark.end.token >= span.first

    @staticmethod
    def _shift(
        mark: _LiveMark,
        before: tuple[str, dict[int, int]],
        after: tuple[str, dict[int, int]],
        span: d.Span,
    ) -> None:
        prefix, suffix = common_edges(before[0], after[0])

        def moved(anchor: Anchor, as_end: bool) -> Anchor:
            if not span.first <= anchor.token <= span.last:
                return anchor
            old = before[1][anchor.token] + anchor.offset
            if old >= len(before[0]) - suffix and (as_end or old > prefix):
                new = len(after[0]) - (len(before[0]) - old)
            elif old <= prefix:
                new = old
            else:  # inside what changed: the mark grows to cover all of the new wording
                new = len(after[0]) - suffix if as_end else prefix
            head = max((h for h, start in after[1].items() if start <= new), default=span.first)
            return Anchor(head, new - after[1][head])

        mark.start, mark.end = moved(mark.start, False), moved(mark.end, True)

    def placed_marks(self) -> tuple[PlacedMark, ...]:
        placed: list[PlacedMark] = []
        for mark in self.marks:
            if mark.start < mark.end or (mark.start == mark.end and mark.act.mark in POINTS):
                placed.append(
                    PlacedMark(
                        mark.decision, mark.act.mark, mark.start, mark.end, mark.act.attributes
                    )
                )
        return tuple(placed)

    # the reading

    def touched(self) -> set[int]:
        """The lines that any act in force says something of."""
        tokens = {*self.slots, *self.kept, *(item for item in self.inserted if item >= 0)}
        found = {self.rows.home(token) for token in tokens} | self.rows.changed
        found |= self.uses.keys() | self.flows.keys()
        return found | {line_of(item) for item in self.inserted if item < 0}

    def line(self, key: int, end: str) -> ReadingLine:
        if self.rows.as_printed(key):
            return self._made(key, self.page.lines[key], end)
        words: list[Word] = []
        sources: dict[int, None] = {}
        items = self.rows.items(key)
        before: int | None = None  # the token that stands right before, read or not
        for item in items:
            if item < 0:
                n = line_of(item)
                if n < len(self.page.lines):
                    sources[n] = None
                words += self._added(item, n, words)
                before = None
                continue
            line = self.page.line_of(item)
            sources[line.n] = None
            gap = self._gap(line, item, before, joined=bool(words))
            before = item
            slot = self.slots.get(item)
            if slot is None:
                form = line.form(self.page.tokens[item])
                words.append(Word(form, gap, line.n, _span(item), form, None, self.kept.get(item)))
                words += self._added(item, line.n, words)
            elif slot.first == item:  # else it is read with a word before, perhaps a line above
                words.append(self._word(line, gap, slot))
                for member in range(item, slot.last + 1):
                    words += self._added(member, self.page.line_of(member).n, words)
        return self._reading(key, words, self._tail(items, bare=not words), end, tuple(sources))

    def _reading(
        self, key: int, words: list[Word], tail: str, end: str, sources: tuple[int, ...]
    ) -> ReadingLine:
        use = self._use(key)
        return ReadingLine(
            key,
            tuple(words),
            tail,
            end,
            use.role,
            sources,
            use.kind,
            use.place,
            self.flows.get(key, d.Flow.USUAL),
        )

    def _made(self, key: int, line: Line, end: str) -> ReadingLine:
        """A line that holds just the tokens of the source, as nearly all do: the short way."""
        text, n, first = line.text, line.n, line.tokens[0].n if line.tokens else 0
        words = self._added(start_of(n), n, []) if self.inserted else []
        position = 0
        for token in line.tokens:
            item, start = token.n, token.start
            gap = text[position:start]
            position = token.end
            if words and (item == first or not gap):
                gap = " "
            slot = self.slots.get(item)
            if slot is None:
                form = text[start:position]
                words.append(Word(form, gap, n, _span(item), form, None, self.kept.get(item)))
                if self.inserted:
                    words += self._added(item, n, words)
            elif slot.first == item:
                words.append(self._word(line, gap, slot))
                for member in range(item, slot.last + 1) if self.inserted else ():
                    words += self._added(member, self.page.line_of(member).n, words)
        tail = text[position:] if line.tokens or not words else ""
        return self._reading(key, words, tail, end, (n,))

    def _added(self, item: int, line: int, words: list[Word]) -> list[Word]:
        """The words that somebody added behind a token or at a line's start."""
        found = self.inserted.get(item)
        if found is None:
            return []
        return [
            Word(text, " " if words or i else "", line, None, "", decision)
            for i, (text, decision) in enumerate(found)
        ]

    def _gap(self, line: Line, token: int, before: int | None, *, joined: bool) -> str:
        """The blanks before a token: those of the source, or one where it has new neighbours."""
        tokens, start = self.page.tokens, self.page.tokens[token].start
        first = line.tokens[0].n == token
        if before == token - 1 and not first:
            gap = line.text[tokens[before].end : start]
        else:
            gap = line.text[:start] if first and not joined else ""
        return gap if gap or not joined else " "

    def _tail(self, items: list[int], *, bare: bool) -> str:
        """The blanks behind the last token, where that is the last of its line in the source."""
        last = items[-1]
        if last < 0:
            n = line_of(last)
            blank = n < len(self.page.lines) and not self.page.lines[n].tokens
            return self.page.lines[n].text if blank and bare and len(items) == 1 else ""
        line = self.page.line_of(last)
        return line.text[line.tokens[-1].end :] if line.tokens[-1].n == last else ""

    def _word(self, line: Line, gap: str, slot: _Slot) -> Word:
        """What a decision reads in the place of some tokens."""
        span = d.Span(slot.first, slot.last)
        kept = [self.kept.get(t) for t in range(slot.first, slot.last + 1)]
        return Word(
            text=slot.text,
            gap=gap,
            line=line.n,
            span=span,
            source=self._imported(span),
            decision=slot.decision,
            kept=kept[0] if all(kept) else None,
            cause=slot.cause,
        )

    def _imported(self, span: d.Span) -> str:
        """The source of a span: with its own blanks within a line, a blank at a line's end."""
        parts: list[str] = []
        for token in range(span.first, span.last + 1):
            line = self.page.line_of(token)
            start = self.page.tokens[token].start
            if token > span.first and line.tokens[0].n != token:
                start = self.page.tokens[token - 1].end
            elif token > span.first:
                parts.append(" ")
            parts.append(line.text[start : self.page.tokens[token].end])
        return "".join(parts)
