from __future__ import annotations

import pytest

from piyasa.generator.domain.lines.catalogue import KINDS
from piyasa.generator.domain.telling import tells_of
from piyasa.projections.life_events.catalogue import TYPES
from piyasa.projections.life_events.state import LifeEvent
from support.events import NOON


def event(event_type: str, description: str = "") -> LifeEvent:
    return LifeEvent(life_event_id="one", event_type=event_type, description=description, starts_at=NOON, ends_at=NOON)


PUBLIC = sorted(name for name, each in TYPES.items() if each.public)


@pytest.mark.parametrize("kind", PUBLIC)
@pytest.mark.parametrize("language", ["tr", "en"])
def test_what_may_be_told_of_an_event_tells_of_it(kind: str, language: str) -> None:
    for context in TYPES[kind].contexts[language]:
        assert tells_of(event(kind), context), context


@pytest.mark.parametrize("kind", PUBLIC)
def test_patterns_for_an_event_tell_of_it(kind: str) -> None:
    for pattern in KINDS[f"life.{kind}"]:
        assert tells_of(event(kind), pattern), pattern


@pytest.mark.parametrize("kind", PUBLIC)
def test_market_talk_tells_of_no_event(kind: str) -> None:
    for line in ("Grafik ipucu verir, cevabı plan verir.", "THYAO'da hacim zayıf.", "Faiz kararı öncesi sakinim."):
        assert not tells_of(event(kind), line)


def test_an_event_of_an_operator_s_own_is_told_by_its_description() -> None:
    moved = event("moving_house", "yeni eve taşındı, kutular açılmadı")
    assert tells_of(moved, "Taşındım, kutuların arasından yazıyorum.")
    assert not tells_of(moved, "THYAO'da hacim zayıf.")
    assert not tells_of(event("moving_house"), "Taşındım.")
