"""Who may do what in the database: one role a service, least privilege, spelt once."""

from __future__ import annotations

from dataclasses import dataclass

SCHEDULER = "piyasa_scheduler"
GENERATOR = "piyasa_generator"
HUMANIZER = "piyasa_humanizer"
TELEGRAM_GATEWAY = "piyasa_telegram_gateway"
PROJECTOR = "piyasa_projector"
ADMIN_API = "piyasa_admin_api"
ROLES = (SCHEDULER, GENERATOR, HUMANIZER, TELEGRAM_GATEWAY, PROJECTOR, ADMIN_API)
_DECIDERS = (SCHEDULER, GENERATOR, HUMANIZER, TELEGRAM_GATEWAY)

SCHEMAS = ("log", "read", "vault", "iam")

STATE_TABLES = (
    "bots",
    "chats",
    "installation",
    "conversations",
    "emotions",
    "relationships",
    "life_events",
    "memories",
    "presence",
    "climate",
    "echoes",
    "vocabularies",
    "voices",
    "figures",
    "calls",
)
"""The tables of schema ``read`` that hold one projection each: key, position, state."""
MESSAGES = "messages"
MEMORY_VECTORS = "memory_vectors"
READ_TABLES = (*STATE_TABLES, MESSAGES, MEMORY_VECTORS)
"""What a rebuild replaces; the projector owns these tables, as replacing a table takes its owner."""
_READERS = {MEMORY_VECTORS: (GENERATOR,)}
"""Who else reads a table of schema ``read``."""
REPORT_TABLES = ("chat_reports", "persona_reports")
"""What was measured; measured anew from the archive, not folded, so that no rebuild replaces them."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Rights of a role on one table or view, or on a schema."""

    role: str
    rights: str
    on: str

    @property
    def statement(self) -> str:
        """The grant in SQL."""
        return f"GRANT {self.rights} ON {self.on} TO {self.role}"


def grants() -> tuple[Grant, ...]:
    """Everything every role may do; what is not here is forbidden."""
    return (
        *_schema_grants(),
        *_table_grants(),
        *(grant for table in (*READ_TABLES, *REPORT_TABLES) for grant in read_grants(table)),
    )


def read_grants(table: str) -> tuple[Grant, ...]:
    """The rights on a table of schema ``read`` that the projector fills."""
    return (
        Grant(PROJECTOR, "SELECT, INSERT, UPDATE, DELETE", f"TABLE read.{table}"),
        Grant(ADMIN_API, "SELECT", f"TABLE read.{table}"),
        *(Grant(role, "SELECT", f"TABLE read.{table}") for role in _READERS.get(table.partition("__")[0], ())),
    )


def _schema_grants() -> tuple[Grant, ...]:
    return (
        *(Grant(role, "USAGE", "SCHEMA log, read") for role in ROLES),
        Grant(PROJECTOR, "CREATE", "SCHEMA read"),
        Grant(TELEGRAM_GATEWAY, "USAGE", "SCHEMA vault"),
        Grant(ADMIN_API, "USAGE", "SCHEMA vault, iam"),
    )


def _table_grants() -> tuple[Grant, ...]:
    return (
        *(Grant(role, "SELECT", "TABLE log.events, read.snapshots") for role in _DECIDERS),
        Grant(PROJECTOR, "SELECT, INSERT", "TABLE log.events"),
        Grant(PROJECTOR, "SELECT, INSERT, UPDATE", "TABLE log.checkpoints, read.projections"),
        Grant(PROJECTOR, "SELECT, INSERT, DELETE", "TABLE read.snapshots"),
        Grant(ADMIN_API, "SELECT", "TABLE log.events, log.checkpoints, read.projections, read.snapshots"),
        Grant(ADMIN_API, "SELECT, INSERT, UPDATE, DELETE", "TABLE vault.tokens"),
        Grant(ADMIN_API, "SELECT, INSERT", "TABLE iam.audit"),
        Grant(ADMIN_API, "SELECT", "TABLE vault.bot_tokens"),
        Grant(TELEGRAM_GATEWAY, "SELECT", "TABLE vault.bot_tokens"),
    )
