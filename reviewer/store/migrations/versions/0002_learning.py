"""What approved pages teach, and the project's own layer of the lexicon."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lesson",
        sa.Column("page_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("dictionary", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("page_id", name="pk_lesson"),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_lesson_page_id"),
    )
    op.create_table(
        "entry",
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("preferred", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("kind", "preferred", name="pk_entry"),
    )
