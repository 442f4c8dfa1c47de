"""What operators may set is taken by the services as it is."""

import pytest
from pydantic import JsonValue

from piyasa.admin_api.domain.known_settings import SETTINGS, Known
from piyasa.admin_api.domain.setting_rules import Bounds, Number, Whole
from piyasa.projections.directory.settings import HourlyLimit, Settings
from piyasa.projections.directory.state import Installation

OWN_FACTS = {"simulation_active", "scale_factor"}
READ_ELSEWHERE = {"max_bots_per_chat"}


def _ends(known: Known) -> list[JsonValue]:
    match known.rule:
        case Number(low, high) | Whole(low, high):
            return [low, high]
        case Bounds(low, high):
            return [{"min": low, "max": high}]
        case _:
            return []


ENDS = [
    (known.key, end)
    for known in SETTINGS.values()
    if known.key not in OWN_FACTS | READ_ELSEWHERE
    for end in _ends(known)
]


@pytest.mark.parametrize(("key", "value"), ENDS)
def test_services_take_both_ends_of_what_is_allowed(key: str, value: JsonValue) -> None:
    taken = getattr(Settings.of(Installation(settings={key: value})), key)

    assert taken == (HourlyLimit(**value) if isinstance(value, dict) else value)


def test_every_setting_of_the_services_may_be_set() -> None:
    assert set(Settings.__dataclass_fields__) <= set(SETTINGS)
