"""All facts by name, and the way from recorded bytes to a fact of the current version."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from piyasa.contracts import conversation, delivery, membership, persona, system
from piyasa.contracts.errors import MalformedBody, MalformedSubject, UnknownFact, UnknownVersion
from piyasa.contracts.event import Event, Service

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns the body of version n into the body of version n + 1."""

_SUBJECT_TOKENS = 4


class Catalogue:
    """The facts one release knows, and how older versions of them are read."""

    def __init__(
        self,
        facts: Mapping[str, type[Event]],
        upcasters: Mapping[tuple[str, int], Upcaster] | None = None,
    ) -> None:
        """Take facts by name and upcasters by (fact, version they read); every older version needs one."""
        self._facts = dict(facts)
        self._upcasters = dict(upcasters or {})
        for fact, kind in self._facts.items():
            missing = [v for v in range(1, kind.version) if (fact, v) not in self._upcasters]
            if missing:
                raise UnknownVersion(fact, missing[0], known=kind.version)

    def __iter__(self) -> Iterator[type[Event]]:
        """Every fact, in the order of the catalogue."""
        return iter(self._facts.values())

    def __contains__(self, fact: str) -> bool:
        """Whether a fact of this name is known."""
        return fact in self._facts

    def __getitem__(self, fact: str) -> type[Event]:
        """The class of a fact; ``UnknownFact`` when there is none."""
        try:
            return self._facts[fact]
        except KeyError:
            raise UnknownFact(fact) from None

    def published_by(self, service: Service) -> list[type[Event]]:
        """Every fact that a service may publish."""
        return [kind for kind in self if service in kind.publishers]

    def decode(self, fact: str, body: bytes | str, ce_type: str | None = None) -> Event:
        """Read a body; ``ce_type`` tells its version, without it the current one is meant.

        Keys that are not in the model are left out, so that a fact may gain keys. Raises ``ContractError``.
        """
        kind = self[fact]
        version = kind.version if ce_type is None or ce_type == kind.ce_type() else version_of(fact, ce_type)
        if version > kind.version:
            raise UnknownVersion(fact, version, known=kind.version)
        try:
            if version == kind.version:
                return kind.model_validate_json(body, extra="ignore")
            return kind.model_validate_json(json.dumps(self._upcast(fact, version, json.loads(body))), extra="ignore")
        except (ValidationError, json.JSONDecodeError) as error:
            raise MalformedBody(fact, _brief(error)) from error

    def _upcast(self, fact: str, version: int, body: dict[str, Any]) -> dict[str, Any]:
        for step in range(version, self[fact].version):
            body = self._upcasters[fact, step](body)
        return body


def version_of(fact: str, ce_type: str) -> int:
    """Read the version out of a CloudEvents type; ``MalformedBody`` when it names another fact."""
    prefix, _, number = ce_type.rpartition(".v")
    if prefix != f"piyasa.{fact}" or not number.isdigit():
        raise MalformedBody(fact, f"its type says {ce_type!r}")
    return int(number)


def fact_of(subject: str) -> str:
    """The fact's name in a subject; ``MalformedSubject`` when it has none."""
    tokens = subject.split(".", _SUBJECT_TOKENS)
    if len(tokens) < _SUBJECT_TOKENS or tokens[0] != "evt":
        raise MalformedSubject(subject)
    return tokens[3]


def _brief(error: ValidationError | json.JSONDecodeError) -> str:
    """Say what is wrong without repeating the input: it may hold a person's words."""
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON at character {error.pos}"
    return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False)[:5])


def _facts() -> dict[str, type[Event]]:
    modules = (conversation, delivery, membership, persona, system)
    found = [
        value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, type)
        and issubclass(value, Event)
        and value.__module__ == module.__name__
        and not name.startswith("_")
    ]
    return {kind.fact: kind for kind in found}


CATALOGUE = Catalogue(_facts())
