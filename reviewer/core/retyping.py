"""From typing to decisions: what a person changed in a line, as acts on its tokens."""

from collections.abc import Sequence

from reviewer.core.decisions import Act, Insert, Replace, Revert, Span
from reviewer.core.reading import ReadingLine, Word
from reviewer.core.text import common_edges


def retype(line: ReadingLine, text: str) -> list[Act]:
    """The acts that make `line` read `text` (blanks between words are not kept apart).

    Unchanged words at both ends stay untouched; between them words are paired one by one where
    their number is the same, else one act covers the stretch.
    """
    words = [word for word in line.words if word.text]
    old = [piece for word in words for piece in word.text.split()]
    new = text.split()
    if old == new:
        return []
    head, tail = common_edges(old, new)
    return _acts(line, words, *_whole_words(words, len(old), head, tail), new)


def _whole_words(words: Sequence[Word], count: int, head: int, tail: int) -> tuple[int, int, int]:
    """Widen the changed stretch to whole words: (first word, end word, pieces kept at the head)."""
    position, first, end = 0, len(words), len(words)
    head_pieces = count
    for i, word in enumerate(words):
        size = len(word.text.split())
        if position + size > head and first == len(words):
            first, head_pieces = i, position
        if position >= count - tail and end == len(words):
            end = i
        position += size
    first, end = (first, max(first, end)) if first < len(words) else (len(words), len(words))
    # New words beside an inserted word are written together with it: inserts at one place stand in
    # the order in which they were made, so a neighbour could not be put before or between them.
    if any(word.span is None for word in words[first:end]) or first == end:
        while first > 0 and words[first - 1].span is None:
            first -= 1
            head_pieces -= len(words[first].text.split())
        while end < len(words) and words[end].span is None:
            end += 1
    return first, end, head_pieces


def _acts(
    line: ReadingLine, words: Sequence[Word], first: int, end: int, head: int, new: Sequence[str]
) -> list[Act]:
    changed = words[first:end]
    behind = sum(len(word.text.split()) for word in words[end:])
    pieces = list(new[head : len(new) - behind])
    tokens = [word for word in changed if word.span]
    if len(changed) == len(pieces) and len(tokens) == len(changed):
        return [
            Replace(word.span, piece)
            for word, piece in zip(changed, pieces, strict=True)
            if word.span and word.text != piece
        ]
    acts: list[Act] = []
    inserted = tuple(word.decision for word in changed if word.span is None and word.decision)
    if inserted:
        acts.append(Revert(inserted))
    spans = _runs(line, tokens)
    if spans:
        acts.append(Replace(spans[0], " ".join(pieces)))
        acts += [Replace(span, "") for span in spans[1:]]
    elif pieces:
        before = [word.span for word in words[:first] if word.span]
        after = before[-1].last if before else None
        acts.append(Insert(line.n, after, " ".join(pieces)))
    return acts


def _runs(line: ReadingLine, words: Sequence[Word]) -> list[Span]:
    """The words as few spans as can be: lines that were joined may hold their tokens in any order.

    A span must not take in tokens that stand in another line.
    """
    here = {n for word in line.words if word.span for n in _tokens(word.span)}
    runs: list[Span] = []
    for span in (word.span for word in words if word.span):
        before = runs[-1] if runs else None
        if (
            before
            and before.last < span.first
            and here.issuperset(range(before.last + 1, span.first))
        ):
            runs[-1] = Span(before.first, span.last)
        else:
            runs.append(span)
    return runs


def _tokens(span: Span) -> range:
    return range(span.first, span.last + 1)
