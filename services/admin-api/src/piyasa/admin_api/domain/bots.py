"""What operators may do with personas: register, change, switch, remove."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from piyasa.admin_api.domain.origin import Origin
from piyasa.admin_api.domain.refusals import (
    BirthDateImpossible,
    BotExists,
    BotNotFound,
    HandleTaken,
    TelegramAccountTaken,
)
from piyasa.cast import CastMember, Memory, starter_facts, with_starters
from piyasa.cast.beginnings import age_on, draw_birth_date, draw_hours
from piyasa.cast.styles import draw_style
from piyasa.contracts.event import Event
from piyasa.contracts.memories import MemoryEncoded
from piyasa.contracts.persona import (
    BotDisabled,
    BotEnabled,
    BotPaused,
    BotRegistered,
    BotRemoved,
    BotResumed,
    BotUpdated,
    EmotionProfile,
    EmotionProfileChanged,
    PersonaChanged,
    PersonaProfile,
    WritingStyle,
    WritingStyleDrawn,
)
from piyasa.projections.directory import Bot, Directory
from piyasa.projections.directory.settings import Settings

Switch = Literal["enable", "disable", "pause", "resume"]
_ADULT, _OLDEST = 18, 100
_PLAIN, _EVEN = PersonaProfile(), EmotionProfile()
_GIVEN = "given"
"""The seed of a style that was not drawn."""


@dataclass(frozen=True, slots=True)
class Registration:
    """A persona as its operator wishes it; what is None is drawn."""

    bot_id: str
    name: str
    handle: str
    telegram_id: int
    username: str | None = None
    listener: bool = False
    enabled: bool = True
    timezone: str = "Europe/Istanbul"
    active_hours: tuple[str, ...] | None = None
    birth_date: date | None = None
    writing_style: WritingStyle | None = None
    persona: PersonaProfile = _PLAIN
    emotion: EmotionProfile = _EVEN
    memories: tuple[Memory, ...] | None = None


def known_bot(directory: Directory, bot_id: str) -> Bot:
    """The persona; raises ``BotNotFound``."""
    bot = directory.bot(bot_id)
    if bot is None:
        raise BotNotFound(bot_id)
    return bot


def register(wish: Registration, directory: Directory, origin: Origin) -> list[Event]:
    """Begin a persona; raises when its id, handle or Telegram account is taken."""
    if directory.bot(wish.bot_id) is not None:
        raise BotExists(wish.bot_id)
    _require_free(directory, wish.bot_id, handle=wish.handle, telegram_id=wish.telegram_id)
    return registration_facts(wish, directory, origin)


def registration_facts(wish: Registration, directory: Directory, origin: Origin) -> list[Event]:
    """The facts that begin a persona, the switch last: whoever acts on it finds everything else there."""
    today = origin.now.date()
    if wish.birth_date is not None:
        _require_adult(wish.birth_date, today)
    registered = BotRegistered(
        bot_id=wish.bot_id,
        name=wish.name,
        handle=wish.handle,
        username=wish.username,
        telegram_id=wish.telegram_id,
        listener=wish.listener,
        active_hours=_hours(directory, origin) if wish.active_hours is None else wish.active_hours,
        timezone=wish.timezone,
        birth_date=wish.birth_date or draw_birth_date(origin.chance("birth"), today),
        by=origin.by,
    )
    persona = PersonaChanged(bot_id=wish.bot_id, persona=wish.persona, revision=1, by=origin.by)
    emotion = EmotionProfileChanged(bot_id=wish.bot_id, profile=wish.emotion, revision=1, by=origin.by)
    drawn = _style(wish, directory, origin)
    starters = _starters(wish, registered.birth_date, drawn.style)
    facts: list[Event] = [registered, persona, emotion, drawn, *starters]
    if wish.enabled:
        facts.append(BotEnabled(bot_id=wish.bot_id, by=origin.by))
    return facts


def update(bot_id: str, changes: dict[str, Any], directory: Directory, origin: Origin) -> list[Event]:
    """Change what is known of a persona; nothing follows when it is so already."""
    bot = known_bot(directory, bot_id)
    differing = {name: value for name, value in changes.items() if getattr(bot, name) != value}
    if not differing:
        return []
    if differing.get("birth_date") is not None:
        _require_adult(differing["birth_date"], origin.now.date())
    _require_free(directory, bot_id, handle=differing.get("handle"), telegram_id=None)
    return [BotUpdated(bot_id=bot_id, by=origin.by, **differing)]


def give_token(bot_id: str, telegram_id: int, directory: Directory, origin: Origin) -> list[Event]:
    """A persona has another token; said even when the account stays, so that whoever sends looks again."""
    known_bot(directory, bot_id)
    _require_free(directory, bot_id, handle=None, telegram_id=telegram_id)
    return [BotUpdated(bot_id=bot_id, telegram_id=telegram_id, by=origin.by)]


def switch(bot_id: str, to: Switch, why: str, directory: Directory, origin: Origin) -> list[Event]:
    """Turn a persona on or off, or quiet for a while; nothing follows when it is so already."""
    bot = known_bot(directory, bot_id)
    kind: type[BotEnabled | BotDisabled | BotPaused | BotResumed]
    match to:
        case "enable":
            # Enabling also clears what Telegram refused, so it says something for an enabled persona too.
            done, kind = bot.enabled and not bot.blocked, BotEnabled
        case "disable":
            done, kind = not bot.enabled, BotDisabled
        case "pause":
            done, kind = bot.paused, BotPaused
        case "resume":
            done, kind = not bot.paused, BotResumed
    return [] if done else [kind(bot_id=bot_id, by=origin.by, why=why)]


def remove(bot_id: str, why: str, directory: Directory, origin: Origin) -> list[Event]:
    """End a persona and its seats."""
    known_bot(directory, bot_id)
    return [BotRemoved(bot_id=bot_id, by=origin.by, why=why)]


def change_persona(bot_id: str, persona: PersonaProfile, directory: Directory, origin: Origin) -> list[Event]:
    """Give a persona a character, whole; nothing follows when it has it already."""
    bot = known_bot(directory, bot_id)
    if bot.persona == persona and bot.persona_revision:
        return []
    return [PersonaChanged(bot_id=bot_id, persona=persona, revision=bot.persona_revision + 1, by=origin.by)]


def change_emotion(bot_id: str, profile: EmotionProfile, directory: Directory, origin: Origin) -> list[Event]:
    """Give a persona a temperament, whole; nothing follows when it has it already."""
    bot = known_bot(directory, bot_id)
    if bot.emotion_profile == profile:
        return []
    return [EmotionProfileChanged(bot_id=bot_id, profile=profile, revision=bot.position + 1, by=origin.by)]


def change_style(bot_id: str, style: WritingStyle, directory: Directory) -> list[Event]:
    """Give a persona a writing style, whole; nothing follows when it has it already."""
    bot = known_bot(directory, bot_id)
    if bot.writing_style == style:
        return []
    return [WritingStyleDrawn(bot_id=bot_id, style=style, revision=bot.position + 1, seed=_GIVEN)]


def _hours(directory: Directory, origin: Origin) -> tuple[str, ...]:
    """The hours of a persona without its own: the usual ones (``default_active_hours``), a little earlier or later."""
    return draw_hours(origin.chance("hours"), Settings.of(directory.installation).default_active_hours)


def _style(wish: Registration, directory: Directory, origin: Origin) -> WritingStyleDrawn:
    if wish.writing_style is not None:
        return WritingStyleDrawn(bot_id=wish.bot_id, style=wish.writing_style, revision=1, seed=_GIVEN)
    seed = origin.seed("writing-style")
    used = [bot.writing_style for bot in directory.bots.values() if bot.writing_style is not None]
    style = draw_style(origin.draw(seed), used, emojis=wish.persona.style.emojis)
    return WritingStyleDrawn(bot_id=wish.bot_id, style=style, revision=1, seed=seed)


def _starters(wish: Registration, born: date | None, style: WritingStyle) -> list[MemoryEncoded]:
    """What the persona remembers from the start: as many as behaviour 4.9 names, unless the operator says what."""
    member = CastMember(
        bot_id=wish.bot_id,
        name=wish.name,
        handle=wish.handle,
        birth_date=born,
        persona=wish.persona,
        emotion=wish.emotion,
        writing_style=style,
        memories=wish.memories or (),
    )
    return starter_facts(with_starters(member) if wish.memories is None else member)


def _require_adult(born: date, today: date) -> None:
    age = age_on(today, born)
    if not _ADULT <= age <= _OLDEST:
        raise BirthDateImpossible(born.isoformat(), age)


def _require_free(directory: Directory, bot_id: str, *, handle: str | None, telegram_id: int | None) -> None:
    for other in directory.bots.values():
        if other.bot_id == bot_id:
            continue
        if handle is not None and other.handle.lower() == handle.lower():
            raise HandleTaken(handle, other.bot_id)
        if telegram_id is not None and other.telegram_id == telegram_id:
            raise TelegramAccountTaken(telegram_id, other.bot_id)
