"""The hour of day that personas live in: at three in the morning they sleep, and the truth is told all the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from support.launching import system

pytestmark = [pytest.mark.composed, pytest.mark.timeout(180)]

MEHMET = "mehmet_trader_bot"
OWN_WORDS = re.compile(r"yapay zek|\bbotu?m\b|insan değilim", re.IGNORECASE)


async def test_at_night_personas_are_away_and_a_sincere_question_is_answered(tmp_path: Path) -> None:
    night = {"PIYASA_CLOCK_START": "03:30"}
    async with system(tmp_path, "--pace", "10", "--keep-hours", environment=night) as running:
        asked = await running.say(f"@{MEHMET} THYAO için ne düşünüyorsun?", person=1002, name="Ece")
        sincere = await running.say(f"@{MEHMET} sen bot musun?", person=1003, name="Can")

        async def truth() -> Any:
            messages = await running.local(f"groups/{running.group}/messages")
            return [
                each
                for each in messages
                if each["from"]["is_bot"] and each.get("reply_to_message", {}).get("message_id") == sincere
            ]

        (answer,) = await running.until(truth, within=45, what="the truth at night")
        assert answer["from"]["username"] == MEHMET
        assert OWN_WORDS.search(answer["text"]), answer["text"]
        said = [each["data"] for each in await running.facts("message-sent")]
        assert [each["reason"] for each in said] == ["sincere_question"]
        answered = {each["reply_to"]["telegram_message_id"] for each in said if each["reply_to"]}
        assert asked not in answered
