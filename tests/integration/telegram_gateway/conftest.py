"""A town for each test: broker, database, local Telegram."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import nats
import pytest

from piyasa.contracts.permissions import OPERATOR, all_permissions, inbox_prefix
from piyasa.database.vault_keys import add_key
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.devstack.telegram import Group, LocalTelegram
from piyasa.eventlog.log import EventLog
from piyasa.eventlog.provision import Options, provision
from support.databases import Database
from support.gateway_town import DENIZ, Town


@pytest.fixture
def broker(tmp_path: Path) -> Any:
    permissions = {
        user: {"publish": list(rights.publish), "subscribe": list(rights.subscribe)}
        for user, rights in all_permissions().items()
    }
    with EmbeddedNats(tmp_path / "home", permissions, durability="fast", admin=OPERATOR) as server:
        yield server


@pytest.fixture
def duplicate_window() -> int | None:
    """Seconds; None keeps the default."""
    return None


@pytest.fixture
async def town(
    broker: EmbeddedNats, database: Database, tmp_path: Path, duplicate_window: int | None
) -> AsyncIterator[Town]:
    client = await nats.connect(
        broker.url,
        nkeys_seed_str=broker.keys.seed(OPERATOR),
        inbox_prefix=inbox_prefix(OPERATOR).encode(),
        max_reconnect_attempts=-1,
        reconnect_time_wait=0.2,
    )
    await provision(client, Options(duplicate_window=duplicate_window))
    add_key(tmp_path / "vault.key", "first")
    log = EventLog(client, "admin-api")
    await log.start()
    async with LocalTelegram.running() as telegram:
        town = Town(broker, database, telegram, log, tmp_path)
        yield town
        for gateway in town.gateways:
            if gateway.process is not None and gateway.process.returncode is None:
                await gateway.ended(signal.SIGKILL)
    await client.close()


@pytest.fixture
def person_says(town: Town) -> Callable[..., dict[str, Any]]:
    def say(group: Group, text: str, reply_to: int | None = None) -> dict[str, Any]:
        return dict(town.telegram.backstage.say(group, DENIZ, text, reply_to))

    return say
