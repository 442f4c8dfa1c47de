"""All facts by name, and the way from recorded bytes to a fact of the current version."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import ValidationError

from piyasa.contracts import conversation, delivery, membership, memories, opinions, persona, system
from piyasa.contracts.errors import MalformedBody, MalformedSubject, MissingUpcaster, UnknownFact, UnknownVersion
from piyasa.contracts.event import Event, Service
from piyasa.contracts.upcasters import UPCASTERS, Upcaster
from piyasa.contracts.values import Value

_SUBJECT_TOKENS = 4
_VERSION = re.compile(r"v([1-9][0-9]{0,3})")


class Catalogue:
    """The facts one release knows, and how older versions of them are read."""

    def __init__(
        self,
        facts: Mapping[str, type[Event]],
        upcasters: Mapping[tuple[str, int], Upcaster] | None = None,
    ) -> None:
        """Take facts by name and upcasters by (fact, version they read); ``MissingUpcaster`` when one is not there."""
        self._facts = dict(facts)
        self._upcasters = dict(upcasters or {})
        for fact, kind in self._facts.items():
            missing = [v for v in range(1, kind.version) if (fact, v) not in self._upcasters]
            if missing:
                raise MissingUpcaster(fact, missing[0])

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
            return kind.model_validate_json(json.dumps(self._upcast(fact, version, body)), extra="ignore")
        except ValidationError as error:
            # The chain is cut: the cause would repeat what the message leaves out.
            raise MalformedBody(fact, _brief(error)) from None

    def _upcast(self, fact: str, version: int, body: bytes | str) -> dict[str, Any]:
        try:
            data: dict[str, Any] = json.loads(body)
        except (ValueError, RecursionError):
            raise MalformedBody(fact, "not JSON") from None
        for step in range(version, self[fact].version):
            try:
                data = self._upcasters[fact, step](data)
            except (LookupError, TypeError, ValueError, AttributeError) as error:
                raise MalformedBody(fact, f"not v{step}: {type(error).__name__} while upcasting") from None
        return data


def version_of(fact: str, ce_type: str) -> int:
    """Read the version out of a CloudEvents type; ``MalformedBody`` when it names another fact."""
    prefix, _, suffix = ce_type.rpartition(".")
    number = _VERSION.fullmatch(suffix)
    if prefix != f"piyasa.{fact}" or number is None:
        raise MalformedBody(fact, f"its type says {ce_type!r}")
    return int(number[1])


def fact_of(subject: str) -> str:
    """The fact's name in a subject; ``MalformedSubject`` when it has none."""
    tokens = subject.split(".", _SUBJECT_TOKENS)
    if len(tokens) < _SUBJECT_TOKENS or tokens[0] != "evt" or "" in tokens:
        raise MalformedSubject(subject)
    return tokens[3]


def _brief(error: ValidationError) -> str:
    """Say what is wrong without repeating the input: it may hold a person's words, even as the key of a map."""
    known = _field_names()
    return "; ".join(
        f"{'.'.join(_safe(part, known) for part in each['loc'])}: {each['msg']}"
        for each in error.errors(include_input=False, include_url=False)[:5]
    )


def _safe(part: int | str, known: frozenset[str]) -> str:
    return str(part) if isinstance(part, int) or part in known else "*"


@cache
def _field_names() -> frozenset[str]:
    kinds, names = [Value], set[str]()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        names |= {field.alias or name for name, field in kind.model_fields.items()}
    return frozenset(names)


def _facts() -> dict[str, type[Event]]:
    modules = (conversation, delivery, membership, persona, opinions, memories, system)
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


CATALOGUE = Catalogue(_facts(), UPCASTERS)
