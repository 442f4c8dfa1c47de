"""A talk of some hundreds of drafts: what caching saves, what times out, what is asked again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from bench.generator.assembled import EMBEDDING, JUDGE, MODEL, Assembled, assembled, drafts_in
from bench.generator.club import Club, speakers
from bench.generator.counted import Counts
from bench.generator.stub import running_stub
from piyasa.contracts.conversation import DraftGenerated, RewriteRequested
from piyasa.contracts.envelope import Recorded, following

LATENCY = 0.05
SAVING, TIMEOUTS = 0.15, 0.01
"""Targets: more of the tokens saved, fewer of the calls timed out."""
REWRITTEN = 0.1
"""Of drafts, that are too close to what was said: about what the humanizer sends back."""
TWO_ANSWER = 0.25
PRICE, CACHED_PRICE = 0.15, 0.075
"""US dollars per million prompt tokens: the preset of OpenAI's small model."""
PERSON_SPEAKS = 0.5


async def talked(drafts: int, minimum: int, progress: Callable[[int], None]) -> dict[str, Any]:
    """So many drafts; prompts are cached by the provider from ``minimum`` tokens on."""
    club = Club(chats=6, seats=8)
    async with (
        running_stub(latency=LATENCY, cache_minimum=minimum) as stub,
        assembled(club, stub.url, judge=True, embeddings=True) as generator,
    ):
        await stub.forget()
        generator.counts.embedding_calls.clear()
        await asyncio.gather(*(_chat(generator, each, drafts // club.chats, progress) for each in club.chat_ids))
        return _figures(generator.counts, await stub.usage(), minimum)


async def _chat(generator: Assembled, chat_id: str, drafts: int, progress: Callable[[int], None]) -> None:
    """One chat talks until so many ticks were answered."""
    club, chance, asked = generator.club, Random(chat_id), 0
    while asked < drafts:
        if chance.random() < PERSON_SPEAKS:
            await generator.hear(club.person_speaks(chat_id))
        count = 2 if chance.random() < TWO_ANSWER else 1
        ticks = [club.ask(chat_id, *wish) for wish in speakers(club, chat_id, chance, count)]
        for facts in await asyncio.gather(*map(generator.draft, ticks)):
            for draft in drafts_in(facts):
                await _said(generator, draft, chance)
        asked += len(ticks)
        progress(len(ticks))
        club.clock.pass_by(timedelta(seconds=chance.uniform(2, 10)))  # six chats: half a minute in each


async def _said(generator: Assembled, draft: Recorded[DraftGenerated], chance: Random) -> None:
    """A draft goes out, or another is wanted first."""
    if chance.random() >= REWRITTEN:
        generator.club.say(draft)
        return
    said = draft.data
    fact = RewriteRequested(
        chat_id=said.chat_id, tick_id=said.tick_id, bot_id=said.bot_id, draft_id=said.draft_id, attempt=2,
        avoid=(said.text,), reason="duplicate",
    )  # fmt: skip
    (wanted,) = generator.club.put([following(draft, fact)], "humanizer")
    for other in drafts_in(await generator.redraft(wanted)):
        generator.club.say(other)


def _figures(counts: Counts, usage: dict[str, dict[str, int]], minimum: int) -> dict[str, Any]:
    read = {name: sum(each[name] for each in usage.values()) for name in ("prompt", "cached")}
    own = {kind: _own(counts, kind, usage.get(model, {})) for kind, model in _OWN}
    unasked = sum(each["tokens_saved"] for each in own.values())
    calls = counts.calls.total() + counts.embedding_calls.total()
    timeouts = counts.calls["timeout"] + counts.embedding_calls["timeout"] + counts.outcomes["abandoned"]
    draft = usage.get(MODEL, {"answers": 0, "prompt": 0, "cached": 0})
    saved, wanted = read["cached"] + unasked, read["prompt"] + unasked
    money = (read["cached"] * (PRICE - CACHED_PRICE) + unasked * PRICE) / (wanted * PRICE)
    return {
        "cache_minimum": minimum,
        "outcomes": dict(counts.outcomes),
        "calls": calls,
        "call_statuses": dict(counts.calls + counts.embedding_calls),
        "sought_again": dict(counts.again),
        "guards": dict(counts.guards),
        "retries": counts.retries,
        "retried_share": round(counts.retries / calls, 4),
        "timed_out_share": round(timeouts / calls, 4),
        "timeouts_met": timeouts / calls < TIMEOUTS,
        "draft_prompt_tokens": round(draft["prompt"] / max(draft["answers"], 1)),
        "draft_cached_share": round(draft["cached"] / max(draft["prompt"], 1), 3),
        "provider_cached_share": round(read["cached"] / read["prompt"], 3),
        "own_caches": own,
        "tokens_saved_share": round(saved / wanted, 3),
        "prompt_cost_saved_share": round(money, 3),
        "saving_met": saved / wanted > SAVING,
    }


_OWN = (("judgement", JUDGE), ("embedding", EMBEDDING))


def _own(counts: Counts, kind: str, usage: dict[str, int]) -> dict[str, Any]:
    """What our own cache answered; a hit saves as much as a question takes on average."""
    hits, misses = counts.looked[kind, True], counts.looked[kind, False]
    asked = usage.get("prompt", 0) / max(misses, 1)
    return {
        "hits": hits,
        "misses": misses,
        "hit_share": round(hits / max(hits + misses, 1), 3),
        "tokens_saved": round(hits * asked),
    }
