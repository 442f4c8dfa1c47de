"""How texts of others enter a prompt: on one line, without hidden signs, unable to close what delimits them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from piyasa.generator.domain.prompt.tokens import TOKEN, weight_of

Suspicion = Callable[[str], bool]
"""Tells whether a text tries to give orders to a model."""
_BRACKETS: Final = re.compile("[<>＜＞﹤﹥]")
"""Angle brackets, wide and small ones included."""
_SOFTENED: Final = str.maketrans(dict.fromkeys("<＜﹤", "‹") | dict.fromkeys(">＞﹥", "›"))
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Variation selectors: nobody sees them, and text has been smuggled in them."""
_JSON: Final = json.JSONEncoder(ensure_ascii=False)
_COMMON: Final = 0x20000
_MORE: Final = "…"
LONGEST: Final = 400
"""Characters of a text that somebody wrote."""


class _Seen(dict[int, str | None]):
    """What is left of each sign, worked out when it is first met; common ones are remembered."""

    def __missing__(self, point: int) -> str | None:
        """The sign itself, or None where nobody would see it."""
        sign = chr(point)
        hidden = unicodedata.category(sign) in _HIDDEN and not sign.isspace()
        left = None if hidden or _SELECTORS.match(sign) else sign
        if point < _COMMON:
            self[point] = left
        return left


_SEEN: Final = _Seen()


def clean(text: str) -> str:
    """A text on one line without control, zero-width, bidirectional, private and unassigned signs."""
    # Of what is printable only selectors are hidden; most texts are, and looking at each sign is slow.
    seen = text if text.isprintable() and not _SELECTORS.search(text) else text.translate(_SEEN)
    return " ".join(seen.split())


def plain(text: str, tokens: int) -> str:
    """An operator's text for use in a sentence, at most so many tokens; angle brackets become others."""
    return _bounded(clean(text).translate(_SOFTENED), tokens, weight_of)


def quoted(content: Mapping[str, str]) -> str:
    """One line of data in JSON; angle brackets are escaped."""
    return _in_json(content)


@dataclass(frozen=True, slots=True)
class Quoting:
    """Prepares what people wrote for a line of data."""

    suspicious: Suspicion
    hidden: str
    """Stands for a text that tries to give orders."""

    def said(self, text: str, tokens: int, characters: int = LONGEST) -> str:
        """A text, cut to so many tokens of a line of data; what gives orders is not shown at all."""
        seen = clean(text)
        if self._gives_orders(text, seen):
            return self.hidden
        return _bounded(seen[:characters], tokens, _weight_in_json)

    def gives_orders(self, text: str) -> bool:
        """Whether a text, as it came or without its hidden signs, tries to give orders."""
        return self._gives_orders(text, clean(text))

    def _gives_orders(self, text: str, seen: str) -> bool:
        return self.suspicious(text) or (seen != text and self.suspicious(seen))


def _in_json(value: object) -> str:
    """JSON in which angle brackets are written as in ASCII."""
    return _BRACKETS.sub(lambda found: f"\\u{ord(found[0]):04x}", _JSON.encode(value))


def _weight_in_json(text: str) -> int:
    return weight_of(_in_json(text)[1:-1])


def _bounded(text: str, tokens: int, weight: Callable[[str], int]) -> str:
    """A text that is too long is cut where a sign would be one too many, and ends in an ellipsis."""
    room = tokens * TOKEN
    if weight(text) <= room:
        return text
    return text[: _signs_within(map(weight, text), room - weight(_MORE))].rstrip() + _MORE


def _signs_within(weights: Iterable[int], room: int) -> int:
    count = 0
    for each in weights:
        room -= each
        if room < 0:
            break
        count += 1
    return count
