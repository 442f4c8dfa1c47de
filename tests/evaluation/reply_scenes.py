"""Which line a persona answers in the labelled scenes, chosen as the scheduler chooses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from piyasa.contracts.persona import PersonaProfile
from piyasa.contracts.values import Meaning
from piyasa.generator.use_cases.outcomes import meaning_of
from piyasa.language import PersonaName, analyse
from piyasa.projections.conversations.state import Conversation, Line
from piyasa.projections.directory.settings import Settings
from piyasa.projections.directory.state import Bot, Chat, Holding, Installation, Stance
from piyasa.projections.relationships.state import Kind, Relationship, Ties
from piyasa.scheduler.domain.chance import Chance
from piyasa.scheduler.domain.scene import Scene
from piyasa.scheduler.domain.targets import choose_target

Labelled = Mapping[str, Any]

SEEDS: Final = 20
_FILE: Final = Path(__file__).parent / "reply_targets.jsonl"
_CHAT: Final = "labelled"
_NOW: Final = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


class _Luck:
    """Every tier is used and no tie is broken: what is left is the rule without its chance."""

    def random(self) -> float:
        return 0.0

    def uniform(self, a: float, b: float) -> float:
        return (a + b) / 2


@dataclass(frozen=True, slots=True)
class TargetScore:
    """How often the line is chosen that a reader would expect; shares are of scenes, averaged over the seeds."""

    scenes: int
    answers: float
    """A line was chosen at all: otherwise the persona says something of its own."""
    best: float
    """Of the choices, those of the best line."""
    fine: float
    """Of the choices, those of the best line or an acceptable one."""
    top_best: float
    """The line with the most points in the highest tier that has any is the best one."""
    top_fine: float


def target_score(split: str) -> TargetScore:
    """Choose in every scene of a split."""
    scenes = [labelled for labelled in _labelled() if labelled["split"].replace("_", "") == split]
    chosen = [(labelled, pick(labelled, Random(seed))) for labelled in scenes for seed in range(SEEDS)]
    made = [(labelled, number) for labelled, number in chosen if number is not None]
    top = [(labelled, pick(labelled, _Luck())) for labelled in scenes]
    return TargetScore(
        scenes=len(scenes),
        answers=len(made) / len(chosen),
        best=sum(number == labelled["best"] for labelled, number in made) / len(made),
        fine=sum(is_fine(labelled, number) for labelled, number in made) / len(made),
        top_best=sum(number == labelled["best"] for labelled, number in top) / len(top),
        top_fine=sum(is_fine(labelled, number) for labelled, number in top) / len(top),
    )


def misses() -> list[tuple[Labelled, int | None]]:
    """Give the tune scenes in which even the rule without its chance takes a line that is not fine."""
    scenes = (labelled for labelled in _labelled() if labelled["split"] == "tune")
    picked = ((labelled, pick(labelled, _Luck())) for labelled in scenes)
    return [(labelled, number) for labelled, number in picked if not is_fine(labelled, number)]


def pick(labelled: Labelled, chance: Chance) -> int | None:
    """Choose as the scheduler does; the number of the line, or None for a message of the persona's own."""
    scene = scene_of(labelled)
    found = choose_target(scene, scene.members[0], chance)
    return None if found is None else found[0].telegram_message_id


def is_fine(labelled: Labelled, number: int | None) -> bool:
    """Tell whether a line is the best one or acceptable."""
    return number == labelled["best"] or number in labelled["acceptable"]


def scene_of(labelled: Labelled) -> Scene:
    """Set a labelled scene up as the scheduler sees it, its lines read by the language rules."""
    speakers = {line["n"]: line["speaker"] for line in labelled["lines"]}
    lines = tuple(
        Line(
            position=line["n"],
            time=_NOW - timedelta(seconds=line["age_seconds"]),
            speaker=line["speaker"],
            name="",
            text=line["text"],
            meaning=_meaning(line["text"]),
            telegram_message_id=line["n"],
            reply_to=line["reply_to"],
            reply_author=speakers.get(line["reply_to"]),
            tick_id=f"tick-{line['n']}" if line["speaker"].startswith("b:") else None,
        )
        for line in labelled["lines"]
    )
    return Scene(
        chat=Chat(_CHAT, -1, "labelled"),
        conversation=Conversation(lines=lines),
        members=(_bot(labelled["persona"]),),
        installation=Installation(simulation_active=True),
        settings=Settings(),
        now=_NOW,
        as_of=len(lines),
        release="measured",
        ties={labelled["persona"]["bot_id"]: _ties(labelled["persona"])},
    )


@cache
def _labelled() -> tuple[Labelled, ...]:
    return tuple(json.loads(text) for text in _FILE.read_text(encoding="utf-8").splitlines() if text)


@cache
def _cast() -> tuple[PersonaName, ...]:
    """Everybody who is a persona in some scene: all of them sit in the chat."""
    named = {labelled["persona"]["bot_id"]: labelled["persona"]["name"] for labelled in _labelled()}
    return tuple(PersonaName(bot_id, name, bot_id.replace("-", "_")) for bot_id, name in sorted(named.items()))


@cache
def _meaning(text: str) -> Meaning:
    return meaning_of(analyse(text, personas=_cast()))


def _ties(persona: Mapping[str, Any]) -> Ties:
    kinds: list[tuple[str, Kind]] = [(speaker, "friend") for speaker in persona["friends"]]
    kinds += [(speaker, "rival") for speaker in persona["rivals"]]
    return Ties(
        persona["bot_id"], {speaker: Relationship(kind, last_at=_NOW, updated_at=_NOW) for speaker, kind in kinds}
    )


def _bot(persona: Mapping[str, Any]) -> Bot:
    return Bot(
        bot_id=persona["bot_id"],
        name=persona["name"],
        handle=persona["bot_id"].replace("-", "_"),
        enabled=True,
        chats={_CHAT: 1},
        persona=PersonaProfile(expertise=persona["expertise"]),
        stances={each["topic"]: Stance(each["topic"], each["direction"], 0.8, "") for each in persona["stances"]},
        holdings={symbol: Holding(symbol, "long") for symbol in persona["holdings"]},
    )
