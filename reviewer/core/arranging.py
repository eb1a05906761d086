"""The lines of a page as people arranged them: moved, parted, put together, added.

A line of the reading is known by a number that lasts. Lines of the source keep theirs; one that
begins where somebody parted another is named after the token it begins with, one that somebody
added after the decision that did it (`split_key`, `added_key`). A row holds the tokens that stand
in it and, before them, a start for each line that went into it: there stand the words that somebody
added at a line's beginning.
"""

from collections.abc import Iterator

from reviewer.core.ids import DecisionId
from reviewer.core.model import Page

_SPLIT = 1 << 24  # above the number of lines of any page
_ADDED = 1 << 40  # above those of any token


def split_key(token: int) -> int:
    """The number of the line that begins where another was parted before `token`."""
    return _SPLIT + token


def added_key(decision: DecisionId) -> int:
    """The number of the line that a decision added."""
    return _ADDED + decision


def split_token(key: int) -> int | None:
    """The token that a parted-off line began with; None for other lines."""
    return key - _SPLIT if _SPLIT <= key < _ADDED else None


def added_decision(key: int) -> DecisionId | None:
    """The decision that added a line; None for other lines."""
    return DecisionId(key - _ADDED) if is_added(key) else None


def in_source(key: int) -> bool:
    """Whether this is the number of a line of the source."""
    return key < _SPLIT


def is_added(key: int) -> bool:
    """Whether this is the number of a line that somebody added."""
    return key >= _ADDED


def start_of(key: int) -> int:
    """The item that stands for the beginning of a line among the tokens of a row: negative."""
    return -1 - key


def line_of(item: int) -> int:
    """The line whose beginning an item is."""
    return -1 - item


class Arrangement:
    """Which lines there are, in which order, and which tokens stand in each."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.order = list(range(len(page.lines)))
        self._rows: dict[int, list[int]] = {}  # of the lines that are not as in the source
        self._homes: dict[int, int] = {}  # of the tokens that are not in the line of the source

    @property
    def changed(self) -> set[int]:
        """The lines that do not hold just what they hold in the source."""
        return set(self._rows)

    def as_printed(self, key: int) -> bool:
        """Whether this is a line of the source that holds just what it holds there."""
        return key not in self._rows

    def items(self, key: int) -> list[int]:
        """The tokens of a line, and the starts among them."""
        row = self._rows.get(key)
        if row is None:
            row = [start_of(key), *(token.n for token in self._page.lines[key].tokens)]
        return row

    def home(self, token: int) -> int:
        """The line that a token stands in."""
        home = self._homes.get(token)
        return self._page.line_of(token).n if home is None else home

    def ends(self) -> Iterator[str]:
        """The break behind each line of the order.

        A line break belongs to the place, not to the line: otherwise a moved last line, which has
        none, would run into its new neighbour. Where there are more lines than in the source, those
        before the last end as its first one did.
        """
        lines, last = self._page.lines, len(self.order) - 1
        usual = lines[0].end if len(lines) > 1 else "\n"
        for place in range(last):
            yield lines[place].end if place < len(lines) - 1 else usual
        if self.order:
            yield lines[-1].end if lines else ""

    def move(self, key: int, before: int | None) -> None:
        """Put a line before another, or at the page's end; what is not there stays out of it."""
        if key in self.order and key != before:
            self.order.remove(key)
            self._place(key, before)

    def split(self, token: int) -> int | None:
        """Begin a new line with a token; the line that was parted, or None where none was."""
        key = self.home(token)
        row = self.items(key)
        at = row.index(token)
        new = split_key(token)
        if new in self.order or not any(item >= 0 for item in row[:at]):
            return None
        self._set(key, row[:at])
        self._set(new, [start_of(new), *row[at:]])
        self.order.insert(self.order.index(key) + 1, new)
        return key

    def join(self, key: int, behind: int) -> None:
        """Put what stands in the line `behind` at the end of the line `key`."""
        if key in self.order and behind in self.order and key != behind:
            row = [*self.items(key), *self.items(behind)]
            self.order.remove(behind)
            self._rows[behind] = []
            self._set(key, row)

    def add(self, decision: DecisionId, before: int | None) -> None:
        """Add an empty line before another, or at the page's end."""
        key = added_key(decision)
        self._rows[key] = [start_of(key)]
        self._place(key, before)

    def holds(self, key: int) -> bool:
        """Whether there is a line of this number now."""
        return key in self.order

    def _place(self, key: int, before: int | None) -> None:
        at = self.order.index(before) if before in self.order else len(self.order)
        self.order.insert(at, key)

    def _set(self, key: int, row: list[int]) -> None:
        self._rows[key] = row
        self._homes.update((item, key) for item in row if item >= 0)
