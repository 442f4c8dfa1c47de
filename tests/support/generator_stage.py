"""A chat in which the generator is asked for words, as plain facts."""

from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from piyasa.contracts import membership, persona, system
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.values import Meaning
from piyasa.generator.adapters.offline import OfflineEngine
from piyasa.generator.domain.scene import Scene
from piyasa.generator.ports import TextEngine, Words
from piyasa.generator.use_cases.drafting import Drafting
from piyasa.generator.use_cases.remembering import Remembering
from piyasa.language import analyse
from piyasa.projections.catalogue import all_projections
from piyasa.projections.fold import TableSet
from support.conversations import founding
from support.events import AYSE, CHAT, MEHMET, Log, received
from support.folding import tables_of

OUTCOMES = frozenset({"draft-generated", "draft-rejected", "tick-abandoned"})


def meant(text: str, language: str = "tr") -> Meaning:
    """What a text says."""
    return Meaning.model_validate(asdict(analyse(text, language=language)))


@dataclass
class Counts:
    """What was counted."""

    outcomes: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    disclosures: int = 0
    judged_as: list[tuple[str, str]] = field(default_factory=list)
    sought: list[str] = field(default_factory=list)

    def drafted(self, bot_id: str, outcome: str, seconds: float) -> None:
        self.outcomes.append(outcome)

    def blocked(self, kind: str) -> None:
        self.kinds.append(kind)

    def disclosed(self) -> None:
        self.disclosures += 1

    def judged(self, guard: str, verdict: str) -> None:
        self.judged_as.append((guard, verdict))

    def sought_again(self, kind: str) -> None:
        self.sought.append(kind)


@dataclass
class Scripted:
    """An engine that says what it was given, in order; an exception is raised."""

    lines: list[str | Exception]
    hints: list[str] = field(default_factory=list)
    scenes: list[Scene] = field(default_factory=list)

    async def words(self, scene: Scene, *, hint: str = "", **_unread: object) -> Words:
        self.hints.append(hint)
        self.scenes.append(scene)
        line = self.lines.pop(0)
        if isinstance(line, Exception):
            raise line
        return Words(line, "scripted", "script", "0" * 64)

    def status(self) -> str:
        return "scripted"


@dataclass
class Stage:
    """A log, the view of it, and the generator's handlers."""

    log: Log
    counts: Counts = field(default_factory=Counts)
    besides: list[Any] = field(default_factory=list)
    """What the last handling told beside its outcome, as events that would be published."""

    @property
    def tables(self) -> TableSet:
        return tables_of(all_projections(), self.log.events)

    @property
    def position(self) -> int:
        return self.log.position

    def scripted(self, *lines: str | Exception) -> Scripted:
        return Scripted(list(lines))

    def hear(self, number: int, text: str, **known: Any) -> None:
        """A person says something that means something."""
        self.log.add(received(number, text=text, meaning=meant(text), **known))

    def record(self, *facts: Event) -> list[Recorded[Any]]:
        return self.log.add(*facts)

    async def handle(
        self, event: Recorded[Any], engine: TextEngine | None = None, *, after: float = 1.0, **known: Any
    ) -> list[Any]:
        """Hand an event to its handler and record what comes of it; gives the outcome that would be published."""
        now = self.log.now + timedelta(seconds=after)
        drafting = Drafting(self, engine or OfflineEngine(), self.counts, now=lambda: now, release="test", **known)
        handler = drafting.on_tick if event.data.fact == "tick-requested" else drafting.on_rewrite
        produced = list(await handler(event))
        self.log.add(*(new.data for new in produced))
        self.besides = [new for new in produced if new.data.fact not in OUTCOMES]
        assert produced[: len(produced) - len(self.besides)] == [each for each in produced if each not in self.besides]
        return [new for new in produced if new.data.fact in OUTCOMES]

    def told_besides(self, fact: str) -> list[Any]:
        """The facts of a kind that the last handling told beside its outcome."""
        return [new.data for new in self.besides if new.data.fact == fact]

    async def heard_twice(self, event: Recorded[Any]) -> tuple[list[Any], list[Any]]:
        """What personas make of a line that is handled twice, as events that would be published."""
        remembering = Remembering(self, lambda: self.log.now)
        return await remembering.on_heard(event), await remembering.on_heard(event)

    async def remember(self, number: int, text: str, **known: Any) -> list[Any]:
        """A person says something; gives the facts by which personas remember it."""
        known.setdefault("meaning", meant(text))
        (event,) = self.log.add(received(number, text=text, **known))
        produced = await Remembering(self, lambda: self.log.now).on_heard(event)
        self.log.add(*(new.data for new in produced))
        return [new.data for new in produced]

    async def answer(self, fact: Event, engine: TextEngine | None = None, **known: Any) -> list[Any]:
        """Record a fact, hand it to its handler; gives the outcome that came of it."""
        (event,) = self.log.add(fact)
        return [new.data for new in await self.handle(event, engine, **known)]


def stage_with_talk() -> Stage:
    """Two personas in a chat, the simulation on."""
    log = Log()
    log.add(
        *founding(),
        system.SimulationStarted(by="admin"),
        membership.ChatEnabled(chat_id=CHAT, by="admin"),
        *(persona.BotEnabled(bot_id=bot_id, by="admin") for bot_id in (MEHMET, AYSE)),
    )
    return Stage(log)
