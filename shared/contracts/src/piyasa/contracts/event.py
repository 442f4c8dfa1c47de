"""The base of every fact: its name, version, aggregate and subject follow from its class."""

from __future__ import annotations

import re
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from piyasa.contracts.values import BotId, ChatId, PersonId, ReplyTarget, Value, is_person

Service = Literal["scheduler", "generator", "humanizer", "telegram-gateway", "admin-api", "projector"]
SERVICES: tuple[Service, ...] = (
    "scheduler",
    "generator",
    "humanizer",
    "telegram-gateway",
    "admin-api",
    "projector",
)
Aggregate = Literal["chat", "bot", "system"]

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Event(Value):
    """A fact: something that has happened. Published once, never changed."""

    fact: ClassVar[str]
    version: ClassVar[int] = 1
    aggregate: ClassVar[Aggregate]
    publishers: ClassVar[tuple[Service, ...]]
    personal: ClassVar[bool] = False
    """May hold a person's words or name; such facts carry ``person_ids`` so that they are found and redacted."""
    wording: ClassVar[tuple[str, ...]] = ()
    """The fields that redaction overwrites."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        """Name the fact after its class: ``MessageReady`` is ``message-ready``."""
        super().__pydantic_init_subclass__(**kwargs)
        cls.fact = _CAMEL.sub("-", cls.__name__).lower()

    @property
    def aggregate_id(self) -> str:
        """The id in the subject: of the chat, the persona or the part of the system."""
        raise NotImplementedError

    @property
    def subject(self) -> str:
        """The subject this fact is published to."""
        return f"evt.{self.aggregate}.{self.aggregate_id}.{self.fact}"

    @classmethod
    def ce_type(cls) -> str:
        """The CloudEvents type, version included."""
        return f"piyasa.{cls.fact}.v{cls.version}"

    @classmethod
    def filter(cls, aggregate_id: str = "*") -> str:
        """The subject filter that finds this fact, of one aggregate or of all."""
        return f"evt.{cls.aggregate}.{aggregate_id}.{cls.fact}"


class ChatEvent(Event):
    """A fact about one chat."""

    aggregate: ClassVar[Aggregate] = "chat"
    chat_id: ChatId

    @property
    def aggregate_id(self) -> str:
        """The chat."""
        return self.chat_id


class BotEvent(Event):
    """A fact about one persona."""

    aggregate: ClassVar[Aggregate] = "bot"
    bot_id: BotId

    @property
    def aggregate_id(self) -> str:
        """The persona."""
        return self.bot_id


class SystemEvent(Event):
    """A fact about the whole installation."""

    aggregate: ClassVar[Aggregate] = "system"
    topic: ClassVar[str]

    @property
    def aggregate_id(self) -> str:
        """The part of the system."""
        return self.topic


class Personal(Value):
    """Mixed into facts that may hold a person's words or name.

    ``person_ids`` is the index by which a person is found and forgotten. Whom the fact names in fields of their own
    is added by itself; whoever is only quoted in its text the publisher must list.
    """

    person_ids: tuple[PersonId, ...] = ()

    @model_validator(mode="after")
    def _index_people(self) -> Self:
        missing = [person for person in dict.fromkeys(self._named()) if person not in self.person_ids]
        if missing:
            self.__dict__["person_ids"] = (*self.person_ids, *missing)  # frozen to everybody else
        return self

    def _named(self) -> list[PersonId]:
        known = self.__dict__  # asking a model for a field that it lacks costs more than all the rest
        named = [known.get("person_id"), *known.get("related_users", ())]
        reply_to: ReplyTarget | None = known.get("reply_to")
        if reply_to is not None and reply_to.author is not None and is_person(reply_to.author):
            named.append(reply_to.author.removeprefix("p:"))
        return [person for person in named if person is not None]
