"""Recall by embeddings, what happens without them, and how memories get them."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import httpx
import openai
import pytest
from structlog.testing import capture_logs

from piyasa.contracts import system
from piyasa.contracts.embeddings import unpacked
from piyasa.contracts.envelope import NewEvent
from piyasa.contracts.event import Event
from piyasa.contracts.memories import MemoryEncoded
from piyasa.contracts.values import Meaning
from piyasa.database.memory_vectors import VectorsUnavailable
from piyasa.eventlog.parts import Parts
from piyasa.generator.adapters.embedding.cached_embedder import CachedEmbedder
from piyasa.generator.adapters.models.errors import failure_of
from piyasa.generator.domain.memory.likeness import likenesses
from piyasa.generator.domain.models.failures import CallFailed
from piyasa.generator.memory_ports import Vector
from piyasa.generator.recall_app import by_meaning, by_words, remembrance_of
from piyasa.generator.settings import GeneratorSettings
from piyasa.generator.use_cases.filling_in import BATCH, FillingIn
from piyasa.generator.use_cases.forgetting import when_forgotten
from piyasa.generator.use_cases.recalling import Means, Recalling
from piyasa.generator.use_cases.remembering import Remembering
from piyasa.simulation.waiting import at_once
from piyasa.telemetry import Metrics
from piyasa.telemetry.health import Health, State
from support.events import AYSE, MEHMET, NOON, PERSON, encoded, forgotten, received, reply, requested
from support.forgetting import Written
from support.generator_stage import Stage, stage_with_talk

CAT, TEA = "Kedim klavyenin üstünde uyur.", "Çayı demli severim."
ASKED = "merdiveni kim boyadı acaba dün"
"""Shares no word with either memory."""
SOON = NOON + timedelta(minutes=10)
"""After everything that is recorded, before any tick expires."""


@dataclass
class Tallied:
    """What was counted."""

    how: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    looked: list[tuple[str, bool]] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    filled: int = 0

    def compared(self, how: str) -> None:
        self.how.append(how)

    def recalled(self, memories: int, seconds: float) -> None:
        assert seconds >= 0
        self.sizes.append(memories)

    def looked_up(self, kind: str, *, hit: bool) -> None:
        self.looked.append((kind, hit))

    def lacking(self, memories: int) -> None:
        self.left.append(memories)

    def embedded(self, memories: int) -> None:
        self.filled += memories


@dataclass
class Lengths:
    """An embedder whose vectors tell how long a text is."""

    asked: list[list[str]] = field(default_factory=list)
    failure: Exception | None = None
    model: str = "lengths"
    meanwhile: Any = None
    """Called while it works."""

    async def vectors(self, texts: Sequence[str]) -> list[Vector]:
        self.asked.append(list(texts))
        if self.meanwhile is not None:
            self.meanwhile()
        if self.failure is not None:
            raise self.failure
        return [[float(len(text)), 0.0 if text == "zero" else 1.0] if text != "zero" else [0.0, 0.0] for text in texts]


@dataclass
class Known:
    """Vectors of memories that say what they were told to."""

    near: Mapping[str, float] | Exception
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def cosines(self, bot_id: str, model: str, vector: Vector) -> Mapping[str, float]:
        self.asked.append((bot_id, model))
        if isinstance(self.near, Exception):
            raise self.near
        return self.near


@pytest.fixture
def stage() -> Stage:
    """A persona with two memories is about to be asked."""
    stage = stage_with_talk()
    stage.record(encoded("cat", content=CAT), encoded("tea", content=TEA, related_users=(PERSON,)))
    stage.hear(7, ASKED)
    return stage


def recalling_by(near: Mapping[str, float] | Exception, tallied: Tallied, embedder: Lengths | None = None) -> Recalling:
    return Recalling(lambda: SOON, Means(embedder or Lengths(), Known(near)), tallied)


async def recalled_with(stage: Stage, recalling: Recalling) -> list[str]:
    (draft,) = await stage.answer(requested("t", reply_to=reply(7, f"p:{PERSON}")), recalling=recalling)
    return [each.id for each in draft.memories]


async def test_memories_come_to_mind_by_their_meaning(stage: Stage) -> None:
    tallied, embedder = Tallied(), Lengths()
    recalling = recalling_by({"cat": 0.8, "tea": 0.1}, tallied, embedder)
    assert await recalled_with(stage, recalling) == ["cat"]
    assert embedder.asked == [[ASKED]]
    assert (tallied.how, tallied.sizes) == (["semantic"], [1])
    assert by_meaning(recalling).state is State.HEALTHY


@pytest.mark.parametrize(
    ("embedder", "near"),
    [
        (Lengths(failure=CallFailed("timeout")), {"cat": 0.8}),
        (Lengths(), VectorsUnavailable("no answer within 1 s")),
    ],
)
async def test_when_meanings_cannot_be_compared_words_are_and_health_says_why(
    stage: Stage, embedder: Lengths, near: Mapping[str, float] | Exception
) -> None:
    tallied = Tallied()
    recalling = recalling_by(near, tallied, embedder)
    assert await recalled_with(stage, recalling) == []
    assert tallied.how == ["failed"]
    found = by_meaning(recalling)
    assert found.state is State.DEGRADED
    assert "timeout" in found.detail or "1 s" in found.detail


async def test_memories_without_an_embedding_are_compared_by_words_and_health_counts_them(stage: Stage) -> None:
    tallied = Tallied()
    recalling = recalling_by({}, tallied)
    stage.record(encoded("stairs", content="Merdiveni geçen yaz ben boyadım."))
    assert await recalled_with(stage, recalling) == ["stairs"]
    assert tallied.how == ["partly"]
    assert "3 of 3" in by_meaning(recalling).detail


async def test_trouble_ends_with_the_next_success(stage: Stage) -> None:
    embedder = Lengths(failure=CallFailed("server", "503"))
    recalling = recalling_by({"cat": 0.8, "tea": 0.1}, Tallied(), embedder)
    await recalled_with(stage, recalling)
    assert "503" in recalling.trouble
    embedder.failure = None
    (draft,) = await stage.answer(requested("u", reply_to=reply(7, f"p:{PERSON}")), recalling=recalling)
    assert [each.id for each in draft.memories] == ["cat"]
    assert "503" not in recalling.trouble


async def test_lines_of_who_does_not_wish_to_be_quoted_bring_nothing_to_mind_and_go_nowhere(stage: Stage) -> None:
    stage.hear(8, "kedim klavyenin üstünde uyur, bilirsin", person_id="person-2")
    embedder = Lengths()
    wanted = requested("t", reply_to=reply(7, f"p:{PERSON}"))
    stage.record(system.PersonSilenced(person_id="person-2"))
    (draft,) = await stage.answer(wanted, recalling=recalling_by({}, Tallied(), embedder))
    assert draft.memories == ()
    assert embedder.asked == [[ASKED]]


async def test_a_line_that_is_answered_cues_memories_as_it_stands_in_the_prompt_whoever_said_it(stage: Stage) -> None:
    stage.record(system.PersonSilenced(person_id=PERSON))
    embedder, engine = Lengths(), stage.scripted("Bilmem ki.")
    wanted = requested("t", reply_to=reply(7, f"p:{PERSON}"))
    await stage.answer(wanted, engine, recalling=recalling_by({}, Tallied(), embedder))
    assert engine.scenes[0].target is not None
    assert (engine.scenes[0].target.text, engine.scenes[0].history) == (ASKED, ())
    assert embedder.asked == [[ASKED]]


async def test_nobody_is_told_what_an_endpoint_quotes(stage: Stage) -> None:
    request = httpx.Request("POST", "http://127.0.0.1:9/v1/embeddings")
    said = openai.BadRequestError(f"too odd: {ASKED}", response=httpx.Response(400, request=request), body=None)
    recalling = recalling_by({}, Tallied(), Lengths(failure=failure_of(said)))
    with capture_logs() as logged:
        await recalled_with(stage, recalling)
        for failure in (failure_of(said), ValueError(ASKED)):
            stopping = asyncio.Event()
            await filling(stage, Lengths(failure=failure, meanwhile=stopping.set))[0].run(stopping)
    assert "400" in recalling.trouble
    assert len([each for each in logged if each["event"] == "memories wait for embeddings"]) == 2
    assert ASKED not in f"{logged}{recalling.trouble}"


async def test_a_sincere_question_asks_no_model_for_anything(stage: Stage) -> None:
    embedder = Lengths()
    stage.hear(8, "sen bot musun?")
    wanted = requested("t", reason="sincere_question", reply_to=reply(8, f"p:{PERSON}"))
    await stage.answer(wanted, recalling=recalling_by({}, Tallied(), embedder))
    assert embedder.asked == []


def test_without_a_model_nothing_waits(stage: Stage) -> None:
    (event,) = stage.record(requested("t", reply_to=reply(7, f"p:{PERSON}")))
    tallied = Tallied()
    recalling = Recalling(lambda: SOON, tally=tallied)
    assert at_once(stage.handle(event, recalling=recalling))
    assert (tallied.how, tallied.sizes) == (["words"], [0])


def test_health_tells_who_asked_for_nothing_from_who_asked_in_vain() -> None:
    assert by_words("no embedding model is configured", asked=False).state is State.HEALTHY
    assert by_words("no database is configured", asked=True).state is State.DEGRADED
    assert "degraded" in by_words("no embedding model is configured", asked=False).detail


async def test_memories_that_were_compared_are_forgotten_with_whoever_wishes_so(stage: Stage) -> None:
    parts = SimpleNamespace(
        telemetry=SimpleNamespace(metrics=Metrics("generator", "test"), health=Health("generator", "test")),
        view=SimpleNamespace(on_change=(listeners := []).append),
    )
    await remembrance_of(GeneratorSettings(generator_engine="offline"), cast("Parts", parts))
    (listener,) = listeners
    content = Written("Merdiveni Deniz boyadı.")
    held = weakref.ref(content)
    likenesses((content,), (ASKED,))
    del content
    gc.collect()
    assert held() is not None
    (wish,) = stage.record(forgotten())
    listener("installation", "system", wish)
    gc.collect()
    assert held() is None


async def test_the_same_text_is_asked_for_once_and_the_longest_unused_is_forgotten() -> None:
    embedder, tallied = Lengths(), Tallied()
    cached = CachedEmbedder(embedder, tallied, kept=2)
    assert await cached.vectors(["a", "bb", "a"]) == [[1.0, 1.0], [2.0, 1.0], [1.0, 1.0]]
    await cached.vectors(["a"])
    await cached.vectors(["ccc"])
    await cached.vectors(["a", "bb"])
    assert embedder.asked == [["a", "bb"], ["ccc"], ["bb"]]
    assert tallied.looked[3] == ("embedding", True)
    assert sum(hit for _, hit in tallied.looked) == 2


async def test_vectors_of_another_model_are_not_the_same() -> None:
    embedder = Lengths()
    cached = CachedEmbedder(embedder, Tallied())
    await cached.vectors(["a"])
    embedder.model = "others"
    await cached.vectors(["a"])
    assert len(embedder.asked) == 2


@pytest.mark.parametrize("under_way", [False, True], ids=["known", "under way"])
async def test_vectors_are_forgotten_with_whoever_wishes_so(stage: Stage, under_way: bool) -> None:
    embedder = Lengths()
    cached = CachedEmbedder(embedder, Tallied())
    (wish, silenced) = stage.record(forgotten(), system.PersonSilenced(person_id=PERSON))
    listener = when_forgotten(cached.forget)
    if under_way:
        embedder.meanwhile = lambda: listener("installation", "system", wish)
    await cached.vectors(["a"])
    embedder.meanwhile = None
    if not under_way:
        listener("installation", "system", wish)
    await cached.vectors(["a"])
    listener("installation", "system", silenced)
    await cached.vectors(["a"])
    assert embedder.asked == [["a"], ["a"]]


@dataclass
class Stored:
    """The broker's word."""

    sequence: int


@dataclass
class Publishing:
    """A log that keeps what is published."""

    stage: Stage
    published: list[NewEvent[Any]] = field(default_factory=list)

    @property
    def tables(self) -> Any:
        return self.stage.tables

    @property
    def position(self) -> int:
        return self.stage.position

    async def publish(self, *events: NewEvent[Any]) -> list[Stored]:
        self.published += events
        self.stage.record(*(each.data for each in events))
        return [Stored(self.stage.position)]

    async def reached(self, position: int, *, timeout: float = 1.0) -> None:
        assert self.stage.position >= position


def filling(stage: Stage, embedder: Lengths, tallied: Tallied | None = None) -> tuple[FillingIn, Publishing]:
    log = Publishing(stage)
    return FillingIn(log, log, embedder, tallied or Tallied(), lambda: True), log


async def test_memories_that_lack_an_embedding_get_one_and_then_none_lacks(stage: Stage) -> None:
    tallied, embedder = Tallied(), Lengths()
    work, log = filling(stage, embedder, tallied)
    stage.record(encoded("elsewhere", bot_id=AYSE, content=TEA))
    while await work.step():
        pass
    facts = {each.data.memory_id: each.data for each in log.published}
    assert set(facts) == {"cat", "tea", "elsewhere"}
    assert (facts["tea"].person_ids, facts["cat"].model) == ((PERSON,), "lengths")
    assert unpacked(facts["cat"].embedding)[0] == pytest.approx(1, abs=0.01)
    assert (tallied.left, tallied.filled) == ([3, 0], 3)


async def test_done_twice_it_is_one_fact_and_another_model_makes_another(stage: Stage) -> None:
    first, again = filling(stage, Lengths()), filling(stage_with_talk(), Lengths())
    again[1].stage.record(encoded("cat", content=CAT), encoded("tea", content=TEA, related_users=(PERSON,)))
    await first[0].step()
    await again[0].step()
    ids = [each.id for each in first[1].published]
    assert ids == [each.id for each in again[1].published]
    other = filling(stage, Lengths(model="others"))
    assert await other[0].step()
    assert {each.id for each in other[1].published}.isdisjoint(ids)


async def test_batches_are_bounded_and_it_goes_on_where_it_was(stage: Stage) -> None:
    stage.record(*(encoded(f"m{number}", content=f"anı {number}") for number in range(BATCH)))
    embedder = Lengths()
    await filling(stage, embedder)[0].step()
    await filling(stage, embedder)[0].step()
    assert [len(texts) for texts in embedder.asked] == [BATCH, 2]


async def test_what_is_forgotten_while_the_model_is_asked_gets_no_embedding(stage: Stage) -> None:
    embedder = Lengths(meanwhile=lambda: stage.record(forgotten()))
    work, log = filling(stage, embedder)
    await work.step()
    assert [each.data.memory_id for each in log.published] == ["cat"]


async def test_a_text_whose_vector_is_no_embedding_is_not_asked_for_again(stage: Stage) -> None:
    stage.record(encoded("odd", content="zero"))
    work, log = filling(stage, Lengths())
    assert await work.step()
    assert not await work.step()
    assert {each.data.memory_id for each in log.published} == {"cat", "tea"}


async def test_a_memory_is_encoded_with_its_embedding_when_that_is_to_be_had(stage: Stage) -> None:
    meaning = Meaning(is_question=True, symbols=("THYAO",), mentions=(MEHMET,))
    (event,) = stage.record(received(9, text="THYAO ne olur?", meaning=meaning))

    async def made(embedder: Lengths) -> MemoryEncoded:
        (fact,) = await Remembering(stage, lambda: stage.log.now, embedder).on_heard(event)
        assert isinstance(fact.data, MemoryEncoded)
        return fact.data

    with_one, without = await made(Lengths()), await made(Lengths(failure=CallFailed("timeout")))
    assert (with_one.embedding_model, without.embedding_model, without.embedding) == ("lengths", None, None)
    assert unpacked(with_one.embedding or "")
    assert with_one.model_copy(update={"embedding": None, "embedding_model": None}) == without


@pytest.mark.parametrize("wish", [forgotten(), system.PersonSilenced(person_id=PERSON)], ids=lambda fact: fact.fact)
async def test_who_wishes_so_while_the_model_is_asked_is_not_remembered(stage: Stage, wish: Event) -> None:
    meaning = Meaning(is_question=True, symbols=("THYAO",), mentions=(MEHMET, AYSE))
    (event,) = stage.record(received(9, text="THYAO ne olur?", meaning=meaning))
    embedder = Lengths(meanwhile=lambda: stage.record(wish))
    assert await Remembering(stage, lambda: stage.log.now, embedder).on_heard(event) == []
    assert embedder.asked


async def test_only_the_replica_whose_turn_it_is_fills_in(stage: Stage) -> None:
    stopping, embedder = asyncio.Event(), Lengths()
    log = Publishing(stage)

    def mine() -> bool:
        stopping.set()
        return False

    await FillingIn(log, log, embedder, Tallied(), mine).run(stopping)
    assert (embedder.asked, log.published) == ([], [])


async def test_a_model_that_fails_leaves_memories_waiting_and_ends_nothing(stage: Stage) -> None:
    stopping = asyncio.Event()
    embedder = Lengths(failure=CallFailed("timeout"), meanwhile=stopping.set)
    work, log = filling(stage, embedder)
    await work.run(stopping)
    assert (len(embedder.asked), log.published) == (1, [])
