"""The page at `/`: the groups as people see them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from aiohttp import web


@cache
def _page() -> str:
    return files(__package__).joinpath("page.html").read_text(encoding="utf-8")


async def _show(_request: web.Request) -> web.Response:
    return web.Response(text=_page(), content_type="text/html")


def page_routes() -> list[web.RouteDef]:
    """The one route of the page."""
    return [web.get("/", _show)]
