"""Has a model judge what rules are not sure of; the same question is asked once."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
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
    """Structured answers, remembered by what was asked."""

    router: Router
    tally: CacheTally
    _known: OrderedDict[str, Mapping[str, Any]] = field(default_factory=OrderedDict)

    async def judged(
        self, instructions: str, question: str, schema: Schema, scene: Scene, until: datetime
    ) -> Mapping[str, Any] | None:
        """The answer as an object; None when no model gives one in time."""
        call = Call("judge", instructions, question, MOST_TOKENS, 0.0, schema=schema)
        known = self._known.get(call.key)
        self.tally.looked_up("judgement", hit=known is not None)
        if known is not None:
            self._known.move_to_end(call.key)
            return known
        soon = min(until, self.router.now() + PATIENCE)
        try:
            answer = await self.router.ask(call, Wish(soon, scene.providers, urgent=True))
            found = _object_in(answer.text)
        except (WordsUnavailable, TimeoutError, ValueError) as error:
            logger.warning("no judgement", schema=schema.name, reason=str(error) or type(error).__name__)
            return None
        self._known[call.key] = found
        if len(self._known) > KEPT:
            self._known.popitem(last=False)
        return found


def _object_in(text: str) -> Mapping[str, Any]:
    """The JSON object in an answer, whatever stands around it; raises ``ValueError``."""
    begin, end = text.find("{"), text.rfind("}")
    found = json.loads(text[begin : end + 1])
    if not isinstance(found, dict):
        message = "the judgement is no object"
        raise ValueError(message)  # noqa: TRY004 - like any other text that is no judgement
    return found
