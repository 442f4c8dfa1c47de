"""Whether a text that people wrote tries to give orders to a model."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final

from piyasa.language.disguise import undisguise
from piyasa.language.guards.linear import takes
from piyasa.language.phrases import phrases

_FORGED: Final = re.compile(
    r"</?[a-zçğıöşü|_][^<>\n]{0,60}>|<\||\|>|\[/?\s*(?:inst|system|sistem|assistant|user|end|operat[öo]r|admin|developer)\b"
    r"|```|<<\s*sys|(?:^|\n)\s{0,3}#{1,6}\s+\w|(?:-{4,}|={4,}|#{4,})\s*\w+[^\n]{0,40}(?:-{4,}|={4,}|#{4,})"
    r"|(?:^|[\n.!?|]\s*)(?:system|sistem|assistant|asistan|developer|operat[öo]r|geliştirici)\s*(?:notu?|mesajı|message)?\s*[:>\]]"
    r"|\b(?:debug|jailbreak|admin_?mode|override|role|rol|persona|system_prompt)\s*=\s*[\"'\w]",
    re.IGNORECASE,
)
"""Marks with which a text is set apart from instructions; nobody needs them to talk about markets."""
_FOREIGN: Final = re.compile(
    r"повтори|забуд(?:ь|ьте)|игнорируй|ответь(?:те)? только|притворись|ты теперь|системн\w+ (?:промпт|сообщени)"
    r"|инструкци|تجاهل|انس[َى]?\s+(?:كل|جميع)|忽略|无视|системный",
    re.IGNORECASE,
)
_CODED: Final = re.compile(r"[A-Za-z0-9+/]{20,}={0,2}|(?:[0-9A-Fa-f]{2}[ :]?){12,}")
_READABLE: Final = re.compile(r"[\w\s.,!?'\"():;-]{10,}")


def injection_attempt(text: str) -> bool:
    """Tell whether a message, name, title or memory tries to instruct a model instead of talking to a persona.

    Forged marks and authorities, demands to forget or recite rules, other roles, words to be repeated, hidden payloads.
    What it flags must reach no model; talk about rules, orders, systems and roles of the market does not count.
    """
    if _FORGED.search(text) or _FOREIGN.search(text) or any(_hidden_texts(text)):
        return True
    plain = undisguise(text)
    worded = any(expression.search(plain.text) for expression in phrases("injection").values())
    return worded or takes("injection", text)


def _hidden_texts(text: str) -> Iterator[str]:
    """Give what stands encoded in a text; numbers, hashes and addresses decode to no words."""
    for found in _CODED.finditer(text):
        coded = re.sub(r"[ :]", "", found[0])
        for decode in (_from_base64, bytes.fromhex):
            try:
                hidden = decode(coded).decode()
            except (binascii.Error, ValueError):
                continue
            if _READABLE.fullmatch(hidden):
                yield hidden


def _from_base64(coded: str) -> bytes:
    return base64.b64decode(coded + "=" * (-len(coded) % 4), validate=True)
