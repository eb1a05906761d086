"""Whether a file has all the words of another, but for what was left out on purpose.

The words of both are read anew from what was written, so that a fault in the transformation cannot
hide here. Their order may differ: a profile moves whole blocks.
"""

from collections import Counter
from typing import IO, Any, cast

from lxml import etree

from reviewer.formats.profiles.tally import Tally

_AT_ONCE = 1 << 16  # bytes
_MOST_PARTS = 1000  # of text, before its words are counted


def lost(base: IO[bytes], made: IO[bytes], tally: Tally) -> list[str]:
    """Words that one file has and the other not; where words were left out in part, letters."""
    old, new = _counted(base), _counted(made)
    letters = _difference(old.letters, new.letters, tally.letters)
    # Half a word may have been left out, and its other half is another word now.
    if tally.inside and not letters:
        return []
    return _difference(old.words, new.words, tally.words) or letters


def _difference(old: Counter[str], new: Counter[str], gone: Counter[str]) -> list[str]:
    rest = Counter(old)
    rest.subtract(gone)
    rest.subtract(new)
    return [one for one, count in rest.items() if count]


def _counted(file: IO[bytes]) -> "_Text":
    file.seek(0)
    text = _Text()
    # What lxml's types ask of a target is wider than what a target is given.
    hearing = cast(Any, text)
    parser = etree.XMLParser(
        target=hearing, resolve_entities=False, no_network=True, huge_tree=True
    )
    while part := file.read(_AT_ONCE):
        parser.feed(part)
    parser.close()
    return text


class _Text:
    """Hears a parser, and counts the words and letters of the text."""

    def __init__(self) -> None:
        self.letters: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self._inside = 0
        self._parts: list[str] = []

    def start(self, tag: str, attributes: object) -> None:
        name = tag.rpartition("}")[2]
        self._inside += name == "text"
        self._edge(name)

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        self._edge(name)
        if name == "text":
            self._inside -= 1
            self._take()

    def data(self, text: str) -> None:
        if self._inside:
            self._parts.append(text)
            if len(self._parts) > _MOST_PARTS and text[-1:].isspace():
                self._take()

    def comment(self, text: str) -> None:
        """No text."""

    def close(self) -> None:
        self._take()

    def _edge(self, name: str) -> None:
        if name == "cell":
            self._parts.append(" ")

    def _take(self) -> None:
        words = "".join(self._parts).split()
        self._parts = []
        self.words.update(words)
        self.letters.update("".join(words))
