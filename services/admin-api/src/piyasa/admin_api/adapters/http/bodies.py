"""What operators may send."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    SecretStr,
    StringConstraints,
    model_validator,
)

from piyasa.cast import Memory
from piyasa.contracts.membership import ChatLimits
from piyasa.contracts.opinions import Topic
from piyasa.contracts.persona import EmotionProfile, Handle, Hours, PersonaProfile, WritingStyle
from piyasa.contracts.values import BotId, ChatId, Direction, Unit

SHORTEST_TOKEN = 10
_TOKEN = re.compile(r"[0-9]{1,15}:[A-Za-z0-9_-]{1,255}")


def _without_at(value: Any) -> Any:  # noqa: ANN401 - before validation it may be anything
    return value.removeprefix("@") if isinstance(value, str) else value


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        message = "is no time zone; use a name such as Europe/Istanbul"
        raise ValueError(message) from None
    return name


def _token(value: SecretStr) -> SecretStr:
    text = value.get_secret_value()
    if len(text) < SHORTEST_TOKEN or not _TOKEN.fullmatch(text) or int(text.partition(":")[0]) == 0:
        message = f"is no bot token: a number, a colon and a secret, {SHORTEST_TOKEN} characters or more"
        raise ValueError(message)
    return value


GivenHandle = Annotated[Handle, BeforeValidator(_without_at)]
Zone = Annotated[str, StringConstraints(max_length=64), AfterValidator(_zone)]
Token = Annotated[SecretStr, AfterValidator(_token)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Why = Annotated[str, StringConstraints(max_length=500)]
Topics = Annotated[tuple[Topic, ...], Field(max_length=50)]
TelegramId = Annotated[int, Field(ge=-(2**52), le=2**52)]
"""Bot API ids have at most 52 significant bits."""


class Body(BaseModel):
    """The base of all bodies: unknown keys are refused, and so are NUL characters, which no database text can hold."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _no_nul(cls, data: Any) -> Any:  # noqa: ANN401 - before validation it may be anything
        if _holds_nul(data):
            message = "must not hold NUL characters"
            raise ValueError(message)
        return data


class Partial(Body):
    """A body of which what is left out stays; null would be neither."""

    @model_validator(mode="before")
    @classmethod
    def _no_null(cls, data: Any) -> Any:  # noqa: ANN401 - before validation it may be anything
        if isinstance(data, dict):
            nulls = [key for key, value in data.items() if value is None]
            if nulls:
                message = f"{nulls[0]!r} is null; leave out what should stay as it is"
                raise ValueError(message)
        return data

    def told(self, *without: str) -> dict[str, Any]:
        """What was sent, by name."""
        return {name: getattr(self, name) for name in self.model_fields_set if name not in without}


def _style_as_object(data: Any) -> Any:  # noqa: ANN401 - before validation it may be anything
    """Take a plain text for the style as its formality; this mismatch once stopped all prompts."""
    if isinstance(data, dict) and isinstance(data.get("style"), str):
        return {**data, "style": {"formality": data["style"]}}
    return data


GivenPersona = Annotated[PersonaProfile, BeforeValidator(_style_as_object)]


class NewBot(Body):
    """A persona to register. What is left out is drawn: hours, birth date, writing style, memories."""

    bot_id: BotId
    name: Name
    handle: GivenHandle
    token: Token
    username: GivenHandle | None = None
    listener: bool = False
    enabled: bool = True
    timezone: Zone = "Europe/Istanbul"
    active_hours: Annotated[tuple[Hours, ...], Field(max_length=12)] | None = None
    birth_date: date | None = None
    persona: GivenPersona = PersonaProfile()
    emotion: EmotionProfile = EmotionProfile()
    writing_style: WritingStyle | None = None
    memories: Annotated[tuple[Memory, ...], Field(max_length=200)] | None = None


class BotChanges(Partial):
    """What to change of a persona."""

    name: Name | None = None
    handle: GivenHandle | None = None
    username: GivenHandle | None = None
    listener: bool | None = None
    timezone: Zone | None = None
    active_hours: Annotated[tuple[Hours, ...], Field(max_length=12)] | None = None
    birth_date: date | None = None


class NewToken(Body):
    """Another token for a persona."""

    token: Token


class Reason(Body):
    """Why something is done."""

    why: Why = ""


class StanceBody(Body):
    """An opinion."""

    text: Annotated[str, StringConstraints(max_length=500)]
    direction: Direction = 0.0
    confidence: Unit = 0.5
    cooldown_until: AwareDatetime | None = None
    reason: Why = ""


class HoldingBody(Body):
    """A fictional position, in words."""

    side: Literal["long", "short", "watching"]
    size_label: Literal["none", "small", "medium", "large"] = "none"
    horizon: Literal["intraday", "swing", "long_term"] = "swing"
    note: Annotated[str, StringConstraints(max_length=300)] = ""


class NewChat(Body):
    """A chat to register; the group has to be a supergroup."""

    chat_id: ChatId
    telegram_id: TelegramId
    title: Title
    language: Language = "tr"
    topics: Topics = ()
    limits: ChatLimits = ChatLimits()
    approval: bool = False
    enabled: bool = False
    why: Why = ""


class ChatChanges(Partial):
    """What to change of a chat."""

    title: Title | None = None
    language: Language | None = None
    topics: Topics | None = None
    limits: ChatLimits | None = None
    approval: bool | None = None
    why: Why = ""


class NewMember(Body):
    """A persona to seat; without a seat it gets the lowest free one."""

    bot_id: BotId
    seat: Annotated[int, Field(ge=1, le=20)] | None = None


class SettingValue(Body):
    """A setting's new value."""

    value: JsonValue


class Scale(Body):
    """How much more often personas talk."""

    scale_factor: Annotated[float, Field(ge=0.1, le=20)]


class EmergencyReason(Body):
    """Why everything is stopped, or may go on."""

    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)] = "not given"


def _holds_nul(data: Any) -> bool:  # noqa: ANN401 - before validation it may be anything
    match data:
        case str():
            return "\x00" in data
        case dict():
            return any(_holds_nul(part) for pair in data.items() for part in pair)
        case list() | tuple():
            return any(map(_holds_nul, data))
        case _:
            return False
