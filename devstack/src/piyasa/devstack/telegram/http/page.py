"""The page at `/`: the groups as people see them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from aiohttp import web

_POLICY = (
    "default-src 'none'; connect-src 'self'; img-src data:; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)


@cache
def _page() -> str:
    return files(__package__).joinpath("page.html").read_text(encoding="utf-8")


async def _show(_request: web.Request) -> web.Response:
    return web.Response(text=_page(), content_type="text/html", headers={"Content-Security-Policy": _POLICY})


def page_routes() -> list[web.RouteDef]:
    """The one route of the page."""
    return [web.get("/", _show)]
