"""Rate limits."""

from __future__ import annotations

import pytest

from piyasa.devstack.telegram.domain.limits import PER_BOT, PER_BOT_IN_GROUP, PER_CHAT, Limits
from piyasa.devstack.telegram.domain.refusals import RefusalError


def _admitted(limits: Limits, calls: list[tuple[int, int]], now: float) -> int:
    done = 0
    for bot, chat in calls:
        try:
            limits.admit(bot, chat, now)
        except RefusalError:
            continue
        done += 1
    return done


def test_a_chat_takes_a_burst_then_one_message_a_second() -> None:
    limits = Limits()
    assert _admitted(limits, [(bot, -1) for bot in range(1, 11)], now=0.0) == PER_CHAT.burst
    assert [_admitted(limits, [(9, -1), (8, -1)], now=float(second)) for second in range(1, 6)] == [1] * 5


def test_a_bot_sends_twenty_a_minute_into_a_group() -> None:
    limits = Limits()
    sent = sum(_admitted(limits, [(1, -1)], now=float(second)) for second in range(60))
    assert PER_BOT_IN_GROUP.burst <= sent <= PER_BOT_IN_GROUP.burst + 20
    sent = sum(_admitted(limits, [(1, -1)], now=60.0 + second) for second in range(60))
    assert sent == 20


def test_a_bot_sends_about_thirty_a_second_over_all_groups() -> None:
    assert _admitted(Limits(), [(1, -chat) for chat in range(1, 100)], now=0.0) == PER_BOT.burst


def test_a_refusal_says_how_long_to_wait_and_waiting_so_long_suffices() -> None:
    limits = Limits()
    _admitted(limits, [(1, -1)] * 5, now=0.0)
    with pytest.raises(RefusalError) as refused:
        limits.admit(1, -1, 0.0)
    assert refused.value.description == "Too Many Requests: retry after 1"
    assert refused.value.parameters() == {"retry_after": 1}
    limits.admit(1, -1, 1.0)


def test_a_refused_call_is_not_counted() -> None:
    limits = Limits()
    _admitted(limits, [(1, -1)] * 500, now=0.0)
    assert _admitted(limits, [(1, -1)], now=1.0) == 1


def test_limits_can_be_faster_or_off() -> None:
    assert sum(_admitted(Limits(scale=10.0), [(1, -1)], now=second / 10) for second in range(30)) >= 20
    assert _admitted(Limits(scale=0.0), [(1, -1)] * 500, now=0.0) == 500
