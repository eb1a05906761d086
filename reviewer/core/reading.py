"""The reading: a page as it reads now. `core.fold` makes it from source and ledger.

Lines that nobody touched are shared by all readings of a page, so what is often asked of a line is
kept with it: after a decision it is worked out for one line, not for all.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from reviewer.core.decisions import Cause, Decision, Flow, Reject, Revert, Span
from reviewer.core.ids import DecisionId
from reviewer.core.marks import Anchor, PlacedMark
from reviewer.core.model import Page, Role
from reviewer.core.values import value

_PIECE = re.compile(r"\S+")
INSERTED = -1
"""Stands for the tokens of a word that the source has not."""


@value(frozen=True, slots=True)
class Word:
    """One word of the reading: a token, several read as one, or an inserted word (`span` None).

    `text` is empty where it was removed, and may hold blanks where a token was split; `source` is
    what the import said; `gap` stands before it; `decision` wrote the text, `kept` confirmed it.
    """

    text: str
    gap: str
    line: int
    span: Span | None
    source: str
    decision: DecisionId | None = None
    kept: DecisionId | None = None
    cause: Cause = Cause.OCR

    @property
    def decided(self) -> bool:
        """Whether somebody settled this word."""
        return self.decision is not None or self.kept is not None

    @property
    def changed(self) -> bool:
        """Whether it reads otherwise than the source."""
        return self.decision is not None and self.text != self.source


@value(frozen=True)
class ReadingLine:
    """A line of the reading; `end` is the break behind it here.

    `n` is its number in the source, or for a line that the source has not, as `core.arranging`
    says. `sources` are the lines of the source that it has words of, or is; none where it is new.
    `kind` and `place` say more of its role (`core.roles`), `flow` how it follows the one before.
    """

    n: int
    words: tuple[Word, ...]
    tail: str
    end: str
    role: Role
    sources: tuple[int, ...] = ()
    kind: str = ""
    place: str = ""
    flow: Flow = Flow.USUAL

    @cached_property
    def _layout(self) -> tuple[str, tuple[int, ...]]:
        # A removed word takes the gap before it along, so that no double blank is left; where it
        # was the first, its gap (the indent) stays and the next word's goes.
        text, starts, lead = "", [], None
        for word in self.words:
            if not word.text:
                starts.append(len(text))
                if not text and lead is None:
                    lead = word.gap
                continue
            text += (word.gap if lead is None else lead) if not text else word.gap
            starts.append(len(text))
            text += word.text
        return (text + self.tail if text or not self.words else text), tuple(starts)

    @property
    def text(self) -> str:
        """The line as it reads now, without its break."""
        return self._layout[0]

    @property
    def starts(self) -> tuple[int, ...]:
        """The column at which each of `words` begins, in characters."""
        return self._layout[1]

    @property
    def removed(self) -> bool:
        """Whether the line had words and all of them were removed."""
        return bool(self.words) and not any(word.text for word in self.words)

    @cached_property
    def cells(self) -> tuple[tuple[int, int, int, int, int], ...]:
        """(start, end, first token, last token, decision or 0) of each word that has a text.

        Columns of `text`; both tokens are INSERTED where the source has no such word.
        """
        return tuple(
            (
                start,
                start + len(word.text),
                word.span.first if word.span else INSERTED,
                word.span.last if word.span else INSERTED,
                word.decision or word.kept or 0,
            )
            for word, start in zip(self.words, self.starts, strict=True)
            if word.text
        )

    @cached_property
    def in_pieces(self) -> bool:
        """Whether the words are the blank-separated pieces of the text."""
        pieces = [found.span() for found in _PIECE.finditer(self.text)]
        return pieces == [cell[:2] for cell in self.cells]

    @cached_property
    def in_order(self) -> bool:
        """Whether the words are single tokens, one behind the other, that nobody decided on."""
        first = self.cells[0][2] if self.cells else 0
        return all(cell[2:] == (first + n, first + n, 0) for n, cell in enumerate(self.cells))

    @cached_property
    def decided(self) -> int:
        """How many words somebody settled."""
        return sum(word.decided for word in self.words)

    @cached_property
    def decided_tokens(self) -> tuple[int, ...]:
        """The tokens that settled words stand for."""
        spans = [word.span for word in self.words if word.span and word.decided]
        return tuple(token for span in spans for token in range(span.first, span.last + 1))

    @cached_property
    def altered(self) -> tuple[tuple[int, int], ...]:
        """(start, end) of the words that read otherwise than the source, or that it has not."""
        return tuple(
            (start, start + len(word.text))
            for word, start in zip(self.words, self.starts, strict=True)
            if word.changed or (word.span is None and word.text)
        )

    def word_at(self, column: int) -> Word | None:
        """The word that covers the column or ends there; None in the blanks."""
        for word, start in zip(self.words, self.starts, strict=True):
            if word.text and start <= column <= start + len(word.text):
                return word
        return None


@dataclass(frozen=True)
class PageReading:
    """A page as it reads now. `decisions` are those in force, in order."""

    page: Page
    lines: tuple[ReadingLine, ...]
    marks: tuple[PlacedMark, ...] = ()
    decisions: tuple[Decision, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """The present text with all its line breaks."""
        return "".join(line.text + line.end for line in self.lines)

    @cached_property
    def _by_token(self) -> dict[int, tuple[int, int]]:
        places: dict[int, tuple[int, int]] = {}
        for i, line in enumerate(self.lines):
            for j, word in enumerate(line.words):
                if word.span:
                    for token in range(word.span.first, word.span.last + 1):
                        places[token] = (i, j)
        return places

    @cached_property
    def decided_tokens(self) -> frozenset[int]:
        """The tokens that settled words stand for."""
        return frozenset(token for line in self.lines for token in line.decided_tokens)

    @cached_property
    def _by_id(self) -> dict[DecisionId, Decision]:
        return {decision.id: decision for decision in self.decisions}

    def decision(self, decision_id: DecisionId) -> Decision | None:
        """A decision in force, by its id."""
        return self._by_id.get(decision_id)

    def place_of(self, token: int) -> tuple[int, int] | None:
        """(index in `lines`, index in its `words`) of the word that stands for a token."""
        return self._by_token.get(token)

    @cached_property
    def _line_offsets(self) -> tuple[int, ...]:
        offsets, position = [], 0
        for line in self.lines:
            offsets.append(position)
            position += len(line.text) + len(line.end)
        return tuple(offsets)

    def offset_of(self, token: int) -> int:
        """Where the word that stands for a token begins, in characters of `text`.

        Raises KeyError where the page has no such token.
        """
        line, word = self._by_token[token]
        return self._line_offsets[line] + self.lines[line].starts[word]

    def stretch_of(self, span: Span, start: int, end: int) -> tuple[int, int]:
        """Where characters `start` to `end` (exclusive) of `text_of(span)` stand in `text`.

        The end is counted from the last token, as a line's end within the span may be longer than
        the blank that stands for it. Raises KeyError where the page has no such token.
        """
        last = self.text_of(Span(span.last, span.last))
        before_last = len(self.text_of(span)) - len(last)
        return self.offset_of(span.first) + start, self.offset_of(span.last) + end - before_last

    def word_of(self, token: int) -> Word | None:
        """The word that stands for a token."""
        place = self.place_of(token)
        return self.lines[place[0]].words[place[1]] if place else None

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """The words that stand for the tokens of a span, in order."""
        if span.first == span.last:  # nearly always
            word = self.word_of(span.first)
            return (word,) if word and word.span else ()
        found: dict[int, Word] = {}
        for token in range(span.first, span.last + 1):
            word = self.word_of(token)
            if word and word.span:
                found[word.span.first] = word
        return tuple(found.values())

    def text_of(self, span: Span) -> str:
        """How the tokens of a span read now, joined by the blanks between them."""
        parts: list[str] = []
        for word in self.words_in(span):
            parts.append((word.gap or " ") + word.text if parts else word.text)
        return "".join(parts)

    def position(self, anchor: Anchor) -> tuple[int, int] | None:
        """(line index, column) of an anchor; None where its token or character is not there."""
        place = self.place_of(anchor.token)
        if place is None:
            return None
        line = self.lines[place[0]]
        word = line.words[place[1]]
        if not 0 <= anchor.offset <= len(word.text):
            return None
        return place[0], line.starts[place[1]] + anchor.offset

    def anchor(self, line: int, column: int) -> Anchor | None:
        """The anchor of a column; None in the blanks and in inserted words.

        `position(anchor(line, column)) == (line, column)` wherever there is an anchor.
        """
        if not 0 <= line < len(self.lines):
            return None
        here = self.lines[line]
        for word, start in zip(here.words, here.starts, strict=True):
            if word.span and word.text and start <= column <= start + len(word.text):
                return Anchor(word.span.first, column - start)
        return None


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that no later revert or rejection in force takes back, in ledger order."""
    ordered = sorted(decisions, key=lambda decision: decision.id)
    undone: set[DecisionId] = set()
    for decision in reversed(ordered):
        if decision.id not in undone and isinstance(decision.act, Revert | Reject):
            undone.update(target for target in decision.act.targets if target < decision.id)
    return tuple(decision for decision in ordered if decision.id not in undone)
