"""Rows of the tables and what the model calls them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Row

from reviewer.core.decisions import Decision, Place
from reviewer.core.findings import Stamp
from reviewer.core.geometry import Box
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.layouts import read_words, words_record
from reviewer.core.model import Document, Image, Line, Origin, Page, Role, Token
from reviewer.core.records import read_act, read_grounds
from reviewer.core.storage import PageRow
from reviewer.core.text import cut_tokens
from reviewer.core.workflow import State

Values = dict[str, Any]

_ROLES = {str(role): role for role in Role}


@lru_cache(maxsize=64)
def _place(document: int, page: int | None) -> Place:
    """The place of a decision: a page's ledger names it in every line."""
    return Place(DocumentId(document), None if page is None else PageId(page))


def document_of(row: Row[Any], pages: Sequence[PageId]) -> Document:
    """A document from its row and the ids of its pages in order."""
    return Document(
        id=DocumentId(row.id),
        name=row.name,
        title=row.title,
        origin=Origin(row.filename, row.sha256, row.format, row.encoding, row.size),
        language=row.language,
        pages=tuple(pages),
    )


def page_row_of(row: Row[Any]) -> PageRow:
    """A page as lists show it."""
    return PageRow(
        id=PageId(row.id),
        document=DocumentId(row.document_id),
        number=row.number,
        label=row.label,
        tokens=row.tokens,
        revision=row.revision,
        state=State(row.state),
        findings=row.findings,
        open_findings=row.open_findings,
        decided=row.decided,
        settled=row.settled,
        stamp=None if row.engine is None else Stamp(row.engine, row.dictionary),
    )


def page_values(document: DocumentId, page: Page) -> Values:
    """A new page as a row."""
    return {
        "document_id": document,
        "number": page.number,
        "label": page.label,
        **image_values(page),
        "tokens": len(page.tokens),
        "revision": 0,
        "settled": 0,
        "state": str(State.NEW),
        "findings": 0,
        "open_findings": 0,
        "decided": 0,
        "queued": 0,
    }


def image_values(page: Page) -> Values:
    """What the row of a page says of its picture."""
    image = page.image
    return {
        "image_path": image and image.path,
        "image_width": image and image.width,
        "image_height": image and image.height,
        "image_mime": image and image.mime,
    }


def page_of(row: Row[Any], lines: Sequence[Sequence[Any]]) -> Page:
    """The source of a page from its row and those of its lines in order."""
    image = None
    if row.image_path is not None:
        image = Image(row.image_path, row.image_width, row.image_height, row.image_mime)
    made: list[Line] = []
    number = 0
    for _, n, text, end, role, left, top, right, bottom, words in lines:
        tokens = _tokens(text, words, number)
        number += len(tokens)
        made.append(Line(n, text, end, tokens, _ROLES[role], _box(left, top, right, bottom)))
    return Page(row.number, tuple(made), row.label, image)


def line_values(page: int, line: Line) -> Values:
    """A new line as a row."""
    box = line.box
    return {
        "page_id": page,
        "n": line.n,
        "text": line.text,
        "end": line.end,
        "role": str(line.role),
        "left": box and box.left,
        "top": box and box.top,
        "right": box and box.right,
        "bottom": box and box.bottom,
        "words": _words(line),
    }


def _words(line: Line) -> list[list[Any]] | None:
    """The tokens of a line where its text alone would not give them again."""
    plain = all(token == Token(token.n, token.start, token.end) for token in line.tokens)
    if plain and [(token.start, token.end) for token in line.tokens] == [*cut_tokens(line.text)]:
        return None
    return words_record(line.tokens)


def _tokens(text: str, words: Any, number: int) -> tuple[Token, ...]:
    if words is None:
        spans = enumerate(cut_tokens(text), number)
        return tuple([Token(n, start, end) for n, (start, end) in spans])
    return read_words(words, number)


def _box(left: int | None, top: int | None, right: int | None, bottom: int | None) -> Box | None:
    if left is None or top is None or right is None or bottom is None:
        return None
    return Box(left, top, right, bottom)


def decision_of(row: Sequence[Any]) -> Decision:
    """A line of the ledger from its row."""
    # Taken apart at once: asking a row for its columns by name shows in a long ledger.
    number, document, page, _, by, _, at, _, record, grounds, batch, login = row
    place = _place(document, page)
    act = read_act(record)
    return Decision(DecisionId(number), place, by, at, act, read_grounds(grounds), batch, login)
