"""Writes a persona as one YAML or JSON text, which reads back as the same persona."""

from __future__ import annotations

import json
from typing import Any, Final

import yaml

from piyasa.cast.member import CastMember

_WIDTH: Final = 110


def to_data(member: CastMember) -> dict[str, Any]:
    """The persona as plain objects; what is empty is left out."""
    data = member.model_dump(mode="json")
    for stance in data["stances"]:
        if stance["cooldown_until"] is None:
            del stance["cooldown_until"]
    data["background"] = {key: value for key, value in data["background"].items() if value}
    kept_empty = {"active_hours"}
    return {key: value for key, value in data.items() if value or key in kept_empty}


def to_yaml(member: CastMember) -> str:
    """The persona as YAML, keys in the order in which one reads them."""
    text: str = yaml.safe_dump(
        to_data(member), allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=None
    )
    return text


def to_json(member: CastMember) -> str:
    """The persona as JSON."""
    return json.dumps(to_data(member), ensure_ascii=False, indent=2) + "\n"
