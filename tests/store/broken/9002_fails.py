"""A revision that fails half way."""

import sqlalchemy as sa
from alembic import op

revision = "9002"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("shelf", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("UPDATE page SET label = 'half way'")
    op.execute("UPDATE no_such_table SET label = ''")
