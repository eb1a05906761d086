"""The pages' texts, kept so that the whole project can be searched without folding it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, insert, or_, select, update

from reviewer.core.ids import DocumentId, PageId
from reviewer.core.keeping import TextPage
from reviewer.core.model import Page
from reviewer.core.page_text import PageText, source_text, unread_text
from reviewer.core.text import fold_case
from reviewer.core.workflow import State
from reviewer.store import schema
from reviewer.store.channel import Channel
from reviewer.store.columns import escape

_TEXT = schema.page_text.c
_PAGE = schema.page.c
_AT_ONCE = 200  # pages read together
# Letters that are these when case makes no difference, and stay others when they are made small:
# the long s of old prints, the Turkish i without a dot, and the dot of its capital.
_TWINS = {"s": "\u017f", "i": "\u0131\u0307"}

_ADD = insert(schema.page_text)
_DROP = delete(schema.page_text).where(_TEXT.page_id == bindparam("page"))
_SOURCE = select(_TEXT.source, _TEXT.source_words).where(_TEXT.page_id == bindparam("page"))
_WRITE = (
    update(schema.page_text)
    .where(_TEXT.page_id == bindparam("page"))
    .values(
        revision=bindparam("now"),
        present_folded=bindparam("folded"),
        present=bindparam("text"),
        present_words=bindparam("words"),
    )
)
_BEHIND = (
    select(_PAGE.id)
    .join(schema.page_text, _TEXT.page_id == _PAGE.id)
    .where(_TEXT.revision != _PAGE.revision)
    .order_by(_PAGE.document_id, _PAGE.number)
)
_ORDERED = (
    select(
        _PAGE.id,
        _PAGE.document_id,
        _PAGE.number,
        _PAGE.state,
        _PAGE.revision,
        _PAGE.engine,
        _TEXT.source,
        _TEXT.source_words,
        _TEXT.present,
        _TEXT.present_words,
    )
    .join(schema.page_text, _TEXT.page_id == _PAGE.id)
    .order_by(_PAGE.document_id, _PAGE.number)
)


def text_values(page: PageId, source: Page) -> dict[str, Any]:
    """The row of a page that nobody has decided anything on."""
    imported = source_text(source)
    unread = unread_text(source, imported)
    plain = unread is imported
    return {
        "page_id": page,
        "revision": 0,
        "source_folded": fold_case(imported.text),
        "present_folded": None if plain else fold_case(unread.text),
        "source": imported.text,
        "source_words": imported.words,
        "present": None if plain else unread.text,
        "present_words": None if plain else unread.words,
    }


class SqlTexts:
    """The table `page_text`."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def add(self, pages: Iterable[tuple[PageId, Page]]) -> None:
        """Keep the texts of new pages."""
        self._channel.change(_ADD, [text_values(page, source) for page, source in pages])

    def renew(self, page: PageId, source: Page) -> None:
        """Keep the text of a page that was given one."""
        self._channel.change(_DROP, {"page": page})
        self._channel.change(_ADD, text_values(page, source))

    def put(self, page: PageId, revision: int, present: PageText) -> None:
        """Say how a page reads at a revision of it."""
        row = self._channel.first(_SOURCE, {"page": page})
        same = row is not None and PageText(row.source, row.source_words) == present
        self._channel.change(
            _WRITE,
            {
                "page": page,
                "now": revision,
                "folded": None if same else fold_case(present.text),
                "text": None if same else present.text,
                "words": None if same else present.words,
            },
        )

    def behind(self) -> Sequence[PageId]:
        """Pages whose present text was not written since they were last decided on, in order."""
        return tuple(PageId(row.id) for row in self._channel.rows(_BEHIND))

    def holding(
        self,
        needle: str,
        *,
        document: DocumentId | None = None,
        pages: Sequence[PageId] | None = None,
    ) -> Iterator[TextPage]:
        """Pages whose text, as imported or as it reads now, holds `needle` in any case, in order.

        An empty needle is held by all. Pages with a long s or a Turkish i may come along where the
        needle has an s or i. Few pages are read at a time; to be used up in the unit.
        """
        wanted = select(_PAGE.id).join(schema.page_text, _TEXT.page_id == _PAGE.id)
        if needle:
            folded = fold_case(needle)
            twins = (twin for letter, many in _TWINS.items() if letter in folded for twin in many)
            wanted = wanted.where(
                or_(*(self._either_holds(escape(one)) for one in (folded, *twins)))
            )
        if document is not None:
            wanted = wanted.where(_PAGE.document_id == document)
        if pages is not None:
            wanted = wanted.where(_PAGE.id.in_(list(pages)))
        found = [
            row.id for row in self._channel.rows(wanted.order_by(_PAGE.document_id, _PAGE.number))
        ]
        for start in range(0, len(found), _AT_ONCE):
            some = _ORDERED.where(_PAGE.id.in_(found[start : start + _AT_ONCE]))
            for row in self._channel.rows(some):
                yield _text_page(row)

    def _either_holds(self, folded: str) -> Any:
        present = and_(_TEXT.present_folded.is_not(None), self._holds(_TEXT.present_folded, folded))
        return or_(self._holds(_TEXT.source_folded, folded), present)

    def _holds(self, column: Any, folded: str) -> Any:
        """LIKE would take the needle for a pattern, and in SQLite know no case beyond ASCII."""
        find = func.strpos if self._channel.dialect == "postgresql" else func.instr
        return find(column, folded) > 0


def _text_page(row: Row[Any]) -> TextPage:
    source = PageText(row.source, row.source_words)
    present = source if row.present is None else PageText(row.present, row.present_words)
    return TextPage(
        PageId(row.id),
        DocumentId(row.document_id),
        row.number,
        State(row.state),
        row.revision,
        row.engine is not None,
        source,
        present,
    )
