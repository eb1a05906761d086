"""Layouts, the files that pages were read from, and second readings."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "layout",
        sa.Column("page_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("page_id", name="pk_layout"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_layout_page_id"),
    )
    op.create_table(
        "original",
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("document_id", "name", name="pk_original"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_original_document_id"),
    )
    op.create_table(
        "second_reading",
        sa.Column("page_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("page_id", name="pk_second_reading"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_second_reading_page_id"),
    )
