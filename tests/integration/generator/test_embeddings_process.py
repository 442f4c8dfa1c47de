"""The generator as a process with an embedding model: memories get embeddings, the database compares them."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import httpx
import pytest

from piyasa.contracts import conversation
from piyasa.contracts.memories import MemoryEmbedded
from piyasa.database.roles import GENERATOR, PROJECTOR
from piyasa.devstack.llm.app import Stub
from piyasa.devstack.llm.serving import serve
from piyasa.devstack.loopback import free_port
from support import events
from support.databases import Database

from .test_process import PATIENCE, Processes, Town, broker, processes, town

__all__ = ["broker", "processes", "town"]
pytestmark = [pytest.mark.connected, pytest.mark.timeout(180)]
MISSES = 'generator_cache_lookups_total{kind="embedding",outcome="miss"}'
CATS = "Kedim klavyenin üstünde uyur."


@pytest.fixture
async def model() -> AsyncIterator[str]:
    """The address of an embedding model."""
    async with serve(Stub()) as base_url:
        yield base_url


async def written(database: Database, count: int) -> None:
    """Wait until so many embeddings are in the database."""
    connection = await asyncpg.connect(database.url_of(GENERATOR))
    async with asyncio.timeout(PATIENCE):
        while await connection.fetchval("SELECT count(*) FROM read.memory_vectors") < count:
            await asyncio.sleep(0.05)
    await connection.close()


async def test_starters_get_embeddings_and_are_recalled_by_them(
    town: Town, processes: Processes, database: Database, model: str
) -> None:
    await town.found()
    await town.tell(
        events.encoded("cat", content=CATS, source="operator"),
        events.encoded("tea", content="Çayı demli severim.", source="starter", related_users=(events.PERSON,)),
    )
    port = free_port()
    processes.start("projector", PIYASA_DATABASE_URL=database.url_of(PROJECTOR))
    processes.start(
        "generator",
        PIYASA_DATABASE_URL=database.url_of(GENERATOR),
        PIYASA_HTTP_PORT=str(port),
        PIYASA_GENERATOR_EMBEDDING_MODEL="small",
        PIYASA_GENERATOR_EMBEDDING_BASE_URL=model,
    )
    made = {each.data.memory_id: each.data for each in await town.all(MemoryEmbedded, 2)}
    assert {memory_id: fact.person_ids for memory_id, fact in made.items()} == {"cat": (), "tea": (events.PERSON,)}
    await written(database, 2)

    await town.hear(7, "kedim yine klavyenin üstünde uyuyor")
    await town.ask("one", reason="mention", lane="high", reply_to=events.reply(7, f"p:{events.PERSON}"))
    (draft,) = await town.all(conversation.DraftGenerated, 1)

    assert [use.id for use in draft.data.memories] == ["cat"]
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        metrics = (await client.get("/metrics")).text
    assert 'memory_recall_total{outcome="semantic"} 1.0' in metrics

    async def misses() -> float:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            lines = (await client.get("/metrics")).text.splitlines()
        (found,) = [each for each in lines if each.startswith(MISSES)]
        return float(found.rsplit(" ", 1)[1])

    asked = await misses()
    await town.tell(events.forgotten("person-9"))
    await town.ask("two", reason="mention", lane="high", reply_to=events.reply(7, f"p:{events.PERSON}"))
    await town.all(conversation.DraftGenerated, 2)
    assert await misses() > asked, "no vector outlives a wish to be forgotten"
    assert processes.end() == [0, 0]
