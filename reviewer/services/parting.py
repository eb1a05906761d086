"""Parting a line anywhere: between words, within one, and among words that somebody added."""

from dataclasses import dataclass

from reviewer.core import decisions as d
from reviewer.core.arranging import split_key
from reviewer.core.reading import PageReading, ReadingLine, Word


@dataclass(frozen=True)
class Parting:
    """What parts a line.

    Where `text` is not empty, it has no token of the source that a line could begin with, and has
    to go to an added line: `above` the parted one, or behind it.
    """

    drafts: tuple[d.Draft, ...]
    text: str = ""
    above: bool = False


def part(reading: PageReading, line: ReadingLine, column: int) -> Parting | None:
    """How a line is parted before a column; None where all of its words are on one side of it."""
    return _Knife(reading).part(line, column)


class _Knife:
    """Collects what has to be decided. A word cut in two keeps its first half where it was."""

    def __init__(self, reading: PageReading) -> None:
        self._reading = reading
        self._drafts: list[d.Draft] = []

    def part(self, line: ReadingLine, column: int) -> Parting | None:
        left: list[Word] = []
        right: list[Word] = []
        kept = gone = ""
        for word, start in zip(line.words, line.starts, strict=True):
            if not word.text:
                continue
            (left if start < column else right).append(word)
            if start < column < start + len(word.text):
                kept, gone = word.text[: column - start], word.text[column - start :]
        if not left or not (right or gone):
            return None
        inserted: list[Word] = []
        while right and right[0].span is None:
            inserted.append(right.pop(0))
        head = right[0].span if right else None
        if not _tokens_before(line, head):
            return self._above(line, left, kept, gone, inserted)
        if gone:
            self._shorten(left[-1], kept.rstrip())
        # Added words stand behind a token: they would stay there, before the new line.
        self._take_back(inserted)
        text = " ".join([*gone.split(), *(word.text for word in inserted)])
        if head is None:
            return Parting(tuple(self._drafts), text)
        self._add(d.SplitLine(head.first))
        if text:
            self._add(d.Insert(split_key(head.first), None, text))
        return Parting(tuple(self._drafts))

    def _above(
        self, line: ReadingLine, left: list[Word], kept: str, gone: str, inserted: list[Word]
    ) -> Parting:
        """What stays was added at the line's start and goes with no token: it gets a new line."""
        self._take_back(left)
        staying = [word.text for word in left]
        if gone:
            staying[-1] = kept.rstrip()
            self._take_back(inserted)  # or the second half would come behind them
            rest = [*gone.split(), *(word.text for word in inserted)]
            self._add(d.Insert(line.n, None, " ".join(rest)))
        return Parting(tuple(self._drafts), " ".join(staying), above=True)

    def _shorten(self, word: Word, text: str) -> None:
        if word.span:
            self._drafts.append(d.Draft(d.Replace(word.span, text), d.Grounds(form=word.text)))
            return
        made = self._reading.decision(word.decision) if word.decision else None
        if made and isinstance(made.act, d.Insert):
            self._take_back([word])
            self._add(d.Insert(made.act.line, made.act.after, text))

    def _take_back(self, words: list[Word]) -> None:
        found = tuple(word.decision for word in words if word.decision)
        if found:
            self._add(d.Revert(found))

    def _add(self, act: d.Act) -> None:
        self._drafts.append(d.Draft(act))


def _tokens_before(line: ReadingLine, head: d.Span | None) -> bool:
    """Whether a token of the source stands on the line before the one that is to begin another."""
    for word in line.words:
        if word.span:
            return word.span != head
    return False
