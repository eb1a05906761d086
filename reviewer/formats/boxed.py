"""The present text with its places on the picture: what writers of OCR formats put down.

Words that were split share the box by the number of their letters, joined ones unite theirs, and
words that somebody added stand in the gap where they belong.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reviewer.core.decisions import Span
from reviewer.core.geometry import Box, around
from reviewer.core.reading import PageReading, ReadingLine, Word


@dataclass(frozen=True, slots=True)
class BoxedWord:
    """A word without blanks as it reads now.

    `span` names the tokens it was read from (none where it was added), `part` which of the words
    written in their place it is, from 0; `confidence` is the lowest the OCR engine gave them.
    """

    text: str
    box: Box | None
    span: Span | None
    part: int = 0
    confidence: float | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class BoxedLine:
    """A line as it reads now: its key in the reading, its words, and the box around them."""

    n: int
    words: tuple[BoxedWord, ...]
    box: Box | None

    @property
    def text(self) -> str:
        """The words with single blanks between them."""
        return " ".join(word.text for word in self.words)


def boxed_lines(reading: PageReading) -> Iterator[BoxedLine]:
    """The lines of a page in their present order; those without words left are among them."""
    for line in reading.lines:
        yield boxed_line(line, reading)


def boxed_line(line: ReadingLine, reading: PageReading) -> BoxedLine:
    """A line with the boxes of its words."""
    words = [boxed for word in line.words for boxed in _boxed(word, reading)]
    words = [
        word if word.box or word.span else replace(word, box=_between(words, at))
        for at, word in enumerate(words)
    ]
    page = reading.page
    whole = page.lines[line.n].box if line.n < len(page.lines) else None
    same = not any(word.span is None for word in words) and not any(w.changed for w in words)
    box = whole if same and whole else around([whole, *(word.box for word in words)])
    return BoxedLine(line.n, tuple(words), box)


def _boxed(word: Word, reading: PageReading) -> Iterator[BoxedWord]:
    if not word.text:
        return
    tokens = reading.page.tokens[word.span.first : word.span.last + 1] if word.span else ()
    whole = around(token.box for token in tokens)
    sure = [token.confidence for token in tokens if token.confidence is not None]
    # A split token is one word with a blank in it; written parts may be more than tokens.
    position = 0
    for part, text in enumerate(word.text.split()):
        start = word.text.index(text, position)
        position = start + len(text)
        box = whole and whole.share(start, position, len(word.text))
        yield BoxedWord(text, box, word.span, part, min(sure, default=None), word.changed)


def _between(words: Sequence[BoxedWord], at: int) -> Box | None:
    """The gap between the nearest words with boxes; at an end of the line an edge of no width."""
    before = next((word.box for word in reversed(words[:at]) if word.box), None)
    behind = next((word.box for word in words[at + 1 :] if word.box), None)
    if before and behind:
        left, right = sorted((before.right, behind.left))
        return Box(left, min(before.top, behind.top), right, max(before.bottom, behind.bottom))
    if before:
        return Box(before.right, before.top, before.right, before.bottom)
    if behind:
        return Box(behind.left, behind.top, behind.left, behind.bottom)
    return None
