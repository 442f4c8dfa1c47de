from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from piyasa.contracts import persona
from piyasa.contracts.event import Event
from piyasa.projections.life_events import Life, LifeEvents, reading
from piyasa.projections.life_events.catalogue import BIRTHDAY, RANDOM_TYPES, TYPES
from support.events import MEHMET, NOON, log_of, registered
from support.folding import table_of


def started(name: str = "one", **known: Any) -> Event:
    values: dict[str, Any] = {"life_event_id": name, "event_type": "vacation", "description": "deniz", "days": 5}
    return persona.LifeEventStarted(bot_id=MEHMET, **values | known)


def ended(name: str = "one") -> Event:
    return persona.LifeEventEnded(bot_id=MEHMET, life_event_id=name, event_type="vacation")


def life_of(*facts: Event) -> Life:
    return table_of(LifeEvents(), log_of(facts, step=0)).rows[MEHMET]


def names(life: Life, days: float) -> list[str]:
    return [each.life_event_id for each in reading.active(life, NOON + timedelta(days=days))]


def test_an_event_lasts_its_days_and_not_longer() -> None:
    life = life_of(started())
    assert [names(life, days) for days in (-0.01, 0, 4.99, 5, 5.01)] == [[], ["one"], ["one"], ["one"], []]


def test_an_end_that_is_told_counts_before_the_days() -> None:
    assert names(life_of(started(ends_at=NOON + timedelta(hours=1))), 1) == []
    assert names(life_of(started(), ended()), 1) == []


def test_nothing_goes_on_in_a_life_without_events() -> None:
    assert reading.active(None, NOON) == ()
    assert (reading.availability(None, NOON), reading.frequency(None, NOON)) == (1, 1)
    assert reading.last_of(None, "vacation") is None
    assert table_of(LifeEvents(), log_of([registered(), ended()])).rows == {}


def test_f18_an_event_told_twice_is_one_event_and_an_end_told_twice_one_end() -> None:
    assert life_of(started(), started(days=9)) == life_of(started())
    assert life_of(started(), ended(), ended()) == life_of(started(), ended())


@pytest.mark.parametrize(
    ("multipliers", "product"), [((0.4, 0.5), 0.2), ((1.3, 1.2), 1.56), ((1.9, 1.9), 2.0), ((0.0, 2.0), 0.0)]
)
def test_multipliers_of_concurrent_events_multiply_up_to_two(multipliers: tuple[float, float], product: float) -> None:
    life = life_of(
        *(started(f"event-{n}", availability_multiplier=m, frequency_multiplier=m) for n, m in enumerate(multipliers))
    )
    assert reading.availability(life, NOON) == pytest.approx(product)
    assert reading.frequency(life, NOON) == pytest.approx(product)
    later = NOON + timedelta(days=6)
    assert (reading.availability(life, later), reading.frequency(life, later)) == (1, 1)


def test_private_events_are_not_public() -> None:
    life = life_of(started(), started("two", public=False))
    assert [each.life_event_id for each in reading.public(life, NOON)] == ["one"]


def test_the_last_of_a_type_is_known_after_its_end() -> None:
    life = life_of(started(), ended())
    assert reading.last_of(life, "vacation") == NOON
    assert reading.last_of(life, "illness") is None


def test_what_is_over_without_an_end_on_the_log_is_overdue() -> None:
    later = NOON + timedelta(days=6)
    assert [each.life_event_id for each in reading.overdue(life_of(started()), later)] == ["one"]
    assert reading.overdue(life_of(started()), NOON) == reading.overdue(life_of(started(), ended()), later) == ()


def test_what_lasts_is_kept_before_what_is_over() -> None:
    many = [fact for n in range(30) for fact in (started(f"event-{n}"), ended(f"event-{n}"))]
    life = life_of(started("long", days=60), *many)
    assert len(life.events) == 20
    assert life.events[0].life_event_id == "long"


def test_a_removed_persona_has_no_life() -> None:
    assert table_of(LifeEvents(), log_of([started(), persona.BotRemoved(bot_id=MEHMET, by="admin")])).rows == {}


CATALOGUE = {
    "birthday": (0.0, (1, 1), 30, 20, 0, 1.0, 1.2, True),
    "vacation": (0.15, (5, 10), 20, 10, -25, 0.4, 0.4, True),
    "illness": (0.10, (2, 5), -20, -30, 10, 0.5, 0.5, True),
    "work_stress": (0.20, (3, 7), -10, -15, 25, 0.7, 0.6, True),
    "financial_gain": (0.10, (2, 2), 25, 10, -5, 1.1, 1.3, True),
    "financial_loss": (0.08, (3, 3), -25, -10, 20, 0.9, 0.8, True),
    "new_hobby": (0.12, (7, 14), 10, 5, -10, 0.9, 0.9, True),
    "family_event": (0.10, (1, 3), 5, -5, 5, 0.6, 0.6, True),
    "work_promotion": (0.08, (3, 3), 20, 5, 5, 0.9, 1.0, True),
    "relationship_change": (0.07, (5, 5), 15, -5, 10, 0.8, 0.8, False),
}


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_the_catalogue_is_as_behaviour_says(name: str) -> None:
    each = TYPES[name]
    impacts = (each.impacts["mood"], each.impacts["energy"], each.impacts["stress"])
    assert (each.weight, each.days, *impacts, each.availability, each.frequency, each.public) == CATALOGUE[name]
    assert set(each.contexts) == {"tr", "en"}
    assert all(text and not any(letter.isdigit() for letter in text) for each in [each] for text in each.contexts["tr"])


def test_f16_the_weights_of_what_is_drawn_add_up_to_one() -> None:
    assert set(TYPES) == set(CATALOGUE)
    assert sum(each.weight for each in RANDOM_TYPES) == pytest.approx(1.0)
    assert BIRTHDAY not in RANDOM_TYPES


def test_only_a_change_of_relationship_may_go_either_way() -> None:
    assert TYPES["relationship_change"].signed(-1)["mood"] == -15
    assert TYPES["relationship_change"].signed(1)["mood"] == 15
    assert TYPES["illness"].signed(-1) == dict(TYPES["illness"].impacts)
