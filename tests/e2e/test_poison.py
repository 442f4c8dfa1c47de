"""What cannot be handled is put aside with its cause; everything else goes on, and operators can have it done later."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from piyasa.contracts.envelope import beginning
from piyasa.contracts.system import UserForgotten
from piyasa.eventlog.log import EventLog, new_id
from support.crowd import answered
from support.launching import system
from support.running_system import RunningSystem

pytestmark = [pytest.mark.composed, pytest.mark.timeout(180)]

DRAFTS = "evt.chat.bist-sohbet.draft-generated"


async def publish(running: RunningSystem, subject: str, body: bytes, kind: str) -> int:
    """Put something on the log that no service would; its position."""
    headers = {"ce-id": new_id(), "ce-type": kind, "ce-source": "/nobody"}
    async with running.operator() as client:
        return int((await client.jetstream().publish(subject, body, headers=headers)).seq)


async def forget(running: RunningSystem, person: str) -> int:
    """Record the wish of a person; its position."""
    async with running.operator() as client:
        log = EventLog(client, "admin-api", None)
        await log.start()
        acks = await log.publish(beginning(UserForgotten(person_id=person), event_id=new_id()))
    return acks[0].sequence


async def parked(running: RunningSystem, *positions: int) -> dict[int, Any]:
    """What is parked, by position, once all of these are."""

    async def there() -> dict[int, Any]:
        found = {each["position"]: each for each in await running.json("parked", "list")}
        return found if set(positions) <= set(found) else {}

    return dict(await running.until(there, within=45, what=f"{positions} to be parked"))


async def counted(running: RunningSystem, service: str, line: str) -> float:
    """The value of one line of a service's metrics."""
    text = (await running.page(service, "/metrics")).text
    return next((float(each.rsplit(" ", 1)[1]) for each in text.splitlines() if each.startswith(line)), 0.0)


async def test_poison_is_put_aside_with_its_cause_and_stops_nobody(tmp_path: Path) -> None:
    async with system(tmp_path / "home", "--pace", "20") as running:
        await running.until(lambda: running.facts("message-sent"), within=60, what="a first message")
        garbage = await publish(running, DRAFTS, b"{not json", "piyasa.draft-generated.v1")
        foreign = await publish(running, DRAFTS, b"{}", "piyasa.mood-forecast.v1")
        await publish(running, "evt.chat.bist-sohbet.mood-forecast", b"{}", "piyasa.mood-forecast.v1")
        newer = await publish(running, DRAFTS, json.dumps({"shape": "new"}).encode(), "piyasa.draft-generated.v2")

        found = await parked(running, garbage, foreign)
        assert found[garbage]["durable"] == found[foreign]["durable"] == "humanizer-style"
        assert "MalformedBody" in found[garbage]["cause"]
        assert "mood-forecast" in found[foreign]["cause"]
        assert newer not in found, "what a newer release says is waited for"
        assert await counted(running, "humanizer", 'parked_total{durable="humanizer-style"}') == 2

        async def put_off() -> bool:
            later = 'events_handled_total{durable="humanizer-style",outcome="later"}'
            return await counted(running, "humanizer", later) >= 1

        await running.until(put_off, within=10, what="the newer version to be put off")
        await answered(running, await running.say("@mehmet_trader_bot THYAO için ne düşünüyorsun?"))
        health = (await running.page("humanizer", "/health")).json()
        assert health["status"] == "degraded", health
        assert await running.healthy(), "degraded is not away"
        await _of_a_handler(running)


async def _of_a_handler(running: RunningSystem) -> None:
    """A handler that always fails is put aside after its attempts; once its cause is mended it does its work."""
    async with running.operator() as client:
        people = await client.jetstream().key_value("people")
        await people.put("account.4711", b"wild-heron")
        await people.put("person.wild-heron", b"no number")
    position = await forget(running, "wild-heron")
    found = (await parked(running, position))[position]
    assert found["durable"] == "gateway-forget"
    assert found["cause"].startswith("ValueError")
    assert found["attempts"] == 5
    await answered(running, await running.say("@ali_ekonomist_bot altın ne olur?"))

    again = ("parked", "redrive", str(found["number"]), "--yes")
    code, output = await running.command(*again)
    assert code == 1, output
    assert "ValueError" in output
    async with running.operator() as client:
        people = await client.jetstream().key_value("people")
        await people.put("person.wild-heron", b"4711")
    code, output = await running.command(*again)
    assert code == 0, output
    assert position not in {each["position"] for each in await running.json("parked", "list")}
    async with running.operator() as client:
        people = await client.jetstream().key_value("people")
        assert not {"account.4711", "person.wild-heron"} & set(await people.keys())
