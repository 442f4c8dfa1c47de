"""Lines of a conversation for tests of what is measured: who, when in seconds after noon, what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from piyasa.analytics import Utterance
from piyasa.analytics.transcripts import Transcript, transcript
from piyasa.contracts.values import Meaning
from piyasa.language import sketch
from support.events import CHAT, NOON


class Chat:
    """Lines of one chat, numbered by Telegram from 1."""

    def __init__(self, chat_id: str = CHAT) -> None:
        self.chat_id = chat_id
        self.lines: list[Utterance] = []

    def say(self, speaker: str, at: float, text: str = "", *, to: int | None = None, **known: Any) -> Utterance:
        """Add a line; ``to`` is the number of the line it replies to; other keys are of the line or its meaning."""
        number = len(self.lines) + 1
        target = None if to is None else self.lines[to - 1]
        words = text or f"line {number}"
        own = {key: known.pop(key) for key in list(known) if key in Utterance.__dataclass_fields__}
        meaning = Meaning(**{"sketch": sketch(words), "length": len(words)} | known)
        line = Utterance(
            **{
                "chat_id": self.chat_id,
                "speaker": speaker,
                "time": NOON + timedelta(seconds=at),
                "text": words,
                "meaning": meaning,
                "telegram_message_id": number,
                "reply_to": to,
                "reply_author": None if target is None else target.speaker,
                "reply_time": None if target is None else target.time,
            }
            | own
        )
        self.lines.append(line)
        return line

    @property
    def transcript(self) -> Transcript:
        """The lines with what answers what."""
        return transcript(self.lines)
