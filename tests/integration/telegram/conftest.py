"""A running local Telegram, and a plain HTTP client for its own interfaces."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from piyasa.devstack.telegram import LocalTelegram, Options
from support.telegram_clients import Local


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[LocalTelegram]:
    options = Options(state=tmp_path / "telegram.jsonl", limits="off", first_webhook_wait=0.02)
    async with LocalTelegram.running(options) as running:
        yield running


@pytest.fixture
async def local(telegram: LocalTelegram) -> AsyncIterator[Local]:
    async with Local.at(telegram.url) as client:
        yield client
