"""A provisioned broker that the `piyasa` command finds through a home."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from nats.aio.client import Client

from piyasa.contracts.permissions import OPERATOR
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog.provision import provision
from support.brokers import connected, permissions
from support.commands import Home, now

T = TypeVar("T")


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedNats]:
    """A broker with the real users and rights."""
    with EmbeddedNats(tmp_path_factory.mktemp("broker"), permissions(), admin=OPERATOR, durability="fast") as broker:
        yield broker


@pytest.fixture
def as_operator(server: EmbeddedNats) -> Callable[[Callable[[Client], Awaitable[T]]], T]:
    """Does something on the broker as the operator."""

    def do(work: Callable[[Client], Awaitable[T]]) -> T:
        async def inside() -> T:
            client = await connected(server)
            try:
                return await work(client)
            finally:
                await client.close()

        return now(inside())

    return do


@pytest.fixture
def home(server: EmbeddedNats, tmp_path: Path) -> Home:
    """A home that knows the broker and nothing else."""
    home = Home(tmp_path / "home")
    home.tell(nats=server.url, operator_seed_file=str(server.keys.seed_path(OPERATOR)))
    return home


@pytest.fixture
def provisioned(home: Home, as_operator: Callable[[Callable[[Client], Awaitable[object]]], object]) -> Home:
    """The same, with every stream and durable."""
    as_operator(provision)
    return home
