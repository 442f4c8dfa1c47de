"""What else is told when a persona finds words: what came to mind, what it stated, what it went through, upkeep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from piyasa.contracts.conversation import DraftGenerated
from piyasa.contracts.envelope import NewEvent, following
from piyasa.contracts.identity import derived_id, outside_id
from piyasa.contracts.memories import MemoryEncoded, MemoryRecalled
from piyasa.contracts.opinions import StanceStated
from piyasa.contracts.persona import PersonaRefreshed
from piyasa.contracts.values import format_time
from piyasa.generator.domain.market.bearing import price_of
from piyasa.generator.domain.memory.encoding import ENCODED_A_DAY, EVENT, encoded_since
from piyasa.generator.domain.memory.experience import Experience, of_calls, of_life, of_ties
from piyasa.generator.domain.memory.tending import nightly, weekly
from piyasa.generator.domain.opinions import stated
from piyasa.generator.domain.windows import newest_night, newest_week
from piyasa.generator.use_cases.market import fresh_figures
from piyasa.generator.use_cases.outcomes import Assignment
from piyasa.generator.use_cases.staging import Staged
from piyasa.projections.directory.state import Bot
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.fold import TableSet
from piyasa.projections.life_events.state import Life
from piyasa.projections.memories.state import Remembered
from piyasa.projections.relationships.state import Ties

Told = Iterator[NewEvent[Any]]


@dataclass(frozen=True, slots=True)
class Consequences:
    """The facts beside a draft, of one persona at one moment."""

    tables: TableSet
    work: Assignment
    staged: Staged
    now: datetime

    def of(self, draft: NewEvent[DraftGenerated]) -> list[NewEvent[Any]]:
        """All of them, in an order that does not change."""
        return [*self._recalled(), *self._stated(draft), *self._experienced(), *self._refreshed()]

    @property
    def _bot(self) -> Bot:
        return self.staged.scene.bot

    def _row(self, table: str) -> Any:  # noqa: ANN401 - a state of that table
        return self.tables.tables[table].rows.get(self._bot.bot_id)

    @property
    def _remembered(self) -> Remembered:
        return self._row("memories") or Remembered()

    def _recalled(self) -> Told:
        """Once a tick: another attempt at it strengthens nothing again."""
        tick_id = self.work.tick.tick_id
        if self.staged.memories and all(use.tick_id != tick_id for use in self._remembered.used):
            ids = tuple(memory.memory_id for memory, _ in self.staged.memories)
            yield following(self.work.event, MemoryRecalled(bot_id=self._bot.bot_id, memory_ids=ids, tick_id=tick_id))

    def _stated(self, draft: NewEvent[DraftGenerated]) -> Told:
        # The message has no fact yet, but the id of its first part follows from the draft's.
        message_id = derived_id(draft.id, "message", 1)
        topics = stated(draft.data.meaning, self._bot.stances, self.now)
        fresh = fresh_figures(self.tables, self.now, in_session=self.staged.scene.market_open) if topics else ()
        for number, topic in enumerate(topics):
            price = price_of(topic, fresh)
            fact = StanceStated(
                bot_id=self._bot.bot_id,
                topic=topic,
                message_id=message_id,
                direction=self._bot.stances[topic].direction,
                price=None if price is None else price.value,
                source=None if price is None else price.source,
            )
            yield following(self.work.event, fact, ordinal=number)

    def _experienced(self) -> Told:
        """What the persona went through and has not encoded yet, as far as the day has room."""
        new = self._new_experiences()
        if not new:
            return
        room = ENCODED_A_DAY - len(encoded_since(self._remembered, self.now))
        for each in new[: max(0, room)]:
            memory = MemoryEncoded(
                bot_id=self._bot.bot_id,
                memory_id=each.memory_id,
                memory_type=each.memory_type,
                content=each.content,
                valence=each.valence,
                context_tags=each.tags,
                related_users=each.people,
                source=EVENT,
                heard_in=each.heard_in,
            )
            yield self._caused(derived_id(each.memory_id, memory.fact), memory)

    def _new_experiences(self) -> list[Experience]:
        bot_id, now = self._bot.bot_id, self.now
        ties: Ties | None = self._row("relationships")
        life: Life | None = self._row("life_events")
        felt: Feelings | None = self._row("emotions")
        lived = chain(
            () if ties is None else of_ties(bot_id, ties.transitions, now),
            () if life is None else of_life(bot_id, life.events, now),
            () if felt is None else of_calls(bot_id, felt.recent, now),
        )
        known = self._remembered.items
        return [each for each in lived if each.memory_id not in known]

    def _refreshed(self) -> Told:
        """The reminder, and with the first one of a night or week what is due once in it."""
        if not self.staged.refresh_due:
            return
        bot, before = self._bot, self._bot.refreshed_at
        note = self.staged.scene.refresh_note
        reminder = PersonaRefreshed(bot_id=bot.bot_id, profile_revision=bot.persona_revision, note=note)
        since = "never" if before is None else format_time(before)
        yield self._caused(outside_id(reminder.fact, bot.bot_id, since, bot.persona_revision), reminder)
        night, week = newest_night(self.now, bot.timezone), newest_week(self.now, bot.timezone)
        if before is None or before < night:
            yield from self._of_window(nightly(bot, self._remembered, self.now, night), night)
        if before is not None and before < week:
            climates = [self.tables.tables["climate"].rows.get(chat) for chat in sorted(bot.chats)]
            known = [each for each in climates if each is not None]
            yield from self._of_window(weekly(bot, self._remembered, known, self.now, week), week)

    def _of_window(self, facts: Iterator[Any], window: datetime) -> Told:
        for number, fact in enumerate(facts):
            yield self._caused(outside_id(fact.fact, fact.bot_id, format_time(window), number), fact)

    def _caused(self, event_id: str, fact: Any) -> NewEvent[Any]:  # noqa: ANN401 - any fact of a persona
        """A fact with an id of its own that follows from the tick: worked out twice, it is told once."""
        cause = self.work.event
        return NewEvent(event_id, fact, cause.correlation_id or cause.id, cause.id)
