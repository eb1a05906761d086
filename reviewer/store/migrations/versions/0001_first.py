"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_APPEND_ONLY = {
    "sqlite": (
        """CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
        """CREATE TRIGGER decision_remains BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION decision_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$""",
        """CREATE TRIGGER decision_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON decision
FOR EACH STATEMENT EXECUTE FUNCTION decision_stays()""",
    ),
}


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "project",
        sa.Column("application", sa.String(32), nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.PrimaryKeyConstraint("application", name="pk_project"),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("filename", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("encoding", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("header", sa.Text, nullable=False),
        sa.Column("imported_at", moment, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.UniqueConstraint("name", name="uq_document_name"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_document_sha256", "document", ["sha256"])
    op.create_table(
        "page",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("image_path", sa.Text),
        sa.Column("image_width", sa.Integer),
        sa.Column("image_height", sa.Integer),
        sa.Column("image_mime", sa.Text),
        sa.Column("tokens", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("findings", sa.Integer, nullable=False),
        sa.Column("open_findings", sa.Integer, nullable=False),
        sa.Column("decided", sa.Integer, nullable=False),
        sa.Column("queued", sa.Integer, nullable=False),
        sa.Column("engine", sa.Text),
        sa.Column("dictionary", sa.Text),
        sa.CheckConstraint("(engine IS NULL) = (dictionary IS NULL)", name=op.f("ck_page_stamp")),
        sa.PrimaryKeyConstraint("id", name="pk_page"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_page_document_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_page_order", "page", ["document_id", "number"], unique=True)
    op.create_table(
        "line",
        sa.Column("page_id", sa.Integer, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("end", sa.Text, nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("left", sa.Integer),
        sa.Column("top", sa.Integer),
        sa.Column("right", sa.Integer),
        sa.Column("bottom", sa.Integer),
        sa.Column("words", sa.Text),
        sa.PrimaryKeyConstraint("page_id", "n", name="pk_line"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_line_page_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("page_id", sa.Integer),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("grounds", sa.Text, nullable=False),
        sa.Column("batch", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_decision_document_id"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_decision_page_id"),
        sqlite_autoincrement=True,
    )
    _index("ix_decision_document", "decision", ["document_id", "id"])
    _index("ix_decision_person", "decision", ["person", "id"])
    _index(
        "ix_decision_page_position",
        "decision",
        ["page_id", "position"],
        "page_id IS NOT NULL",
        unique=True,
    )
    _index(
        "ix_decision_document_position",
        "decision",
        ["document_id", "position"],
        "page_id IS NULL",
        unique=True,
    )
    _index("ix_decision_batch", "decision", ["batch", "id"], "batch <> ''")
    op.create_table(
        "finding",
        sa.Column("page_id", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("page_id", "ordinal", name="pk_finding"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_finding_page_id"),
    )
    _index("ix_finding_open", "finding", ["document_id", "number", "ordinal"], "is_open")
    op.create_table(
        "setting",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
    )
    for statement in _APPEND_ONLY[op.get_context().dialect.name]:
        op.execute(statement)


def _index(
    name: str, table: str, columns: list[str], where: str | None = None, *, unique: bool = False
) -> None:
    condition = None if where is None else sa.text(where)
    op.create_index(
        name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition
    )
