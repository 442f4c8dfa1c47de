"""Which provider is asked, how often, and who is next."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from piyasa.contracts.conversation import Tokens
from piyasa.generator.domain.models.budgets import Limits, Spent
from piyasa.generator.domain.models.calls import Prices
from piyasa.generator.domain.models.failures import CallFailed, Kind
from piyasa.generator.ports import WordsUnavailable
from piyasa.generator.use_cases.lanes import OPEN_SECONDS
from piyasa.generator.use_cases.routing import HUNG_AFTER, LONGEST_QUIET, MISTAKE_QUIET, UNTOLD_QUIET

New = Callable[..., Any]
DAY = "2026-03-04"


def failing(made: Any, name: str, kind: Kind, **known: Any) -> None:
    made.providers[name].answers = [CallFailed(kind, **known)]


async def test_the_first_provider_answers_and_nobody_else_is_asked(exchange: New) -> None:
    made = exchange("openai", "groq")
    assert (await made.ask()).provider == "openai"
    assert made.providers["groq"].asked == []


async def test_an_order_of_its_own_comes_first_and_unknown_names_are_left_out(exchange: New) -> None:
    made = exchange("openai", "groq", "gemini")
    assert (await made.ask("elsewhere", "gemini")).provider == "gemini"
    failing(made, "gemini", "server")
    assert (await made.ask("gemini", "groq")).provider == "groq"
    failing(made, "groq", "server")
    assert (await made.ask("gemini", "groq")).provider == "openai"


@pytest.mark.parametrize(
    ("kind", "calls"),
    [
        ("rate_limit", 3), ("server", 3), ("connection", 3), ("cut", 3),
        ("timeout", 1), ("garbage", 1), ("refused", 1), ("unauthorized", 1), ("unknown_model", 1), ("bad_request", 1),
    ],
)  # fmt: skip
async def test_what_passes_is_tried_again_before_the_next_one_is_asked(exchange: New, kind: Kind, calls: int) -> None:
    made = exchange("openai", "groq")
    failing(made, "openai", kind)
    assert (await made.ask()).provider == "groq"
    assert made.counts.calls == [*[("openai", kind)] * calls, ("groq", "ok")]
    assert made.counts.retries == ["openai"] * (calls - 1)


async def test_a_failure_that_passes_costs_no_change_of_provider(exchange: New) -> None:
    made = exchange("openai", "groq")
    made.providers["openai"].answers = [CallFailed("server"), "Geçti."]
    assert (await made.ask()).text == "Geçti."
    assert made.router.report()["openai"][1] == ""


async def test_five_failures_open_a_circuit_for_two_minutes(exchange: New) -> None:
    made = exchange("openai", "groq")
    failing(made, "openai", "timeout")
    for _ in range(5):
        await made.ask()
    assert made.counts.circuits["openai"] == "open"
    made.seconds = OPEN_SECONDS - 1
    await made.ask()
    assert len(made.providers["openai"].asked) == 5
    assert ("openai", "circuit") in made.counts.passed_over
    made.seconds = OPEN_SECONDS
    made.providers["openai"].answers = ["Buradayım."]
    assert (await made.ask()).provider == "openai"
    assert made.counts.circuits["openai"] == "closed"


async def test_a_circuit_that_opens_ends_the_tries(exchange: New) -> None:
    made = exchange("openai")
    failing(made, "openai", "server")
    for _ in range(2):
        with pytest.raises(WordsUnavailable):
            await made.ask()
    assert len(made.providers["openai"].asked) == 5


@pytest.mark.parametrize("kind", ["rate_limit", "refused", "unauthorized", "bad_request", "unknown_model"])
async def test_what_is_not_the_providers_failure_opens_no_circuit(exchange: New, kind: Kind) -> None:
    made = exchange("openai", "groq")
    failing(made, "openai", kind, retry_after=0.0)
    for number in range(20):
        made.seconds = number * (MISTAKE_QUIET + 1)
        await made.ask()
    assert made.counts.circuits["openai"] == "closed"
    assert ("openai", "circuit") not in made.counts.passed_over


async def test_a_rate_limited_provider_is_left_alone_for_as_long_as_it_asks(exchange: New) -> None:
    made = exchange("openai", "groq")
    failing(made, "openai", "rate_limit", retry_after=40.0)
    await made.ask()
    assert len(made.providers["openai"].asked) == 1, "waiting that long would not do"
    made.seconds = 39
    await made.ask()
    assert len(made.providers["openai"].asked) == 1
    assert ("openai", "rate_limit") in made.counts.passed_over
    made.seconds = 41
    await made.ask()
    assert len(made.providers["openai"].asked) == 2


async def test_a_provider_with_a_wrong_setting_is_passed_over_as_such(exchange: New) -> None:
    made = exchange("openai", "groq")
    failing(made, "openai", "unauthorized")
    await made.ask()
    await made.ask()
    assert made.counts.passed_over == [("openai", "mistake")]
    assert len(made.providers["openai"].asked) == 1


async def test_what_others_spend_at_the_same_time_hides_no_step(exchange: New) -> None:
    made = exchange("openai")
    made.overall = Limits(tokens=1000)
    await made.ask(urgent=True)
    made.ledger.sums["openai", DAY] = Spent(930)  # another replica
    await made.ask(urgent=True)
    assert made.counts.told == [("all", "halved"), ("all", "people_only"), ("all", "exhausted")]


async def test_a_provider_that_is_too_busy_and_does_not_say_how_long_is_left_alone_shortly(exchange: New) -> None:
    made = exchange("openai")
    failing(made, "openai", "rate_limit")
    with pytest.raises(WordsUnavailable) as told:
        await made.ask()
    assert told.value.again_in == UNTOLD_QUIET


async def test_when_nobody_answers_it_is_said_of_each_why_and_when_to_come_again(exchange: New) -> None:
    made = exchange("openai", "groq")
    failing(made, "openai", "unauthorized")
    failing(made, "groq", "rate_limit", retry_after=20.0)
    with pytest.raises(WordsUnavailable, match="openai, groq: unauthorized; rate limit") as told:
        await made.ask()
    assert told.value.again_in == 20.0
    assert not told.value.budget


async def test_a_refusal_everywhere_will_not_pass(exchange: New) -> None:
    made = exchange("openai")
    failing(made, "openai", "refused")
    with pytest.raises(WordsUnavailable) as told:
        await made.ask()
    assert told.value.again_in is None


async def test_an_exhausted_budget_moves_on_to_the_next_provider(exchange: New) -> None:
    made = exchange("openai", "groq", limits=Limits(tokens=1000))
    made.ledger.sums["openai", DAY] = Spent(1000)
    assert (await made.ask(urgent=True)).provider == "groq"
    assert made.counts.passed_over == [("openai", "budget")]


async def test_a_budget_that_runs_out_keeps_its_rest_for_people(exchange: New) -> None:
    made = exchange("openai", limits=Limits(tokens=100_000))
    made.ledger.sums["openai", DAY] = Spent(96_000)
    with pytest.raises(WordsUnavailable) as told:
        await made.ask(draw=0.1)
    assert told.value.budget
    assert (await made.ask(urgent=True)).provider == "openai"


async def test_the_next_day_begins_anew(exchange: New) -> None:
    made = exchange("openai", limits=Limits(tokens=1000))
    made.ledger.sums["openai", DAY] = Spent(1000)
    with pytest.raises(WordsUnavailable):
        await made.ask()
    made.seconds = 12 * 3600
    assert (await made.ask()).provider == "openai"


async def test_every_call_is_charged_and_crossing_a_step_is_told_once(exchange: New) -> None:
    made = exchange("openai", limits=Limits(tokens=1000))
    for _ in range(9):
        await made.ask(draw=0.0)
    assert made.ledger.sums["openai", DAY] == Spent(900, 0, 9)
    assert made.counts.told == [("openai", "halved")]
    assert made.counts.shares["openai"] == pytest.approx(0.9)


@pytest.mark.parametrize(("kind", "calls", "charged"), [("connection", 3, 0), ("rate_limit", 3, 0), ("timeout", 1, 5)])
async def test_a_call_that_may_have_been_read_is_charged_its_prompt(
    exchange: New, kind: Kind, calls: int, charged: int
) -> None:
    made = exchange("openai")
    failing(made, "openai", kind)
    with pytest.raises(WordsUnavailable):
        await made.ask()
    assert made.ledger.sums["openai", DAY] == Spent(charged, 0, calls)


async def test_a_budget_of_all_providers_together_holds_everywhere(exchange: New) -> None:
    made = exchange("openai", "groq")
    made.overall = Limits(tokens=1000)
    made.ledger.sums["openai", DAY] = Spent(500)
    made.ledger.sums["groq", DAY] = Spent(440)
    assert (await made.ask(urgent=True)).provider == "openai"
    assert made.counts.told == [("all", "people_only"), ("all", "exhausted")]
    assert made.counts.shares["all"] == 1.04
    with pytest.raises(WordsUnavailable) as told:
        await made.ask(urgent=True)
    assert told.value.budget


async def test_a_probe_that_a_tick_has_no_time_for_leaves_the_next_one_free(exchange: New) -> None:
    made = exchange("openai")
    failing(made, "openai", "timeout")
    for _ in range(5):
        with pytest.raises(WordsUnavailable):
            await made.ask()
    made.seconds = OPEN_SECONDS
    made.providers["openai"].answers = [asyncio.CancelledError()]
    with pytest.raises(asyncio.CancelledError):
        await made.ask()
    made.providers["openai"].answers = ["Buradayım."]
    assert (await made.ask()).text == "Buradayım."


async def test_a_call_that_hangs_until_its_tick_ends_counts_against_the_provider(exchange: New) -> None:
    made = exchange("openai")
    hanging = made.providers["openai"]

    async def hang(_call: Any, *, broken: Any = None) -> Any:
        made.seconds += HUNG_AFTER
        raise asyncio.CancelledError

    hanging.complete = hang
    for _ in range(5):
        with pytest.raises(asyncio.CancelledError):
            await made.ask()
    assert made.counts.circuits["openai"] == "open"


async def test_a_person_does_not_wait_for_a_full_pool_when_another_provider_is_free(exchange: New) -> None:
    made = exchange("openai", "groq", concurrency=1)
    (first, _) = made.router.lanes
    async with first.slots:
        assert (await made.ask(urgent=True)).provider == "groq"
    assert (await made.ask(urgent=True)).provider == "openai"


async def test_nobody_waits_for_the_pool_of_a_provider_whose_circuit_is_open(exchange: New) -> None:
    made = exchange("openai", "groq", concurrency=1)
    failing(made, "openai", "timeout")
    for _ in range(5):
        await made.ask()
    async with made.router.lanes[0].slots:
        assert (await made.ask()).provider == "groq"


@pytest.mark.parametrize("kind", ["timeout", "cut", "refused", "garbage"])
async def test_a_call_that_fails_costs_what_was_read_and_written(exchange: New, kind: Kind) -> None:
    made = exchange("openai", prices=Prices(prompt=1.0, completion=2.0))
    failing(made, "openai", kind, taken=Tokens(prompt=100, completion=50))
    with pytest.raises(WordsUnavailable):
        await made.ask()
    calls = len(made.counts.calls)
    assert made.ledger.sums["openai", DAY] == Spent(150 * calls, 200 * calls, calls)


async def test_however_long_a_provider_asks_to_be_left_alone_it_is_asked_again(exchange: New) -> None:
    made = exchange("openai")
    failing(made, "openai", "rate_limit", retry_after=1e12)
    with pytest.raises(WordsUnavailable):
        await made.ask()
    made.providers["openai"].answers = ["Buradayım."]
    made.seconds = LONGEST_QUIET
    assert (await made.ask()).text == "Buradayım."


async def test_what_others_spent_counts_against_all_even_if_it_is_not_configured_here(exchange: New) -> None:
    made = exchange("openai")
    made.overall = Limits(tokens=1000)
    made.ledger.sums["elsewhere", DAY] = Spent(5000)
    with pytest.raises(WordsUnavailable) as told:
        await made.ask(urgent=True)
    assert told.value.budget
