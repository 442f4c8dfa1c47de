"""One round of one pipeline: a load, and what it took."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nats.aio.client import Client

from bench.cpu import Meter
from bench.driver import Driver, Passed, Pipeline

Progress = Callable[[int], None]


@dataclass(slots=True)
class Figures:
    """What the rounds of one pipeline gave."""

    rates: list[float] = field(default_factory=list)
    """Messages a second."""
    cpu: list[dict[str, float]] = field(default_factory=list)
    """CPU seconds per 1,000 messages, by process."""
    lost: dict[str, int] = field(default_factory=dict)
    """Ends other than being sent."""

    def add(self, passed: Passed, used: Mapping[str, float]) -> None:
        """One more round."""
        self.rates.append(passed.sent / passed.seconds)
        self.cpu.append({name: 1000 * seconds / max(passed.sent, 1) for name, seconds in used.items()})
        for name, number in passed.other.items():
            self.lost[name] = self.lost.get(name, 0) + number

    @property
    def totals(self) -> list[float]:
        """CPU seconds per 1,000 messages over all processes, a round each."""
        return [sum(each.values()) for each in self.cpu]

    def as_json(self) -> dict[str, object]:
        """Medians, and every round."""
        by_process = {name: statistics.median(each[name] for each in self.cpu) for name in self.cpu[0]}
        return {
            "messages_per_second": round(statistics.median(self.rates), 1),
            "cpu_seconds_per_1000": round(statistics.median(self.totals), 3),
            "by_process": {name: round(value, 3) for name, value in by_process.items()},
            "rounds": [round(total, 3) for total in self.totals],
            "ended_otherwise": self.lost,
        }


@dataclass(frozen=True, slots=True)
class Load:
    """How much is passed in a round; seconds."""

    messages: int
    chats: int
    window: int
    """Messages under way in every chat: as many as the in-flight rule allows a fast one."""
    within: float = 60.0


async def loaded(
    client: Client, pipeline: Pipeline, load: Load, pids: Mapping[str, int],
    settled: Callable[[], Awaitable[None]], progress: Progress,
) -> tuple[Passed, dict[str, float]]:  # fmt: skip
    """Warm up, then pass the load; CPU is counted until everything has settled."""
    warm = Driver(client, pipeline, load.chats, lambda _: None)
    await warm.keep(load.messages // 10, window=load.window, within=load.within)
    await settled()
    meter = Meter(pids)
    passed = await Driver(client, pipeline, load.chats, progress).keep(
        load.messages, window=load.window, within=load.within
    )
    await settled()
    return passed, meter.used()


async def latency(
    client: Client, pipeline: Pipeline, chats: int, messages: int, pids: Mapping[str, int], progress: Progress
) -> dict[str, Any]:
    """Twenty messages a second: milliseconds to the end, median and 95th percentile, and CPU per 1,000."""
    meter = Meter(pids)
    driver = Driver(client, pipeline, chats, progress)
    passed = await driver.steadily(messages, rate=20.0, within=messages / 20 + 15)
    by_process = {name: 1000 * seconds / max(passed.sent, 1) for name, seconds in meter.used().items()}
    ordered = sorted(passed.latencies) or [float("nan")]
    return {
        "median_ms": round(1000 * statistics.median(ordered), 2),
        "p95_ms": round(1000 * ordered[int(len(ordered) * 0.95)], 2),
        "cpu_seconds_per_1000": round(sum(by_process.values()), 3),
        "by_process": {name: round(value, 3) for name, value in by_process.items()},
    }


async def at_once() -> None:
    """Nothing to wait for."""
    await asyncio.sleep(0)
