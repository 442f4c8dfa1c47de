"""The generator and the humanizer as processes, on a real broker, each with its own rights."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import nats
import pytest

from piyasa.contracts import conversation, delivery, membership, persona, system
from piyasa.contracts.envelope import Recorded, decode, from_outside
from piyasa.contracts.event import Event
from piyasa.contracts.memories import MemoryEncoded, MemoryRecalled
from piyasa.contracts.opinions import CallGraded, StanceStated
from piyasa.contracts.permissions import OPERATOR, all_permissions, inbox_prefix
from piyasa.contracts.values import Meaning
from piyasa.devstack.llm.app import Stub
from piyasa.devstack.llm.serving import serve
from piyasa.devstack.loopback import HOST
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog.direct import DirectReader
from piyasa.eventlog.log import EventLog, utc_now
from piyasa.eventlog.provision import provision
from piyasa.language import analyse
from support import events

pytestmark = pytest.mark.connected
PATIENCE = 40.0


@dataclass
class Town:
    """The log as an operator sees it."""

    log: EventLog
    told: int = 0

    async def tell(self, *facts: Event) -> None:
        for fact in facts:
            self.told += 1
            await self.log.publish(from_outside(fact, "told", self.told))

    async def found(self) -> None:
        """A disclosed chat with two personas; the simulation runs."""
        by = {"by": "admin"}
        bots = (events.MEHMET, events.AYSE)
        await self.tell(
            events.chat_registered(),
            membership.ChatEnabled(chat_id=events.CHAT, **by),
            delivery.ChatDisclosed(
                chat_id=events.CHAT, telegram_message_id=1, text_version="1", pinned=True, disclosed_at=utc_now()
            ),
            *(events.registered(bot) for bot in bots),
            *(persona.BotEnabled(bot_id=bot, **by) for bot in bots),
            *(events.joined(bot, seat) for seat, bot in enumerate(bots, 1)),
            system.SimulationStarted(**by),
        )

    async def hear(self, number: int, text: str) -> None:
        await self.tell(events.received(number, text=text, meaning=Meaning.model_validate(asdict(analyse(text)))))

    async def ask(self, tick: str, **known: Any) -> None:
        await self.tell(events.requested(tick, expires_at=utc_now() + timedelta(seconds=60), **known))

    async def all(self, fact: type[Event], count: int) -> list[Recorded[Any]]:
        """Wait until that many facts of a kind are on the log."""
        async with asyncio.timeout(PATIENCE):
            while len(found := await self._recorded(fact)) < count:
                await asyncio.sleep(0.05)
        return found

    async def _recorded(self, fact: type[Event]) -> list[Recorded[Any]]:
        reader = DirectReader(self.log.client, filter=fact.filter())
        try:
            batch = await reader.read(0)
        finally:
            await reader.stop()
        return [
            decode(position=raw.position, time=raw.time, subject=raw.subject, headers=raw.headers, body=raw.body)
            for raw in batch.messages
        ]


@dataclass
class Processes:
    """Services as processes of their own, with their output in files."""

    broker: EmbeddedNats
    folder: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, service: str, **environment: str) -> None:
        shared = {
            "PIYASA_NATS_URL": self.broker.url,
            "PIYASA_NATS_SEED_FILE": str(self.broker.keys.seed_path(service)),
            "PIYASA_PACE": "20",
            "PIYASA_GENERATOR_ALLOW_OFFLINE": "true",
        }
        with (self.folder / f"{service}.log").open("wb") as output:
            self.running[service] = subprocess.Popen(
                [sys.executable, "-m", f"piyasa.{service}"],
                env={**os.environ, **shared, **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def output(self, service: str) -> str:
        return (self.folder / f"{service}.log").read_text(encoding="utf-8")

    def lines(self, service: str) -> list[dict[str, Any]]:
        """What it logged so far."""
        return [json.loads(line) for line in self.output(service).splitlines() if line.startswith("{")]

    async def ended(self, service: str) -> tuple[int, float]:
        """Wait for a service that ends by itself: its exit code, and the seconds it took."""
        begun = time.monotonic()
        code = await asyncio.to_thread(self.running.pop(service).wait, PATIENCE)
        return code, time.monotonic() - begun

    def end(self) -> list[int]:
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        codes = [process.wait(20) for process in self.running.values()]
        self.running.clear()
        return codes


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[EmbeddedNats]:
    permissions = {
        user: {"publish": list(rights.publish), "subscribe": list(rights.subscribe)}
        for user, rights in all_permissions().items()
    }
    with EmbeddedNats(tmp_path / "home", permissions, durability="fast") as server:
        yield server


@pytest.fixture
async def town(broker: EmbeddedNats) -> AsyncIterator[Town]:
    client = await nats.connect(
        broker.url, nkeys_seed_str=broker.keys.seed(OPERATOR), inbox_prefix=inbox_prefix(OPERATOR).encode()
    )
    await provision(client)
    log = EventLog(client, "admin-api")
    await log.start()
    yield Town(log)
    await client.close()


@pytest.fixture
def processes(broker: EmbeddedNats, tmp_path: Path) -> Iterator[Processes]:
    running = Processes(broker, tmp_path)
    yield running
    for process in running.running.values():
        process.kill()
        process.wait(5)


async def test_a_question_becomes_a_message_that_is_ready(town: Town, processes: Processes) -> None:
    await town.found()
    await town.hear(7, "THYAO hakkında ne düşünüyorsun")
    await town.hear(8, "sen bot musun?")
    await town.ask("opinion", reason="mention", lane="high", reply_to=events.reply(7, f"p:{events.PERSON}"))
    await town.ask("truth", reason="sincere_question", lane="high", reply_to=events.reply(8, f"p:{events.PERSON}"))
    await town.ask("talk", bot_id=events.AYSE, lane="low")
    processes.start("generator")
    processes.start("humanizer")
    drafts = {event.data.tick_id: event.data for event in await town.all(conversation.DraftGenerated, 3)}
    ready = {event.data.tick_id: event.data for event in await town.all(conversation.MessageReady, 3)}
    assert set(drafts) == set(ready) == {events.uid(name) for name in ("opinion", "truth", "talk")}
    assert "THYAO" in drafts[events.uid("opinion")].text
    truth = ready[events.uid("truth")]
    assert truth.text == drafts[events.uid("truth")].text
    assert "yapay zekâ" in truth.text or "bot" in truth.text
    assert processes.end() == [0, 0]
    assert "offline engine" in processes.output("generator")


async def test_a_person_who_asks_twice_finds_that_the_persona_remembers(town: Town, processes: Processes) -> None:
    await town.found()
    about = Meaning(is_question=True, symbols=("THYAO",), mentions=(events.MEHMET,), addressed_to=events.MEHMET)
    asked = {"reason": "mention", "lane": "high"}
    processes.start("generator")
    await town.tell(events.received(7, text="@mehmet_trader THYAO ne olur?", meaning=about))
    (memory,) = [each for each in await town.all(MemoryEncoded, 1) if each.data.source == "event"]
    await town.ask("once", reply_to=events.reply(7, f"p:{events.PERSON}"), **asked)
    (first,) = await town.all(conversation.DraftGenerated, 1)
    assert memory.data.memory_id not in [use.id for use in first.data.memories]
    await town.tell(events.received(9, text="@mehmet_trader THYAO için ne dersin?", meaning=about))
    await town.ask("twice", reply_to=events.reply(9, f"p:{events.PERSON}"), **asked)
    drafts = await town.all(conversation.DraftGenerated, 2)
    assert memory.data.memory_id in [use.id for use in drafts[1].data.memories]
    (recalled,) = await town.all(MemoryRecalled, 1)
    assert memory.data.memory_id in recalled.data.memory_ids
    heard = {each.position: each.data.chat_id for each in await town.all(conversation.MessageReceived, 2)}
    assert heard[memory.data.heard_in] == events.CHAT
    assert processes.end() == [0]


async def test_a_configured_model_is_asked_and_repetition_goes_back_for_other_words(
    town: Town, processes: Processes
) -> None:
    await town.found()
    heard = "Faiz tarafında acele etmeye gerek yok bence."
    await town.hear(9, heard)
    stub = Stub()
    async with serve(stub) as base_url:
        await town.ask("one")
        await town.tell(events.drafted("one", text=heard, meaning=Meaning.model_validate(asdict(analyse(heard)))))
        processes.start("humanizer")
        (rewrite,) = await town.all(conversation.RewriteRequested, 1)
        assert heard in rewrite.data.avoid
        processes.start("generator", PIYASA_GENERATOR_BASE_URL=base_url, PIYASA_GENERATOR_MODEL="piyasa-stub")
        drafts = await town.all(conversation.DraftGenerated, 2)
        assert (drafts[1].data.provider, drafts[1].data.attempt) == ("custom", 2)
        (ready, *_) = await town.all(conversation.MessageReady, 1)
        assert ready.causation_id == drafts[1].id
    asked = stub.ledger.page()["calls"][0]["request"]["messages"][1]["content"]
    assert heard in asked
    assert processes.end() == [0, 0]


def priced(path: Path, value: float) -> None:
    """Write what a share stands at now."""
    row = {"symbol": "THYAO", "value": value, "unit": "TRY", "as_of": utc_now().isoformat()}
    path.write_text(json.dumps([row]), encoding="utf-8")


async def test_prices_of_a_file_become_figures_and_grade_what_was_said(
    town: Town, processes: Processes, tmp_path: Path
) -> None:
    await town.found()
    prices = tmp_path / "borsa.json"
    priced(prices, 300.0)
    processes.start("generator", PIYASA_GENERATOR_PRICES_FILE=str(prices), PIYASA_GENERATOR_SOURCES_SECONDS="1")
    (figure,) = await town.all(system.FigureObserved, 1)
    assert (figure.data.symbol, figure.data.value, figure.data.source) == ("THYAO", 300.0, "borsa")
    stated = StanceStated(
        bot_id=events.MEHMET, topic="THYAO", message_id=events.uid("said"), direction=0.5, price=300.0, source="borsa"
    )
    await town.tell(stated)
    (told,) = await town.all(StanceStated, 1)
    priced(prices, 309.0)
    (grade,) = await town.all(CallGraded, 1)
    assert (grade.data.outcome, grade.data.as_of_price, grade.causation_id) == ("right", 309.0, told.id)
    await town.hear(7, "THYAO kaç lira oldu?")
    await town.ask("price", reason="mention", lane="high", reply_to=events.reply(7, f"p:{events.PERSON}"))
    (draft,) = await town.all(conversation.DraftGenerated, 1)
    assert [each["value"] for each in draft.data.why.inputs["figures"]] == [309.0]
    assert len(await town.all(system.FigureObserved, 2)) == 2
    assert processes.end() == [0]


def listed(**models: tuple[str, str]) -> str:
    """A list of providers: name, address and model of each."""
    return json.dumps([{"name": name, "base_url": url, "model": model} for name, (url, model) in models.items()])


async def health(port: int) -> dict[str, Any]:
    """The page of a process that has started."""
    async with httpx.AsyncClient(trust_env=False) as http:
        page: dict[str, Any] = (await http.get(f"http://{HOST}:{port}/health")).json()
    return page


async def test_a_provider_without_its_model_is_told_and_the_next_one_answers(
    town: Town, processes: Processes, unused_tcp_port: int
) -> None:
    await town.found()
    without, able = Stub(models=("small", "large")), Stub(models=("other",))
    async with serve(without) as first, serve(able) as second:
        processes.start(
            "generator", PIYASA_GENERATOR_PROVIDERS=listed(first=(first, "smaller"), second=(second, "other")),
            PIYASA_HTTP_PORT=str(unused_tcp_port),
        )  # fmt: skip
        await town.ask("one")
        (draft,) = await town.all(conversation.DraftGenerated, 1)
        checks = (await health(unused_tcp_port))["checks"]
    assert (draft.data.provider, draft.data.model) == ("second", "other")
    assert able.ledger.page()["seen"] >= 1
    told = {line["provider"]: line for line in processes.lines("generator") if line["message"] == "provider checked"}
    assert (told["first"]["level"], told["first"]["status"]) == ("error", "unknown_model")
    assert "no model 'smaller'; it has small, large" in told["first"]["detail"]
    assert (told["second"]["level"], told["second"]["status"]) == ("info", "ok")
    assert checks["engine"]["status"] == "healthy"
    assert "smaller of first, the last call failed: unknown_model" in checks["engine"]["detail"]
    assert checks["engine"]["detail"].endswith("other of second")
    assert (checks["model first"]["status"], checks["model second"]["status"]) == ("degraded", "healthy")
    assert processes.end() == [0]


async def test_with_no_model_that_can_be_asked_a_generator_ends_and_says_why(town: Town, processes: Processes) -> None:
    await town.found()
    async with serve(Stub(models=("small", "large"))) as url:
        processes.start("generator", PIYASA_GENERATOR_PROVIDERS=listed(only=(url, "smaller")))
        code, took = await processes.ended("generator")
    assert code == 1
    assert took < PATIENCE / 2
    (told,) = [line for line in processes.lines("generator") if line["message"] == "the service cannot start"]
    assert (told["level"], told["code"]) == ("error", "MODELS_UNUSABLE")
    last = processes.output("generator").splitlines()[-1]
    assert last.startswith("generator cannot start: no configured model can be asked")
    assert "only: it has no model 'smaller'; it has small, large" in last
    assert "piyasa providers check" in last
    assert "Traceback" not in processes.output("generator")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- {name: local, base_url: 'http://127.0.0.1:9/v1'}", "provider 'local': has no model"),
        ("- name: openai", "its key is to be in OPENAI_API_KEY, which is empty"),
    ],
)
async def test_a_list_that_cannot_be_used_is_told_in_a_sentence_before_anything_starts(
    processes: Processes, text: str, problem: str
) -> None:
    processes.start("generator", PIYASA_GENERATOR_PROVIDERS=text, OPENAI_API_KEY="")
    code, _ = await processes.ended("generator")
    assert code == 2
    (line,) = processes.output("generator").splitlines()
    assert line.startswith("generator cannot start: ")
    assert problem in line
    assert "docs/models.md" in line
