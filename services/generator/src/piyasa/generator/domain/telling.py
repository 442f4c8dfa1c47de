"""Whether words tell of a life event: only what was told counts as told, whatever was asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from piyasa.language import fold
from piyasa.projections.life_events.state import LifeEvent

_SAYS: Final[Mapping[str, re.Pattern[str]]] = {
    event_type: re.compile("|".join(rf"\b{beginning}" for beginning in beginnings))
    for event_type, beginnings in (
        ("birthday", ("dogum gun", "yas (?:al|daha)", r"mum\w* uf", "birthday", "year older")),
        ("vacation", ("tatil", "sahil", "deniz", "izin(?:de|e|li)", "holiday", "vacation", "the sea", "beach")),
        (
            "illness",
            ("hasta", "usut", "halsiz", "bogaz", "kirgin", "grip", "ill\\b", "sick", "under the weather", "a cold"),
        ),
        ("work_stress", ("is(?:ler|ten|te)\\b", "mesai", "toplanti", "yogun", "busy", "(?:at )?work", "office")),
        ("financial_gain", ("portfoy", "portfolio")),
        ("financial_loss", ("portfoy", "portfolio")),
        ("new_hobby", ("ugras", "hobi", "kurs", r"\w*merak", "balkon", "hobby", "course", "took up", "started")),
        ("family_event", ("aile", "misafir", "akraba", "dugun", "family", "relatives")),
        ("work_promotion", ("isten guzel", "terfi", "gorev", "promot", "news at work", "new role")),
    )
}
"""Beginnings of folded words that speak of each type of event (behaviour 6.2)."""
_STEM: Final = 5
"""Letters by which a word of a description is known again."""
_WORD: Final = re.compile(r"\w+")


def tells_of(event: LifeEvent, text: str) -> bool:
    """Whether a text speaks of an event: in the words of its type, or in a longer word of its own description."""
    folded = fold(text)
    says = _SAYS.get(event.event_type)
    if says is not None and says.search(folded):
        return True
    stems = tuple({word[:_STEM] for word in _WORD.findall(fold(event.description)) if len(word) >= _STEM})
    return bool(stems) and any(word.startswith(stems) for word in _WORD.findall(folded))
