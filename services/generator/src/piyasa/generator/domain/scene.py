"""The moment in which a persona is asked to speak, as far as words depend on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from piyasa.contracts.conversation import TickReason
from piyasa.contracts.values import Meaning
from piyasa.projections.directory.state import Bot
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.figures import Figure
from piyasa.projections.life_events.state import LifeEvent
from piyasa.projections.memories.state import Memory
from piyasa.projections.relationships.state import STRANGER, Relationship


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the chat, with the name its speaker goes by."""

    speaker: str
    """``b:<bot id>`` or ``p:<person id>``."""
    name: str
    text: str
    meaning: Meaning

    @property
    def by_person(self) -> bool:
        """Whether a human said it."""
        return self.speaker.startswith("p:")


@dataclass(frozen=True, slots=True)
class Scene:
    """Who is to speak, to whom, about what, after what."""

    bot: Bot
    chat_title: str
    language: str
    reason: TickReason
    topic: str | None
    """A topic group or a symbol."""
    target: Said | None
    """The line that is answered."""
    history: tuple[Said, ...]
    """The newest lines, oldest first; without people who do not wish to be quoted."""
    spoken: tuple[str, ...]
    """Sketches of what the chat and the persona have said lately and are about to say."""
    avoid: tuple[str, ...]
    """Texts that another attempt came too close to."""
    feelings: Feelings
    local: datetime
    """Now, in the persona's zone."""
    relationship: Relationship = STRANGER
    """Towards the target's speaker."""
    agreement_bias: float = 0.0
    """How far the relationship leans to agreeing, -0.3..0.3 (behaviour 5.4); it never changes a stance."""
    memories: tuple[Memory, ...] = ()
    """What comes to mind, best first, at most three."""
    mention_event: LifeEvent | None = None
    """The public life event that should be mentioned this time."""
    events: tuple[LifeEvent, ...] = ()
    """Public life events that are going on."""
    own_past: tuple[str, ...] = ()
    """The persona's own earlier lines that bear on this, at most two."""
    spent: frozenset[tuple[str, int]] = frozenset()
    """Symbol and sign (-1, 1) on which no further opinion may be voiced: speak neutrally or ask (behaviour 8.4)."""
    change_topic: bool = False
    """The topic is exhausted: lead over to another one."""
    refresh_note: str = ""
    """A reminder of who the persona is, for engines that read a prompt (behaviour 2.5)."""
    market_open: bool = True
    """Whether the exchange is in session at ``local``."""
    first_of_day: bool = False
    """Whether the persona has not spoken in this chat today."""
    chat_id: str = ""
    providers: tuple[str, ...] = ()
    """Names of the providers of language models to ask first, in order."""
    figures: tuple[Figure, ...] = ()
    """Observed and fresh: the only market figures that may be spoken of."""

    @property
    def formal(self) -> bool:
        """Whether the persona keeps its distance in how it addresses people."""
        return self.bot.persona.style.formality == "formal"
