"""The account of what providers took today, in a bucket that all replicas share."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import reduce
from random import random
from typing import Final

import orjson
import structlog

from piyasa.eventlog.kv import Bucket, Entry
from piyasa.generator.domain.models.budgets import Spent

logger = structlog.get_logger(__name__)

TTL: Final = 3 * 86_400
"""Seconds that a day's account is kept."""
TURNS: Final = 100
"""Rounds of compare-and-set before a charge is put off to the next one."""
_LONGEST_PAUSE: Final = 0.02


@dataclass(slots=True)
class BucketLedger:
    """Sums by compare-and-set.

    Charges of one process that wait for one another are written together, so that only replicas contend. What cannot
    be written is owed and written with the next charge.
    """

    bucket: Bucket
    instance: str
    _owed: dict[str, Spent] = field(default_factory=dict)
    _known: dict[str, Spent] = field(default_factory=dict)
    _turns: dict[str, asyncio.Lock] = field(default_factory=dict)
    _totals: dict[str, Spent] = field(default_factory=dict)

    async def spent(self, provider: str, day: str) -> Spent:
        """What all replicas spent; while the broker is away, what was last known."""
        key = _key(provider, day)
        try:
            self._known[key] = _read(await self.bucket.get(key))
        except Exception as error:  # noqa: BLE001 - whatever the client raises while the broker is away
            logger.warning("a budget cannot be read", provider=provider, reason=repr(error))
        return self._known.get(key, Spent()).plus(self._owed.get(key, Spent()))

    async def spent_by_all(self, day: str) -> Spent:
        """What all replicas spent on all providers; while the broker is away, what was last known."""
        try:
            self._totals = {day: _sum((await spent_on(self.bucket, day)).values())}
        except Exception as error:  # noqa: BLE001 - the same
            logger.warning("budgets cannot be read", reason=repr(error))
        owed = (spent for key, spent in self._owed.items() if key.startswith(_key("", day)))
        return self._totals.get(day, Spent()).plus(_sum(owed))

    async def charge(self, provider: str, day: str, spent: Spent) -> tuple[Spent, Spent]:
        """Add to the account; gives the states before and after, equal when another charge of ours took this along."""
        key = _key(provider, day)
        self._owed[key] = self._owed.get(key, Spent()).plus(spent)
        async with self._turns.setdefault(key, asyncio.Lock()):
            owed = self._owed.pop(key, None)
            if owed is None:
                return self._known[key], self._known[key]
            try:
                before, after = await self._add(key, owed)
            except Exception as error:  # noqa: BLE001 - the same
                logger.warning("a budget cannot be charged now", provider=provider, reason=repr(error))
                self._owed[key] = self._owed.get(key, Spent()).plus(owed)
                known = self._known.get(key, Spent()).plus(self._owed[key])
                return known, known
            self._known[key] = after
            return before, after

    async def _add(self, key: str, more: Spent) -> tuple[Spent, Spent]:
        """Raises ``TimeoutError`` when others were always first."""
        for _ in range(TURNS):
            entry = await self.bucket.get(key)
            before = _read(entry)
            value = self._written(before.plus(more))
            if entry is None:
                put = await self.bucket.create(key, value, ttl=TTL)
            else:
                put = await self.bucket.update(entry, value, ttl=TTL)
            if put is not None:
                return before, before.plus(more)
            await asyncio.sleep(random() * _LONGEST_PAUSE)  # noqa: S311 - who tries again first
        raise TimeoutError(key)

    def _written(self, spent: Spent) -> bytes:
        # Two replicas may create the same sum at once: whose it is tells them apart.
        return orjson.dumps(asdict(spent) | {"by": self.instance})


async def spent_on(bucket: Bucket, day: str) -> dict[str, Spent]:
    """What each provider took on a day, configured here or not; raises ``EventLogError``."""
    entries = await bucket.entries(_key(">", day))
    return {entry.key.removeprefix(_key("", day)): _read(entry) for entry in sorted(entries, key=lambda each: each.key)}


def _sum(several: Iterable[Spent]) -> Spent:
    return reduce(Spent.plus, several, Spent())


def _key(provider: str, day: str) -> str:
    return f"{day}.{provider}"


def _read(entry: Entry | None) -> Spent:
    if entry is None:
        return Spent()
    told = orjson.loads(entry.value)
    return Spent(int(told["tokens"]), int(told["micro_usd"]), int(told["calls"]))
