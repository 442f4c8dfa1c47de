"""Which people a message of the log names, so that it is found when one of them is to be forgotten."""

from __future__ import annotations

import json
import re

from piyasa.contracts.event import Event, Personal
from piyasa.contracts.values import SLUG_PATTERN

_SLUG = re.compile(SLUG_PATTERN)


def people_of(fact: Event) -> tuple[str, ...]:
    """The people that a fact names."""
    if isinstance(fact, Personal):
        return fact.person_ids
    person: str | None = getattr(fact, "person_id", None)
    return () if person is None else (person,)


def people_in(body: bytes) -> tuple[str, ...]:
    """The people that a body names which is no fact this release understands, as far as it can be read."""
    try:
        found = json.loads(body)
    except ValueError:
        return ()
    if not isinstance(found, dict):
        return ()
    listed = found.get("person_ids")
    named = [*(listed if isinstance(listed, list) else ()), found.get("person_id")]
    return tuple(dict.fromkeys(each for each in named if isinstance(each, str) and _SLUG.fullmatch(each)))
