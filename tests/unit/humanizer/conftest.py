"""A chat in which drafts await their form, as plain facts; and ways of writing."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.persona import EmotionProfile, PersonaProfile, WritingStyle
from piyasa.contracts.values import Meaning
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.use_cases.styling import Styling
from piyasa.language import analyse
from piyasa.projections.catalogue import projections_for
from piyasa.projections.emotions.reading import modifiers
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.fold import TableSet
from piyasa.projections.pace import LIFE, Pace
from piyasa.projections.relationships.reading import Effects, effects
from piyasa.projections.relationships.state import Kind, Relationship
from support.conversations import founding
from support.events import MEHMET, NOON, WHY, Log, drafted, received, requested


def meant(text: str) -> Meaning:
    """What a text says."""
    return Meaning.model_validate(asdict(analyse(text)))


@dataclass
class Counts:
    """What was counted."""

    repetitions: int = 0
    kinds: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def repeated(self) -> None:
        self.repetitions += 1

    def blocked(self, kind: str) -> None:
        self.kinds.append(kind)

    def suppressed(self, reason: str) -> None:
        self.reasons.append(reason)


@dataclass
class Stage:
    """A log, the view of it, and the humanizer's handler."""

    log: Log
    counts: Counts = field(default_factory=Counts)

    folded: list[Recorded[Any]] = field(default_factory=list)
    """The events that the view holds; folded again from the beginning when the log was cut."""
    view: TableSet = field(default_factory=lambda: TableSet.of(projections_for("humanizer")))

    @property
    def tables(self) -> TableSet:
        events = self.log.events
        if self.folded and (len(events) < len(self.folded) or events[len(self.folded) - 1] is not self.folded[-1]):
            self.folded, self.view = [], TableSet.of(projections_for("humanizer"))
        for event in events[len(self.folded) :]:
            self.view.apply(event)
            self.folded.append(event)
        assert self.view.failures == []
        return self.view

    @property
    def position(self) -> int:
        return self.log.position

    def record(self, *facts: Event) -> list[Recorded[Any]]:
        return self.log.add(*facts)

    def hear(self, number: int, text: str, **known: Any) -> None:
        self.record(received(number, text=text, meaning=meant(text), **known))

    def ask(self, tick: str, **known: Any) -> Recorded[Any]:
        return self.record(requested(tick, **known))[0]

    def draft(self, tick: str, text: str, **known: Any) -> Recorded[Any]:
        known = {"why": WHY.model_copy(update={"as_of": self.log.position}), "meaning": meant(text)} | known
        return self.record(drafted(tick, text=text, **known))[0]

    async def style(self, event: Recorded[Any], *, after: float = 0.5, pace: Pace = LIFE, **known: Any) -> list[Any]:
        """Hand a draft to the handler and record what comes of it; gives the events that would be published."""
        now = self.log.now + timedelta(seconds=after)
        styling = Styling(self, self.counts, now=lambda: now, release="test", pace=pace, **known)
        produced = list(await styling.on_draft(event))
        self.record(*(new.data for new in produced))
        return produced

    async def say(self, tick: str, text: str, **known: Any) -> list[Any]:
        """A tick, its draft, and the facts that come of it."""
        asked = {"bot_id", "reason", "reply_to", "expires_at"}
        self.ask(tick, **{name: value for name, value in known.items() if name in asked})
        known.pop("expires_at", None)
        return [new.data for new in await self.style(self.draft(tick, text, **known))]


@pytest.fixture
def stage() -> Stage:
    log = Log()
    log.add(*founding())
    return Stage(log)


PLAIN = WritingStyle(typo_rate=0.0, emoji_frequency="none", sentence_length="long")


@pytest.fixture
def manner() -> Callable[..., Manner]:
    """Ways of writing; by default without any habit or mistake."""

    def make(style: WritingStyle | None = None, feelings: Feelings | None = None, **known: Any) -> Manner:
        felt = feelings or Feelings()
        values: dict[str, Any] = {
            "style": style or PLAIN,
            "persona": PersonaProfile(),
            "temperament": EmotionProfile(),
            "feelings": felt,
            "modifiers": modifiers(felt),
            "effects": effects(Relationship(kind="acquaintance")),
            "local": NOON,
            "answers_person": False,
            "free": True,
            "quiet_for": 0.0,
            "first_of_day": False,
        }
        return Manner(**values | known)

    return make


@pytest.fixture
def befriended() -> Callable[[Kind], Effects]:
    """What a relationship of a kind does to a message."""
    return lambda kind: effects(Relationship(kind=kind))


@pytest.fixture
def plain_style() -> WritingStyle:
    return PLAIN


@pytest.fixture
def me() -> str:
    return MEHMET
