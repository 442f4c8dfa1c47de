"""What a decision is made from, all of one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from piyasa.contracts.conversation import ANSWERS_PEOPLE
from piyasa.contracts.values import speaker_of_bot
from piyasa.projections.conversations import reading
from piyasa.projections.conversations.state import Armed, Conversation, Line, Tick
from piyasa.projections.conversations.state import Pace as Tempo
from piyasa.projections.directory.settings import Settings
from piyasa.projections.directory.state import Bot, Chat, Installation
from piyasa.projections.emotions.reading import feelings_at
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.life_events.state import Life
from piyasa.projections.pace import LIFE, Pace
from piyasa.projections.relationships.reading import towards
from piyasa.projections.relationships.state import Relationship, Ties
from piyasa.projections.voices.state import Voice
from piyasa.scheduler.domain.loops import resting_pairs

LAST_SPEAKERS = 3


@dataclass(frozen=True)
class Scene:
    """One chat, its personas and the installation, as the view showed them at ``as_of``."""

    chat: Chat
    conversation: Conversation
    members: tuple[Bot, ...]
    """The personas seated in the chat, by seat; on or off."""
    installation: Installation
    settings: Settings
    now: datetime
    as_of: int
    release: str
    voices: Mapping[str, Voice] = field(default_factory=dict)
    feelings: Mapping[str, Feelings] = field(default_factory=dict)
    ties: Mapping[str, Ties] = field(default_factory=dict)
    lives: Mapping[str, Life] = field(default_factory=dict)
    pace: Pace = LIFE
    gone: frozenset[str] = frozenset()
    """Ticks that were published and that the view will never see: they were deleted before it came to them."""
    clock_shift: timedelta = timedelta(0)
    """What is added to the clock for the hour of day that personas live in."""

    @cached_property
    def tempo(self) -> Tempo:
        """How fast the chat talks."""
        return reading.pace(self.conversation, self.now)

    @cached_property
    def ticks(self) -> list[Tick]:
        """Ticks from which a message may still come."""
        return reading.ticks_alive(self.conversation, self.now)

    @cached_property
    def busy(self) -> frozenset[str]:
        """Personas that were asked to speak and have no words yet."""
        return frozenset(each.bot_id for each in self.ticks)

    @cached_property
    def about_to_speak(self) -> frozenset[str]:
        """Personas whose message waits for its moment."""
        return frozenset(each.bot_id for each in self.conversation.armed)

    @cached_property
    def small_talk(self) -> tuple[list[Tick], list[Armed]]:
        """What is on its way and answers nobody in particular: without words yet, and with."""
        ticks = [each for each in self.ticks if each.reason not in ANSWERS_PEOPLE]
        armed = [each for each in self.conversation.armed if each.reason not in ANSWERS_PEOPLE]
        return ticks, armed

    @cached_property
    def able(self) -> tuple[Bot, ...]:
        """The personas that may speak here at all."""
        return tuple(bot for bot in self.members if bot.may_speak_in(self.chat.chat_id))

    @cached_property
    def spoke_lately(self) -> Mapping[str, datetime]:
        """When each speaker last spoke, of those within the gap that a persona keeps between its own messages."""
        gap = self.settings.min_gap_same_bot_seconds
        return {line.speaker: line.time for line in reading.lines_within(self.conversation, self.now, gap)}

    @cached_property
    def answers(self) -> Mapping[int, set[str]]:
        """The ticks that answered, or are about to answer, each message."""
        found: dict[int, set[str]] = {}
        said: tuple[Line | Armed | Tick, ...] = (*self.conversation.lines, *self.conversation.armed, *self.ticks)
        for each in said:
            if each.reply_to is not None and each.tick_id is not None:
                found.setdefault(each.reply_to, set()).add(each.tick_id)
        return found

    @cached_property
    def last_speakers(self) -> tuple[str, ...]:
        """The three newest distinct speakers, newest last (F-21: not the three oldest)."""
        return self.conversation.participants[-LAST_SPEAKERS:]

    @cached_property
    def resting_pairs(self) -> Mapping[frozenset[str], datetime]:
        """Pairs of speakers that answered one another too fast, with the end of their pause."""
        return resting_pairs(self.conversation, self.now, self.pace)

    def rests_from(self, bot: Bot, speaker: str) -> datetime | None:
        """Until when a persona leaves a speaker alone; None when it may go on."""
        return self.resting_pairs.get(frozenset((speaker_of_bot(bot.bot_id), speaker)))

    def in_seconds(self, seconds: float) -> datetime:
        """The moment that many seconds of behaviour from now."""
        return self.now + self.pace.span(seconds)

    def member(self, bot_id: str) -> Bot | None:
        """A persona that may speak here."""
        return next((bot for bot in self.able if bot.bot_id == bot_id), None)

    def on_its_way(self, bot_id: str) -> int:
        """How many utterances of a persona are yet to be sent."""
        armed = {each.tick_id for each in self.conversation.armed if each.bot_id == bot_id}
        return len(armed | {each.tick_id for each in self.ticks if each.bot_id == bot_id})

    def quiet_until(self, bot: Bot) -> datetime | None:
        """Until when a persona keeps its gap after its own last message; None when it may speak."""
        spoke = self.spoke_lately.get(speaker_of_bot(bot.bot_id))
        return None if spoke is None else spoke + self.pace.span(self.settings.min_gap_same_bot_seconds)

    def mood_of(self, bot: Bot) -> Feelings:
        """What a persona feels now."""
        return feelings_at(self.feelings.get(bot.bot_id) or Feelings(), self.now)

    def thinks_of(self, bot: Bot, speaker: str) -> Relationship:
        """What a persona thinks of a speaker now; of one it never met, a stranger's."""
        return towards(self.ties.get(bot.bot_id), speaker, self.now)

    def life_of(self, bot: Bot) -> Life | None:
        """What a persona goes through."""
        return self.lives.get(bot.bot_id)

    def voice_of(self, bot: Bot) -> Voice:
        """What a persona said lately."""
        return self.voices.get(bot.bot_id) or Voice(time_lapse=self.pace.factor)
