"""Which texts are service commands, and which are meant for us."""

from __future__ import annotations

import pytest

from piyasa.telegram_gateway.domain.commands import command_in, is_command

OURS = ("mehmet_bot", "ayse_bot")


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/bilgi", "bilgi"),
        ("/unut", "unut"),
        ("/sessiz", "sessiz"),
        ("/sesli", "sesli"),
        ("/privacy", "privacy"),
        ("/start", "start"),
        ("/start abc", "start"),
        ("/UNUT@Mehmet_Bot", "unut"),
        ("/unut@ayse_bot lütfen", "unut"),
        ("/unut@somebody_elses_bot", None),
        ("/kur", None),
        ("unut beni", None),
        ("bkz /unut", None),
        ("/unutma", None),
    ],
)
def test_a_command_is_recognised_when_it_is_meant_for_us(text: str, command: str | None) -> None:
    assert command_in(text, usernames=OURS) == command


@pytest.mark.parametrize(("text", "yes"), [("/kur USD", True), ("/unut", True), ("merhaba", False), ("1/2", False)])
def test_commands_for_any_bot_are_no_part_of_the_conversation(text: str, *, yes: bool) -> None:
    assert is_command(text) is yes
