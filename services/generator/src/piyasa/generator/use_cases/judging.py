"""Has a model judge what rules are not sure of; the same question is asked once."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

import structlog

from piyasa.generator.domain.models.calls import Call, Schema
from piyasa.generator.domain.scene import Scene
from piyasa.generator.ports import CacheTally, WordsUnavailable
from piyasa.generator.use_cases.lanes import Wish
from piyasa.generator.use_cases.routing import Router

logger = structlog.get_logger(__name__)

KEPT: Final = 4096
"""Judgements that are remembered."""
MOST_TOKENS: Final = 300
PATIENCE: Final = timedelta(seconds=10)
"""How long a judgement may take: the words wait for it."""


@dataclass(slots=True)
class ModelJudge:
    """Structured answers, remembered by the hash of what was asked until somebody wishes to be forgotten."""

    router: Router
    tally: CacheTally
    forgotten: Callable[[], int] = lambda: 0
    """How many people have wished to be forgotten: an answer may echo what they said."""
    _known: OrderedDict[str, Mapping[str, Any]] = field(default_factory=OrderedDict)
    _asking: dict[str, asyncio.Lock] = field(default_factory=dict)
    _wishes: int = 0

    async def judged(
        self, instructions: str, question: str, schema: Schema, scene: Scene, until: datetime
    ) -> Mapping[str, Any] | None:
        """The answer as an object of the schema; None when no model gives one in time."""
        call = Call("judge", instructions, question, MOST_TOKENS, 0.0, schema=schema)
        turn = self._asking.setdefault(call.key, asyncio.Lock())
        try:
            async with turn:
                return await self._answer(call, schema, Wish(until, scene.providers, urgent=True))
        finally:
            if not turn.locked():
                self._asking.pop(call.key, None)

    async def _answer(self, call: Call, schema: Schema, wish: Wish) -> Mapping[str, Any] | None:
        """Whoever asks the same meanwhile waits for this."""
        known = self._remembered().get(call.key)
        self.tally.looked_up("judgement", hit=known is not None)
        if known is not None:
            self._known.move_to_end(call.key)
            return known
        soon = replace(wish, until=min(wish.until, self.router.now() + PATIENCE))
        try:
            answer = await self.router.ask(call, soon)
            found = _object_in(answer.text)
        except (WordsUnavailable, TimeoutError, ValueError) as error:
            logger.warning("no judgement", schema=schema.name, reason=type(error).__name__)
            return None
        if not schema.fits(found):
            logger.warning("no judgement", schema=schema.name, reason="it has another form")
            return None
        self._known[call.key] = found
        if len(self._known) > KEPT:
            self._known.popitem(last=False)
        return found

    def _remembered(self) -> OrderedDict[str, Mapping[str, Any]]:
        wishes = self.forgotten()
        if wishes != self._wishes:
            self._known.clear()
            self._wishes = wishes
        return self._known


def _object_in(text: str) -> Mapping[str, Any]:
    """The JSON object in an answer, whatever stands around it; raises ``ValueError``."""
    begin, end = text.find("{"), text.rfind("}")
    found = json.loads(text[begin : end + 1])
    if not isinstance(found, dict):
        message = "the judgement is no object"
        raise ValueError(message)  # noqa: TRY004 - like any other text that is no judgement
    return found
