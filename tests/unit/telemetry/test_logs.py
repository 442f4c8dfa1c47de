"""What a log line holds, whoever wrote it."""

import asyncio
import logging
import re
import warnings
from typing import Any

import pytest
import structlog

from piyasa.telemetry import logs, traces
from piyasa.telemetry.errors import LogLevelUnknown

TOKEN = "123456789:" + "Ab-c_" * 7


def test_a_line_says_when_where_and_what(lines: Any) -> None:
    logs.configure("generator", "INFO", lines)

    structlog.get_logger("piyasa.generator").info("draft written", length=42)

    line = lines.last
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["time"])
    assert line["level"] == "info"
    assert line["logger"] == "piyasa.generator"
    assert line["message"] == "draft written"
    assert line["module"] == "test_logs"
    assert line["function"] == "test_a_line_says_when_where_and_what"
    assert line["line"] > 0
    assert line["service"] == "generator"
    assert line["length"] == 42
    assert "exception" not in line


@pytest.mark.parametrize("name", ["uvicorn.error", "uvicorn.access", "faststream", "nats", "aiogram", "anything"])
def test_libraries_write_the_same_lines(lines: Any, name: str) -> None:
    logging.getLogger(name).addHandler(logging.NullHandler())
    logs.configure("projector", "INFO", lines)

    logging.getLogger(name).warning("lost %d of %d", 1, 2, extra={"stream": "EVENTS"})

    line = lines.last
    assert (line["logger"], line["message"], line["level"]) == (name, "lost 1 of 2", "warning")
    assert line["service"] == "projector"
    assert line["stream"] == "EVENTS"
    assert line["function"] == "test_libraries_write_the_same_lines"
    assert {"time", "module", "line"} <= line.keys()
    assert len(lines.read_lines()) == 1


def test_a_warning_of_the_language_becomes_a_line(lines: Any) -> None:
    logs.configure("generator", "INFO", lines)

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn("old ways", stacklevel=1)
        logging.captureWarnings(capture=False)

    assert "old ways" in lines.last["message"]


def test_bot_and_chat_are_on_every_line_inside(lines: Any) -> None:
    logs.configure("generator", "INFO", lines)
    log = structlog.get_logger("piyasa")

    with logs.bind(bot="mehmet-trader", chat="bist-sohbet"):
        log.info("inside")
        with logs.bind(tick="t1"):
            logging.getLogger("nats").info("deeper")
    log.info("outside")

    inside, deeper, outside = lines.read_lines()
    assert (inside["bot"], inside["chat"]) == ("mehmet-trader", "bist-sohbet")
    assert (deeper["bot"], deeper["chat"], deeper["tick"]) == ("mehmet-trader", "bist-sohbet", "t1")
    assert not {"bot", "chat", "tick"} & outside.keys()


def test_ids_of_bot_and_chat_stand_under_the_same_keys_however_code_calls_them(lines: Any) -> None:
    logs.configure("generator", "INFO", lines)

    with logs.bind(bot="ayse"):
        structlog.get_logger().info("said", bot_id="mehmet", chat_id="bist-sohbet")

    (line,) = lines.read_lines()
    assert (line["bot"], line["chat"]) == ("mehmet", "bist-sohbet")
    assert not {"bot_id", "chat_id"} & line.keys()


async def test_two_tasks_do_not_mix_their_bots(lines: Any) -> None:
    logs.configure("generator", "INFO", lines)
    both_bound = asyncio.Barrier(2)

    async def speak(bot: str) -> None:
        with logs.bind(bot=bot):
            await both_bound.wait()
            structlog.get_logger().info(bot)

    await asyncio.gather(speak("ayse"), speak("mehmet"))

    assert all(line["bot"] == line["message"] for line in lines.read_lines())


def test_what_is_said_on_the_line_wins_over_what_is_bound(lines: Any) -> None:
    logs.configure("generator", "INFO", lines)

    with logs.bind(bot="ayse"):
        structlog.get_logger().info("handed over", bot="mehmet")

    assert lines.last["bot"] == "mehmet"


def test_lines_carry_the_current_trace_id(lines: Any) -> None:
    logs.configure("generator", "INFO", lines)
    tracing = traces.configure("generator")
    recorded = "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01"
    passed_on = "00-" + "ef" * 16 + "-" + "cd" * 8 + "-00"

    with tracing.span("draft", parent=recorded):
        structlog.get_logger().info("ours")
        logging.getLogger("nats").info("theirs")
    with tracing.span("draft", parent=passed_on):
        structlog.get_logger().info("not recorded")
    structlog.get_logger().info("outside")

    ours, theirs, unsampled, outside = lines.read_lines()
    assert ours["trace_id"] == theirs["trace_id"] == "ab" * 16
    assert unsampled["trace_id"] == "ef" * 16
    assert "trace_id" not in outside


def test_an_exception_comes_last_and_whole(lines: Any) -> None:
    logs.configure("generator", "INFO", lines)
    try:
        message = "no such bot"
        raise LookupError(message)
    except LookupError:
        structlog.get_logger().exception("handler failed", attempt=3)
        logging.getLogger("faststream").exception("theirs failed")

    ours, theirs = lines.read_lines()
    for line in (ours, theirs):
        assert "Traceback" in line["exception"]
        assert line["exception"].endswith("LookupError: no such bot")
        assert list(line)[-1] == "exception"
        assert line["level"] == "error"
    assert ours["attempt"] == 3


def test_no_secret_reaches_a_line(lines: Any) -> None:
    logs.configure("telegram-gateway", "INFO", lines)
    try:
        message = f"GET https://api.telegram.org/bot{TOKEN}/getMe failed"
        raise ConnectionError(message)
    except ConnectionError:
        structlog.get_logger().exception("call failed", token=TOKEN, headers={"Authorization": "Bearer abcdefgh12345"})
        logging.getLogger("aiogram").exception("url %s", f"/bot{TOKEN}/sendMessage")

    assert TOKEN not in lines.getvalue()
    assert "abcdefgh12345" not in lines.getvalue()
    assert "/getMe failed" in lines.read_lines()[0]["exception"]
    assert lines.read_lines()[1]["message"] == "url /bot[redacted]/sendMessage"


def test_lines_below_the_level_are_not_written(lines: Any) -> None:
    logs.configure("generator", "warning", lines)

    structlog.get_logger().info("ours")
    logging.getLogger("nats").info("theirs")
    structlog.get_logger().warning("heard")

    assert [line["message"] for line in lines.read_lines()] == ["heard"]


def test_configuring_again_replaces_the_stream(lines: Any) -> None:
    logs.configure("generator", "INFO", type(lines)())
    logs.configure("generator", "INFO", lines)

    structlog.get_logger().info("once")

    assert len(lines.read_lines()) == 1


def test_turkish_letters_are_written_as_they_are(lines: Any) -> None:
    logs.configure("generator", "INFO", lines)

    structlog.get_logger().info("borsa düştü, ışık yok")

    assert "borsa düştü, ışık yok" in lines.getvalue()


@pytest.mark.parametrize("level", ["LOUD", "", "NOTSET"])
def test_an_unknown_level_is_an_error_at_start(lines: Any, level: str) -> None:
    with pytest.raises(LogLevelUnknown, match="use DEBUG"):
        logs.configure("generator", level, lines)
