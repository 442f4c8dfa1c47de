"""What the registry says to those who do not read Python: AsyncAPI, JSON Schemas, broker permissions."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pydantic import JsonValue

from piyasa.contracts.catalogue import CATALOGUE
from piyasa.contracts.exports.asyncapi import asyncapi
from piyasa.contracts.exports.permissions import permissions
from piyasa.contracts.exports.schemas import schema_of, schema_path


def documents() -> dict[str, str]:
    """Every exported file by its path in the exports folder; the same text for the same release."""
    return {
        "asyncapi.json": _text(asyncapi()),
        "permissions.json": _text(permissions()),
        **{schema_path(kind): _text(schema_of(kind)) for kind in CATALOGUE},
    }


def _text(document: Mapping[str, JsonValue]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
