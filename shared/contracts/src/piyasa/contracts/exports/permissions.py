"""The broker users and their rights, as provisioning and reviewers read them."""

from __future__ import annotations

from pydantic import JsonValue

from piyasa.contracts.permissions import all_permissions, inbox_prefix


def permissions() -> dict[str, JsonValue]:
    """Each broker user with the subjects it may publish to and subscribe to; nothing else is allowed."""
    return {
        user: {
            "inbox_prefix": inbox_prefix(user),
            "publish": [*sorted(rights.publish)],
            "subscribe": [*sorted(rights.subscribe)],
        }
        for user, rights in all_permissions().items()
    }
