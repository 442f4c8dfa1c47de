"""Runs migrations on the connection that the caller opened; there is no other way in."""

from __future__ import annotations

from alembic import context

VERSION_TABLE = "piyasa_migrations"
"""The name that ``schema.py`` looks up too."""

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
