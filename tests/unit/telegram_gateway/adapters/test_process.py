"""Waiting that ends when it must."""

from __future__ import annotations

import asyncio

import pytest

from piyasa.eventlog.errors import Later
from piyasa.telegram_gateway.adapters.process import EndableRest


async def test_a_rest_lasts_its_time() -> None:
    await EndableRest().sleep(0.001)


async def test_a_rest_that_is_ended_hands_the_work_over_at_once() -> None:
    rest = EndableRest()
    sleeping = asyncio.create_task(rest.sleep(60))
    await asyncio.sleep(0)
    rest.end()
    with pytest.raises(Later) as later:
        await sleeping
    assert later.value.seconds == 0


async def test_nobody_rests_after_the_end() -> None:
    rest = EndableRest()
    rest.end()
    with pytest.raises(Later):
        await rest.sleep(0)
