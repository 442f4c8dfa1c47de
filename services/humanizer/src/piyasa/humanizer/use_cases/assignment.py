"""One draft, and what the view says about where it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from piyasa.contracts.conversation import DraftGenerated
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.identity import seed_of
from piyasa.contracts.values import is_person
from piyasa.humanizer.ports import Seen
from piyasa.humanizer.use_cases.presence import conversation_of
from piyasa.projections.conversations.reading import has_ended, line_of, tick
from piyasa.projections.conversations.state import Conversation, Line, Tick
from piyasa.projections.directory import Directory
from piyasa.projections.directory.settings import Settings
from piyasa.projections.directory.state import Bot


@dataclass(frozen=True, slots=True)
class Assignment:
    """One draft, and what the view says about where it goes."""

    event: Recorded[DraftGenerated]
    tick: Tick
    conversation: Conversation
    bot: Bot
    target: Line | None
    settings: Settings
    as_of: int
    seed: str
    now: datetime
    clock_shift: timedelta = timedelta(0)
    """What personas' clocks are ahead of ``now``: it moves the hour of day, never what time has done."""

    @property
    def on_the_wall(self) -> datetime:
        """The moment that personas' clocks show."""
        return self.now + self.clock_shift

    @property
    def draft(self) -> DraftGenerated:
        """The draft."""
        return self.event.data

    @property
    def sincere(self) -> bool:
        """Whether it truthfully answers if the persona is a machine; nothing about it may change."""
        return self.draft.reason == "sincere_question"

    @property
    def tells_of_life(self) -> bool:
        """Whether it tells of a life event, as it was asked to."""
        return "life_event" in self.draft.why.inputs

    @property
    def to_person(self) -> bool:
        """Whether a human waits for it."""
        return self.draft.reason == "mention" or (self.target is not None and is_person(self.target.speaker))


def assignment_of(
    event: Recorded[DraftGenerated], view: Seen, now: Callable[[], datetime], clock_shift: timedelta
) -> Assignment | None:
    """None when the tick has its outcome, or when a newer draft or a rewrite has taken this one's place."""
    tables, draft = view.tables, event.data
    conversation = conversation_of(tables, draft.chat_id)
    found = None if has_ended(conversation, draft.tick_id) else tick(conversation, draft.tick_id)
    directory = Directory(tables)
    bot = directory.bot(draft.bot_id)
    if found is None or bot is None or draft.attempt < max(found.drafts, found.rewrites):
        return None
    target = None if found.reply_to is None else line_of(conversation, found.reply_to)
    settings = Settings.of(directory.installation)
    seed = seed_of(event.id, "style")
    return Assignment(event, found, conversation, bot, target, settings, view.position, seed, now(), clock_shift)
