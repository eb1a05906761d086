"""A look at a page: its lines that have words, and what their place and shape say."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from reviewer.core.decisions import SetFlow, SetRole
from reviewer.core.messages import Message
from reviewer.core.model import Page, Role
from reviewer.core.offers import Offer, offer_key
from reviewer.core.reading import PageReading, ReadingLine, Word

EDGE = 3
"""So many lines from its edges a page is compared with its neighbours."""
_PROSE_WORDS = 6
_PROSE_LOWER = 4
_SIGNS = ".,;:!?\"'“”‘’()[]"


@dataclass(frozen=True)
class Row:
    """A line with words. `index` is its place in the reading, `text` is stripped and begins at
    column `start`; `parted` and `ends` say whether a blank line or the page's edge stands before
    and behind it.
    """

    index: int
    line: ReadingLine
    text: str
    start: int
    parted: bool
    ends: bool

    @property
    def end(self) -> int:
        """The column behind the last character."""
        return self.start + len(self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its blank-separated pieces."""
        return tuple(self.text.split())

    @property
    def alone(self) -> bool:
        """Whether nothing stands right before or behind it."""
        return self.parted and self.ends

    @cached_property
    def prose(self) -> bool:
        """Whether it reads like running text."""
        if len(self.words) < _PROSE_WORDS:
            return False
        return sum(word.strip(_SIGNS).islower() for word in self.words) >= _PROSE_LOWER

    def word_at(self, column: int) -> Word | None:
        """The word of the source at a column, where one stands that nobody decided on."""
        word = self.line.word_at(column)
        return word if word and word.span and not word.decided else None


class Look:
    """A page as detectors see it, with the pages near it."""

    def __init__(self, page: PageReading, near: Sequence[Page]) -> None:
        self.page = page
        self.near = near
        self.said_flow = {one.act.line for one in page.decisions if isinstance(one.act, SetFlow)}
        """The lines of which somebody said how they follow."""
        self._said = {one.act.line for one in page.decisions if isinstance(one.act, SetRole)}

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The lines that have words, in order."""
        texts = [line.text for line in self.page.lines]
        filled = [bool(text.strip()) for text in texts]
        last = len(texts) - 1
        return tuple(
            Row(
                index=i,
                line=line,
                text=texts[i].strip(),
                start=len(texts[i]) - len(texts[i].lstrip()),
                parted=i == 0 or not filled[i - 1],
                ends=i == last or not filled[i + 1],
            )
            for i, line in enumerate(self.page.lines)
            if filled[i]
        )

    def place(self, row: Row) -> int:
        """The place of a row in `rows`."""
        return bisect_left(self.rows, row.index, key=lambda one: one.index)

    def free(self, row: Row) -> bool:
        """Whether nobody, and no layout, has said yet what a line is for."""
        return row.line.role is Role.BODY and row.line.n not in self._said

    @cached_property
    def goes_on(self) -> bool:
        """Whether the document is known to have pages behind this one."""
        return any(other.number > self.page.page.number for other in self.near)

    @cached_property
    def last_prose(self) -> int:
        """The place in `rows` of the last line of running text; -1 where there is none."""
        return max((i for i, row in enumerate(self.rows) if row.prose), default=-1)

    @cached_property
    def last_paragraph(self) -> int:
        """The place in `rows` of the last line of the last paragraph of running text, or -1."""
        place = self.last_prose
        while 0 <= place < len(self.rows) - 1 and not self.rows[place].ends:
            place += 1
        return place

    @cached_property
    def edges(self) -> tuple[tuple[Page, tuple[str, ...], tuple[str, ...]], ...]:
        """Of each page near: the first and the last `EDGE` texts of lines with words."""
        found = []
        for page in self.near:
            texts = [line.text.strip() for line in page.lines if line.tokens]
            found.append((page, tuple(texts[:EDGE]), tuple(texts[-EDGE:])))
        return tuple(found)


def role_offer(
    name: str, rows: Sequence[Row], role: Role, sure: float, *, kind: str = "", **values: str
) -> Offer:
    """The offer to say what some lines are for, of which `kind`; `name` is that of its words."""
    first = rows[0]
    return Offer(
        key=offer_key(name, first.line.n),
        kind=name,
        line=first.line.n,
        start=first.start,
        end=first.end,
        acts=tuple(SetRole(row.line.n, role, kind) for row in rows),
        words=Message(f"offers.words.{name}", {"n": len(rows), "text": first.text, **values}),
        sure=sure,
    )
