"""One JSON Schema (draft 2020-12) for the body of each fact."""

from __future__ import annotations

from pydantic import JsonValue

from piyasa.contracts.event import Event

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_path(kind: type[Event]) -> str:
    """Where the schema of a fact's current version stands; the files of older versions stay beside it."""
    return f"schemas/{kind.fact}.v{kind.version}.json"


def schema_of(kind: type[Event]) -> dict[str, JsonValue]:
    """What a publisher may write; readers must also accept keys that are not named here."""
    return {
        "$schema": DIALECT,
        "$id": f"urn:piyasa:{kind.fact}:v{kind.version}",
        **kind.model_json_schema(mode="validation", by_alias=True),
    }
