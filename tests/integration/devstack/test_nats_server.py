"""The embedded broker: who may do what, and what outlives its end."""

import asyncio
import os
import socket
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import nats
import psutil
import pytest
from nats.aio.client import Client

from piyasa.devstack.errors import HomeInUse, NotRunning, PortTaken
from piyasa.devstack.loopback import free_port
from piyasa.devstack.nats_server import EmbeddedNats

pytestmark = [pytest.mark.connected, pytest.mark.timeout(60)]

NewNats = Callable[..., EmbeddedNats]


def running(nats_server: EmbeddedNats) -> EmbeddedNats:
    nats_server.start()
    nats_server.wait_ready()
    return nats_server


@asynccontextmanager
async def client(
    server: EmbeddedNats,
    user: str,
    refusals: asyncio.Queue[str] | None = None,
    closed: asyncio.Event | None = None,
) -> AsyncIterator[Client]:
    async def on_error(error: Exception) -> None:
        if refusals is not None:
            refusals.put_nowait(str(error))

    async def on_close() -> None:
        if closed is not None:
            closed.set()

    connection = await nats.connect(
        server.url,
        nkeys_seed=str(server.keys.seed_path(user)),
        inbox_prefix=f"_INBOX_{user}".encode(),
        error_cb=on_error,
        closed_cb=on_close,
        allow_reconnect=False,
    )
    try:
        yield connection
    finally:
        await connection.close()


async def with_one_event(server: EmbeddedNats, body: bytes = b"one") -> None:
    async with client(server, "admin") as admin:
        await admin.jetstream().add_stream(name="EVENTS", subjects=["evt.>"])
    async with client(server, "writer") as writer:
        await writer.jetstream().publish("evt.chat.a", body)


async def events(server: EmbeddedNats) -> list[bytes]:
    async with client(server, "admin") as admin:
        stream = admin.jetstream()
        last = (await stream.stream_info("EVENTS")).state.last_seq
        return [(await stream.get_msg("EVENTS", seq)).data or b"" for seq in range(1, last + 1)]


async def test_an_acknowledged_publish_outlives_a_crash(new_nats: NewNats) -> None:
    server = running(new_nats())
    await with_one_event(server)

    server.kill()
    running(server)

    assert await events(server) == [b"one"]


async def test_a_second_stack_on_the_same_home_goes_on_with_the_data_on_the_same_port(new_nats: NewNats) -> None:
    first = running(new_nats())
    await with_one_event(first)
    url = first.url
    first.stop()

    second = running(new_nats())

    assert second.url == url
    assert await events(second) == [b"one"]


async def test_a_user_publishes_only_what_the_permissions_name(new_nats: NewNats) -> None:
    server = running(new_nats())
    refusals: asyncio.Queue[str] = asyncio.Queue()
    async with client(server, "writer", refusals) as writer, client(server, "reader", refusals) as reader:
        heard = await reader.subscribe("evt.>")
        await reader.flush()
        await writer.publish("evt.chat.a", b"allowed")
        assert (await heard.next_msg(timeout=5)).data == b"allowed"

        await writer.publish("sched.send.a", b"refused")
        assert 'publish to "sched.send.a"' in (await asyncio.wait_for(refusals.get(), 5)).lower()


async def test_an_empty_list_allows_nothing(new_nats: NewNats) -> None:
    server = running(new_nats())
    refusals: asyncio.Queue[str] = asyncio.Queue()
    async with client(server, "reader", refusals) as reader:
        await reader.publish("evt.chat.a", b"refused")
        assert 'publish to "evt.chat.a"' in (await asyncio.wait_for(refusals.get(), 5)).lower()


async def test_a_user_hears_only_what_the_permissions_name(new_nats: NewNats) -> None:
    server = running(new_nats())
    refusals: asyncio.Queue[str] = asyncio.Queue()
    async with client(server, "writer", refusals) as writer:
        await writer.subscribe("_INBOX_reader.>")
        assert 'subscription to "_inbox_reader.>"' in (await asyncio.wait_for(refusals.get(), 5)).lower()


async def test_nobody_connects_without_a_key(new_nats: NewNats) -> None:
    server = running(new_nats())
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    assert (await reader.readline()).startswith(b"INFO ")
    writer.write(b'CONNECT {"verbose":false}\r\nPING\r\n')
    assert await reader.readline() == b"-ERR 'Authorization Violation'\r\n"
    writer.close()


async def test_reload_puts_new_permissions_into_force(new_nats: NewNats) -> None:
    server = running(new_nats())
    pid = server.pid
    closed = asyncio.Event()
    async with client(server, "writer", closed=closed):
        server.reload({"late": {"publish": ["evt.>"], "subscribe": ["sched.>", "_INBOX_late.>"]}})
        await asyncio.wait_for(closed.wait(), 10)

    assert server.pid == pid
    async with client(server, "late") as late, client(server, "admin") as admin:
        heard = await late.subscribe("sched.>")
        await late.flush()
        await admin.publish("sched.send.a", b"x")
        assert (await heard.next_msg(timeout=5)).data == b"x"


async def test_stored_words_and_the_storage_key_are_readable_nowhere(new_nats: NewNats, home: Path) -> None:
    server = running(new_nats())
    await with_one_event(server, b"words nobody finds on the disk")
    command = " ".join(psutil.Process(server.pid).cmdline())
    server.stop()

    key = server.keys.storage_key("nats-storage")
    stored = b"".join(path.read_bytes() for path in (home / "nats").rglob("*") if path.is_file())
    assert b"words nobody finds" not in stored
    assert key.encode() not in stored
    assert key not in command


def test_secrets_are_files_of_mode_0600_and_made_folders_are_private(new_nats: NewNats, home: Path) -> None:
    running(new_nats())
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (home / "keys").iterdir()}
    assert set(modes) == {"admin.nk", "writer.nk", "reader.nk", "nats-storage.key"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE((home / "nats").stat().st_mode) == 0o700


def test_durability_is_a_choice(home: Path) -> None:
    for durability, written in (("always", "sync_interval: always"), ("fast", "sync_interval: 2m")):
        with EmbeddedNats(home, {}, durability=durability):  # type: ignore[arg-type]
            assert written in (home / "nats" / "server.conf").read_text()


def test_a_busy_port_is_named_together_with_its_holder(new_nats: NewNats) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(PortTaken, match=rf"port {port} on 127\.0\.0\.1 is taken by .*pid {os.getpid()}"):
            new_nats(port=port).start()
        with pytest.raises(PortTaken):
            new_nats(monitor_port=port).start()


def test_a_named_port_is_used(new_nats: NewNats) -> None:
    port = free_port()
    assert running(new_nats(port=port)).url == f"nats://127.0.0.1:{port}"


def test_one_home_serves_one_stack(new_nats: NewNats) -> None:
    running(new_nats())
    with pytest.raises(HomeInUse):
        new_nats().start()


def test_a_server_whose_launcher_died_is_replaced(new_nats: NewNats, abandoned: Callable[[str], int]) -> None:
    left_behind = abandoned("nats")
    assert psutil.Process(left_behind).status() != psutil.STATUS_ZOMBIE

    heir = running(new_nats())

    assert heir.pid != left_behind
    assert not psutil.pid_exists(left_behind) or psutil.Process(left_behind).status() == psutil.STATUS_ZOMBIE


def test_starting_twice_and_stopping_twice_are_harmless(new_nats: NewNats) -> None:
    server = running(new_nats())
    pid = server.pid
    server.start()
    assert server.pid == pid
    server.stop()
    server.stop()
    with pytest.raises(NotRunning):
        _ = server.pid
