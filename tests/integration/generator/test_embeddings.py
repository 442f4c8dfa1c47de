"""Embeddings from a model over HTTP, compared in a real database."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.contracts.embeddings import packed, unpacked
from piyasa.database.engine import new_engine
from piyasa.database.memory_vectors import MemoryVectorReader, VectorsUnavailable
from piyasa.database.roles import GENERATOR
from piyasa.devstack.llm.app import Stub
from piyasa.devstack.llm.faults import Fault
from piyasa.devstack.llm.serving import serve
from piyasa.generator.adapters.embedding.openai_embedder import EmbeddingEndpoint, OpenAIEmbedder
from piyasa.generator.domain.models.failures import CallFailed
from piyasa.resilience import Breaker
from support.databases import Database
from support.events import MEHMET

pytestmark = [pytest.mark.connected, pytest.mark.timeout(120)]
INSERT = "INSERT INTO read.memory_vectors VALUES ($1, $2, $3, $4::real[], 1)"


@dataclass
class Calls:
    """How calls ended."""

    ended: list[str] = field(default_factory=list)

    def called(self, provider: str, model: str, status: str, seconds: float) -> None:
        assert (provider, model) == ("embeddings", "small")
        self.ended.append(status)


@pytest.fixture
def stub() -> Stub:
    return Stub()


@pytest.fixture
def calls() -> Calls:
    return Calls()


@pytest.fixture
async def new_embedder(stub: Stub, calls: Calls) -> AsyncIterator[Callable[..., OpenAIEmbedder]]:
    """Embedders for the stub; every one is closed at the end."""
    made: list[OpenAIEmbedder] = []
    async with serve(stub) as base_url:

        def make(**known: Any) -> OpenAIEmbedder:
            embedder = OpenAIEmbedder(EmbeddingEndpoint("small", base_url, **known), calls.called)
            made.append(embedder)
            return embedder

        yield make
        for each in made:
            await each.close()


def cosine(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True)) / (math.hypot(*one) * math.hypot(*other))


async def test_texts_become_vectors_in_their_order_in_one_call(
    new_embedder: Callable[..., OpenAIEmbedder], stub: Stub, calls: Calls
) -> None:
    cat, gold, cats = await new_embedder().vectors(["kedim uyur", "altın alırım", "kedim uyurdu"])
    assert cosine(cat, cats) > 0.7
    assert cosine(cat, gold) < 0.4
    assert calls.ended == ["ok"]
    assert len(stub.ledger.page()["calls"]) == 1


async def test_what_a_fact_holds_is_as_near_as_what_the_model_said(
    new_embedder: Callable[..., OpenAIEmbedder],
) -> None:
    (vector,) = await new_embedder().vectors(["altın alırım"])
    assert cosine(vector, unpacked(packed(vector))) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (Fault(kind="rate_limit", retry_after=0), "rate_limit"),
        (Fault(kind="server_error", status=503), "server"),
        (Fault(kind="server_error", status=404), "unknown_model"),
        (Fault(kind="reset"), "connection"),
        (Fault(kind="garbage"), "garbage"),
        (Fault(kind="delay", seconds=5), "timeout"),
        (Fault(kind="slow_stream", seconds=0.2), "timeout"),
    ],
)
async def test_a_call_that_fails_says_how_and_is_not_repeated(
    new_embedder: Callable[..., OpenAIEmbedder], stub: Stub, calls: Calls, fault: Fault, status: str
) -> None:
    stub.faults.order(fault)
    begun = time.monotonic()
    with pytest.raises(CallFailed):
        await new_embedder(timeout=0.5).vectors(["a"])
    assert time.monotonic() - begun < 5, "what is sent bit by bit would take twenty"
    assert calls.ended == [status]
    assert len(stub.ledger.page()["calls"]) == 1


async def test_an_endpoint_that_keeps_failing_is_left_alone(
    new_embedder: Callable[..., OpenAIEmbedder], stub: Stub
) -> None:
    stub.faults.order(Fault(kind="server_error", status=500))
    embedder = new_embedder()
    for _ in range(7):
        with pytest.raises(CallFailed):
            await embedder.vectors(["a"])
    assert len(stub.ledger.page()["calls"]) == 5


async def test_a_probe_that_is_given_up_is_not_waited_for(new_embedder: Callable[..., OpenAIEmbedder]) -> None:
    embedder = new_embedder()
    embedder.circuit = Breaker(threshold=1, open_seconds=30.0)
    embedder.circuit.failed(time.monotonic() - 31)
    probe = asyncio.ensure_future(embedder.vectors(["a"]))
    await asyncio.sleep(0)
    probe.cancel()
    await asyncio.gather(probe, return_exceptions=True)
    assert len(await embedder.vectors(["a"])) == 1


@pytest.fixture
async def admin(database: Database) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(database.admin_url.replace("+asyncpg", ""))
    yield connection
    await connection.close()


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    """The database as the generator's role sees it."""
    engine = new_engine(database.url_of(GENERATOR), application="test")
    yield engine
    await engine.dispose()


async def test_only_memories_of_the_persona_and_the_model_are_compared(admin: Any, engine: AsyncEngine) -> None:
    await admin.executemany(
        INSERT,
        [
            (MEHMET, "here", "small", [1.0, 0.0]),
            (MEHMET, "there", "small", [-1.0, 0.0]),
            (MEHMET, "aslant", "small", [1.0, 1.0]),
            (MEHMET, "other-model", "large", [1.0, 0.0]),
            (MEHMET, "other-size", "small", [1.0, 0.0, 0.0]),
            ("ayse-analist", "other-persona", "small", [1.0, 0.0]),
        ],
    )
    found = await MemoryVectorReader(engine).cosines(MEHMET, "small", [2.0, 0.0])
    assert {key: round(value, 3) for key, value in found.items()} == {"here": 1.0, "there": -1.0, "aslant": 0.707}


async def test_a_query_that_takes_too_long_is_given_up(admin: Any, engine: AsyncEngine) -> None:
    begun = time.monotonic()
    async with admin.transaction():
        await admin.execute("LOCK TABLE read.memory_vectors IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(VectorsUnavailable, match=r"0\.5 s"):
            await MemoryVectorReader(engine, seconds=0.5).cosines(MEHMET, "small", [1.0])
    assert time.monotonic() - begun < 5
    assert await MemoryVectorReader(engine).cosines(MEHMET, "small", [1.0]) == {}


async def test_a_database_that_is_away_or_lacks_the_extension_is_said_so(admin: Any, engine: AsyncEngine) -> None:
    await admin.execute("ALTER TABLE read.memory_vectors ALTER embedding TYPE real[] USING embedding::real[]")
    await admin.execute("DROP EXTENSION vector")
    with pytest.raises(VectorsUnavailable, match="pgvector"):
        await MemoryVectorReader(engine).cosines(MEHMET, "small", [1.0])
    nowhere = new_engine("postgresql://nobody:x@127.0.0.1:9/none", application="test")
    with pytest.raises(VectorsUnavailable):
        await MemoryVectorReader(nowhere).cosines(MEHMET, "small", [1.0])
    await nowhere.dispose()
