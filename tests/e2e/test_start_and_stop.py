"""Starting, stopping and going on: every further run on the same home continues the same log."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.launching import system
from support.running_system import RunningSystem

pytestmark = [pytest.mark.composed, pytest.mark.timeout(200)]

READY_WITHIN = 20.0
"""Seconds, on a machine with nothing else to do."""


def patience() -> float:
    """The promise, longer by what the machine does besides."""
    return READY_WITHIN * max(2.0, 2 * os.getloadavg()[0] / (os.cpu_count() or 1))


async def last_position(running: RunningSystem) -> int:
    return int((await running.facts())[-1]["position"])


async def test_every_further_run_goes_on_from_the_same_log_even_after_a_crash(tmp_path: Path) -> None:
    home = tmp_path / "home"
    async with system(home, "--pace", "20") as first:
        await first.until(lambda: first.facts("message-sent"), within=60, what="a first message")
        founding = await first.facts("bot-registered", "chat-registered", "simulation-started")
        chats = first.addresses["chats"]
        reached = await last_position(first)
    assert first.stopped_after < 20
    assert not (home / "addresses.json").exists()

    async with system(home, "--pace", "20", ready_within=patience()) as crashed:
        await crashed.say("Az sonra elektrik kesilecek.")
        await crashed.until(lambda: crashed.facts("message-received"), within=20, what="the message on the log")
        reached = await last_position(crashed)
        await crashed.crash()

    async with system(home, "--pace", "20", ready_within=patience()) as second:
        kept = await second.facts()
        assert [each["position"] for each in kept[:reached]] == list(range(1, reached + 1))
        assert second.addresses["chats"] == chats

        async def went_on() -> bool:
            said = await second.facts("message-sent")
            return bool(said) and said[-1]["position"] > reached

        await second.until(went_on, within=60, what="the conversation to go on")
        assert await second.facts("bot-registered", "chat-registered", "simulation-started") == founding
        disclosed = await second.facts("chat-disclosed")
        assert len(disclosed) == 1, "the notice is not posted again"
        code, output = await second.command("verify", "--json")
        assert code == 0, output
        pids = [each["pid"] for each in second.addresses["services"].values()]
        pids += second.addresses["servers"].values()
    assert second.stopped_after < 20
    assert "did not stop within" not in second.tail()
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]
