"""The admin API as commands ask it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from piyasa.devstack.layout import DEFAULT_HOME, Layout
from piyasa.tools.connections import find
from piyasa.tools.errors import AdminRefused, AdminSilent, AdminUnknown

_SERVICE = "admin-api"
_PATIENCE = 30.0
_NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class AdminApi:
    """One installation's admin API."""

    http: httpx.AsyncClient

    async def get(self, path: str, **query: str) -> str | None:
        """The text under a path; None when there is nothing. Raises ``AdminRefused`` and ``AdminSilent``."""
        answer = await self._ask("GET", path, params=query)
        return None if answer.status_code == _NOT_FOUND else _accepted(answer).text

    async def send(self, method: str, path: str, body: object) -> Any:  # noqa: ANN401 - JSON
        """What the API says to a change; a text is sent as YAML. Raises ``AdminRefused`` and ``AdminSilent``."""
        if isinstance(body, str):
            answer = await self._ask(method, path, content=body, headers={"Content-Type": "application/yaml"})
        else:
            answer = await self._ask(method, path, json=body)
        return _accepted(answer).json()

    async def _ask(self, method: str, path: str, **options: Any) -> httpx.Response:  # noqa: ANN401 - httpx's options
        try:
            return await self.http.request(method, path, **options)
        except httpx.HTTPError as error:
            raise AdminSilent(str(self.http.base_url), str(error) or type(error).__name__) from None


@asynccontextmanager
async def admin_api(home: Path | None, environment: Mapping[str, str] | None = None) -> AsyncIterator[AdminApi]:
    """The admin API of a home, or of the environment when it names one; raises ``AdminUnknown``."""
    known = os.environ if environment is None else environment
    url, key = _in_environment(known) if home is None and "PIYASA_ADMIN_URL" in known else _in_home(home)
    async with httpx.AsyncClient(base_url=url, headers={"X-API-Key": key}, timeout=_PATIENCE) as http:
        yield AdminApi(http)


def _in_environment(known: Mapping[str, str]) -> tuple[str, str]:
    key, file = known.get("PIYASA_ADMIN_API_KEY"), known.get("PIYASA_ADMIN_API_KEY_FILE")
    if key is None and file is None:
        missing = "PIYASA_ADMIN_API_KEY_FILE is not set"
        raise AdminUnknown(missing)
    return known["PIYASA_ADMIN_URL"], key or _key(Path(file or ""))


def _in_home(home: Path | None) -> tuple[str, str]:
    folder = DEFAULT_HOME if home is None else home
    services = find(folder).services
    url = next((services[name] for name in sorted(services) if name.startswith(_SERVICE)), None)
    if url is None:
        missing = f"no admin API runs in {folder}"
        raise AdminUnknown(missing)
    return url, _key(Layout(folder).admin_key)


def _key(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        missing = f"the key in {path} cannot be read ({type(error).__name__})"
        raise AdminUnknown(missing) from None


def _accepted(answer: httpx.Response) -> httpx.Response:
    if answer.is_success:
        return answer
    try:
        told: dict[str, Any] = answer.json()
        code, message = str(told["code"]), str(told["message"])
    except (ValueError, KeyError, TypeError):
        code, message = f"HTTP_{answer.status_code}", answer.text[:200]
    raise AdminRefused(code, message)
