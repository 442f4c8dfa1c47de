"""What was measured of chats and personas."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_REPORTS = (("chat_reports", "chat_id"), ("persona_reports", "bot_id"))


def upgrade() -> None:
    """Make a table of reports by window for each."""
    for table, key in _REPORTS:
        op.execute(
            f"CREATE TABLE read.{table} ({key} text NOT NULL, since timestamptz NOT NULL, until timestamptz NOT NULL, "
            f"measured timestamptz NOT NULL DEFAULT now(), report jsonb NOT NULL, PRIMARY KEY ({key}, until))"
        )
        op.execute(f"CREATE INDEX {table}_until ON read.{table} (until)")


def downgrade() -> None:
    """Drop them."""
    for table, _ in _REPORTS:
        op.execute(f"DROP TABLE read.{table}")
