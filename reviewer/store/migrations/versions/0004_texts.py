"""Texts to search in, what queues of findings go by, and what people put off.

What the rows need is worked out here as it was when this revision was released: how a folded text
and a page's text look is frozen with it. Present texts of pages with decisions are left behind
(`revision` differs from the page's); the program makes them when it searches.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_AT_ONCE = 200  # pages read and written together

_COLUMNS = (
    sa.Column("form", sa.Text, nullable=False, server_default=""),
    sa.Column("kind", sa.String(32), nullable=False, server_default=""),
    sa.Column("probability", sa.Float, nullable=False, server_default="0"),
    sa.Column("first", sa.Text, nullable=False, server_default=""),
    sa.Column("confidence", sa.Float),
)
_UNSTORABLE = re.compile("[\x00\x10\ud800-\udfff]")
_ESCAPED = re.compile("\x10([0-9a-f]{4})")
_PIECE = re.compile(r"\S+")


def upgrade() -> None:
    _make_tables()
    with op.batch_alter_table("finding") as table:
        for column in _COLUMNS:
            table.add_column(column)
    connection = op.get_bind()
    pages = [row.id for row in connection.execute(sa.text("SELECT id FROM page ORDER BY id"))]
    for start in range(0, len(pages), _AT_ONCE):
        _fill(connection, pages[start], pages[min(start + _AT_ONCE, len(pages)) - 1])
    with op.batch_alter_table("finding") as table:
        for column in _COLUMNS[:-1]:
            table.alter_column(column.name, existing_type=column.type, server_default=None)
    _let_rest(connection)
    order = ["document_id", "number", "ordinal"]
    for name, columns, which in (
        ("ix_finding_form", ["form", "first", *order], "is_open"),
        ("ix_finding_name", ["first", *order], "is_open AND kind = 'name variant'"),
        ("ix_finding_confidence", ["confidence"], "is_open"),
    ):
        condition = sa.text(which)
        op.create_index(
            name, "finding", columns, sqlite_where=condition, postgresql_where=condition
        )


def _let_rest(connection: sa.Connection) -> None:
    """Findings left open on pages that are with the editor or approved wait for nobody."""
    connection.execute(
        sa.text(
            "UPDATE finding SET is_open = :no WHERE is_open AND page_id IN"
            " (SELECT id FROM page WHERE state IN ('submitted', 'approved'))"
        ),
        {"no": False},
    )
    connection.execute(
        sa.text("UPDATE page SET queued = 0 WHERE state IN ('submitted', 'approved')")
    )


def _make_tables() -> None:
    op.create_table(
        "page_text",
        sa.Column("page_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("source_folded", sa.Text, nullable=False),
        sa.Column("present_folded", sa.Text),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("source_words", sa.Text),
        sa.Column("present", sa.Text),
        sa.Column("present_words", sa.Text),
        sa.PrimaryKeyConstraint("page_id", name="pk_page_text"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_page_text_page_id"),
    )
    op.create_table(
        "skipped",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("page_id", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person", "page_id", "key", name="pk_skipped"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_skipped_page_id"),
    )


def _fill(connection: sa.Connection, first: int, last: int) -> None:
    """Rows of the pages with ids from `first` to `last`."""
    span = {"first": first, "last": last}
    lines: dict[int, list[Any]] = {
        row.id: []
        for row in connection.execute(
            sa.text("SELECT id FROM page WHERE id BETWEEN :first AND :last"), span
        )
    }
    for row in connection.execute(
        sa.text(
            "SELECT page_id, text, words FROM line WHERE page_id BETWEEN :first AND :last"
            " ORDER BY page_id, n"
        ),
        span,
    ):
        lines[row.page_id].append((_unescape(row.text), row.words and _read(row.words)))
    sure: dict[int, dict[int, float]] = {}
    texts = []
    for page, found in lines.items():
        sure[page] = _confidences(found)
        texts.append(_text(page, found))
    if texts:
        connection.execute(
            sa.text(
                "INSERT INTO page_text (page_id, revision, source_folded, source, source_words)"
                " VALUES (:page, :revision, :folded, :source, :words)"
            ),
            texts,
        )
    _fill_findings(connection, span, sure)


def _fill_findings(
    connection: sa.Connection, span: dict[str, int], sure: dict[int, dict[int, float]]
) -> None:
    found = connection.execute(
        sa.text(
            "SELECT page_id, ordinal, record FROM finding WHERE page_id BETWEEN :first AND :last"
        ),
        span,
    ).all()
    rows = [_finding(row, sure[row.page_id]) for row in found]
    if rows:
        connection.execute(
            sa.text(
                "UPDATE finding SET form = :form, kind = :kind, probability = :probability,"
                ' "first" = :suggested, confidence = :confidence'
                " WHERE page_id = :page AND ordinal = :ordinal"
            ),
            rows,
        )


def _finding(row: Any, sure: dict[int, float]) -> dict[str, Any]:
    record = _read(row.record)
    first, last = record["span"]
    known = [sure[token] for token in range(first, last + 1) if token in sure]
    suggestions = record["suggestions"]
    return {
        "page": row.page_id,
        "ordinal": row.ordinal,
        "form": _escape(_fold(record["form"])),
        "kind": record["kind"],
        "probability": record["probability"],
        "suggested": _escape(suggestions[0]["text"]) if suggestions else "",
        "confidence": min(known, default=None),
    }


def _confidences(lines: list[Any]) -> dict[int, float]:
    """How sure OCR was of the tokens of a page, by number, where it said so."""
    found: dict[int, float] = {}
    number = 0
    for text, words in lines:
        if words is None:
            number += len(_PIECE.findall(text))
            continue
        for _, _, confidence, *_ in words:
            if confidence is not None:
                found[number] = confidence
            number += 1
    return found


def _text(page: int, lines: list[Any]) -> dict[str, Any]:
    text = "\n".join(line for line, _ in lines)
    words = list(_words(lines))
    plain = [found.span() for found in _PIECE.finditer(text)]
    regular = plain == [(start, end) for start, end, _ in words]
    record = None
    if not regular:
        record = {"w": [[start, end, token, token, 0] for start, end, token in words]}
    elif others := [
        [index, token, token, 0]
        for index, (before, (_, _, token)) in enumerate(
            zip([-1, *(token for _, _, token in words)], words, strict=False)
        )
        if token != before + 1
    ]:
        record = {"x": others}
    return {
        "page": page,
        # Tokens that touch are parted in the reading, and blanks beside tokens without text left
        # out: the program has to look at such a page.
        "revision": -1 if _reads_otherwise(lines) else 0,
        "folded": _escape(_fold(text)),
        "source": _escape(text),
        "words": record and _escape(json.dumps(record, separators=(",", ":"))),
    }


def _words(lines: list[Any]) -> Iterator[tuple[int, int, int]]:
    """Start, end and number of each token that has text."""
    offset = number = 0
    for text, words in lines:
        pieces = (
            [found.span() for found in _PIECE.finditer(text)]
            if words is None
            else [(word[0], word[1]) for word in words]
        )
        for start, end in pieces:
            if start < end:
                yield offset + start, offset + end, number
            number += 1
        offset += len(text) + 1


def _reads_otherwise(lines: list[Any]) -> bool:
    return any(
        any(word[0] == word[1] for word in words)
        or any(before[1] == behind[0] for before, behind in pairwise(words))
        for _, words in lines
        if words is not None
    )


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\u2019", "'").lower()


def _escape(text: str) -> str:
    return _UNSTORABLE.sub(lambda found: f"\x10{ord(found[0]):04x}", text)


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _read(value: str) -> Any:
    return json.loads(_unescape(value))
