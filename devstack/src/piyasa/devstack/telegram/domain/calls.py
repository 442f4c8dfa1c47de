"""A call of the Bot API on its way through the model: what was asked, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import orjson

from piyasa.devstack.telegram.domain.accounts import Bot
from piyasa.devstack.telegram.domain.facts import Fact
from piyasa.devstack.telegram.domain.refusals import bad_request
from piyasa.devstack.telegram.domain.world import World

_TRUE = {"true", "yes", "1"}


@dataclass(frozen=True, slots=True)
class Arguments:
    """The parameters of a call, which clients send as JSON values or as strings holding JSON."""

    given: Mapping[str, object]

    def text(self, name: str, default: str = "") -> str:
        """A string; numbers are taken as their digits."""
        value = self.given.get(name)
        return default if value is None else str(value)

    def integer(self, name: str, default: int | None = None) -> int | None:
        """A whole number; 400 when it is something else."""
        value = self.given.get(name)
        if value is None or value == "":
            return default
        try:
            return int(str(value))
        except ValueError:
            raise bad_request(f"can't parse {name}: not an integer") from None

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A Boolean in any of the spellings the server takes."""
        value = self.given.get(name)
        return default if value is None else str(value).casefold() in _TRUE

    def nested(self, name: str) -> object:
        """An object or array; None when absent, 400 when it is not JSON."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def mapping(self, name: str) -> Mapping[str, object]:
        """An object; empty when absent."""
        value = self.nested(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad_request(f"object expected as {name}")
        return value

    def sequence(self, name: str) -> list[object] | None:
        """An array; None when absent."""
        value = self.nested(name)
        if value is None:
            return None
        if not isinstance(value, list):
            raise bad_request(f"expected an Array of {name}")
        return value

    def chat_id(self) -> int | None:
        """The id of the chat; names are not known here, as groups of this stand-in have none."""
        value = self.text("chat_id")
        if not value:
            return None
        try:
            return int(value)
        except ValueError:
            raise bad_request("chat not found") from None


@dataclass(frozen=True, slots=True)
class Call:
    """One call by `bot` at `now` (Unix seconds)."""

    world: World
    bot: Bot
    arguments: Arguments
    now: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call changes, and how its answer is read once that is folded.

    Without facts, nothing changed and nothing is written into the ledger.
    """

    answer: Callable[[], object]
    facts: tuple[Fact, ...] = ()
    chat: int | None = None
    text: str | None = None
    message_id: int | None = None
    detail: str | None = None


def always_true() -> bool:
    """The answer of methods that only say that they worked."""
    return True
