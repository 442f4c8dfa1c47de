"""Has personas remember what people say to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import Any

import structlog

from piyasa.contracts.conversation import MessageReceived
from piyasa.contracts.embeddings import EmbeddingUnusable, packed
from piyasa.contracts.envelope import NewEvent, Recorded, following
from piyasa.contracts.identity import derived_id, seed_of
from piyasa.contracts.memories import MemoryEncoded, MemoryRecalled
from piyasa.generator.domain.memory.encoding import (
    DAY,
    ECHO_AFTER,
    EVENT,
    Notion,
    addressed_personas,
    encoded_since,
    notion_of,
    reinforced_by,
    room_for,
)
from piyasa.generator.domain.memory.wording import said_of_person
from piyasa.generator.domain.models.failures import CallFailed
from piyasa.generator.memory_ports import Embedder
from piyasa.generator.ports import Seen
from piyasa.projections.directory import Directory
from piyasa.projections.memories.state import Remembered
from piyasa.projections.presence.reading import was_in
from piyasa.projections.relationships.reading import towards

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Remembering:
    """Encodes what addresses a persona, at the time the broker took it; the same line makes the same memories."""

    view: Seen
    now: Callable[[], datetime]
    embedder: Embedder | None = None
    """Without one, or when it fails, memories get their embeddings later."""

    async def on_heard(self, event: Recorded[MessageReceived]) -> list[NewEvent[Any]]:
        """A person said something; every persona that was there and was spoken to may remember it."""
        heard = event.data
        if self._wants_none(heard.person_id):
            return []
        if self.now() - event.time >= DAY:  # heard so late that it would be a memory of a wrong day
            return []
        produced: list[NewEvent[Any]] = []
        for bot_id in addressed_personas(heard):
            produced.extend(self._encoded(event, bot_id, ordinal=len(produced)))
        embedded = [await self._embedded(each) for each in produced]
        # The model took its time: what was wished meanwhile is on the log before these facts and would not undo them.
        return [] if self._wants_none(heard.person_id) else embedded

    def _wants_none(self, person_id: str) -> bool:
        """Whether a person wishes to be forgotten or left alone."""
        system = Directory(self.view.tables).installation
        return person_id in system.forgotten or person_id in system.silenced

    async def _embedded(self, event: NewEvent[Any]) -> NewEvent[Any]:
        """A memory with its embedding, when that is to be had at once."""
        if self.embedder is None or not isinstance(event.data, MemoryEncoded):
            return event
        try:
            (vector,) = await self.embedder.vectors([event.data.content])
            known = {"embedding": packed(vector), "embedding_model": self.embedder.model}
        except (CallFailed, EmbeddingUnusable) as failure:
            logger.info("a memory gets its embedding later", memory=event.data.memory_id, reason=str(failure))
            return event
        return replace(event, data=event.data.model_copy(update=known))

    def _encoded(self, event: Recorded[MessageReceived], bot_id: str, *, ordinal: int) -> Iterable[NewEvent[Any]]:
        rows = {name: self.view.tables.tables[name].rows.get(bot_id) for name in ("presence", "relationships")}
        if not was_in(rows["presence"], event.data.chat_id, event.position):
            return
        known = towards(rows["relationships"], f"p:{event.data.person_id}", event.time)
        notion = notion_of(event.data, familiarity=known.familiarity)
        if notion is None:
            return
        remembered: Remembered = self.view.tables.tables["memories"].rows.get(bot_id) or Remembered()
        chance = Random(seed_of(event.id, f"wording-{bot_id}"))  # noqa: S311 - which words, not a secret
        topic = notion.tags[0] if notion.tags else None
        content = said_of_person(notion.kind, topic, chance)
        earlier = reinforced_by(notion, content, remembered.items.values())
        fact: MemoryRecalled | MemoryEncoded
        if earlier is not None:
            if event.time - earlier.accessed_at < ECHO_AFTER:
                return
            fact = MemoryRecalled(bot_id=bot_id, memory_ids=(earlier.memory_id,))
        elif room_for(notion, encoded_since(remembered, event.time)):
            fact = _memory(event, bot_id, notion, content)
        else:
            return
        yield following(event, fact, ordinal=ordinal)


def _memory(event: Recorded[MessageReceived], bot_id: str, notion: Notion, content: str) -> MemoryEncoded:
    return MemoryEncoded(
        bot_id=bot_id,
        memory_id=derived_id(event.id, f"memory-{bot_id}"),
        memory_type=notion.memory_type,
        content=content,
        valence=notion.valence,
        context_tags=notion.tags,
        related_users=notion.people,
        source=EVENT,
        heard_in=event.position,
    )
