"""Which texts and fields are secrets, and which only look like some."""

from dataclasses import dataclass

import pytest

from piyasa.telemetry import redaction

TOKEN = "123456789:" + "Ab-c_" * 7


@pytest.mark.parametrize(
    ("words", "secret", "kept"),
    [
        (f"https://api.telegram.org/bot{TOKEN}/getMe", TOKEN, "/getMe"),
        (f"https://api.telegram.org/file/bot{TOKEN}/photo", TOKEN, "/photo"),
        ("Authorization: Bearer abc.def-ghi", "abc.def-ghi", "Authorization"),
        ("{'authorization': 'Basic dXNlcjpwYXNz'}", "dXNlcjpwYXNz", "authorization"),
        ("(b'Authorization', b'Token 0a1b2c3d4e')", "0a1b2c3d4e", "Authorization"),
        ("sent bearer eyJhbGciOi.J9.x", "eyJhbGciOi.J9.x", "sent"),
        ("X-API-Key: k-1234567", "k-1234567", "X-API-Key"),
        ("GET /v1?api_key=abcdef12&q=1", "abcdef12", "q=1"),
        ("openai said no to " + "sk-" + "proj1234567890abcdef", "proj1234567890abcdef", "said no"),
        ("key " + "gsk_" + "1234567890abcdefgh", "1234567890abcdefgh", "key"),
        ("key " + "AIza" + "SyA1234567890abcdefghij", "SyA1234567890", "key"),
        ("postgresql://piyasa:geheim@db:5432/piyasa", "geheim", "@db:5432/piyasa"),
        ("nats://:geheim@broker:4222", "geheim", "@broker:4222"),
    ],
)
def test_secrets_are_taken_out_of_text(words: str, secret: str, kept: str) -> None:
    redacted = redaction.text(words)

    assert secret not in redacted
    assert redaction.MARK in redacted
    assert kept in redacted


@pytest.mark.parametrize(
    "words",
    [
        "BIST 100 bugün 10:30'da 9.876,54 puan",
        "http://127.0.0.1:8080/health/ready",
        "evt.chat.bist-sohbet.message-ready at 12:30:45.123",
        "used 128 tokens of 4096",
        "token limit reached",
        "0191f3a2-7b1c-7def-8abc-0123456789ab",
        "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01",
    ],
)
def test_ordinary_text_stays(words: str) -> None:
    assert redaction.text(words) == words


@pytest.mark.parametrize(
    "name",
    [
        "token",
        "bot_token",
        "Authorization",
        "api_key",
        "X-API-Key",
        "OPENAI_API_KEY",
        "password",
        "client_secret",
        "cookie",
    ],
)
def test_a_field_with_a_secret_name_is_redacted_whatever_it_holds(name: str) -> None:
    assert redaction.value({name: "plain words"}) == {name: redaction.MARK}
    assert redaction.value({"outer": [{name: {"nested": "x"}}]}) == {"outer": [{name: redaction.MARK}]}


@pytest.mark.parametrize("name", ["token_usage", "max_tokens", "key", "chat", "secretary", "author"])
def test_a_field_that_only_sounds_secret_stays(name: str) -> None:
    assert redaction.value({name: "words"}) == {name: "words"}


def test_counts_stay_even_under_a_secret_name() -> None:
    assert redaction.value({"token": 128, "password": None}) == {"token": 128, "password": None}


def test_secrets_inside_objects_and_deep_nests_are_found() -> None:
    @dataclass
    class Bot:
        token: str

    deep: object = f"bot{TOKEN}"
    for _ in range(20):
        deep = [deep]

    assert TOKEN not in str(redaction.value({"bot": Bot(TOKEN), "deep": deep, f"bot{TOKEN}": 1, "raw": TOKEN.encode()}))
