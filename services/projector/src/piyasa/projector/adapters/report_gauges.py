"""The newest reports as gauges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from piyasa.projector.use_cases.reporting import Window
from piyasa.telemetry import Metrics
from piyasa.telemetry.metrics import Family


class ReportGauges:
    """Shows each window that was measured; a figure that is unknown leaves its gauge as it was."""

    def __init__(self, metrics: Metrics) -> None:
        self._gauges = metrics.personas

    def show(self, window: Window) -> None:
        """Set the gauges of every chat and persona of a window."""
        _set(self._gauges.mechanical_score, {bot: each.mechanical.score for bot, each in window.personas.items()})
        chats = {chat_id: each.quality for chat_id, each in window.chats.items()}
        _set(self._gauges.coherence, {chat_id: each.coherence_score for chat_id, each in chats.items()})
        _set(self._gauges.engagement, {chat_id: each.engagement_rate for chat_id, each in chats.items()})
        _set(self._gauges.topic_diversity, {chat_id: each.topic_diversity for chat_id, each in chats.items()})
        _set(self._gauges.human_share, {chat_id: each.bot_human_ratio for chat_id, each in chats.items()})
        _set(self._gauges.naturalness, {chat_id: each.naturalness_score for chat_id, each in chats.items()})


def _set(gauges: Family[Any], values: Mapping[str, float | None]) -> None:
    for label, value in values.items():
        if value is not None:
            gauges.of(label).set(value)
