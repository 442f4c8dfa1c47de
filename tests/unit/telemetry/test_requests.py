"""HTTP requests are counted by route template."""

import httpx
import pytest
from fastapi import FastAPI, HTTPException

from piyasa.telemetry import Metrics
from piyasa.telemetry.requests import MeasuredRequests


@pytest.fixture
def metrics() -> Metrics:
    """Metrics of a service that serves HTTP."""
    return Metrics("admin-api", "1")


@pytest.fixture
def client(metrics: Metrics) -> httpx.AsyncClient:
    """A client of a small application that is measured."""
    app = FastAPI()

    @app.get("/bots/{bot_id}")
    async def read_bot(bot_id: str) -> str:
        if bot_id == "nobody":
            raise HTTPException(404)
        if bot_id == "broken":
            raise RuntimeError
        return bot_id

    transport = httpx.ASGITransport(app=MeasuredRequests(app, metrics), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://service")


def requests(metrics: Metrics, method: str, route: str, status: str) -> float | None:
    """How many requests were counted."""
    return metrics.registry.get_sample_value(
        "http_requests_total", {"method": method, "route": route, "status": status}
    )


async def test_requests_count_under_their_template(client: httpx.AsyncClient, metrics: Metrics) -> None:
    async with client:
        for bot in ("ayse", "mehmet", "nobody", "broken"):
            await client.get(f"/bots/{bot}")

    assert requests(metrics, "GET", "/bots/{bot_id}", "200") == 2
    assert requests(metrics, "GET", "/bots/{bot_id}", "404") == 1
    assert requests(metrics, "GET", "/bots/{bot_id}", "500") == 1
    labels = {"method": "GET", "route": "/bots/{bot_id}"}
    assert metrics.registry.get_sample_value("http_request_duration_seconds_count", labels) == 4


async def test_what_no_route_takes_makes_no_series_of_its_own(client: httpx.AsyncClient, metrics: Metrics) -> None:
    async with client:
        for path in ("/wp-admin", "/.env", "/x"):
            await client.get(path)
        await client.request("BREW", "/coffee")

    assert requests(metrics, "GET", "unmatched", "404") == 3
    assert requests(metrics, "other", "unmatched", "404") == 1
    assert "wp-admin" not in metrics.exposition().decode()


async def test_what_is_not_http_passes_through(metrics: Metrics) -> None:
    seen: list[str] = []

    async def app(scope: object, receive: object, send: object) -> None:
        seen.append(scope["type"])  # type: ignore[index]

    await MeasuredRequests(app, metrics)({"type": "lifespan"}, None, None)  # type: ignore[arg-type]

    assert seen == ["lifespan"]
