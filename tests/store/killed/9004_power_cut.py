"""A revision during which the power fails."""

import os
import signal

from alembic import op

revision = "9004"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE page SET label = 'half way'")
    os.kill(os.getpid(), signal.SIGKILL)
