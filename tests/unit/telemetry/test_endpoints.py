"""The four endpoints as a server, FastStream and FastAPI see them."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from faststream.asgi import AsgiFastStream
from faststream.nats import NatsBroker
from prometheus_client.parser import text_string_to_metric_families

from piyasa.telemetry import Endpoints, Health, Metrics, degraded, unhealthy


@pytest.fixture
def health() -> Health:
    """Health of a service that is ready."""
    health = Health("generator", "1.2.3")
    health.add("broker", lambda: True)
    return health


def faststream(endpoints: Endpoints) -> Any:
    return AsgiFastStream(NatsBroker(), asgi_routes=endpoints.routes)


def fastapi(endpoints: Endpoints) -> Any:
    app = FastAPI()
    for path, endpoint in endpoints.routes:
        app.add_route(path, endpoint, include_in_schema=False)
    return app


def mounted(endpoints: Endpoints) -> Any:
    app = FastAPI()
    app.mount("/", endpoints)
    return app


@pytest.fixture(
    params=[lambda endpoints: endpoints, faststream, fastapi, mounted],
    ids=["plain", "faststream", "fastapi", "mounted"],
)
async def client(request: pytest.FixtureRequest, health: Health) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the endpoints in each way of serving them."""
    app = request.param(Endpoints(health, Metrics("generator", "1.2.3")))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://service") as client:
        yield client


async def test_live_and_ready_answer(client: httpx.AsyncClient) -> None:
    live, ready = await client.get("/health/live"), await client.get("/health/ready")

    assert (live.status_code, live.json()) == (200, {"status": "alive", "service": "generator"})
    assert (ready.status_code, ready.json()) == (200, {"status": "ready", "service": "generator"})


async def test_not_ready_says_what_is_missing(client: httpx.AsyncClient, health: Health) -> None:
    health.add("view", lambda: unhealthy("120 events behind"))

    answer = await client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "service": "generator", "missing": {"view": "120 events behind"}}


async def test_full_health_shows_every_check(client: httpx.AsyncClient, health: Health) -> None:
    health.add("llm", lambda: degraded("offline lines"))

    answer = await client.get("/health")

    body = answer.json()
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert (body["status"], body["service"], body["version"]) == ("degraded", "generator", "1.2.3")
    assert body["uptime_seconds"] >= 0
    assert body["checks"]["broker"]["status"] == "healthy"
    assert body["checks"]["llm"]["detail"] == "offline lines"
    assert body["checks"]["llm"]["took_ms"] >= 0


async def test_an_unhealthy_service_answers_503(client: httpx.AsyncClient, health: Health) -> None:
    health.add("database", lambda: False)

    assert (await client.get("/health")).status_code == 503


async def test_metrics_are_prometheus_text(client: httpx.AsyncClient) -> None:
    answer = await client.get("/metrics")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    names = {family.name for family in text_string_to_metric_families(answer.text)}
    assert {"piyasa_service_info", "process_cpu_seconds"} <= names


async def test_head_answers_without_a_body(client: httpx.AsyncClient) -> None:
    answer = await client.head("/health/ready")

    assert answer.status_code == 200
    assert answer.content == b""


async def test_other_methods_are_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/health/ready")

    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"


async def test_an_unknown_path_is_not_found(health: Health) -> None:
    app = Endpoints(health, Metrics("generator", "1"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://service") as client:
        answer = await client.get("/nothing")

    assert answer.status_code == 404
    assert answer.json()["code"] == "NOT_FOUND"


async def test_a_server_can_start_and_stop_the_plain_application(health: Health) -> None:
    app = Endpoints(health, Metrics("generator", "1"))
    incoming = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])
    sent: list[str] = []

    async def receive() -> Any:
        return next(incoming)

    async def send(message: Any) -> None:
        sent.append(message["type"])

    await app({"type": "lifespan"}, receive, send)

    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


async def test_a_websocket_is_closed(health: Health) -> None:
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    await Endpoints(health, Metrics("generator", "1"))({"type": "websocket"}, receive, send)

    assert sent == [{"type": "websocket.close", "code": 1000}]
