"""The generator's side, put together as its app does, without a broker."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bench.generator.club import Club
from bench.generator.counted import Account, Counts, Vectors
from bench.generator.watched import Stopwatch, WatchedCounts, WatchedRecalling, WatchedRouter, WatchedWords
from piyasa.contracts.conversation import DraftGenerated, MessageReceived, RewriteRequested, TickRequested
from piyasa.contracts.envelope import NewEvent, Recorded
from piyasa.generator.adapters.embedding.cached_embedder import CachedEmbedder
from piyasa.generator.adapters.embedding.openai_embedder import EmbeddingEndpoint, OpenAIEmbedder
from piyasa.generator.adapters.models.openai_provider import OpenAIProvider
from piyasa.generator.domain.models.offers import Offer
from piyasa.generator.use_cases.drafting import Drafting
from piyasa.generator.use_cases.judging import ModelJudge
from piyasa.generator.use_cases.lanes import Lane
from piyasa.generator.use_cases.recalling import Means, Recalling
from piyasa.generator.use_cases.remembering import Remembering
from piyasa.generator.use_cases.routing import Router
from piyasa.generator.use_cases.wording import ModelWords
from piyasa.telemetry.traces import configure

MODEL, JUDGE, EMBEDDING = "bench-model", "bench-judge", "bench-embedding"
"""Names apart, so that the stub counts them apart; one model's prompts never begin as another's anyway."""


@dataclass(slots=True)
class Assembled:
    """A generator over a club."""

    club: Club
    counts: Counts
    drafting: Drafting
    remembering: Remembering

    async def draft(self, event: Recorded[TickRequested]) -> list[Recorded[Any]]:
        """Answer a tick; gives the facts once they stand on the log."""
        return self.club.put(await self.drafting.on_tick(event), "generator")

    async def redraft(self, event: Recorded[RewriteRequested]) -> list[Recorded[Any]]:
        """Say it differently."""
        return self.club.put(await self.drafting.on_rewrite(event), "generator")

    async def hear(self, event: Recorded[MessageReceived]) -> None:
        """Have personas remember a line."""
        self.club.put(await self.remembering.on_heard(event), "generator")


@dataclass(slots=True)
class Watched:
    """A generator whose parts are timed; nothing is put on the log."""

    drafting: Drafting
    watch: Stopwatch

    async def draft(self, event: Recorded[TickRequested]) -> list[NewEvent[Any]]:
        """Answer a tick."""
        self.watch.begin()
        found = list(await self.drafting.on_tick(event))
        self.watch.end("what follows")
        return found


def offer_at(url: str) -> Offer:
    """The stub as a provider."""
    return Offer("bench", url, MODEL, judge_model=JUDGE)


@asynccontextmanager
async def assembled(club: Club, url: str, *, judge: bool, embeddings: bool = False) -> AsyncIterator[Assembled]:
    """A generator that asks the stub, with or without a judge and an embedding model."""
    counts = Counts()
    router = Router.over(
        [Lane(OpenAIProvider(offer_at(url), configure("generator")))], Account(), counts, counts, club.clock
    )
    asked = OpenAIEmbedder(EmbeddingEndpoint(EMBEDDING, url), counts.embedded)
    embedder = CachedEmbedder(asked, counts) if embeddings else None
    means = None if embedder is None else Means(embedder, await _filled_in(club, asked))
    drafting = Drafting(
        club.log, ModelWords(router), counts, now=club.clock, release="bench",
        judge=ModelJudge(router, counts) if judge else None, recalling=Recalling(club.clock, means),
    )  # fmt: skip
    try:
        yield Assembled(club, counts, drafting, Remembering(club.log, club.clock, embedder))
    finally:
        await router.close()
        await asked.close()


@asynccontextmanager
async def watched(club: Club, url: str) -> AsyncIterator[Watched]:
    """A generator without a judge whose parts are timed."""
    watch = Stopwatch()
    counts = WatchedCounts(watch=watch)
    router = WatchedRouter.over(
        [Lane(OpenAIProvider(offer_at(url), configure("generator")))], Account(), counts, counts, club.clock
    )
    router.watch = watch
    recalling = WatchedRecalling(club.clock)
    recalling.watch = watch
    engine = WatchedWords(ModelWords(router), watch)
    drafting = Drafting(club.log, engine, counts, now=club.clock, release="bench", recalling=recalling)
    try:
        yield Watched(drafting, watch)
    finally:
        await router.close()


async def _filled_in(club: Club, embedder: OpenAIEmbedder) -> Vectors:
    """Every memory's embedding, as the filling in would have left it; from now on those of new memories too."""
    vectors = Vectors()
    for bot_id, remembered in club.log.rows("memories").items():
        contents = [memory.content for memory in remembered.items.values()]
        found = await embedder.vectors(contents)
        for memory_id, vector in zip(remembered.items, found, strict=True):
            vectors.keep(bot_id, memory_id, vector)
    club.log.followers.append(vectors.heard)
    return vectors


def drafts_in(facts: list[Recorded[Any]]) -> list[Recorded[DraftGenerated]]:
    """The drafts among what came of a tick."""
    return [each for each in facts if isinstance(each.data, DraftGenerated)]
