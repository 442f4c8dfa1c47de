"""Every row of what Telegram may answer, and of what may happen instead of an answer."""

from __future__ import annotations

import pytest

from piyasa.telegram_gateway.domain.outcome import (
    Migrated,
    Refused,
    RetryAfter,
    SafeRetry,
    Sent,
    Unknown,
    blames_host,
    classify,
    in_doubt,
    not_sent,
)


def test_too_many_requests_says_how_long_to_wait() -> None:
    assert classify(429, "Too Many Requests: retry after 17", retry_after=17) == RetryAfter(17.0)


def test_too_many_requests_that_say_nothing_wait_all_the_same() -> None:
    assert classify(429, "Too Many Requests") == RetryAfter(5.0)


def test_an_upgraded_group_says_where_it_is_now() -> None:
    answer = classify(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to=-1009)
    assert answer == Migrated(-1009)


@pytest.mark.parametrize(
    ("status", "description", "error_class", "scope"),
    [
        (400, "Bad Request: chat not found", "chat_not_found", "bot_in_chat"),
        (403, "Forbidden: bot was kicked from the supergroup chat", "kicked", "bot_in_chat"),
        (403, "Forbidden: bot is not a member of the supergroup chat", "not_a_member", "bot_in_chat"),
        (403, "Forbidden: the group chat was deleted", "chat_deleted", "chat"),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN", "may_not_send", "bot_in_chat"),
        (
            400,
            "Bad Request: not enough rights to send text messages to the chat",
            "may_not_send",
            "bot_in_chat",
        ),
        (400, "Bad Request: message to be replied not found", "reply_target_gone", "message"),
        (400, "Bad Request: message is too long", "too_long", "message"),
        (400, "Bad Request: text is too long", "too_long", "message"),
        (400, "Bad Request: message text is empty", "empty", "message"),
        (400, "Bad Request: can't parse entities: at byte offset 0", "unparsable", "message"),
        (400, "Bad Request: not enough rights to manage pinned messages in the chat", "may_not_pin", "bot_in_chat"),
        (400, "Bad Request: message to pin not found", "notice_gone", "message"),
        (401, "Unauthorized", "unauthorized", "bot"),
        (401, "Unauthorized: invalid token specified", "unauthorized", "bot"),
        (404, "Not Found", "not_found", "message"),
        (409, "Conflict: terminated by other getUpdates request", "conflict", "message"),
        (400, "Bad Request: something nobody has seen before", "bad_request", "message"),
        (403, "Forbidden: something nobody has seen before", "forbidden", "bot_in_chat"),
        (413, "Request Entity Too Large", "too_long", "message"),
        (418, "I'm a teapot", "refused", "message"),
    ],
)
def test_a_refusal_holds_for_what_it_is_about(status: int, description: str, error_class: str, scope: str) -> None:
    assert classify(status, description) == Refused(error_class, scope, status, description)  # type: ignore[arg-type]


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_error_leaves_it_unknown_whether_the_message_was_sent(status: int) -> None:
    assert classify(status, "Bad Gateway") == Unknown(f"http_{status}")


@pytest.mark.parametrize("trouble", ["timeout", "reset", "unreadable"])
def test_trouble_after_the_first_byte_leaves_it_unknown(trouble: str) -> None:
    assert in_doubt(trouble) == Unknown(trouble)  # type: ignore[arg-type]


@pytest.mark.parametrize("trouble", ["dns", "refused", "connect_timeout", "circuit_open", "no_token"])
def test_trouble_before_the_first_byte_is_safe_to_retry(trouble: str) -> None:
    assert not_sent(trouble) == SafeRetry(trouble)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "blamed"),
    [
        (Sent(1), False),
        (classify(400, "Bad Request"), False),
        (classify(401, "Unauthorized"), False),
        (classify(429, "Too Many Requests", retry_after=3), False),
        (classify(502, "Bad Gateway"), True),
        (in_doubt("timeout"), True),
        (in_doubt("reset"), True),
        (not_sent("dns"), True),
        (not_sent("refused"), True),
        (not_sent("circuit_open"), False),
        (not_sent("no_token"), False),
    ],
)
def test_only_server_errors_timeouts_and_the_network_speak_against_the_host(outcome: Sent, *, blamed: bool) -> None:
    assert blames_host(outcome) is blamed
