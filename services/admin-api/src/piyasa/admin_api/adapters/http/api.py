"""The API as one ASGI application: routes behind the key, health and metrics before it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Security
from fastapi.security import APIKeyHeader
from starlette.routing import Route

from piyasa.admin_api.adapters.http import bots, casting, character, chats, installation
from piyasa.admin_api.adapters.http.access import HEADER, KeyRequired
from piyasa.admin_api.adapters.http.failures import Failure, handle_failures
from piyasa.admin_api.adapters.http.size import BoundedBodies
from piyasa.telemetry.requests import AsgiApp, MeasuredRequests

if TYPE_CHECKING:
    from pydantic import SecretStr

    from piyasa.admin_api.adapters.http.desk import Reception
    from piyasa.telemetry import Metrics

LARGEST_BODY = 256 * 1024
_REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": Failure} for status in (401, 404, 409, 412, 413, 422, 503)
}


def api(
    reception: Reception,
    key: SecretStr,
    metrics: Metrics,
    *,
    version: str,
    open_routes: Iterable[tuple[str, AsgiApp]] = (),
) -> AsgiApp:
    """Put the application together; ``open_routes`` need no key.

    There is no documentation page: the stock ones load scripts from elsewhere. ``/openapi.json`` is served.
    """
    described = Security(APIKeyHeader(name=HEADER, auto_error=False))  # refused already in ``KeyRequired``
    app = FastAPI(
        title="Piyasa admin API",
        summary="What operators may see and change.",
        version=version,
        docs_url=None,
        redoc_url=None,
        responses=_REFUSALS,
        dependencies=[described],
    )
    app.state.reception = reception
    handle_failures(app)
    routers = (bots.router, casting.router, character.router, chats.router, installation.control, installation.settings)
    for router in (*routers, installation.people):
        app.include_router(router)
    open_paths = []
    for path, endpoint in open_routes:
        app.router.routes.append(Route(path, endpoint, include_in_schema=False))
        open_paths.append(path)
    bounded = BoundedBodies(app, largest=LARGEST_BODY)
    return MeasuredRequests(KeyRequired(bounded, key, open_paths=open_paths), metrics)
