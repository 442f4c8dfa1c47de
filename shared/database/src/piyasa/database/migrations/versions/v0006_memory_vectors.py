"""Embeddings of what personas remember."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; where the server lacks pgvector with plain numbers, which are kept and not compared."""
    vector = op.get_bind().execute(text("SELECT to_regtype('vector') IS NOT NULL")).scalar()
    op.execute(
        "CREATE TABLE read.memory_vectors (bot_id text NOT NULL, memory_id text NOT NULL, model text NOT NULL, "
        f"embedding {'vector' if vector else 'real[]'} NOT NULL, position bigint NOT NULL, "
        "PRIMARY KEY (bot_id, memory_id))"
    )
    op.execute("COMMENT ON TABLE read.memory_vectors IS 'The newest embedding of each memory that lives.'")


def downgrade() -> None:
    """Drop it."""
    op.execute("DROP TABLE read.memory_vectors")
