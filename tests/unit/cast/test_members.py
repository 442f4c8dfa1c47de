"""A cast of any number."""

from collections import Counter

import pytest

from piyasa.cast import beginning, handwritten, members, read_text, to_json, to_yaml
from piyasa.cast.opinions import side_of
from piyasa.cast.styles import CHARACTER_SLIPS, TYPO_RATES, combination
from piyasa.language.guards.violations import violations
from piyasa.language.symbols import symbol_list

NAMED = ["mehmet-trader", "ayse-scalp", "ali-ekonomist", "zeynep-newbie"]


@pytest.fixture(scope="module")
def cast():
    return members(260, seed=3)


def test_the_four_named_ones_come_first_and_then_all_written_by_hand(cast) -> None:
    assert [each.bot_id for each in cast[:4]] == NAMED
    assert [each.bot_id for each in cast[: len(handwritten())]] == [each.bot_id for each in handwritten()]


def test_at_least_two_dozen_are_written_by_hand_and_differ_in_place_work_temper_and_hand() -> None:
    written = handwritten()

    assert len(written) >= 24
    assert len({each.background.city for each in written}) >= 15
    assert len({each.persona.tone for each in written}) == len(written)
    assert len({combination(each.writing_style) for each in written}) == len(written)
    assert {each.persona.chronotype for each in written} == {"lark", "neutral", "owl"}
    assert {each.emotion.reaction_style for each in written} == {"supportive", "neutral", "sceptical", "playful"}


def test_those_written_by_hand_take_both_sides_of_what_they_share() -> None:
    sides: dict[str, set[int]] = {}
    for each in handwritten():
        for stance in each.stances:
            sides.setdefault(stance.topic, set()).add(side_of(stance))

    assert sum({1, -1} <= found for found in sides.values()) >= 12


def test_the_four_have_the_baselines_of_the_requirements(cast) -> None:
    found = [
        (each.name, *(each.emotion.baseline[key] for key in ("energy", "confidence", "social_warmth")))
        for each in cast[:4]
    ]

    assert found == [
        ("Mehmet Yatırımcı", 52, 62, 50),
        ("Ayşe Scalper", 62, 58, 55),
        ("Ali Hoca", 45, 70, 48),
        ("Zeynep Yeni", 58, 32, 66),
    ]


def test_the_same_seed_gives_the_same_cast_and_another_seed_another(cast) -> None:
    assert members(260, seed=3) == cast
    assert members(60, seed=4)[-1] != cast[59]


def test_a_smaller_cast_is_the_beginning_of_a_larger_one(cast) -> None:
    for count in (0, 1, 5, 30, 100):
        assert members(count, seed=3) == cast[:count]


def test_nobody_shares_id_handle_or_name(cast) -> None:
    for what in ("bot_id", "handle", "name"):
        assert len({getattr(each, what).lower() for each in cast}) == len(cast)


def test_no_two_write_alike_while_styles_are_left(cast) -> None:
    styles = [combination(each.writing_style) for each in cast]

    assert len(set(styles[:200])) == 200
    assert max(Counter(styles[:216]).values()) == 1
    assert max(Counter(styles).values()) == 2


def test_rates_are_within_their_ranges_and_emoji_follow_what_is_told(cast) -> None:
    for each in cast:
        style = each.writing_style
        assert TYPO_RATES[0] <= style.typo_rate <= TYPO_RATES[1]
        assert CHARACTER_SLIPS[0] <= style.turkish_char_mistake_rate <= CHARACTER_SLIPS[1]
        assert (style.emoji_frequency == "none") == (not each.persona.style.emojis)
        assert each.persona.style.emojis or not each.emotion.signature_emojis


def test_personas_disagree_about_what_many_of_them_watch(cast) -> None:
    sides: dict[str, Counter[int]] = {}
    for each in cast:
        for stance in each.stances:
            sides.setdefault(stance.topic, Counter())[side_of(stance)] += 1

    discussed = {topic: found for topic, found in sides.items() if found.total() >= 6}
    assert len(discussed) > 20
    assert all(found[1] and found[-1] for found in discussed.values())


def test_nobody_holds_what_it_expects_to_fall(cast) -> None:
    for each in cast:
        falling = {stance.topic for stance in each.stances if side_of(stance) < 0}
        assert not {holding.symbol for holding in each.holdings if holding.side == "long"} & falling


def test_every_symbol_is_one_that_messages_are_searched_for(cast) -> None:
    known = symbol_list().group
    for each in cast:
        assert set(each.persona.watchlist) <= set(known)
        assert {holding.symbol for holding in each.holdings} <= set(known)
        assert {stance.topic for stance in each.stances} <= {*known, "BIST", "FX", "Kripto", "Makro"}


def test_somebody_is_there_at_every_hour(cast) -> None:
    there = Counter(hour for each in cast for hour in range(24) if _present(each.active_hours, f"{hour:02d}:30"))

    assert min(there[hour] for hour in range(24)) >= 3
    assert there[15] > there[4] * 4


def test_nothing_they_may_say_breaks_a_rule(cast) -> None:
    broken = {text: violations(text) for each in cast for text in each.texts() if violations(text)}

    assert not broken


def test_a_persona_survives_being_written_and_read(cast) -> None:
    for each in cast[::7]:
        assert read_text(to_yaml(each), source="yaml") == each
        assert read_text(to_json(each), source="json") == each


def test_the_beginning_of_a_persona_ends_with_its_switch(cast) -> None:
    facts = [each.fact for each in beginning(cast[0], by="test", telegram_id=7)]

    assert facts[:4] == ["bot-registered", "persona-changed", "emotion-profile-changed", "writing-style-drawn"]
    assert facts[-1] == "bot-enabled"
    assert facts.count("stance-set") == len(cast[0].stances)
    assert facts.count("memory-encoded") == len(cast[0].memories)


def _present(hours: tuple[str, ...], clock: str) -> bool:
    for begin, end in (part.split("-") for part in hours):
        inside = begin <= clock < end if begin <= end else clock >= begin or clock < end
        if inside:
            return True
    return False
