"""What operators can see of a running system: one trace through all services, numbers that move, health."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from prometheus_client.parser import text_string_to_metric_families

from support.crowd import answered
from support.launching import system
from support.otlp import OtlpReceiver, Received
from support.running_system import HEALTHY, RunningSystem

pytestmark = [pytest.mark.composed, pytest.mark.timeout(150), pytest.mark.asyncio(loop_scope="module")]

WAY = ("tick-requested", "draft-generated", "message-ready", "message-sent")
STATIONS = ("scheduler", "generator", "humanizer", "telegram-gateway")
MOVING = {
    "scheduler": ("ticks_total", "events_published_total", "view_position"),
    "generator": ("message_generation_total", "message_generation_duration_seconds_count", "events_handled_total"),
    "humanizer": ("events_handled_total", "event_handle_duration_seconds_count", "events_published_total"),
    "telegram-gateway": ("messages_sent_total", "telegram_api_calls_total", "answer_latency_seconds_count"),
    "projector": ("projector_checkpoint", "projector_batch_seconds_count"),
    "admin-api": ("view_position", "http_requests_total"),
}


@pytest.fixture(scope="module")
def receiver() -> Any:
    with OtlpReceiver() as listening:
        yield listening


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(receiver: OtlpReceiver, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningSystem]:
    traced = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": receiver.http,
        "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
        "PIYASA_TRACE_RATIO": "1",
    }
    async with system(tmp_path_factory.mktemp("observed"), "--pace", "20", environment=traced) as started:
        yield started


async def numbers(running: RunningSystem) -> dict[tuple[str, str], float]:
    """The sum of each metric of each service."""
    found: dict[tuple[str, str], float] = {}
    for service in MOVING:
        for family in text_string_to_metric_families((await running.page(service, "/metrics")).text):
            for sample in family.samples:
                found[service, sample.name] = found.get((service, sample.name), 0.0) + sample.value
    return found


async def test_the_numbers_of_every_service_move_with_the_conversation(running: RunningSystem) -> None:
    before = await numbers(running)
    await running.operate("GET", "/chats")
    await answered(running, await running.say("@mehmet_trader_bot THYAO nasıl sence?"))

    async def moved() -> bool:
        after = await numbers(running)
        return all(after[key] > before.get(key, 0.0) for key in watched)

    watched = [(service, name) for service, names in MOVING.items() for name in names]
    await running.until(moved, within=30, what=f"all of {watched} to grow")


async def test_one_trace_leads_from_the_request_to_speak_to_the_message_in_the_group(
    running: RunningSystem, receiver: OtlpReceiver
) -> None:
    sent = await answered(running, await running.say("@ayse_scalp_bot dolar için ne diyorsun?", person=1002))
    chain = [each for each in await running.facts(*WAY) if each["data"]["tick_id"] == sent["data"]["tick_id"]]
    assert [each["subject"].split(".")[3] for each in chain[:4]] == list(WAY)
    (trace_id,) = {each["traceparent"].split("-")[1] for each in chain}

    def whole(_: list[Received]) -> bool:
        return {span.service for span in receiver.trace(trace_id)} >= set(STATIONS) and not _orphans(trace_id, receiver)

    await asyncio.to_thread(receiver.wait_for, whole, 20)
    written = {each["traceparent"].split("-")[2]: each["subject"].split(".")[3] for each in chain}
    by_span = {span.span_id: span.service for span in receiver.trace(trace_id)}
    assert {fact: by_span[span] for span, fact in written.items()} == dict(zip(WAY, STATIONS, strict=True))


def _orphans(trace_id: str, receiver: OtlpReceiver) -> list[Received]:
    """Spans whose parent nobody has told of."""
    spans = receiver.trace(trace_id)
    known = {span.span_id for span in spans} | {""}
    return [span for span in spans if span.parent_id not in known]


async def test_every_service_tells_that_it_lives_is_ready_and_how_its_parts_are(running: RunningSystem) -> None:
    for service in MOVING:
        for path in ("/health/live", "/health/ready", "/health"):
            page = await running.page(service, path)
            assert page.status_code == HEALTHY, (service, path, page.text)
        assert page.json()["status"] == "healthy", (service, page.text)
        assert "broker" in page.text
