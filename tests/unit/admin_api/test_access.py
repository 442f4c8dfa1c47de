"""Who may come in, and what strangers and mistakes are told."""

from typing import Any

import httpx
import pytest
from pydantic import SecretStr, ValidationError

from piyasa.admin_api.settings import AdminSettings

GIVEN = {
    "database_url": "postgresql://a:b@127.0.0.1/c", "vault_key_file": "vault", "admin_api_key": "k" * 16,
}  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "API_KEY_MISSING"),
        ({"X-API-Key": ""}, "API_KEY_REFUSED"),
        ({"X-API-Key": "wrong"}, "API_KEY_REFUSED"),
        ({"X-API-Key": "a-key-for-the-tests-onl"}, "API_KEY_REFUSED"),
        ({"Authorization": "Bearer a-key-for-the-tests-only"}, "API_KEY_MISSING"),
    ],
)
@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/bots"), ("POST", "/bots"), ("GET", "/nowhere"), ("GET", "/openapi.json")]
)
async def test_strangers_get_nowhere(world: Any, headers: dict[str, str], code: str, method: str, path: str) -> None:
    world.client.headers.pop("X-API-Key")

    answer = await world.client.request(method, path, headers=headers, content=b"{not json")

    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert set(answer.json()) == {"message", "code", "details"}


@pytest.mark.parametrize("path", ["/health/live", "/health", "/metrics"])
async def test_health_and_metrics_are_open(world: Any, path: str) -> None:
    world.client.headers.pop("X-API-Key")

    assert (await world.client.get(path)).status_code == 200


async def test_before_the_log_is_reached_the_api_says_so(world: Any) -> None:
    world.reception.desk = None

    for answer in (await world.client.get("/bots"), await world.client.post("/control/start")):
        assert (answer.status_code, answer.json()["code"]) == (503, "NOT_READY")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "NOT_FOUND"),
        ("PUT", "/bots", 405, "METHOD_NOT_ALLOWED"),
        ("GET", "/bots/nobody", 404, "BOT_NOT_FOUND"),
        ("GET", "/chats/nowhere", 404, "CHAT_NOT_FOUND"),
        ("GET", "/bots?limit=0", 422, "VALIDATION_FAILED"),
        ("GET", "/docs", 404, "NOT_FOUND"),
        ("GET", "/redoc", 404, "NOT_FOUND"),
    ],
)
async def test_every_refusal_has_one_shape(
    client: httpx.AsyncClient, method: str, path: str, status: int, code: str
) -> None:
    answer = await client.request(method, path)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert set(answer.json()) == {"message", "code", "details"}


@pytest.mark.parametrize("content", [b"{not json", b"[]", b"null", b'"x"', b'{"a": NaN}', b"\xff"])
async def test_a_body_that_is_none_is_refused(client: httpx.AsyncClient, content: bytes) -> None:
    answer = await client.post("/bots", content=content, headers={"Content-Type": "application/json"})

    assert answer.status_code in {400, 422}
    assert set(answer.json()) == {"message", "code", "details"}


async def test_a_body_that_is_too_large_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/bots", json={"name": "x" * 300_000})

    assert answer.status_code == 413
    assert set(answer.json()) == {"message", "code", "details"}


async def test_a_fault_of_ours_tells_nothing(world: Any) -> None:
    world.log.tables = None

    answer = await world.client.get("/bots")

    assert answer.status_code == 500
    assert answer.json() == {
        "message": "something went wrong here; the log says what", "code": "INTERNAL_ERROR", "details": {},
    }  # fmt: skip


async def test_requests_are_counted_by_template(world: Any, new_bot: dict[str, Any]) -> None:
    await world.client.post("/bots", json=new_bot)
    await world.client.get("/bots/mehmet")
    await world.client.put("/bots/mehmet/stances/THYAO", json={"text": "x"})
    await world.client.get("/bots", headers={"X-API-Key": "wrong"})

    text = (await world.client.get("/metrics")).text
    for labels in (
        'method="POST",route="/bots",status="201"',
        'method="GET",route="/bots/{bot_id}",status="200"',
        'method="PUT",route="/bots/{bot_id}/stances/{topic:path}",status="200"',
        'method="GET",route="unmatched",status="401"',
    ):
        assert f"http_requests_total{{{labels}}} 1.0" in text


async def test_the_interface_is_described_without_scripts_from_elsewhere(client: httpx.AsyncClient) -> None:
    described = (await client.get("/openapi.json")).json()

    assert {"/bots", "/bots/{bot_id}", "/chats/{chat_id}/members", "/settings/{key}", "/control/scale"} <= set(
        described["paths"]
    )
    assert described["components"]["securitySchemes"]["APIKeyHeader"]["name"] == "X-API-Key"
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert operation["security"], (method, path)
            names = {each["name"] for each in operation.get("parameters", ())}
            assert ("idempotency-key" in names) == (method != "get"), (method, path)


@pytest.mark.parametrize("missing", [("admin_api_key",), ("database_url",), ("vault_key_file",)])
def test_what_is_needed_is_an_error_at_start(missing: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError, match=f"(?i)piyasa_{missing[0]}"):
        AdminSettings.model_validate({name: value for name, value in GIVEN.items() if name not in missing})


def test_the_key_comes_from_one_place_only(tmp_path: Any) -> None:
    file = tmp_path / "key"
    file.write_text("from-a-file-0123456\n")
    from_file = {**GIVEN, "admin_api_key_file": file}

    with pytest.raises(ValidationError):
        AdminSettings.model_validate(from_file)
    del from_file["admin_api_key"]
    assert AdminSettings.model_validate(from_file).api_key() == SecretStr("from-a-file-0123456")


@pytest.mark.parametrize("key", ["short", "k" * 15, "k" * 15 + "ğ", "k" * 15 + "\n\nk"])
def test_a_weak_key_is_refused(key: str) -> None:
    settings = AdminSettings.model_validate({**GIVEN, "admin_api_key": key})

    with pytest.raises(ValueError, match="at least 16"):
        settings.api_key()


def test_no_key_is_shown_by_accident() -> None:
    assert "kkkk" not in repr(AdminSettings.model_validate(GIVEN))
