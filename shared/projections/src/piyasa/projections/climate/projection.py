"""The fold of what people say about topics."""

from __future__ import annotations

from datetime import UTC

from piyasa.contracts.conversation import MessageReceived
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import ChatEvent, Event
from piyasa.projections.climate.state import DAYS_KEPT, TOPICS_KEPT, Climate, Tally


class Climates:
    """How the people of each chat speak of topics."""

    name = "climate"
    version = "1"
    state = Climate
    facts = frozenset({MessageReceived.fact})

    def keys(self, event: Recorded[Event]) -> tuple[str, ...]:
        """The chat of the fact."""
        return (event.data.chat_id,) if isinstance(event.data, ChatEvent) else ()

    def evolve(self, state: Climate | None, event: Recorded[Event]) -> Climate | None:
        """A line counts for the day it was recorded; a question or a changed line is no evidence."""
        data = event.data
        before = state or Climate()
        if not isinstance(data, MessageReceived) or data.edit_of is not None or event.position <= before.position:
            return state
        topics = () if data.meaning.is_question else (*data.meaning.symbols, *data.meaning.topics)
        if not topics:
            return state
        day = event.time.astimezone(UTC).date()
        counted = dict(before.days.get(day, {}))
        for topic in dict.fromkeys(topics):
            tally = counted.get(topic)
            if tally is not None:
                counted[topic] = Tally(tally.lines + 1, tally.sentiment + data.meaning.sentiment)
            elif len(counted) < TOPICS_KEPT:
                counted[topic] = Tally(1, data.meaning.sentiment)
        days = {**before.days, day: counted}
        return Climate({each: days[each] for each in sorted(days)[-DAYS_KEPT:]}, event.position)
