"""CPU of the generator's side per draft, beside the bare client that makes the same calls."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from random import Random
from typing import Any

import openai

from bench.generator.assembled import MODEL, Watched, watched
from bench.generator.club import Club, speakers
from bench.generator.stub import running_stub
from piyasa.contracts.conversation import DraftGenerated
from piyasa.eventlog.garbage import collect_seldom
from piyasa.generator.domain.models.calls import Call

AT_ONCE = 16
"""Calls under way together: a provider's pool."""


async def cost_of_drafts(rounds: int, progress: Callable[[int], None]) -> dict[str, Any]:
    """Rounds of three drafts in each of eight chats, by turns with the same calls made by the bare client."""
    club, chance = Club(chats=8, seats=6, seed="cost"), Random("cost")
    ours, reference, ratios, calls = list[float](), list[float](), list[float](), 0
    asked = list[Call]()
    split = Counter[str]()
    async with (
        running_stub() as stub,
        watched(club, stub.url) as generator,
        openai.AsyncOpenAI(api_key="none", base_url=stub.url, max_retries=0) as client,  # pragma: allowlist secret
    ):
        collect_seldom()  # as every service does, and again now that there is a view
        for number in range(rounds + 2):  # the first two warm up
            before = await _bare(client, asked)
            drafts, seconds = await _drafted(club, generator, chance)
            asked = list(generator.watch.calls)
            after = await _bare(client, asked)
            if number >= 2:
                # The neighbours' load changes: a round of ours stands between two of the client's.
                bare, mine = statistics.mean((before, after)), 1000 * seconds / drafts
                ours.append(mine)
                reference.append(bare)
                ratios.append(mine / bare)
                calls += len(asked)
                split.update({part: 1000 * each / drafts for part, each in generator.watch.seconds.items()})
            progress(1)
    parts = {part: round(total / rounds, 3) for part, total in split.most_common()}
    mine = statistics.median(ours)
    return {
        "rounds": rounds,
        "calls": calls,
        "ms_per_draft": round(mine, 2),
        "reference_ms_per_call": round(statistics.median(reference), 2),
        "ratio": round(statistics.median(ratios), 2),
        "ms_by_part": parts | {"client, router and the rest": round(statistics.mean(ours) - sum(parts.values()), 3)},
        "rounds_ms_per_draft": [round(each, 2) for each in ours],
    }


async def _drafted(club: Club, generator: Watched, chance: Random) -> tuple[int, float]:
    """Three ticks a chat, answered together; gives their number and the CPU seconds they took."""
    ticks = []
    for chat_id in club.chat_ids:
        club.person_speaks(chat_id)
        ticks += [club.ask(chat_id, *wish) for wish in speakers(club, chat_id, chance, 3)]
    club.clock.pass_by(timedelta(seconds=30))
    generator.watch.seconds.clear()
    generator.watch.calls.clear()
    found = list[Any]()

    async def one(tick: Any) -> None:
        found.append(await generator.draft(tick))

    seconds = await _spent([lambda tick=tick: one(tick) for tick in ticks])
    for told in found:
        for fact in club.put(told, "generator"):
            if isinstance(fact.data, DraftGenerated):
                club.say(fact)
    return len(ticks), seconds


async def _bare(client: openai.AsyncOpenAI, calls: Sequence[Call]) -> float:
    """CPU milliseconds a call."""
    seconds = await _spent([lambda call=call: _asked(client, call) for call in calls])
    return 1000 * seconds / max(len(calls), 1)


async def _spent(work: Sequence[Callable[[], Awaitable[object]]]) -> float:
    """CPU seconds of this thread while the work is done, ``AT_ONCE`` at a time."""
    slots = asyncio.Semaphore(AT_ONCE)

    async def one(each: Callable[[], Awaitable[object]]) -> None:
        async with slots:
            await each()

    begun = time.thread_time()
    await asyncio.gather(*map(one, work))
    return time.thread_time() - begun


async def _asked(client: openai.AsyncOpenAI, call: Call) -> str:
    """The same streamed call, read to its end."""
    text = ""
    stream = await client.chat.completions.create(
        model=MODEL, messages=[{"role": "system", "content": call.system}, {"role": "user", "content": call.user}],
        temperature=call.temperature, max_tokens=call.max_tokens, seed=call.seed, stream=True,
        stream_options={"include_usage": True},
    )  # fmt: skip
    async with stream:
        async for chunk in stream:
            for choice in chunk.choices:
                text += choice.delta.content or ""
    return text
