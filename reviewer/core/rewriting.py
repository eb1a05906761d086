"""Changing stretches of a page's present text: which acts make it read so.

Only the words that a change touches are decided. Typing (`core.retyping`) pairs a whole line;
here each change has its own words, so that what stands between two of them stays undecided.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reviewer.core.decisions import Act, Replace, Span
from reviewer.core.reading import PageReading, ReadingLine, Word
from reviewer.core.retyping import retype


@dataclass(frozen=True, slots=True)
class Edit:
    """Read `text` where characters `start` to `end` (exclusive) of the page's text stand.

    The page's text is that of `core.page_text`: its lines parted by one line feed each.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words `first` to `end` (exclusive) of a line, and edits on them, in columns of the line."""

    first: int
    end: int
    edits: tuple[Edit, ...]


def rewrite(reading: PageReading, edits: Sequence[Edit]) -> tuple[list[Act], list[Edit]]:
    """The acts of edits, which may not overlap, and the edits that no act can do.

    Blanks between words are not kept apart. An edit over lines whose words do not follow one
    another in the source cannot be done: one act would take in what stands between.
    """
    acts: list[Act] = []
    refused: list[Edit] = []
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    starts = _starts(reading)
    for index, offset in enumerate(starts):
        line = reading.lines[index]
        end = offset + len(line.text)
        here = [
            Edit(edit.start - offset, edit.end - offset, edit.text)
            for edit in ordered
            if offset <= edit.start and edit.end <= end
        ]
        for piece in _pieces(line, here):
            acts += _piece_acts(line, piece)
    for edit in ordered:
        if not _within_a_line(edit, starts, reading):
            act = _over_lines(reading, starts, edit)
            if act is None:
                refused.append(edit)
            else:
                acts.append(act)
    return acts, refused


def _starts(reading: PageReading) -> list[int]:
    starts, offset = [], 0
    for line in reading.lines:
        starts.append(offset)
        offset += len(line.text) + 1
    return starts


def _within_a_line(edit: Edit, starts: Sequence[int], reading: PageReading) -> bool:
    return any(
        offset <= edit.start and edit.end <= offset + len(line.text)
        for offset, line in zip(starts, reading.lines, strict=True)
    )


def _pieces(line: ReadingLine, edits: Sequence[Edit]) -> Iterator[_Piece]:
    """The words that edits touch, edits that share words together."""
    words = [(word, start) for word, start in zip(line.words, line.starts, strict=True)]
    waiting: _Piece | None = None
    for edit in edits:
        first, end = _touched(words, edit)
        if waiting is not None and first < waiting.end:
            waiting = _Piece(
                min(first, waiting.first), max(end, waiting.end), (*waiting.edits, edit)
            )
            continue
        if waiting is not None:
            yield waiting
        waiting = _Piece(first, end, (edit,))
    if waiting is not None:
        yield waiting


def _touched(words: Sequence[tuple[Word, int]], edit: Edit) -> tuple[int, int]:
    """The words that an edit reaches, its edges included, and one that it can lean on.

    Inserted words beside them come along: they can only be written anew together.
    """
    reached = [
        index
        for index, (word, start) in enumerate(words)
        if word.text and start <= edit.end and edit.start <= start + len(word.text)
    ]
    if reached:
        first, end = reached[0], reached[-1] + 1
    else:
        first = end = sum(start < edit.start for _, start in words)
    while first > 0 and not (first < end and words[first][0].span and words[first][0].text):
        first -= 1
    while first > 0 and words[first - 1][0].span is None:
        first -= 1
    while end < len(words) and words[end][0].span is None:
        end += 1
    return first, end


def _piece_acts(line: ReadingLine, piece: _Piece) -> list[Act]:
    """What retyping a part of a line comes to."""
    text, starts = line.text, line.starts
    shown = [index for index in range(piece.first, piece.end) if line.words[index].text]
    begin = min([edit.start for edit in piece.edits] + [starts[index] for index in shown])
    stop = max(
        [edit.end for edit in piece.edits]
        + [starts[index] + len(line.words[index].text) for index in shown]
    )
    new, position = "", begin
    for edit in piece.edits:
        new += text[position : edit.start] + edit.text
        position = edit.end
    new += text[position:stop]
    return retype(replace(line, words=line.words[piece.first : piece.end]), new)


def _over_lines(reading: PageReading, starts: Sequence[int], edit: Edit) -> Act | None:
    """One word for all that an edit over the ends of lines touches."""
    touched: list[tuple[Word, int]] = []
    for line, offset in zip(reading.lines, starts, strict=True):
        for word, start in zip(line.words, line.starts, strict=True):
            at = offset + start
            if word.text and at <= edit.end and edit.start <= at + len(word.text):
                touched.append((word, at))
    spans = [word.span for word, _ in touched]
    if not touched or None in spans:
        return None
    known = [span for span in spans if span]
    if any(one.last + 1 != two.first for one, two in pairwise(known)):
        return None
    (_, begin), (last, at) = touched[0], touched[-1]
    text = _page_text(reading)
    stop = max(at + len(last.text), edit.end)
    new = text[min(begin, edit.start) : edit.start] + edit.text + text[edit.end : stop]
    return Replace(Span(known[0].first, known[-1].last), " ".join(new.split()))


def _page_text(reading: PageReading) -> str:
    return "\n".join(line.text for line in reading.lines)
