"""What operators are shown."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from piyasa.admin_api.domain.chats import seats_of
from piyasa.admin_api.domain.installation import effective
from piyasa.admin_api.domain.known_settings import Known
from piyasa.contracts.membership import ChatLimits
from piyasa.contracts.persona import EmotionProfile, PersonaProfile, WritingStyle
from piyasa.projections.directory import Bot, Chat, Directory, Installation


class Shown(BaseModel):
    """The base of all answers."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class StanceShown(Shown):
    """An opinion."""

    topic: str
    text: str
    direction: float
    confidence: float
    cooldown_until: datetime | None


class HoldingShown(Shown):
    """A fictional position."""

    symbol: str
    side: str
    size_label: str
    horizon: str
    note: str


class BotShown(Shown):
    """A persona; its token is never shown."""

    bot_id: str
    name: str
    handle: str
    username: str | None
    telegram_id: int | None
    listener: bool
    enabled: bool
    paused: bool
    active_hours: tuple[str, ...]
    timezone: str
    birth_date: date | None
    chats: dict[str, int] = Field(description="chat id to seat")
    blocked: dict[str, str] = Field(description="chat id, or * for everywhere, to the class of Telegram's refusal")
    persona: PersonaProfile
    persona_revision: int
    emotion: EmotionProfile
    writing_style: WritingStyle | None
    stances: list[StanceShown]
    holdings: list[HoldingShown]
    position: int = Field(description="of the newest fact about it; its ETag")

    @classmethod
    def of(cls, bot: Bot) -> Self:
        """A persona as the directory has it."""
        return cls(
            bot_id=bot.bot_id,
            name=bot.name,
            handle=bot.handle,
            username=bot.username,
            telegram_id=bot.telegram_id,
            listener=bot.listener,
            enabled=bot.enabled,
            paused=bot.paused,
            active_hours=bot.active_hours,
            timezone=bot.timezone,
            birth_date=bot.birth_date,
            chats=bot.chats,
            blocked=bot.blocked,
            persona=bot.persona,
            persona_revision=bot.persona_revision,
            emotion=bot.emotion_profile,
            writing_style=bot.writing_style,
            stances=[StanceShown.model_validate(bot.stances[topic]) for topic in sorted(bot.stances)],
            holdings=[HoldingShown.model_validate(bot.holdings[symbol]) for symbol in sorted(bot.holdings)],
            position=bot.position,
        )


class DisclosureShown(Shown):
    """The notice that people in a chat can read."""

    telegram_message_id: int
    text_version: str
    pinned: bool
    disclosed_at: datetime


class MemberShown(Shown):
    """A persona with a seat."""

    bot_id: str
    name: str
    seat: int
    listener: bool
    may_speak: bool

    @classmethod
    def of(cls, bot: Bot, chat_id: str) -> Self:
        """A seated persona."""
        return cls(
            bot_id=bot.bot_id,
            name=bot.name,
            seat=bot.chats[chat_id],
            listener=bot.listener,
            may_speak=bot.may_speak_in(chat_id),
        )


class ChatShown(Shown):
    """A chat."""

    chat_id: str
    telegram_id: int
    title: str
    language: str
    topics: tuple[str, ...]
    limits: ChatLimits
    approval: bool
    enabled: bool
    paused: bool
    disclosed: bool = Field(description="a pinned notice stands; without it nothing is sent")
    disclosure: DisclosureShown | None
    open_for_talk: bool
    seats: int = Field(description="how many personas may sit here")
    seated: int = Field(description="how many do; GET /chats/{chat_id}/members says who")
    position: int = Field(description="of the newest fact about it; its ETag")

    @classmethod
    def of(cls, chat: Chat, directory: Directory) -> Self:
        """A chat as the directory has it."""
        notice = chat.disclosure
        return cls(
            chat_id=chat.chat_id,
            telegram_id=chat.telegram_id,
            title=chat.title,
            language=chat.language,
            topics=chat.topics,
            limits=chat.limits,
            approval=chat.approval,
            enabled=chat.enabled,
            paused=chat.paused,
            disclosed=notice is not None and notice.pinned,
            disclosure=None if notice is None else DisclosureShown.model_validate(notice),
            open_for_talk=chat.open_for_talk,
            seats=seats_of(chat, directory),
            seated=len(directory.members(chat.chat_id)),
            position=chat.position,
        )


class SettingShown(Shown):
    """A setting with its value in force."""

    key: str
    value: JsonValue
    origin: Literal["default", "operator"]
    default: JsonValue
    expected: str = Field(description="which values are accepted")
    meaning: str

    @classmethod
    def of(cls, known: Known, installation: Installation) -> Self:
        """A setting as it is in force."""
        value, origin = effective(known, installation)
        return cls.model_validate(
            {
                "key": known.key,
                "value": value,
                "origin": origin,
                "default": known.default,
                "expected": known.rule.expected,
                "meaning": known.meaning,
            }
        )


class ControlShown(Shown):
    """How the whole system is run."""

    simulation_active: bool
    scale_factor: float
    emergency: str | None = Field(description="the reason of an emergency stop in force")
    position: int

    @classmethod
    def of(cls, installation: Installation) -> Self:
        """The installation as it is."""
        return cls(
            simulation_active=installation.simulation_active,
            scale_factor=installation.scale_factor,
            emergency=installation.emergency,
            position=installation.position,
        )


class Recorded(Shown):
    """A change that has nothing to show: what it concerned is gone, or cannot be read here yet."""

    message: str
    position: int | None = Field(description="of the change's newest fact; null when there was nothing to change")


class Listed(Shown):
    """How much there is beyond what is shown."""

    total: int
    limit: int
    offset: int


class BotList(Listed):
    """Personas by id."""

    items: list[BotShown]


class ChatList(Listed):
    """Chats by id."""

    items: list[ChatShown]
