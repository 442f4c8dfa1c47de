"""The value types that facts are made of: identifiers, times, texts, and the meaning of a text."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    PlainSerializer,
    StringConstraints,
)

SLUG_PATTERN = r"^[a-z0-9-]{2,40}$"
"""What an operator may choose as an id: it becomes a subject token, so a dot or a space would break routing."""

Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN)]
ChatId = Slug
BotId = Slug
PersonId = Slug
Uuid = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{36}$")]
"""The text of a uuid; it becomes a subject token of a timer, so nothing that routes may be in it."""
TickId = Uuid
MessageId = Uuid
Position = Annotated[int, Field(ge=1)]
Speaker = Annotated[str, StringConstraints(pattern=r"^[bp]:[a-z0-9-]{2,40}$")]
"""Who said something: ``b:<bot id>`` for a persona, ``p:<person id>`` for a human."""


def speaker_of_bot(bot_id: str) -> Speaker:
    """Name a persona as a speaker."""
    return f"b:{bot_id}"


def speaker_of_person(person_id: str) -> Speaker:
    """Name a human as a speaker."""
    return f"p:{person_id}"


def is_person(speaker: Speaker) -> bool:
    """Tell humans from personas."""
    return speaker.startswith("p:")


def format_time(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, the only form of time in a fact."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return f"{text[:-6]}Z"


def _to_milliseconds(moment: datetime) -> datetime:
    """Cut what the recorded form cannot hold, so that a fact equals itself after a round trip."""
    try:
        utc = moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("is outside of the years 1 to 9999 in UTC") from None
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


Time = Annotated[
    AwareDatetime,
    AfterValidator(_to_milliseconds),
    PlainSerializer(format_time, return_type=str, when_used="json"),
]


def _nfc(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


Text = Annotated[str, AfterValidator(_nfc)]
Unit = Annotated[float, Field(ge=0, le=1)]
Direction = Annotated[float, Field(ge=-1, le=1)]


class Value(BaseModel):
    """A part of a fact: immutable, strict when written, tolerant when read."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        serialize_by_alias=True,
        allow_inf_nan=False,  # JSON has neither: they would be written as null and could not be read again
        hide_input_in_errors=True,  # the input may be a person's words, and errors are logged
    )


class Meaning(Value):
    """What a text says, computed once by its publisher so that a better lexicon never rewrites history."""

    language: str = "tr"
    symbols: tuple[str, ...] = ()
    topics: dict[Text, float] = {}
    sentiment: Annotated[float, Field(ge=-1, le=1)] = 0.0
    is_question: bool = False
    mentions: tuple[BotId, ...] = ()
    addressed_to: BotId | None = None
    keywords: tuple[Text, ...] = ()
    length: Annotated[int, Field(ge=0)] = 0
    sketch: str = ""
    asks_if_ai: bool = False
    """The text sincerely asks whether its addressee is a machine; such a question is always answered truthfully."""


class Why(Value):
    """How a decision can be made again: the view it saw, its seed, the release, and every outside input by id."""

    as_of: Annotated[int, Field(ge=0)]
    seed: str
    release: str
    inputs: dict[str, JsonValue] = {}


class ReplyTarget(Value):
    """The message an utterance answers."""

    telegram_message_id: int
    author: Speaker | None = None


Lane = Literal["high", "normal", "low"]
LANES: tuple[Lane, ...] = ("high", "normal", "low")
