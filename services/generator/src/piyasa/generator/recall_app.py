"""Puts recall together: the embedding model, its cache, the database, the filling in, health."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from piyasa.database.engine import new_engine
from piyasa.database.memory_vectors import MemoryVectorReader
from piyasa.eventlog.log import utc_now
from piyasa.eventlog.parts import Parts
from piyasa.generator.adapters.embedding.cached_embedder import CachedEmbedder
from piyasa.generator.adapters.embedding.configured import embedding_endpoint
from piyasa.generator.adapters.embedding.openai_embedder import OpenAIEmbedder
from piyasa.generator.adapters.recall_tally import PrometheusRecallTally
from piyasa.generator.adapters.tally import PrometheusCacheTally, PrometheusCallTally
from piyasa.generator.domain.memory import likeness
from piyasa.generator.leasing import EMBEDDINGS, leases_for
from piyasa.generator.memory_ports import Embedder
from piyasa.generator.settings import GeneratorSettings
from piyasa.generator.use_cases.filling_in import FillingIn
from piyasa.generator.use_cases.forgetting import when_forgotten
from piyasa.generator.use_cases.recalling import Means, Recalling
from piyasa.telemetry import Finding, Gate, degraded, healthy

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Remembrance:
    """What drafting and remembering are given."""

    recalling: Recalling
    embedder: Embedder | None = None


async def remembrance_of(settings: GeneratorSettings, parts: Parts) -> Remembrance:
    """Recall by embeddings where a model and a database are named, else by words; health says which."""
    tally = PrometheusRecallTally(parts.telemetry.metrics)
    parts.view.on_change(when_forgotten(likeness.forget))
    endpoint = embedding_endpoint(settings)
    if endpoint is None or settings.database_url is None:
        why = "no embedding model is configured" if endpoint is None else "no database is configured"
        parts.telemetry.health.add("semantic_recall", lambda: by_words(why, asked=endpoint is not None), gate=Gate.NONE)
        logger.info("recall by words", reason=why)
        return Remembrance(Recalling(utc_now, tally=tally))
    asked = OpenAIEmbedder(endpoint, PrometheusCallTally(parts.telemetry.metrics).called)
    embedder = CachedEmbedder(asked, PrometheusCacheTally(parts.telemetry.metrics))
    parts.view.on_change(when_forgotten(embedder.forget))
    database = new_engine(settings.database_url, application="piyasa-generator-recall")
    recalling = Recalling(utc_now, Means(embedder, MemoryVectorReader(database)), tally)
    parts.telemetry.health.add("semantic_recall", lambda: by_meaning(recalling), gate=Gate.NONE)
    parts.on_close(database.dispose)
    parts.on_close(asked.close)
    await _fill_in(settings, parts, embedder, tally)
    logger.info("recall by embeddings", model=embedder.model)
    return Remembrance(recalling, embedder)


def by_words(why: str, *, asked: bool) -> Finding:
    """Says that meanings are not compared: it must never be switched off silently (behaviour 4.5).

    Healthy when nobody asked for more.
    """
    told = f"degraded: memories are compared by their words, as {why}; see docs/memory.md"
    return degraded(told) if asked else healthy(told)


def by_meaning(recalling: Recalling) -> Finding:
    """Degraded while memories are compared by words although a model is configured."""
    if recalling.trouble:
        return degraded(f"memories are compared by their words: {recalling.trouble}")
    return healthy(f"embeddings of {recalling.model}")


async def _fill_in(settings: GeneratorSettings, parts: Parts, embedder: Embedder, tally: PrometheusRecallTally) -> None:
    leases = await leases_for(EMBEDDINGS, settings, parts)
    filling = FillingIn(parts.view, parts.log, embedder, tally, lambda: leases.holds(EMBEDDINGS.key))
    parts.run(lambda: filling.run(parts.stopping))
    parts.hold(leases)
