"""One running system at ten times the pace of life: personas talk, people are answered, nobody is deceived."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from nats.js.errors import KeyNotFoundError, NoKeysError

from piyasa.contracts.envelope import beginning
from piyasa.eventlog.log import EventLog, new_id
from support.events import ready
from support.launching import system
from support.running_system import RunningSystem, Said

pytestmark = [pytest.mark.composed, pytest.mark.timeout(180), pytest.mark.asyncio(loop_scope="module")]

ANSWERED_WITHIN = 45.0
MEHMET, AYSE = "mehmet_trader_bot", "ayse_scalp_bot"
OWN_WORDS = re.compile(r"yapay zek|\bbotu?m\b|insan değilim", re.IGNORECASE)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningSystem]:
    async with system(tmp_path_factory.mktemp("conversation"), "--pace", "10") as started:
        yield started


async def answer_to(running: RunningSystem, question: int) -> Said:
    """The message that answers a person, as people see it."""

    async def answered() -> Any:
        messages = await running.local(f"groups/{running.group}/messages")
        return next((each for each in messages if _answered(each) == question and each["from"]["is_bot"]), None)

    return dict(await running.until(answered, within=ANSWERED_WITHIN, what=f"an answer to {question}"))


def _answered(message: Said) -> int | None:
    original = message.get("reply_to_message")
    return None if original is None else int(original["message_id"])


async def received(running: RunningSystem, telegram_message_id: int) -> Said:
    """The fact that a person said something."""

    async def heard() -> Any:
        facts = await running.facts("message-received")
        return next((each for each in facts if each["data"]["telegram_message_id"] == telegram_message_id), None)

    return dict(await running.until(heard, within=20, what=f"{telegram_message_id} on the log"))


async def linked(running: RunningSystem) -> set[str]:
    """The keys of the bucket in which alone accounts and slugs meet."""
    async with running.operator() as client:
        try:
            return set(await (await client.jetstream().key_value("people")).keys())
        except (NoKeysError, KeyNotFoundError):
            return set()


async def test_personas_talk_with_one_another_and_several_take_part(running: RunningSystem) -> None:
    async def several() -> bool:
        said = await running.facts("message-sent")
        return len(said) >= 4 and len({each["data"]["bot_id"] for each in said}) >= 2

    await running.until(several, within=60, what="several personas to have spoken")
    shown = {entry["message_id"] for entry in await running.ledger()}
    assert {each["data"]["telegram_message_id"] for each in await running.facts("message-sent")} <= shown


async def test_whoever_mentions_a_persona_sees_it_type_and_is_answered_in_reply(running: RunningSystem) -> None:
    question = await running.say(f"@{MEHMET} THYAO için ne düşünüyorsun?", person=1002, name="Ece")
    answer = await answer_to(running, question)
    assert answer["from"]["username"] == MEHMET
    calls = await running.local("ledger")
    own = [each for each in calls if each["bot_username"] == MEHMET]
    posts = [each for each in own if each["method"] == "sendMessage"]
    posted = next(each for each in posts if each["message_id"] == answer["message_id"])
    typed = [each for each in own if each["method"] == "sendChatAction" and each["seq"] < posted["seq"]]
    assert typed
    assert posted["time"] - typed[-1]["time"] < 6, "typing fades after five seconds"


async def test_a_sincere_question_is_answered_truthfully(running: RunningSystem) -> None:
    question = await running.say(f"@{AYSE} merak ettim, sen bot musun?", person=1003, name="Can")
    answer = await answer_to(running, question)
    assert answer["from"]["username"] == AYSE
    assert OWN_WORDS.search(answer["text"]), answer["text"]
    heard = await received(running, question)
    drafts = [each for each in await running.facts("draft-generated") if each["correlationid"] == heard["id"]]
    assert [each["data"]["provider"] for each in drafts] == ["rules"]


async def test_whoever_wishes_to_be_forgotten_is_unlinked_and_starts_as_a_stranger(running: RunningSystem) -> None:
    first = await received(running, await running.say("Selam, ben Umut.", person=1004, name="Umut"))
    person = first["data"]["person_id"]
    assert {"account.1004", f"person.{person}"} <= await linked(running)

    wish = await running.say("/unut", person=1004, name="Umut")

    async def forgotten() -> Any:
        facts = await running.facts("user-forgotten")
        keys = await linked(running)
        return [each["data"]["person_id"] for each in facts] == [person] and not keys & {
            "account.1004",
            f"person.{person}",
        }

    await running.until(forgotten, within=20, what="the wish on the log and the link cut")
    assert (await answer_to(running, wish))["text"]
    assert "message-received" not in {
        each["subject"].split(".")[3] for each in await running.facts() if _said_id(each) == wish
    }
    again = await received(running, await running.say("Merhaba, yeni geldim.", person=1004, name="Umut"))
    assert again["data"]["person_id"] != person


def _said_id(event: Said) -> int | None:
    return event["data"].get("telegram_message_id") if isinstance(event["data"], dict) else None


async def test_nothing_but_the_notice_goes_into_a_chat_where_it_is_not_pinned(running: RunningSystem) -> None:
    group = await running.local("groups", {"title": "Sessiz Köşe", "bots": [MEHMET, AYSE]})
    chat = {"chat_id": "sessiz-kose", "telegram_id": group["id"], "title": "Sessiz Köşe", "topics": ["BIST"]}
    await running.operate("POST", "/chats", chat)
    for bot_id in ("mehmet-trader", "ayse-scalp"):
        await running.operate("POST", "/chats/sessiz-kose/members", {"bot_id": bot_id})
    await running.operate("POST", "/chats/sessiz-kose/enable", {"why": "nobody may pin here"})

    async def disclosed() -> Any:
        facts = await running.facts("chat-disclosed")
        return next((each["data"] for each in facts if each["data"]["chat_id"] == "sessiz-kose"), None)

    notice = await running.until(disclosed, within=30, what="the notice in the new chat")
    assert notice["pinned"] is False
    asked = {"from": {"id": 1006, "first_name": "Derya"}, "text": f"@{AYSE} burada mısın?"}
    question = await running.local(f"groups/{group['id']}/messages", asked)
    await received(running, question["message_id"])
    message_id = await _armed(running, "sessiz-kose")

    async def suppressed() -> Any:
        facts = await running.facts("message-suppressed")
        return next((each["data"] for each in facts if each["data"].get("message_id") == message_id), None)

    end = await running.until(suppressed, within=30, what="the refusal")
    assert end["reason"] == "undisclosed"
    posted = [each["message_id"] for each in await running.ledger() if each["chat"] == group["id"]]
    assert posted == [notice["telegram_message_id"]]


async def _armed(running: RunningSystem, chat_id: str) -> str:
    """A message that is ready to go, as if a scheduler had not looked; its id."""
    message = ready("from nowhere", bot_id="ayse-scalp", chat_id=chat_id, send_at=datetime.now(UTC))
    async with running.operator() as client:
        log = EventLog(client, "humanizer", None)
        await log.start()
        await log.publish(beginning(message, event_id=new_id()))
    return message.message_id
