"""The embedded database: what outlives its end, and that nothing around it is opened for it."""

import os
import socket
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import psutil
import pytest

from piyasa.devstack.errors import HomeInUse, PortTaken
from piyasa.devstack.postgres_account import nobody_account
from piyasa.devstack.postgres_server import EmbeddedPostgres

pytestmark = [pytest.mark.connected, pytest.mark.timeout(120)]

NewPostgres = Callable[..., EmbeddedPostgres]


def running(server: EmbeddedPostgres) -> EmbeddedPostgres:
    server.start()
    server.wait_ready()
    return server


@asynccontextmanager
async def connection(url: str) -> AsyncIterator[asyncpg.Connection]:
    opened = await asyncpg.connect(url)
    try:
        yield opened
    finally:
        await opened.close(timeout=10)


async def commit_a_line(server: EmbeddedPostgres) -> None:
    async with connection(server.url()) as database:
        await database.execute("CREATE TABLE lines (text text)")
        await database.execute("INSERT INTO lines VALUES ('İĞÜŞÖÇ')")


async def lines(server: EmbeddedPostgres) -> list[str]:
    async with connection(server.url()) as database:
        return [row["text"] for row in await database.fetch("SELECT text FROM lines")]


async def test_a_commit_outlives_a_crash_and_the_crash_leaves_nothing_in_the_way(new_postgres: NewPostgres) -> None:
    server = running(new_postgres())
    await commit_a_line(server)

    async with connection(server.url()):  # a child of the postmaster that is busy serving somebody
        server.kill()
        running(server)

    assert await lines(server) == ["İĞÜŞÖÇ"]


async def test_a_second_stack_on_the_same_home_goes_on_with_the_data_on_the_same_port(
    new_postgres: NewPostgres,
) -> None:
    first = running(new_postgres())
    await commit_a_line(first)
    url = first.url()
    first.stop()

    second = running(new_postgres())

    assert second.url() == url
    assert await lines(second) == ["İĞÜŞÖÇ"]


def test_a_server_whose_launcher_died_is_replaced(new_postgres: NewPostgres, abandoned: Callable[[str], int]) -> None:
    left_behind = abandoned("postgres")
    assert psutil.Process(left_behind).status() != psutil.STATUS_ZOMBIE

    heir = running(new_postgres())

    assert heir.pid != left_behind
    assert not psutil.pid_exists(left_behind) or psutil.Process(left_behind).status() == psutil.STATUS_ZOMBIE


async def test_it_is_durable_speaks_utf8_and_knows_vectors(new_postgres: NewPostgres) -> None:
    server = running(new_postgres())
    async with connection(server.url()) as database:
        settings = {name: await database.fetchval(f"SHOW {name}") for name in ("fsync", "max_connections")}
        assert settings == {"fsync": "on", "max_connections": "200"}
        assert await database.fetchval("SHOW server_encoding") == "UTF8"
        await database.execute("CREATE EXTENSION vector")
        assert await database.fetchval("SELECT '[1,2]'::vector <-> '[1,3]'::vector") == 1.0


async def test_a_role_made_with_its_kept_password_connects_by_its_url(new_postgres: NewPostgres) -> None:
    server = running(new_postgres())
    async with connection(server.url()) as database:
        await database.execute(f"CREATE ROLE projector LOGIN PASSWORD '{server.password('projector')}'")
    async with connection(server.url("projector")) as database:
        assert await database.fetchval("SELECT current_user") == "projector"


async def test_a_wrong_password_is_refused_on_tcp_and_on_the_socket(new_postgres: NewPostgres) -> None:
    server = running(new_postgres())
    for host in ("127.0.0.1", str(server.socket_folder)):
        opened = await asyncpg.connect(host=host, port=server.port, user="postgres", password=server.password())
        await opened.close()
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(host=host, port=server.port, user="postgres", password="wrong")


def test_folders_above_the_data_keep_their_modes(new_postgres: NewPostgres, home: Path) -> None:
    above = [parent for parent in home.parents if parent.exists()]
    before = [(stat.S_IMODE(parent.stat().st_mode), parent.stat().st_uid) for parent in above]
    server = running(new_postgres())
    server.stop()
    after = [(stat.S_IMODE(parent.stat().st_mode), parent.stat().st_uid) for parent in above]
    assert before == after
    assert stat.S_IMODE(home.parent.stat().st_mode) == 0o700


async def test_a_home_with_a_long_path_still_has_a_socket(new_postgres: NewPostgres, home: Path) -> None:
    server = running(new_postgres(home / ("long" * 30)))
    sockets = server.socket_folder
    opened = await asyncpg.connect(
        host=str(sockets),
        port=server.port,
        user="postgres",
        password=server.password(),
    )
    await opened.close()
    server.stop()
    assert not sockets.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become nobody")
async def test_without_user_namespaces_the_account_nobody_keeps_the_data_where_it_can(
    new_postgres: NewPostgres,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    reachable: Path,
) -> None:
    monkeypatch.setattr("piyasa.devstack.postgres_account.EVERYBODY_ENTERS", str(reachable))
    server = running(new_postgres(home, account=nobody_account("no user namespaces")))
    await commit_a_line(server)
    server.kill()
    running(server)
    assert await lines(server) == ["İĞÜŞÖÇ"]
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    assert not (home / "postgres").exists()


def test_a_busy_port_is_named_together_with_its_holder(new_postgres: NewPostgres) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(PortTaken, match=rf"port {port} on 127\.0\.0\.1 is taken by .*pid {os.getpid()}"):
            new_postgres(port=port).start()


def test_one_home_serves_one_stack(new_postgres: NewPostgres) -> None:
    running(new_postgres())
    with pytest.raises(HomeInUse):
        new_postgres().start()
