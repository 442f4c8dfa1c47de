"""Words from language models: the prompt, the call, and what is taken off the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from piyasa.contracts.conversation import ANSWERS_PEOPLE
from piyasa.generator.domain.cleaning import cleaned, names_of, whole_sentences
from piyasa.generator.domain.models.calls import Broken, Call
from piyasa.generator.domain.prompt import prompt_of
from piyasa.generator.domain.scene import Scene
from piyasa.generator.ports import TROUBLE, Words
from piyasa.generator.use_cases.lanes import Wish
from piyasa.generator.use_cases.routing import Router
from piyasa.projections.emotions.state import Feelings

MOST_TOKENS: Final = 200
"""Of an answer (behaviour 11.2)."""
_AT_REST, _SWAY, _COOLEST, _HOTTEST = 0.8, 0.2, 0.6, 1.0
"""Temperature at rest, how far full excitement moves it, and its bounds (behaviour 11.2)."""
_RESTING_EXCITEMENT: Final = 50.0
_SEEDS: Final = 2**31


@dataclass(frozen=True, slots=True)
class ModelWords:
    """The engine that asks models."""

    router: Router

    async def words(
        self, scene: Scene, *, seed: str, until: datetime, hint: str = "", broken: Broken | None = None
    ) -> Words:
        """Ask the models in the scene's order; raises ``WordsUnavailable`` and ``TimeoutError``."""
        prompt = prompt_of(scene, hint)
        names = names_of(scene.bot)
        call = Call(
            "draft",
            prompt.system,
            prompt.user,
            MOST_TOKENS,
            temperature_of(scene.feelings),
            seed=int(seed, 16) % _SEEDS,
        )
        answer = await self.router.ask(call, wish_for(scene, until, seed), broken=_of_clean(broken, names))
        # What broke off is judged, and perhaps said, as far as it is whole.
        text = answer.text if answer.finish == "stop" else whole_sentences(answer.text)
        return Words(
            text=cleaned(text, names),
            provider=answer.provider,
            model=answer.model,
            prompt_sha256=prompt.sha256,
            tokens=answer.tokens,
            cost=answer.cost,
            latency_ms=int(answer.seconds * 1000),
        )

    def status(self) -> str:
        """Which models there are, in order, and what is wrong with one."""
        return "models: " + "; ".join(self.status_of(lane.name) for lane in self.router.lanes)

    def status_of(self, name: str) -> str:
        """The same of one provider."""
        lane = next(lane for lane in self.router.lanes if lane.name == name)
        offer, (report, trouble) = lane.provider.offer, self.router.report()[name]
        state = "" if report.state == "closed" else f", circuit {report.state.replace('_', '-')}"
        return f"{offer.model} of {name}{state}" + (f", {TROUBLE}{trouble}" if trouble else "")


def wish_for(scene: Scene, until: datetime, seed: str) -> Wish:
    """How calls for a scene are made."""
    return Wish(until, scene.providers, urgent=scene.reason in ANSWERS_PEOPLE, draw=int(seed, 16) % 1000 / 1000)


def temperature_of(feelings: Feelings) -> float:
    """0.8 at rest, 0.6 when bored, 1.0 when excited."""
    sway = _SWAY * (feelings.excitement - _RESTING_EXCITEMENT) / _RESTING_EXCITEMENT
    return round(min(_HOTTEST, max(_COOLEST, _AT_REST + sway)), 3)


def _of_clean(broken: Broken | None, names: tuple[str, ...]) -> Broken | None:
    """Judge what will be left of an answer, not what will be taken off it."""
    return None if broken is None else lambda text: broken(cleaned(text, names))
