"""Text on its way into a Qt document and back: nothing lost, every column exact.

Qt counts UTF-16 units and a text document takes some characters for commands: U+2029 starts a new
block, U+2028 a new line, U+FDD0 and U+FDD1 bound frames (QTextCursor::insertText), and a lone
surrogate is dropped. On the screen each of these is stood in for by a visible character, one for
one, so that columns stay as they are.
"""

from collections.abc import Iterable, Iterator

_SYMBOLS = {
    "\N{LINE FEED}": "\N{SYMBOL FOR LINE FEED}",
    "\N{CARRIAGE RETURN}": "\N{SYMBOL FOR CARRIAGE RETURN}",
    "\N{LINE SEPARATOR}": "\N{SYMBOL FOR NEWLINE}",
    "\N{PARAGRAPH SEPARATOR}": "\N{REVERSED PILCROW SIGN}",
    "\N{DELETE}": "\N{SYMBOL FOR DELETE}",
    "\N{OBJECT REPLACEMENT CHARACTER}": "\N{SYMBOL FOR SUBSTITUTE FORM TWO}",
}


def _swallowed(char: str) -> bool:
    """Whether a document would drop the character, obey it or show nothing for it."""
    number = ord(char)
    return (
        (number < 0x20 and char != "\t")
        or 0x7F <= number < 0xA0
        or char in _SYMBOLS
        or char in "\ufdd0\ufdd1"
        or 0xD800 <= number < 0xE000
    )


def _spare(taken: set[str]) -> Iterator[str]:
    """Characters that nothing in the text uses: symbols of control codes first, then private ones.

    Private use holds 6,400 characters, more than there are kinds to stand in for, on any page that
    could exist; the last range is only there so that the promise has no hole.
    """
    for numbers in (range(0x2400, 0x2427), range(0xE000, 0xF900), range(0x2500, 0x2BFF)):
        for number in numbers:
            if chr(number) not in taken:
                yield chr(number)


class StandIns:
    """What stands on the screen for the characters of one page that a document cannot hold."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        used = set().union(*texts)
        taken = set(used)
        self._shown: dict[int, str] = {}
        for char in sorted(filter(_swallowed, used)):
            wanted = _SYMBOLS.get(char) or (chr(0x2400 + ord(char)) if char < " " else "")
            symbol = wanted if wanted and wanted not in taken else next(_spare(taken))
            taken.add(symbol)
            self._shown[ord(char)] = symbol
        self._read = {ord(symbol): chr(number) for number, symbol in self._shown.items()}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StandIns) and self._shown == other._shown

    __hash__ = None  # type: ignore[assignment]

    def show(self, text: str) -> str:
        """The text as the document is given it; as long as before."""
        return text.translate(self._shown) if self._shown else text

    def read(self, text: str) -> str:
        """What the document's text stands for; undoes `show`."""
        return text.translate(self._read) if self._read else text


def flatten(text: str) -> str:
    """A pasted or dictated text as one line: its breaks become blanks, what has no shape goes."""
    text = text.replace("\r\n", "\n")
    broken = text.translate(dict.fromkeys(map(ord, "\n\r\v\f\x85\u2028\u2029"), " "))
    return "".join(char for char in broken if not _swallowed(char))


def units(text: str, column: int) -> int:
    """The UTF-16 offset of a column of `text`."""
    head = text[:column]
    return len(head) + sum(char > "\uffff" for char in head)


def column(text: str, offset: int) -> int:
    """The column of a UTF-16 offset of `text`; inside a pair, the column of its character."""
    if text.isascii():
        return min(offset, len(text))
    position = 0
    for place, char in enumerate(text):
        position += 2 if char > "\uffff" else 1
        if position > offset:
            return place
    return len(text)
