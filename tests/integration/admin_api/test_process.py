"""The admin API on a real broker with real permissions and a real database."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import Any

import asyncpg
import pytest

from piyasa.database.cipher import TokenCipher
from piyasa.database.engine import new_engine
from piyasa.database.roles import ADMIN_API, TELEGRAM_GATEWAY
from piyasa.database.token_vault import PostgresTokenVault
from piyasa.database.vault_keys import VaultKeys, add_key
from piyasa.devstack.loopback import free_port

pytestmark = [pytest.mark.connected, pytest.mark.timeout(120)]

CHAT = {"chat_id": "bist-sohbet", "telegram_id": -1001234567890, "title": "BIST Sohbet", "enabled": True}


def bot(number: int) -> dict[str, Any]:
    """A persona to register."""
    return {
        "bot_id": f"bot-{number}", "name": f"Deneme{number}", "handle": f"deneme_{number}",
        "token": f"{1000 + number}:{'s' * 30}",
    }  # fmt: skip


async def subjects(installation: Any) -> list[str]:
    """The subjects on the log, oldest first."""
    js = installation.operator.jetstream()
    last = (await js.stream_info("EVENTS")).state.last_seq
    return [(await js.get_msg("EVENTS", seq=position)).subject for position in range(1, last + 1)]


async def test_a_persona_is_registered_seated_and_kept(installation: Any) -> None:
    process = await installation.process()
    async with process.client() as client:
        registered = await client.post("/bots", json=bot(1))
        chat = await client.post("/chats", json=CHAT)
        member = await client.post("/chats/bist-sohbet/members", json={"bot_id": "bot-1"})
        shown = await client.get("/bots/bot-1")
        metrics = await client.get("/metrics")

    assert [each.status_code for each in (registered, chat, member)] == [201, 201, 201]
    assert all(each.headers["piyasa-read-model"] == "current" for each in (registered, chat, member))
    assert shown.json()["chats"] == {"bist-sohbet": 1}
    assert await subjects(installation) == [
        "evt.bot.bot-1.bot-registered",
        "evt.bot.bot-1.persona-changed",
        "evt.bot.bot-1.emotion-profile-changed",
        "evt.bot.bot-1.writing-style-drawn",
        *["evt.bot.bot-1.memory-encoded"] * 60,
        "evt.bot.bot-1.bot-enabled",
        "evt.chat.bist-sohbet.chat-registered",
        "evt.chat.bist-sohbet.chat-enabled",
        "evt.bot.bot-1.joined-chat",
    ]
    assert 'http_requests_total{method="POST",route="/chats/{chat_id}/members",status="201"} 1.0' in metrics.text
    assert await process.ended(signal.SIGTERM) == 0
    assert "sssss" not in process.log.read_text()


async def test_the_gateway_finds_the_token_and_the_audit_who_gave_it(installation: Any) -> None:
    process = await installation.process()
    async with process.client() as client:
        await client.post("/bots", json=bot(1))

    engine = new_engine(installation.database.url_of(TELEGRAM_GATEWAY), application="test")
    keys = VaultKeys.read(installation.folder / "vault-keys")
    token = await PostgresTokenVault(engine, TokenCipher(keys)).token("bot-1")
    await engine.dispose()
    connection = await asyncpg.connect(installation.database.url_of(ADMIN_API))
    row = await connection.fetchrow("SELECT actor, action, detail->>'target' AS target FROM iam.audit")
    await connection.close()

    assert token is not None
    assert token.get_secret_value() == bot(1)["token"]
    assert tuple(row) == ("operator", "bot.register", "bot/bot-1")


async def test_two_replicas_never_seat_two_in_one_seat_nor_too_many(installation: Any) -> None:
    first, second = await installation.process(), await installation.process()
    async with first.client() as one, second.client() as two:
        await one.post("/chats", json=CHAT | {"limits": {"max_bots": 5}})
        for number in range(8):
            assert (await (one, two)[number % 2].post("/bots", json=bot(number))).status_code == 201
        answers = await asyncio.gather(
            *((one, two)[number % 2].post("/chats/bist-sohbet/members", json={"bot_id": f"bot-{number}"})
              for number in range(8))
        )  # fmt: skip
        codes = sorted(answer.json().get("code", "seated") for answer in answers)
        members = (await one.get("/chats/bist-sohbet/members")).json()

    assert codes == ["BOTS_TOO_MANY"] * 3 + ["seated"] * 5
    assert sorted(member["seat"] for member in members) == [1, 2, 3, 4, 5]


async def test_a_key_is_honoured_by_another_replica_and_after_a_restart(installation: Any) -> None:
    first, second = await installation.process(), await installation.process()
    key = {"Idempotency-Key": "once"}
    async with first.client() as one, second.client() as two:
        made = await one.post("/bots", json=bot(1), headers=key)
        position = int(made.headers["piyasa-position"])
        async with asyncio.timeout(10):
            while (await two.get("/bots")).json()["total"] == 0:
                await asyncio.sleep(0.02)
        again = await two.post("/bots", json=bot(1), headers=key)
    await first.ended(signal.SIGKILL)
    third = await installation.process()
    async with third.client() as three:
        once_more = await three.post("/bots", json=bot(1), headers=key)

    for answer in (again, once_more):
        assert (answer.status_code, answer.headers["idempotency-replayed"]) == (201, "true")
    assert len(await subjects(installation)) == position


async def test_everything_can_be_stopped_while_the_database_is_away(installation: Any) -> None:
    nowhere = f"postgresql://nobody:nothing@127.0.0.1:{free_port()}/nothing"
    process = await installation.process(change=lambda env: env.update(PIYASA_DATABASE_URL=nowhere))
    async with process.client() as client:
        refused = await client.post("/bots", json=bot(1))
        stopped = await client.post("/control/emergency-stop", json={"reason": "fire"})
        health = await client.get("/health")

    assert (refused.status_code, refused.json()["code"]) == (503, "AUDIT_UNAVAILABLE")
    assert stopped.status_code == 200
    assert stopped.json()["emergency"] == "fire"
    assert await subjects(installation) == ["evt.system.simulation.emergency-stopped"]
    assert health.json()["checks"]["database"]["status"] == "unhealthy"


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        ("PIYASA_ADMIN_API_KEY_FILE", "PIYASA_ADMIN_API_KEY"),
        ("PIYASA_DATABASE_URL", "PIYASA_DATABASE_URL"),
        ("PIYASA_VAULT_KEY_FILE", "PIYASA_VAULT_KEY_FILE"),
    ],
)
async def test_what_is_missing_is_named_at_start(tmp_path: Any, missing: str, named: str) -> None:
    environment = {
        "PIYASA_ADMIN_API_KEY_FILE": str(tmp_path / "key"),
        "PIYASA_DATABASE_URL": "postgresql://a:b@127.0.0.1:1/c",
        "PIYASA_VAULT_KEY_FILE": str(tmp_path / "vault"),
    }
    del environment[missing]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "piyasa.admin_api", env=environment, stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(30):
        _, stderr = await process.communicate()

    assert process.returncode == 2
    assert named in stderr.decode()
    assert "Traceback" not in stderr.decode()


async def test_a_vault_key_file_that_others_may_read_is_refused_at_start(tmp_path: Any) -> None:
    key, vault = tmp_path / "key", tmp_path / "vault"
    key.write_text("integration-tests-only")
    add_key(vault, "first")
    vault.chmod(0o644)
    environment = {
        "PIYASA_ADMIN_API_KEY_FILE": str(key),
        "PIYASA_DATABASE_URL": "postgresql://a:b@127.0.0.1:1/c",
        "PIYASA_VAULT_KEY_FILE": str(vault),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "piyasa.admin_api", env=environment, stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(30):
        _, stderr = await process.communicate()

    assert process.returncode == 2
    assert "others may read it" in stderr.decode()
    assert "Traceback" not in stderr.decode()


async def test_help_lists_the_settings() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "piyasa.admin_api", "--help", stdout=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(30):
        stdout, _ = await process.communicate()

    assert process.returncode == 0
    for name in ("PIYASA_ADMIN_API_KEY_FILE", "PIYASA_NATS_URL", "PIYASA_HTTP_PORT"):
        assert name in stdout.decode()
