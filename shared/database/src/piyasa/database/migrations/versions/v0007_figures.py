"""What was last observed of each symbol, and the calls that wait for their outcome."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_STATE_TABLES = ("figures", "calls")


def upgrade() -> None:
    """Make a table of states for each."""
    for name in _STATE_TABLES:
        op.execute(f"CREATE TABLE read.{name} (key text PRIMARY KEY, position bigint NOT NULL, state jsonb NOT NULL)")


def downgrade() -> None:
    """Drop them."""
    for name in _STATE_TABLES:
        op.execute(f"DROP TABLE read.{name}")
