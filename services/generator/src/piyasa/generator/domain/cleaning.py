"""Takes off a model's answer what is not the message: fences, quotation marks, a name in front, stock phrases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from piyasa.projections.directory.state import Bot

LONGEST: Final = 1000
"""Characters after which a message is cut at the end of a sentence; Telegram takes 4096."""
_THOUGHT: Final = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_FENCE: Final = re.compile(r"^```[\w-]*\s*\n?|\n?```\s*$")
_QUOTES: Final = (('"', '"'), ("“", "”"), ("«", "»"), ("'", "'"), ("‘", "’"), ("`", "`"))
_STOCK: Final = re.compile(
    r"^(?:(?:elbette|tabii(?: ki)?|tabi(?: ki)?|memnuniyetle|sure|of course|certainly)[!.,:]?\s+)?"
    r"(?:işte|iste|here is|here's)\s[^.!?\n:]{0,60}:\s*",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"^(?:mesaj|yanıt|cevap|message|reply|answer|assistant)\s*:\s*", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_BOLD: Final = re.compile(r"(\*\*|__)(\S(?:[^\n]*?\S)?)\1")
_BLANKS: Final = re.compile(r"[ \t]+")
_BREAKS: Final = re.compile(r"\s*\n\s*")
_END: Final = re.compile(r"[.!?…](?=\s)")
_WHOLE: Final = re.compile(r"[.!?…](?=\s|$)|\n")


def cleaned(answer: str, names: Iterable[str]) -> str:
    """The message alone; empty when nothing is left. ``names`` are what the persona goes by."""
    text = _CONTROL.sub("", unicodedata.normalize("NFC", _THOUGHT.sub("", answer))).strip()
    prefix = _prefix_of(tuple(names))
    for _ in range(4):
        before = text
        text = _FENCE.sub("", text).strip()
        text = _STOCK.sub("", _LABEL.sub("", prefix.sub("", text))).strip()
        text = _unquoted(text)
        if text == before:
            break
    text = _BOLD.sub(r"\2", text)
    return shortened(_BREAKS.sub("\n", _BLANKS.sub(" ", text)).strip(), LONGEST)


def names_of(bot: Bot) -> tuple[str, ...]:
    """What a model may put in front of a persona's words."""
    return (bot.name, bot.name.split()[0], bot.handle, bot.username or "")


def whole_sentences(text: str) -> str:
    """A text without its unfinished last sentence; empty when not one is whole."""
    ends = [found.end() for found in _WHOLE.finditer(text)]
    return text[: ends[-1]].rstrip() if ends else ""


def shortened(text: str, longest: int) -> str:
    """Cut a text that is too long at the last sentence that fits, or at the last word."""
    if len(text) <= longest:
        return text
    kept = text[: longest + 1]
    ends = [found.end() for found in _END.finditer(kept)]
    return kept[: ends[-1]] if ends else kept[:longest].rsplit(" ", 1)[0]


@lru_cache(maxsize=1024)
def _prefix_of(names: tuple[str, ...]) -> re.Pattern[str]:
    known = [re.escape(name) for name in dict.fromkeys(names) if name]
    alternatives = "|".join(sorted(known, key=len, reverse=True)) or r"\Z"
    return re.compile(rf"^[*_\[(@]*(?:{alternatives})[*_\])]*\s*[:：>–—-]\s*[*_]*\s*", re.IGNORECASE)


def _unquoted(text: str) -> str:
    for opening, closing in _QUOTES:
        inner = text[1:-1]
        if len(text) > 2 and text[0] == opening and text[-1] == closing and opening not in inner:  # noqa: PLR2004
            return inner.strip()
    return text
