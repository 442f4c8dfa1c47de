"""The commands that look at the broker, against a real one."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import pytest
from nats.aio.client import Client

from piyasa.contracts.envelope import NewEvent, from_outside
from piyasa.contracts.event import Event
from piyasa.contracts.identity import outside_id
from piyasa.contracts.topology import DURABLES, PARKED, parked_subject
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog.log import EventLog
from piyasa.eventlog.parking import ATTEMPTS, CAUSE, POSITION, STREAM, SUBJECT, list_parked, redrive_subject
from support.brokers import connected, rough_restart
from support.commands import Home, piyasa
from support.conversations import founding
from support.events import CHAT, MEHMET, meaning, ready, received, registered, requested, sent

pytestmark = [pytest.mark.connected, pytest.mark.timeout(120)]

AsOperator = Callable[[Callable[[Client], Awaitable[Any]]], Any]
KEYS = ["position", "id", "type", "source", "time", "subject", "correlationid", "causationid", "data"]


def publish(as_operator: AsOperator, *facts: Event) -> None:
    async def work(client: Client) -> None:
        log = EventLog(client, "test")
        await log.start()
        for fact in facts:
            event_id = outside_id("tools", fact.fact, fact.model_dump_json())
            await log.publish(NewEvent(event_id, fact, event_id))

    as_operator(work)


def park(as_operator: AsOperator, *causes: str, durable: str = "humanizer-style") -> None:
    async def work(client: Client) -> None:
        for number, cause in enumerate(causes, 1):
            headers = {
                CAUSE: cause, SUBJECT: f"evt.chat.{CHAT}.draft-generated", STREAM: "EVENTS", POSITION: str(number),
                ATTEMPTS: "5",
            }  # fmt: skip
            subject = parked_subject("humanizer", durable)
            await client.jetstream().publish(subject, b'{"chat_id": "bist-sohbet"}', headers=headers)

    as_operator(work)


def numbers_parked(as_operator: AsOperator) -> list[int]:
    return [each.number for each in as_operator(list_parked)]


def test_provisioning_the_broker_again_changes_nothing(home: Home) -> None:
    first = piyasa("provision", "--broker-only", "--home", home.path, "--json")
    again = piyasa("provision", "--broker-only", "--home", home.path, "--json")
    assert first.code == again.code == 0
    assert {each["outcome"] for each in first.lines[0]["broker"]} == {"made"}
    assert {each["outcome"] for each in again.lines[0]["broker"]} == {"kept"}
    assert (first.lines[0]["changed"], again.lines[0]["changed"]) == (True, False)


def test_provisioning_upgrades_what_exists(home: Home) -> None:
    piyasa("provision", "--broker-only", "--home", home.path)
    changed = piyasa("provision", "--broker-only", "--home", home.path, "--duplicate-window", "1m", "--json")
    outcomes = {each["name"]: each["outcome"] for each in changed.lines[0]["broker"]}
    assert outcomes["EVENTS"] == "changed"
    assert set(outcomes.values()) == {"changed", "kept"}


def test_consumers_of_an_unprovisioned_broker_say_what_to_do(home: Home) -> None:
    ran = piyasa("consumers", "--home", home.path)
    assert ran.code == 2
    assert "piyasa provision" in ran.stderr


def test_consumers_show_every_durable_and_its_lag(provisioned: Home, as_operator: AsOperator) -> None:
    publish(as_operator, ready(1), ready(2), requested(3, lane="high"))
    ran = piyasa("consumers", "--home", provisioned.path, "--json")
    (standing,) = ran.lines
    lag = {row["durable"]: row["lag"] for row in standing["durables"]}
    assert (lag["gateway-arm"], lag["generator-draft-high"], lag["humanizer-style"]) == (2, 1, 0)
    assert set(lag) == {each.name for each in DURABLES}
    assert (standing["last"], standing["parked"]) == (3, 0)


def test_consumers_for_people_name_every_durable(provisioned: Home) -> None:
    ran = piyasa("consumers", "--home", provisioned.path)
    assert ran.code == 0
    assert "gateway-send-07" in ran.stdout


def test_events_are_listed_oldest_first_with_exactly_the_promised_keys(
    provisioned: Home, as_operator: AsOperator
) -> None:
    publish(as_operator, received(1), requested(1), sent(1, 70))
    ran = piyasa("events", "--home", provisioned.path, "--json")
    assert [list(line) for line in ran.lines] == [KEYS] * 3
    assert [line["position"] for line in ran.lines] == [1, 2, 3]
    assert [line["type"] for line in ran.lines] == [
        "piyasa.message-received.v1",
        "piyasa.tick-requested.v1",
        "piyasa.message-sent.v1",
    ]
    assert ran.lines[0]["data"]["text"] == "line 1"


@pytest.mark.parametrize(
    ("arguments", "positions"),
    [
        (["--type", "message-sent"], [3, 4]),
        (["--type", "message-sent", "--type", "piyasa.tick-requested.v1"], [2, 3, 4]),
        (["--type", "tick-requested"], [2]),
        (["--type", "piyasa.message-sent.v2"], []),
        (["--chat", CHAT], [1, 2, 3]),
        (["--chat", "other", "--type", "message-sent"], [4]),
        (["--bot", MEHMET], [2, 3, 4, 5]),
        (["--after", "3"], [4, 5]),
        (["--limit", "2"], [1, 2]),
        (["--last", "2"], [4, 5]),
        (["--last", "1", "--type", "message-received"], [1]),
    ],
)
def test_events_are_chosen(
    provisioned: Home, as_operator: AsOperator, arguments: list[str], positions: list[int]
) -> None:
    publish(as_operator, received(1), requested(1), sent(1, 70), sent(2, 71, chat_id="other"), registered())
    ran = piyasa("events", "--home", provisioned.path, "--json", *arguments)
    assert [line["position"] for line in ran.lines] == positions


def test_changes_of_relationships_are_derived_from_the_whole_log(provisioned: Home, as_operator: AsOperator) -> None:
    greetings = [received(number, meaning=meaning(mentions=(MEHMET,))) for number in range(1, 40)]
    publish(as_operator, registered(), *greetings)
    command = ("events", "--home", provisioned.path, "--derived", "--json")
    (changed,) = piyasa(*command).lines
    assert list(changed) == KEYS
    assert (changed["position"], changed["data"]["after"]) == (32, "acquaintance")
    assert piyasa(*command, "--after", "31", "--last", "1", "--bot", MEHMET).lines == [changed]
    assert piyasa(*command, "--after", "32").lines == piyasa(*command, "--bot", "ayse-scalp").lines == []
    refused = piyasa(*command, "--chat", CHAT)
    assert refused.code == 2
    assert "--bot" in refused.stderr


def test_following_goes_on_behind_the_end_of_the_log(provisioned: Home, as_operator: AsOperator) -> None:
    publish(as_operator, received(1))
    ran = piyasa("events", "--home", provisioned.path, "--follow", "--limit", "1", "--json")
    assert [line["position"] for line in ran.lines] == [1]


async def test_following_outlives_a_broker_that_dies_and_ends_on_an_interrupt(
    provisioned: Home, server: EmbeddedNats
) -> None:
    words = (sys.executable, "-m", "piyasa.tools", "events", "--home", str(provisioned.path), "--follow", "--json")
    async with AsyncExitStack() as opened:
        client = await connected(server)
        opened.push_async_callback(client.close)
        log = EventLog(client, "test")
        await log.start()
        await log.publish(from_outside(received(1), 1))
        command = await asyncio.create_subprocess_exec(*words, stdout=PIPE, stderr=PIPE)
        try:
            assert command.stdout is not None
            first = json.loads(await command.stdout.readline())
            await rough_restart(server)
            await log.publish(from_outside(received(2), 2))
            second = json.loads(await command.stdout.readline())
            command.send_signal(signal.SIGINT)
            _, complaints = await command.communicate()
        finally:
            if command.returncode is None:
                command.kill()
                await command.wait()
    assert (first["position"], second["position"]) == (1, 2)
    assert (command.returncode, complaints) == (130, b"")


def test_a_message_that_is_no_fact_is_shown_as_it_is(provisioned: Home, as_operator: AsOperator) -> None:
    as_operator(lambda client: client.jetstream().publish("evt.chat.bist-sohbet.message-sent", b"{bad"))
    ran = piyasa("events", "--home", provisioned.path, "--json")
    assert (ran.lines[0]["data"], ran.lines[0]["type"]) == ("{bad", None)
    assert "{bad" in piyasa("events", "--home", provisioned.path).stdout


def test_parked_messages_are_listed_with_their_causes(provisioned: Home, as_operator: AsOperator) -> None:
    park(as_operator, "KeyError: 'x'", "ValueError: y")
    ran = piyasa("parked", "list", "--home", provisioned.path, "--json")
    assert [(each["number"], each["cause"]) for each in ran.lines] == [(1, "KeyError: 'x'"), (2, "ValueError: y")]
    people = piyasa("parked", "list", "--home", provisioned.path)
    assert "ValueError: y" in people.stdout
    shown = piyasa("parked", "show", 2, "--home", provisioned.path)
    assert "ValueError: y" in shown.stdout
    assert "bist-sohbet" in shown.stdout


def test_discarding_asks_first(provisioned: Home, as_operator: AsOperator) -> None:
    park(as_operator, "a", "b", "c")
    refused = piyasa("parked", "discard", "--all", "--home", provisioned.path, answer="n\n")
    assert (refused.code, numbers_parked(as_operator)) == (0, [1, 2, 3])
    agreed = piyasa("parked", "discard", 2, "--home", provisioned.path, answer="y\n")
    assert (agreed.code, numbers_parked(as_operator)) == (0, [1, 3])
    sure = piyasa("parked", "discard", "--durable", "humanizer-style", "--yes", "--home", provisioned.path)
    assert (sure.code, numbers_parked(as_operator)) == (0, [])


def test_discarding_what_is_not_parked_is_refused(provisioned: Home) -> None:
    ran = piyasa("parked", "discard", 7, "--yes", "--home", provisioned.path)
    assert ran.code == 2
    assert "7" in ran.stderr


def test_redriving_without_a_replica_keeps_the_message_and_says_why(provisioned: Home, as_operator: AsOperator) -> None:
    park(as_operator, "a")
    ran = piyasa("parked", "redrive", "--all", "--yes", "--home", provisioned.path)
    assert ran.code == 1
    assert "no replica of humanizer is running" in ran.stdout
    assert numbers_parked(as_operator) == [1]


async def test_redriving_takes_away_what_was_handled_and_keeps_what_failed(
    provisioned: Home, server: EmbeddedNats
) -> None:
    client, humanizer = await connected(server), await connected(server, "humanizer")
    async with AsyncExitStack() as opened:
        opened.push_async_callback(client.close)
        opened.push_async_callback(humanizer.close)
        for number in (1, 2):
            headers = {CAUSE: "x", SUBJECT: "evt.a.b.c", STREAM: "EVENTS", POSITION: str(number), ATTEMPTS: "5"}
            await client.jetstream().publish(parked_subject("humanizer", "humanizer-style"), b"{}", headers=headers)

        async def answer(message: Any) -> None:
            await message.respond(b"" if message.headers[POSITION] == "1" else b"ValueError: still bad")

        await humanizer.subscribe(redrive_subject("humanizer", "humanizer-style"), cb=answer)
        await humanizer.flush()
        ran = await asyncio.to_thread(
            piyasa, "parked", "redrive", "--all", "--yes", "--home", provisioned.path, "--json"
        )
        left = await client.jetstream().stream_info(PARKED)
    assert ran.code == 1
    assert [(each["number"], each["done"], each["reason"]) for each in ran.lines] == [
        (1, True, None),
        (2, False, "ValueError: still bad"),
    ]
    assert left.state.messages == 1


def asking(home: Home, *more: object) -> Any:
    return piyasa("prompt", "--bot", MEHMET, "--chat", CHAT, "--home", home.path, *more)


def test_a_prompt_is_shown_as_of_now_and_as_of_a_moment_before(provisioned: Home, as_operator: AsOperator) -> None:
    publish(as_operator, *founding(), received(1, text="THYAO ne olur?"))
    between = datetime.now(UTC).isoformat()
    publish(as_operator, received(2, text="peki altın?"), sent("a", 3, text="Sabır lazım."))
    (now,) = asking(provisioned, "--json").lines
    (before,) = asking(provisioned, "--json", "--at", between).lines
    assert (now["position"], before["position"]) == (8, 6)
    assert "peki altın?" in now["user"]
    assert "THYAO ne olur?" in before["user"]
    assert "peki altın?" not in before["user"]
    assert now["system"] == before["system"]
    assert now["sha256"] != before["sha256"]
    answer = asking(provisioned, "--reply-to", 2, "--language", "en")
    assert answer.code == 0
    assert "The message you answer:" in answer.stdout
    assert "1 rules" in answer.stdout
    assert "sha256 " in answer.stdout


def test_a_prompt_that_cannot_be_says_why(provisioned: Home, as_operator: AsOperator) -> None:
    publish(as_operator, *founding())
    for more, code in (
        (("--at", "2020-01-01"), "MOMENT_BEFORE_LOG"),
        (("--at", "2999-01-01"), "MOMENT_AHEAD"),
        (("--at", "tomorrow"), "MOMENT_UNUSABLE"),
        (("--reply-to", 5), "LINE_UNKNOWN"),
        (("--bot", "nobody"), "NOT_ON_LOG"),
        (("--chat", "no.chat"), "SLUG_UNUSABLE"),
    ):
        ran = asking(provisioned, *more)
        assert ran.code == 2
        assert code in ran.stderr
