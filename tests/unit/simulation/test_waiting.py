from __future__ import annotations

import asyncio

import pytest

from piyasa.simulation.errors import WouldWait
from piyasa.simulation.waiting import at_once


async def _answer() -> int:
    return 42


async def _sleeper() -> None:
    await asyncio.sleep(0)


def test_work_that_never_waits_gives_its_result():
    assert at_once(_answer()) == 42


def test_work_that_waits_is_refused_by_name():
    with pytest.raises(WouldWait, match="_sleeper"):
        at_once(_sleeper())


def test_what_work_raises_is_raised():
    async def failing() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        at_once(failing())
