"""One account for all replicas, on a real broker with the generator's own rights."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from piyasa.contracts.system import BudgetCrossed
from piyasa.contracts.topology import BUDGETS
from piyasa.devstack.llm.app import Stub
from piyasa.devstack.llm.serving import serve
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog.kv import Bucket
from piyasa.eventlog.log import EventLog
from piyasa.eventlog.provision import provision
from piyasa.eventlog.wire import Wire
from piyasa.generator.adapters.models.ledger import BucketLedger
from piyasa.generator.adapters.models.listening import LoggedBudgets
from piyasa.generator.adapters.models.openai_provider import OpenAIProvider
from piyasa.generator.domain.models.budgets import Limits, Spent
from piyasa.generator.domain.models.calls import Call
from piyasa.generator.domain.models.offers import Offer
from piyasa.generator.ports import WordsUnavailable
from piyasa.generator.use_cases.lanes import Lane, Wish
from piyasa.generator.use_cases.routing import Router
from piyasa.telemetry.traces import configure
from support.brokers import connected, permissions, raw_messages
from support.models import MODEL, CallCounts, utc_now

pytestmark = pytest.mark.connected

DAY = "2026-03-04"
REPLICAS, POOL, ROUNDS = 4, 3, 40
ALL = REPLICAS * ROUNDS
TOKENS = 20_000


@pytest.fixture
async def broker(tmp_path: Path) -> AsyncIterator[EmbeddedNats]:
    with EmbeddedNats(tmp_path / "home", permissions(), durability="fast") as server:
        operator = await connected(server)
        await provision(operator)
        yield server
        await operator.close()


@dataclass
class Replica:
    """What one process of the generator holds of the broker."""

    log: EventLog
    ledger: BucketLedger


@asynccontextmanager
async def replica(server: EmbeddedNats, instance: str) -> AsyncIterator[Replica]:
    client = await connected(server, "generator")
    wire, log = Wire(client), EventLog(client, "generator")
    await wire.start()
    await log.start()
    yield Replica(log, BucketLedger(Bucket(client, wire, BUDGETS.name), instance))
    await client.close()


async def test_charges_of_many_replicas_at_once_add_up(broker: EmbeddedNats) -> None:
    async with AsyncExitStack() as opened:
        replicas = [await opened.enter_async_context(replica(broker, f"g{number}")) for number in range(REPLICAS)]
        charges = [each.ledger.charge("openai", DAY, Spent(10, 3, 1)) for each in replicas for _ in range(ROUNDS)]
        steps = await asyncio.gather(*charges)
        assert await replicas[0].ledger.spent("openai", DAY) == Spent(10 * ALL, 3 * ALL, ALL)
        grown = sorted((before.tokens, after.tokens) for before, after in steps if before != after)
        assert [begin for begin, _ in grown] == [0, *(end for _, end in grown[:-1])], "one after another, with no gap"
        assert await replicas[1].ledger.spent("openai", "2026-03-05") == Spent()
        assert await replicas[1].ledger.spent("groq", DAY) == Spent()


async def test_what_cannot_be_charged_is_owed_until_the_broker_is_back(broker: EmbeddedNats) -> None:
    async with replica(broker, "g1") as one:
        await one.ledger.charge("openai", DAY, Spent(10, 0, 1))
        await asyncio.to_thread(broker.kill)
        await one.ledger.charge("openai", DAY, Spent(5, 0, 1))
        assert await one.ledger.spent("openai", DAY) == Spent(15, 0, 2)
        await asyncio.to_thread(broker.start)
        await asyncio.to_thread(broker.wait_ready)
        async with asyncio.timeout(20):
            while not one.log.client.is_connected:
                await asyncio.sleep(0.05)
        await one.ledger.charge("openai", DAY, Spent(1, 0, 1))
        async with replica(broker, "g2") as other:
            assert await other.ledger.spent("openai", DAY) == Spent(16, 0, 3)


async def test_four_replicas_overshoot_a_budget_by_no_more_than_what_is_in_flight(broker: EmbeddedNats) -> None:
    call = Call("draft", "Sen bir personasın. " * 20, "Ne dersin?", 200, 0.8)
    stub = Stub(latency=0.01)
    async with AsyncExitStack() as opened:
        base_url = await opened.enter_async_context(serve(stub))
        routers = []
        for number in range(REPLICAS):
            one = await opened.enter_async_context(replica(broker, f"g{number}"))
            offer = Offer("openai", base_url, MODEL, limits=Limits(tokens=TOKENS), concurrency=POOL)
            lane = Lane(OpenAIProvider(offer, configure("generator")))
            routers.append(Router.over([lane], one.ledger, LoggedBudgets(one.log), CallCounts(), utc_now))
        until = utc_now().replace(year=2100)

        async def spend(router: Router) -> int:
            """Ask as people do until nothing is left; gives the number of answers."""
            for answered in range(1000):
                try:
                    await router.ask(call, Wish(until, urgent=True))
                except WordsUnavailable as trouble:
                    return answered if trouble.budget else -1
            return -1

        answered = await asyncio.gather(*(spend(router) for router in routers for _ in range(2 * POOL)))
        assert min(answered) > 0
        for router in routers:
            await router.close()
        told = [
            json.loads(raw.body) for raw in await raw_messages(one.log.client, filter=BudgetCrossed.filter("budget"))
        ]
        spent = await one.ledger.spent("openai", utc_now().date().isoformat())
    used = stub.meter.page()["models"][MODEL]
    served = used["prompt"] + used["completion"]
    assert spent == Spent(served, 0, sum(answered))
    assert TOKENS <= served <= TOKENS + REPLICAS * POOL * (call.prompt_tokens + call.max_tokens)
    assert [each["step"] for each in told] == ["halved", "people_only", "exhausted"]
