"""The archive, the read models, the token vault and the audit."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_STATE_TABLES = ("bots", "chats", "installation", "conversations", "emotions", "voices")

_LOG = """
CREATE SCHEMA log;
CREATE TABLE log.events (
    position bigint PRIMARY KEY,
    id text,
    type text,
    source text,
    time timestamptz NOT NULL,
    ce_time text,
    subject text NOT NULL,
    correlation_id text,
    causation_id text,
    traceparent text,
    person_ids text[] NOT NULL DEFAULT '{}',
    headers jsonb,
    body bytea NOT NULL
);
COMMENT ON TABLE log.events IS 'Every fact as the stream holds it, the body to the byte.';
COMMENT ON COLUMN log.events.headers IS 'Headers that have no column of their own; NULL when there are none.';
CREATE INDEX events_correlation_id ON log.events (correlation_id);
CREATE INDEX events_person_ids ON log.events USING gin (person_ids) WHERE person_ids <> '{}';
CREATE INDEX events_time ON log.events USING brin (time);
CREATE TABLE log.checkpoints (
    name text PRIMARY KEY,
    position bigint NOT NULL,
    generation bigint NOT NULL DEFAULT 0,
    updated timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN log.checkpoints.generation IS 'Grows when read models were replaced: load them again.';
"""

_READ = """
CREATE SCHEMA read;
CREATE TABLE read.snapshots (
    name text NOT NULL,
    fold_version text NOT NULL,
    position bigint NOT NULL,
    created timestamptz NOT NULL DEFAULT now(),
    payload bytea NOT NULL,
    PRIMARY KEY (name, fold_version, position)
);
ALTER TABLE read.snapshots ALTER COLUMN payload SET STORAGE EXTERNAL;
CREATE TABLE read.projections (
    name text PRIMARY KEY,
    fold_version text NOT NULL,
    position bigint NOT NULL,
    updated timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE read.projections IS 'Which fold made the rows of a read table, and up to which position of the log.';
CREATE TABLE read.messages (
    id text PRIMARY KEY,
    kind text NOT NULL,
    tick_id text,
    chat_id text NOT NULL,
    bot_id text,
    lane text,
    reason text,
    part bigint,
    attempt bigint,
    last_fact text,
    text text,
    provider text,
    model text,
    cost double precision,
    requested_at timestamptz,
    drafted_at timestamptz,
    ready_at timestamptz,
    send_at timestamptz,
    held_at timestamptz,
    approved_at timestamptz,
    ended_at timestamptz,
    outcome text,
    outcome_reason text,
    settled text,
    retracted_at timestamptz,
    telegram_message_id bigint,
    correlation_id text,
    trace_id text,
    position bigint NOT NULL
);
COMMENT ON TABLE read.messages IS 'A row for each tick and for each message that came of one.';
CREATE INDEX messages_tick_id_idx ON read.messages (tick_id);
CREATE INDEX messages_chat_id_position_idx ON read.messages (chat_id, position DESC);
CREATE INDEX messages_bot_id_position_idx ON read.messages (bot_id, position DESC);
"""

_STATE_TABLE = """
CREATE TABLE read.{name} (
    key text PRIMARY KEY,
    position bigint NOT NULL,
    state jsonb NOT NULL
);
"""

_VAULT = """
CREATE SCHEMA vault;
CREATE TABLE vault.tokens (
    bot_id text PRIMARY KEY,
    key_id text NOT NULL,
    ciphertext bytea NOT NULL,
    created timestamptz NOT NULL DEFAULT now()
);
CREATE VIEW vault.bot_tokens AS SELECT bot_id, key_id, ciphertext FROM vault.tokens;
"""

_IAM = """
CREATE SCHEMA iam;
CREATE TABLE iam.audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    time timestamptz NOT NULL DEFAULT now(),
    actor text NOT NULL,
    action text NOT NULL,
    detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_time ON iam.audit (time);
"""

_ONLY_GROWS = """
CREATE FUNCTION iam.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'iam.audit only grows' USING ERRCODE = 'insufficient_privilege';
END $$
"""

_TRIGGER = """
CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON iam.audit
    FOR EACH STATEMENT EXECUTE FUNCTION iam.refuse_change();
"""


def upgrade() -> None:
    """Make the four schemas."""
    tables = "".join(_STATE_TABLE.format(name=name) for name in _STATE_TABLES)
    script = _LOG + _READ + tables + _VAULT + _IAM
    # The driver takes one statement at a time.
    for statement in filter(str.strip, script.split(";\n")):
        op.execute(statement)
    op.execute(_ONLY_GROWS)
    op.execute(_TRIGGER)


def downgrade() -> None:
    """Drop the four schemas with all they hold."""
    op.execute("DROP SCHEMA iam, vault, read, log CASCADE")
