"""A further revision as one may come: a column more, in a table that others point to."""

import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("page", recreate="auto") as page:
        page.add_column(sa.Column("note", sa.Text, nullable=False, server_default="none yet"))
        page.alter_column("label", existing_type=sa.Text, server_default="")
    op.create_table("shelf", sa.Column("id", sa.Integer, primary_key=True))
