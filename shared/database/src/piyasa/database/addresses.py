"""Database addresses as people write them, in the form the driver and the engine want."""

from __future__ import annotations

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from piyasa.database.errors import AddressUnusable

_SCHEMES = frozenset({"postgres", "postgresql", "postgresql+asyncpg"})


def engine_url(address: str) -> URL:
    """The address for an async engine; ``sslmode`` is understood as every other client understands it.

    Raises:
        AddressUnusable: it is no address of a PostgreSQL database.
    """
    scheme, separator, _ = address.partition("://")
    if not separator or scheme not in _SCHEMES:
        raise AddressUnusable(scheme if separator else "")
    try:
        url = make_url(f"postgresql+asyncpg://{address.partition('://')[2]}")
    except (ArgumentError, ValueError):
        raise AddressUnusable(scheme) from None
    query = dict(url.query)
    if "sslmode" in query:
        query["ssl"] = query.pop("sslmode")
    return url.set(query=query)


def with_database(address: str, database: str) -> str:
    """The same server, account and options, another database."""
    return engine_url(address).set(database=database).render_as_string(hide_password=False)


def database_of(address: str) -> str:
    """The database an address names; PostgreSQL's rule (the account's name) where it names none."""
    url = engine_url(address)
    return url.database or url.username or "postgres"
