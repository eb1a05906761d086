"""Logins, talk beside decisions, rows of documents, threads, and who worked where.

What the rows need is worked out here as it was when this revision was released: how names and texts
are folded, which state of its pages speaks for a document, and which queries are threads.
"""

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_AT_ONCE = 500
# From what speaks for a document first to what speaks last.
_STATES = ("returned", "in work", "new", "submitted", "approved", "withdrawn", "published")
_COLUMNS = ("new", "in work", "submitted", "returned", "approved", "published", "withdrawn")
_UNSTORABLE = re.compile("[\x00\x10\ud800-\udfff]")
_ESCAPED = re.compile("\x10([0-9a-f]{4})")


def upgrade() -> None:
    op.add_column("decision", sa.Column("login", sa.Text, nullable=False, server_default=""))
    for table in ("document", "page"):
        op.add_column(
            table, sa.Column("settled", sa.Integer, nullable=False, server_default=sa.text("0"))
        )
        op.execute(f"UPDATE {table} SET settled = revision")
    _make_tables()
    connection = op.get_bind()
    _fill_workers(connection)
    _fill_listing(connection)
    _fill_threads(connection)


def _make_tables() -> None:
    op.create_table(
        "listing",
        sa.Column("document_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        *(sa.Column(_column(state), sa.Integer, nullable=False) for state in _COLUMNS),
        sa.Column("words", sa.Integer, nullable=False),
        sa.Column("open_findings", sa.Integer, nullable=False),
        sa.Column("threads", sa.Integer, nullable=False),
        sa.Column("questions", sa.Integer, nullable=False),
        sa.Column("submitted_by", sa.Text, nullable=False),
        sa.Column("approved_by", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True)),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("due", sa.String(10)),
        sa.PrimaryKeyConstraint("document_id", name="pk_listing"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_listing_document_id"),
    )
    op.create_table(
        "worker",
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("page_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("document_id", "person", "page_id", name="pk_worker"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_worker_document_id"),
    )
    op.create_index("ix_worker_person", "worker", ["person", "page_id"])
    op.create_index("ix_worker_page", "worker", ["page_id"])
    op.create_table(
        "thread",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("page_id", sa.Integer),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("people", sa.Text, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("asks", sa.Boolean, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_thread"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_thread_document_id"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_thread_page_id"),
    )
    op.create_index("ix_thread_place", "thread", ["document_id", "page_id"])
    op.create_index("ix_thread_last", "thread", ["last"])
    condition = sa.text("is_open")
    op.create_index(
        "ix_thread_open", "thread", ["last"], sqlite_where=condition, postgresql_where=condition
    )
    op.create_index("ix_thread_person", "thread", ["person", "last"])


def _fill_workers(connection: sa.Connection) -> None:
    connection.execute(
        sa.text(
            "INSERT INTO worker (document_id, person, page_id)"
            " SELECT DISTINCT document_id, person, coalesce(page_id, 0) FROM decision"
        )
    )


def _fill_listing(connection: sa.Connection) -> None:
    pages: dict[int, Counter[str]] = defaultdict(Counter)
    for row in connection.execute(
        sa.text(
            "SELECT document_id, state, count(*) AS many, sum(tokens) AS words,"
            " sum(open_findings) AS open FROM page GROUP BY document_id, state"
        )
    ):
        pages[row.document_id].update(
            {row.state: row.many, "words": row.words, "open_findings": row.open}
        )
    steps = _steps(connection)
    rows = [
        _listed(row, pages[row.id], steps[row.id])
        for row in connection.execute(sa.text("SELECT id, name, title FROM document ORDER BY id"))
    ]
    names = [*(_column(state) for state in _COLUMNS), "words", "open_findings"]
    named = ["document_id", "folded", "state", "submitted_by", "approved_by", "version", *names]
    insert = sa.text(
        f"INSERT INTO listing ({', '.join(named)}, threads, questions, changed_by)"
        f" VALUES ({', '.join(f':{name}' for name in named)}, 0, 0, '')"
    )
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(insert, rows[start : start + _AT_ONCE])
    connection.execute(
        sa.text(
            'UPDATE listing SET changed_at = last.at, changed_by = last."by" FROM'
            ' (SELECT document_id, at, "by" FROM decision WHERE id IN'
            " (SELECT max(id) FROM decision GROUP BY document_id)) AS last"
            " WHERE last.document_id = listing.document_id"
        )
    )


def _listed(row: Any, pages: Counter[str], steps: dict[str, Any]) -> dict[str, Any]:
    states = [state for state in _STATES if pages[state]]
    state = states[0] if states else "new"
    counts = {_column(one): pages[one] for one in _COLUMNS}
    return {
        "document_id": row.id,
        "folded": _escape(_fold(f"{_unescape(row.name)}\n{_unescape(row.title)}")),
        "state": "in work" if state == "new" and len(states) > 1 else state,
        "submitted_by": steps["submit"],
        "approved_by": steps["approve"],
        "version": steps["version"],
        "words": pages["words"],
        "open_findings": pages["open_findings"],
        **counts,
    }


def _steps(connection: sa.Connection) -> dict[int, dict[str, Any]]:
    """Who submitted and approved each document last; how often a page was opened again, plus one.

    The version is that of its page that was opened again most often: the program counts exactly
    when a page of it is opened again.
    """
    found: dict[int, dict[str, Any]] = defaultdict(
        lambda: {"submit": "", "approve": "", "version": 1}
    )
    opened: Counter[int] = Counter()
    for row in connection.execute(
        sa.text(
            'SELECT document_id, page_id, act, "by", record FROM decision'
            " WHERE act IN ('submit', 'approve', 'reopen') ORDER BY id"
        )
    ):
        steps = found[row.document_id]
        if row.act == "submit":
            steps["submit"] = row.by
        elif row.act == "approve" and not _read(row.record).get("targets"):
            steps["approve"] = row.by
        elif row.act == "reopen":
            opened[row.page_id] += 1
            steps["approve"] = ""
            steps["version"] = max(steps["version"], opened[row.page_id] + 1)
    return found


def _fill_threads(connection: sa.Connection) -> None:
    """Queries that stand in the text are questions, and nobody could answer one before."""
    found = connection.execute(
        sa.text(
            "SELECT DISTINCT page_id FROM decision WHERE act = 'mark' AND page_id IS NOT NULL"
            " AND record LIKE '%\"query\"%'"
        )
    )
    rows = [
        one for page in sorted(row.page_id for row in found) for one in _queries(connection, page)
    ]
    if not rows:
        return
    connection.execute(
        sa.text(
            "INSERT INTO thread"
            " (id, document_id, page_id, person, people, said, asks, is_open, last)"
            " VALUES (:id, :document, :page, :person, :people, :said, :yes, :yes, :id)"
        ),
        rows,
    )
    connection.execute(
        sa.text(
            "UPDATE listing SET threads = many, questions = many FROM (SELECT document_id,"
            " count(*) AS many FROM thread GROUP BY document_id) AS asked"
            " WHERE asked.document_id = listing.document_id"
        )
    )


def _queries(connection: sa.Connection, page: int) -> Iterator[dict[str, Any]]:
    decisions = connection.execute(
        sa.text(
            "SELECT id, document_id, person, act, record FROM decision WHERE page_id = :page"
            " ORDER BY id"
        ),
        {"page": page},
    ).all()
    for row, record in _in_force(decisions):
        if row.act == "mark" and record.get("mark") == "query":
            yield {
                "id": row.id,
                "document": row.document_id,
                "page": page,
                "person": row.person,
                "people": f"\n{row.person}\n",
                "said": _escape(_fold(str((record.get("attributes") or {}).get("note", "")))),
                "yes": True,
            }


def _in_force(decisions: Sequence[Any]) -> list[tuple[Any, dict[str, Any]]]:
    """What no later revert or rejection in force takes back, in order, with what it says."""
    records = [(row, _read(row.record)) for row in decisions]
    undone: set[int] = set()
    for row, record in reversed(records):
        if row.id not in undone and row.act in ("revert", "reject"):
            undone.update(target for target in record["targets"] if target < row.id)
    return [(row, record) for row, record in records if row.id not in undone]


def _column(state: str) -> str:
    return f"pages_{state.replace(' ', '_')}"


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\u2019", "'").lower()


def _escape(text: str) -> str:
    return _UNSTORABLE.sub(lambda found: f"\x10{ord(found[0]):04x}", text)


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _read(value: str) -> Any:
    return json.loads(_unescape(value))
