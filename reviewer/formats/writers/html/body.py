"""Pieces as HTML, one after the other, in the groups that they stand in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from reviewer.core.printed import (
    Block,
    Cell,
    Group,
    Held,
    Kind,
    PageBegin,
    PageBlock,
    Piece,
    Table,
    inlines_of,
)
from reviewer.core.telling import Telling
from reviewer.formats.writers.html.inline import Inlines

_LABELLED = {Held.DISTRIBUTION, Held.ENCLOSURE, Held.PROCESSING, Held.POSTSCRIPT}
_TAGS = {Held.LIST: "ul", Held.ITEM: "li", Held.QUOTATION: "blockquote"}
_CLASSES = {Held.LIST: "items", Held.ITEM: "item"}


class HtmlBody:
    """Writes the text of a document."""

    def __init__(
        self,
        inlines: Inlines,
        telling: Telling,
        picture: Callable[[PageBegin], str] | None = None,
    ) -> None:
        """`picture` makes the HTML of a page's picture."""
        self._inlines = inlines
        self._telling = telling
        self._picture = picture

    def html(self, pieces: Iterable[Piece]) -> Iterator[str]:
        """The text, line by line of the file."""
        around: list[Group] = []
        for piece in pieces:
            where = piece.where
            shared = 0
            while shared < min(len(around), len(where)) and around[shared] == where[shared]:
                shared += 1
            while len(around) > shared:
                yield self._end(around)
            for group in where[shared:]:
                yield self._begin(group, around)
                around.append(group)
            yield self._in_list(around, self._piece(piece))
        while around:
            yield self._end(around)

    def _begin(self, group: Group, around: Sequence[Group]) -> str:
        tag = _tag(group)
        label = ""
        if group.kind in _LABELLED:
            label = f' aria-label="{escape(self._telling.say(group.kind))}"'
        opening = f'<{tag} class="{_CLASSES.get(group.kind, group.kind)}"{label}>'
        within_list = bool(around) and around[-1].kind is Held.LIST
        # A list that stands right in another needs an item around it.
        return f"<li>{opening}" if within_list and group.kind is not Held.ITEM else opening

    @staticmethod
    def _end(around: list[Group]) -> str:
        group = around.pop()
        within_list = bool(around) and around[-1].kind is Held.LIST
        closing = f"</{_tag(group)}>"
        return f"{closing}</li>" if within_list and group.kind is not Held.ITEM else closing

    @staticmethod
    def _in_list(around: Sequence[Group], html: str) -> str:
        return f"<li>{html}</li>" if around and around[-1].kind is Held.LIST else html

    def _piece(self, piece: Piece) -> str:
        """A piece with the pictures of the pages that begin there, or within it, behind it."""
        if isinstance(piece, PageBlock):
            return self._inlines.page(piece.page, "p") + self._pictures([piece.page])
        made = self._table(piece) if isinstance(piece, Table) else self._block(piece)
        inside = (one for runs in inlines_of(piece) for one in runs)
        return made + self._pictures(one for one in inside if isinstance(one, PageBegin))

    def _pictures(self, pages: Iterable[PageBegin]) -> str:
        return "".join(map(self._picture, pages)) if self._picture else ""

    def _block(self, piece: Block) -> str:
        identity = f' id="{escape(piece.id)}"' if piece.id else ""
        inside = self._inlines.html(piece.runs)
        if piece.kind is Kind.HEADING:
            return f"<h2{identity}>{inside}</h2>"
        if piece.kind is Kind.ITEM and not identity:
            return inside
        if piece.kind is Kind.MARGINAL:
            label = escape(self._telling.say("margin"))
            return f'<p class="marginal"{identity} role="note" aria-label="{label}">{inside}</p>'
        if piece.kind is Kind.PARAGRAPH:
            return f"<p{identity}>{inside}</p>"
        return f'<p class="{piece.kind}"{identity}>{inside}</p>'

    def _table(self, table: Table) -> str:
        caption = self._inlines.html(table.caption)
        parts = ["<table>", f"<caption>{caption}</caption>" if caption else ""]
        for row in table.rows:
            cells = "".join(self._cell(cell) for cell in row)
            parts.append(f"<tr>{cells}</tr>")
        return "".join([*parts, "</table>"])

    def _cell(self, cell: Cell) -> str:
        tag = "th" if cell.label else "td"
        spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        return f"<{tag}{spans}>{self._inlines.html(cell.runs)}</{tag}>"


def _tag(group: Group) -> str:
    return _TAGS.get(group.kind, "section" if group.kind in _LABELLED else "div")
