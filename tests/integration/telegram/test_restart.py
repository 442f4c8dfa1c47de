"""The process, killed and started again."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from support.telegram_clients import Local


@asynccontextmanager
async def _process(state: Path, *more: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    arguments = ["--port", "0", "--state", str(state), "--limits", "off", *more]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "piyasa.devstack.telegram", *arguments, stdout=asyncio.subprocess.PIPE, env=environment
    )
    try:
        assert process.stdout is not None
        line = (await asyncio.wait_for(process.stdout.readline(), 20)).decode()
        yield process, line.split()[2]
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_nothing_that_was_answered_is_lost_by_kill_9(tmp_path: Path) -> None:
    seed = tmp_path / "seed.json"
    seed.write_text(
        json.dumps(
            {
                "bots": [{"name": "Mehmet", "username": "mehmet_bot", "token": "4001:abc", "privacy": False}],
                "groups": [{"title": "Sohbet", "id": -1001234567890, "bots": ["mehmet_bot"]}],
            }
        )
    )
    state, answered = tmp_path / "telegram.jsonl", 0
    async with _process(state, "--seed", str(seed)) as (process, url), Local.at(url) as local:

        async def chatter() -> None:
            nonlocal answered
            while True:
                sent = await local.call("4001:abc", "sendMessage", chat_id=-1001234567890, text=f"söz {answered}")
                assert sent["ok"]
                answered += 1

        talking = asyncio.create_task(chatter())
        while answered < 50 and not talking.done():
            await asyncio.sleep(0.01)
        process.kill()
        await asyncio.gather(talking, return_exceptions=True)
    async with _process(state, "--seed", str(seed)) as (process, url), Local.at(url) as local:
        ledger = await local.ask("GET", "/ledger?method=sendMessage")
        texts = [line["text"] for line in ledger]
        # The call in flight at the moment of the kill may or may not have been carried out.
        assert texts in ([f"söz {n}" for n in range(answered)], [f"söz {n}" for n in range(answered + 1)])
        [group] = await local.ask("GET", "/groups")
        messages = await local.ask("GET", f"/groups/{group['id']}/messages")
        assert [message["text"] for message in messages if "text" in message] == texts
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 0


async def test_updates_survive_and_confirmed_ones_stay_gone(tmp_path: Path) -> None:
    state = tmp_path / "telegram.jsonl"
    async with _process(state) as (process, url), Local.at(url) as local:
        bot = await local.ask("POST", "/bots", {"name": "Mehmet", "privacy": False})
        group = await local.ask("POST", "/groups", {"title": "Sohbet", "bots": [bot["username"]]})
        for text in ("bir", "iki"):
            said = {"from": {"id": 1001, "first_name": "Deniz"}, "text": text, "reply_to_message_id": None}
            await local.ask("POST", f"/groups/{group['id']}/messages", said)
        updates = (await local.call(bot["token"], "getUpdates"))["result"]
        await local.call(bot["token"], "getUpdates", offset=updates[-1]["update_id"])
        process.kill()
    async with _process(state) as (_, url), Local.at(url) as local:
        left = (await local.call(bot["token"], "getUpdates"))["result"]
        assert [update["message"]["text"] for update in left] == ["iki"]
        assert left[0]["update_id"] == updates[-1]["update_id"]
