"""A revision with a mistake: it loses a decision."""

from alembic import op

revision = "9003"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TRIGGER decision_remains")
        op.execute("DELETE FROM decision WHERE id = (SELECT max(id) FROM decision)")
