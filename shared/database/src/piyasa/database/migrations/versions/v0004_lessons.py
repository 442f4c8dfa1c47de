"""What comes back to personas for what they say, and the words of chats."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_STATE_TABLES = ("echoes", "vocabularies")


def upgrade() -> None:
    """Make a table of states for each."""
    for name in _STATE_TABLES:
        op.execute(f"CREATE TABLE read.{name} (key text PRIMARY KEY, position bigint NOT NULL, state jsonb NOT NULL)")


def downgrade() -> None:
    """Drop them."""
    for name in _STATE_TABLES:
        op.execute(f"DROP TABLE read.{name}")
