"""What moves a persona, and how feelings fade."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.contracts import persona
from piyasa.contracts.conversation import FellSilent, PersonaIgnored
from piyasa.contracts.event import Event
from piyasa.contracts.membership import ChatMigrated
from piyasa.contracts.opinions import CallGraded
from piyasa.contracts.persona import DIMENSIONS, Dimension, EmotionProfile
from piyasa.projections.emotions import Emotions, Feelings, reading
from piyasa.projections.emotions.circadian import energy_baseline
from piyasa.projections.emotions.passing import HALF_LIFE
from piyasa.projections.emotions.state import Circumstances
from piyasa.projections.pace import Pace
from piyasa.projections.replacing import replace
from support.events import (
    AYSE,
    CHAT,
    MEHMET,
    NOON,
    PERSON,
    Log,
    joined,
    log_of,
    meaning,
    reacted,
    received,
    registered,
    reply,
    sent,
    uid,
)
from support.folding import feelings_of, table_of

AT_REST = {"mood": 50, "confidence": 50, "stress": 0, "excitement": 50, "curiosity": 50, "social_warmth": 50}


def changes(*facts: Event, factor: float = 1.0, **profile: Any) -> dict[str, float]:
    """What facts within a moment changed, rounded; energy from where it was."""
    log = Log(step=timedelta())
    log.add(registered())
    if profile:
        log.add(persona.EmotionProfileChanged(bot_id=MEHMET, profile=EmotionProfile(**profile), revision=1, by="admin"))
    log.add(joined())
    before = feelings_of(log.events, Emotions(Pace(factor)))
    log.add(*facts)
    after = feelings_of(log.events, Emotions(Pace(factor)))
    difference = {each: round(getattr(after, each) - getattr(before, each), 6) for each in DIMENSIONS}
    return {each: value for each, value in difference.items() if value}


def mention(number: int = 1, sentiment: float = 0.0, **known: Any) -> Event:
    return received(number, meaning=meaning(mentions=(MEHMET,), sentiment=sentiment), **known)


MENTIONED = {"excitement": 10, "social_warmth": 5, "confidence": 3}


def test_a_persona_begins_at_rest() -> None:
    feelings = feelings_of(log_of([registered()]))
    assert {dimension: getattr(feelings, dimension) for dimension in AT_REST} == AT_REST
    assert feelings.updated_at == NOON + timedelta(seconds=1)


def test_an_unknown_persona_feels_nothing_and_a_removed_one_no_more() -> None:
    assert table_of(Emotions(), log_of([mention(), sent("t", 1)])).rows == {}
    assert table_of(Emotions(), log_of([registered(), persona.BotRemoved(bot_id=MEHMET, by="admin")])).rows == {}


def test_a_mention_excites() -> None:
    assert changes(mention()) == MENTIONED


def test_a_reply_is_a_mention_and_once_with_a_mention() -> None:
    both = received(1, reply_to=reply(5, f"b:{MEHMET}"), meaning=meaning(mentions=(MEHMET,)))
    assert changes(received(1, reply_to=reply(5, f"b:{MEHMET}"))) == MENTIONED
    assert changes(both) == MENTIONED
    assert changes(received(1, reply_to=reply(5, f"p:{PERSON}"))) == {}


def test_other_personas_are_company_too() -> None:
    assert changes(sent("t", 1, bot_id=AYSE, meaning=meaning(mentions=(MEHMET,)))) == MENTIONED


def test_speaking_tires_and_naming_oneself_is_no_mention() -> None:
    assert changes(sent("t", 1)) == {"energy": -1}
    assert changes(sent("t", 1, meaning=meaning(mentions=(MEHMET,)))) == {"energy": -1}


@pytest.mark.parametrize(
    ("sentiment", "mood", "warmth", "stress"),
    [(0.29, 0, 5, 0), (0.3, 3, 6.8, 0), (0.9, 7.5, 9.5, 0), (-0.29, 0, 5, 0), (-0.3, -3, 5, 1.8), (-1, -7.5, 5, 4.5)],
)
def test_what_is_said_to_a_persona_pleases_or_hurts_by_its_sentiment(
    sentiment: float, mood: float, warmth: float, stress: float
) -> None:
    moved = changes(mention(sentiment=sentiment))
    assert (moved.get("mood", 0), moved["social_warmth"], moved.get("stress", 0)) == (mood, warmth, stress)


def test_volatility_multiplies() -> None:
    assert changes(mention(), volatility=1.5) == {"excitement": 15, "social_warmth": 7.5, "confidence": 4.5}


def test_levels_end_at_0_and_100() -> None:
    thrilled = [registered(), life_event(mood=50, stress=-50), mention(sentiment=1)]
    crushed = [registered(), life_event(mood=-50, stress=50), mention(sentiment=-1)]
    assert (feelings_of(log_of(thrilled)).mood, feelings_of(log_of(thrilled)).stress) == (100, 0)
    assert feelings_of(log_of(crushed)).mood == 0


def graded(outcome: Literal["right", "wrong", "open"]) -> Event:
    return CallGraded(bot_id=MEHMET, topic="BIST", stated_at=NOON, outcome=outcome, source="feed", as_of_price=1)


def test_predictions_make_sure_or_hesitant() -> None:
    assert changes(graded("right")) == {"confidence": 10, "excitement": 5}
    assert changes(graded("wrong")) == {"confidence": -10, "stress": 5}
    assert changes(graded("open")) == {}


def test_being_ignored_hurts() -> None:
    ignored = PersonaIgnored(chat_id=CHAT, bot_id=MEHMET, message_id=uid("m"), window="w")
    assert changes(ignored) == {"mood": -3, "curiosity": -5, "social_warmth": -2}


def test_repeats_within_the_hour_have_ever_less_effect() -> None:
    assert changes(mention(1), mention(2))["excitement"] == pytest.approx(10 + 7)
    assert changes(mention(1), mention(2), mention(3))["excitement"] == pytest.approx(10 + 7 + 4.9)


def felt_twice(gap: float, factor: float = 1.0) -> float:
    """The strength of a second mention, told from confidence, which fades slowest."""
    log = Log(step=timedelta())
    log.add(registered(), mention(1))
    log.add(mention(2), after=gap)
    before, after = (feelings_of(events, Emotions(Pace(factor))) for events in (log.events[:-1], log.events))
    return (after.confidence - reading.feelings_at(before, log.now).confidence) / 3


def test_a_repeat_counts_for_an_hour_of_the_pace() -> None:
    assert felt_twice(3599) == pytest.approx(0.7)
    assert felt_twice(3600) == pytest.approx(1.0)
    assert felt_twice(3599, factor=10) == pytest.approx(1.0)


def test_a_fact_told_twice_moves_once() -> None:
    first, event = log_of([registered(), graded("right")])
    assert feelings_of([first, event, event]).confidence == 60
    assert changes(mention(1), mention(1)) == MENTIONED
    assert changes(sent("t", 1), sent("t", 1)) == {"energy": -1}


def test_an_edited_message_moves_nobody_again() -> None:
    assert changes(mention(1), mention(1, edit_of=1)) == MENTIONED
    assert changes(mention(2, edit_of=1)) == {}


def test_the_last_ten_triggers_are_remembered() -> None:
    feelings = feelings_of(log_of([registered(), *(mention(n) for n in range(12))]))
    assert len(feelings.recent) == 10
    assert {(felt.trigger, felt.actor) for felt in feelings.recent} == {("mention", f"p:{PERSON}")}


SILENT = FellSilent(chat_id=CHAT, since=NOON, window="w")


def test_silence_in_a_chat_of_ones_own_makes_curious_once_an_hour() -> None:
    assert changes(SILENT) == {"curiosity": 5, "excitement": -3}
    assert changes(SILENT, SILENT) == {"curiosity": 5, "excitement": -3}
    assert changes(FellSilent(chat_id="other-chat", since=NOON, window="w")) == {}
    assert changes(persona.LeftChat(bot_id=MEHMET, chat_id=CHAT, by="admin"), SILENT) == {}
    log = Log()
    log.add(registered(), joined(), SILENT)
    log.add(SILENT, after=3600)
    assert [felt.trigger for felt in feelings_of(log.events).recent] == ["long_silence", "long_silence"]


def test_silence_is_not_felt_outside_active_hours() -> None:
    asleep = persona.BotUpdated(bot_id=MEHMET, active_hours=("13:00-19:00",), by="admin")
    awake = persona.BotUpdated(bot_id=MEHMET, active_hours=("11:00-19:00",), by="admin")
    assert changes(asleep, SILENT) == {}
    assert changes(awake, SILENT) == {"curiosity": 5, "excitement": -3}


def life_event(days: int = 1, **impacts: float) -> Event:
    known: dict[str, Any] = {
        "days": days,
        "life_event_id": "one",
        "event_type": "vacation",
        "description": "deniz",
        "impacts": impacts,
    }
    return persona.LifeEventStarted(bot_id=MEHMET, **known)


OVER = persona.LifeEventEnded(bot_id=MEHMET, life_event_id="one", event_type="vacation")


def test_a_life_event_moves_once_and_half_of_it_lasts_until_its_end() -> None:
    assert changes(life_event(mood=20, stress=-25)) == {"mood": 20}
    log = Log(step=timedelta())
    event = life_event(days=30, mood=20)
    log.add(registered(), event, event)
    feelings = feelings_of(log.events)
    assert feelings.mood == 70
    assert reading.feelings_at(feelings, log.now + timedelta(days=20)).mood == pytest.approx(60)
    assert reading.feelings_at(feelings, log.now + timedelta(days=40)).mood == pytest.approx(50)
    log.add(OVER, OVER)
    assert reading.feelings_at(feelings_of(log.events), log.now + timedelta(days=20)).mood == pytest.approx(50)


def test_temperament_drifts_within_twelve_points_until_it_is_configured_anew() -> None:
    drift = persona.TemperamentDrifted(bot_id=MEHMET, deltas={"mood": 1.5, "curiosity": -1.5}, window="w")
    log = Log()
    log.add(registered(), *[drift] * 10)
    resting = reading.baselines(feelings_of(log.events), log.now)
    assert (resting["mood"], resting["curiosity"]) == (62, 38)
    configured: list[tuple[dict[Dimension, float], int]] = [({}, 62), ({"mood": 40}, 40)]
    for baseline, mood in configured:
        profile = EmotionProfile(baseline=baseline, empathy=0.9)
        changed = persona.EmotionProfileChanged(bot_id=MEHMET, profile=profile, revision=2, by="admin")
        later = log_of([*(event.data for event in log.events), changed])
        assert reading.baselines(feelings_of(later), log.now)["mood"] == mood


def test_chronotype_and_zone_follow_the_persona() -> None:
    profile = persona.PersonaProfile(chronotype="owl")
    changed = persona.PersonaChanged(bot_id=MEHMET, persona=profile, revision=1, by="admin")
    moved = persona.BotUpdated(bot_id=MEHMET, timezone="Europe/London", by="admin")
    renamed = persona.BotUpdated(bot_id=MEHMET, name="Mehmet", by="admin")
    feelings = feelings_of(log_of([registered(), changed, moved, renamed]))
    assert (feelings.chronotype, feelings.timezone, feelings.position) == ("owl", "Europe/London", 3)
    again = feelings_of(log_of([registered(), changed, registered(timezone="Asia/Tokyo")]))
    assert (again.chronotype, again.timezone) == ("owl", "Asia/Tokyo")


def feeling(**levels: Any) -> Feelings:
    return Feelings(updated_at=NOON, **levels)


@pytest.mark.parametrize("dimension", sorted(set(DIMENSIONS) - {"energy"}))
def test_half_of_the_distance_to_the_baseline_is_gone_after_a_half_life(dimension: str) -> None:
    feelings = feeling(**{dimension: 90.0})
    rest = reading.baselines(feelings, NOON)[dimension]
    later = NOON + timedelta(minutes=HALF_LIFE[dimension])
    assert getattr(reading.feelings_at(feelings, later), dimension) == pytest.approx((90 + rest) / 2)


def test_excitement_of_90_is_70_after_45_minutes() -> None:
    assert reading.feelings_at(feeling(excitement=90), NOON + timedelta(minutes=45)).excitement == pytest.approx(70)


def test_feelings_return_to_the_baselines_of_the_profile() -> None:
    feelings = feeling(profile=EmotionProfile(baseline={"confidence": 70, "energy": 62}))
    later = NOON + timedelta(days=30)
    now = reading.feelings_at(feelings, later)
    assert now.confidence == pytest.approx(70)
    assert now.energy == pytest.approx(energy_baseline(62, 12, "neutral"))


def test_who_is_on_the_curve_of_the_day_stays_on_it() -> None:
    rested = feeling(energy=energy_baseline(50, 12, "neutral"))
    for hours in (1, 5, 14):
        now = reading.feelings_at(rested, NOON + timedelta(hours=hours))
        assert now.energy == pytest.approx(energy_baseline(50, (12 + hours) % 24, "neutral"))


def test_half_of_the_distance_from_the_curve_is_gone_after_two_hours() -> None:
    tired = feeling(energy=energy_baseline(50, 12, "neutral") - 20)
    now = reading.feelings_at(tired, NOON + timedelta(hours=2))
    assert now.energy == pytest.approx(energy_baseline(50, 14, "neutral") - 10)


def test_time_does_not_run_backwards_and_begins_when_first_read() -> None:
    feelings = feeling(excitement=90)
    assert reading.feelings_at(feelings, NOON - timedelta(seconds=5)) == feelings
    assert reading.feelings_at(Feelings(), NOON) == feeling()


@given(
    st.fixed_dictionaries({dimension: st.floats(0, 100) for dimension in DIMENSIONS}),
    st.integers(1, 5000),
    st.integers(1, 5000),
    st.sampled_from([(), ("08:30-12:30",)]),
)
def test_carrying_at_once_or_in_two_steps_gives_the_same(
    levels: dict[str, float], first: int, second: int, hours: tuple[str, ...]
) -> None:
    feelings = replace(feeling(**levels), circumstances=Circumstances(active_hours=hours))
    middle, end = NOON + timedelta(minutes=first), NOON + timedelta(minutes=first + second)
    at_once = reading.feelings_at(feelings, end)
    in_steps = reading.feelings_at(reading.feelings_at(feelings, middle), end)
    clamped = any(level in (0, 100) for level in (at_once.energy, reading.feelings_at(feelings, middle).energy))
    for dimension in DIMENSIONS:
        if dimension != "energy" or not clamped:
            assert getattr(in_steps, dimension) == pytest.approx(getattr(at_once, dimension), abs=1e-6)


def night(now: datetime, **levels: float) -> Feelings:
    circumstances = Circumstances(active_hours=("08:30-12:30", "20:30-23:30"))
    return replace(Feelings(updated_at=now, **levels), circumstances=circumstances)  # type: ignore[arg-type]


def test_the_morning_refreshes() -> None:
    morning = NOON.replace(hour=5, minute=30)
    before = morning - timedelta(seconds=1)
    evening = night(before, energy=10, stress=80, excitement=90)
    early = reading.feelings_at(evening, before)
    now = reading.feelings_at(evening, morning)
    assert early.stress == 80
    assert now.energy == pytest.approx(energy_baseline(50, 8.5, "neutral") + 10)
    assert now.stress == pytest.approx(40, abs=0.01)
    assert now.excitement == pytest.approx(70, abs=0.01)
    assert reading.feelings_at(now, morning + timedelta(seconds=1)).stress == pytest.approx(40, abs=0.02)


def test_the_morning_does_not_tire_the_lively() -> None:
    morning = NOON.replace(hour=5, minute=30)
    assert reading.feelings_at(night(morning - timedelta(seconds=1), energy=95), morning).energy > 94


@pytest.mark.parametrize(("energy", "delay"), [(0, 1.5), (14, 1.5), (15, 1.3), (29, 1.3), (30, 1), (70, 1), (71, 0.7)])
def test_the_energetic_answer_sooner(energy: float, delay: float) -> None:
    assert reading.modifiers(feeling(energy=energy)).response_delay_multiplier == delay


@pytest.mark.parametrize(
    ("levels", "bias"),
    [
        ({"energy": 50}, 0),
        ({"energy": 71}, 30),
        ({"energy": 71, "excitement": 86}, 50),
        ({"energy": 50, "excitement": 86}, 0),
        ({"energy": 29}, -20),
        ({"energy": 29, "stress": 71}, -35),
        ({"energy": 71, "stress": 71}, 15),
        ({"energy": 50, "stress": 71}, -15),
    ],
)
def test_the_tired_and_the_stressed_write_less(levels: dict[str, float], bias: float) -> None:
    assert reading.modifiers(feeling(**levels)).message_length_bias == bias


def test_f7_f8_every_modifier_is_always_there_at_the_ends_of_its_range() -> None:
    low, high = dict.fromkeys(DIMENSIONS, 0.0), dict.fromkeys(DIMENSIONS, 100.0)
    assert asdict(reading.modifiers(feeling(**low))) == {
        "response_delay_multiplier": 1.5,
        "message_length_bias": -20,
        "emoji_probability": 0,
        "exclamation_probability": 0,
        "typo_probability": 0,
        "hedging_probability": 0.5,
        "formality_level": 1,
        "enthusiasm_level": 0,
    }
    assert asdict(reading.modifiers(feeling(**high))) == {
        "response_delay_multiplier": 0.7,
        "message_length_bias": 35,
        "emoji_probability": 0.3,
        "exclamation_probability": 0.25,
        "typo_probability": 0.05,
        "hedging_probability": 0,
        "formality_level": 0,
        "enthusiasm_level": 1,
    }


def test_enthusiasm_is_excitement_before_energy() -> None:
    modifiers = reading.modifiers(feeling(excitement=80, energy=40))
    assert modifiers.enthusiasm_level == pytest.approx(0.64)
    assert modifiers.emoji_probability == pytest.approx(80 / 300)


def reaction(sentiment: float, author: str | None = f"b:{MEHMET}", **known: Any) -> Event:
    return reacted(900, author, sentiment, **known)


def test_reactions_please_and_hurt_but_are_no_mention() -> None:
    assert changes(reaction(0.5)) == {"mood": 5, "social_warmth": 3}
    assert changes(reaction(-0.5)) == {"mood": -5, "stress": 3}
    assert changes(reaction(0.29)) == {}
    assert changes(reaction(1.0)) == {"mood": 7.5, "social_warmth": 4.5}


def test_a_reaction_counts_once_and_only_for_whom_it_is() -> None:
    assert changes(reaction(0.5), reaction(0.5)) == {"mood": 5, "social_warmth": 3}
    assert changes(reaction(0.5, removed=True)) == {}
    assert changes(reaction(0.5, author=f"b:{AYSE}"), reaction(0.5, author=None)) == {}
    assert changes(reaction(0.5), reaction(0.5, emoji="🔥"))["mood"] == pytest.approx(5 + 3.5)


def test_what_moved_a_persona_is_remembered_with_what_it_added() -> None:
    feelings = feelings_of(log_of([registered(), mention(1), mention(2)]))
    assert [felt.deltas["excitement"] for felt in feelings.recent] == [10, 7]
    assert [felt.intensity for felt in feelings.recent] == [1, 1]


def test_f18_an_event_whose_end_nobody_tells_shapes_the_mood_no_longer_than_it_lasts() -> None:
    log = Log(step=timedelta())
    log.add(registered(), life_event(days=2, mood=20))
    feelings = feelings_of(log.events)
    assert reading.baselines(feelings, log.now + timedelta(hours=47))["mood"] == 60
    assert reading.baselines(feelings, log.now + timedelta(hours=48))["mood"] == 50
    over = log.now + timedelta(days=2)
    ending = reading.feelings_at(feelings, over).mood
    later = reading.feelings_at(feelings, over + timedelta(minutes=HALF_LIFE["mood"])).mood
    assert ending == pytest.approx(60, abs=0.01)
    assert later == pytest.approx((ending + 50) / 2)


def test_events_that_are_over_are_forgotten_when_the_next_begins() -> None:
    log = Log(step=timedelta())
    log.add(registered(), life_event(days=1, mood=20))
    other = persona.LifeEventStarted(
        bot_id=MEHMET, life_event_id="two", event_type="illness", description="", impacts={"mood": -20}
    )
    log.add(other, after=90_000)
    assert set(feelings_of(log.events).circumstances.offsets) == {"two"}


def test_f6_time_passes_before_the_event_moves() -> None:
    log = Log(step=timedelta())
    log.add(registered(), mention(1))
    excited = feelings_of(log.events).excitement
    log.add(mention(2), after=2 * 3600)
    half_lives = 120 / HALF_LIFE["excitement"]
    assert feelings_of(log.events).excitement == pytest.approx(50 + (excited - 50) * 2**-half_lives + 10)


def test_f2_small_changes_are_not_lost() -> None:
    gentle = feelings_of(log_of([registered(), *(reaction(0.3, emoji=each) for each in "👍🔥🎉")], step=0))
    assert gentle.mood == pytest.approx(50 + 3 + 3 * 0.7 + 3 * 0.49)


def test_f1_days_of_rest_are_more_than_the_seconds_within_a_day() -> None:
    feelings = feeling(confidence=90)
    later = reading.feelings_at(feelings, NOON + timedelta(days=3)).confidence
    assert later == pytest.approx(50 + 40 * 2 ** -(3 * 24 * 60 / HALF_LIFE["confidence"]))


def test_the_mean_of_the_week_is_what_was_felt_over_time() -> None:
    log = Log(step=timedelta())
    log.add(registered())
    calm = feelings_of(log.events)
    assert reading.week_means(calm, log.now) == dict.fromkeys(("mood", "confidence", "curiosity", "social_warmth"), 50)
    log.add(graded("right"))
    log.add(mention(1, sentiment=0.0), after=6 * 3600)
    feelings = feelings_of(log.events)
    steps = 20_000
    end = log.now + timedelta(hours=6)
    before = feelings_of(log.events[:-1])
    total = 0.0
    for step in range(steps):
        moment = NOON + (end - NOON) * ((step + 0.5) / steps)
        known = before if moment < log.now else feelings
        total += reading.feelings_at(known, moment).confidence
    assert reading.week_means(feelings, end)["confidence"] == pytest.approx(total / steps, abs=0.01)


def test_what_was_felt_more_than_a_week_ago_does_not_count() -> None:
    log = Log(step=timedelta())
    log.add(registered(), graded("right"))
    log.add(sent("t", 1), after=3600)
    log.add(sent("u", 2), after=20 * 86_400)
    log.add(sent("v", 3), after=9 * 86_400)
    log.add(sent("w", 4), after=86_400)
    assert reading.week_means(feelings_of(log.events), log.now)["confidence"] == pytest.approx(50, abs=1e-6)


def test_a_line_with_an_old_number_in_a_chat_that_moved_is_not_the_old_one_told_twice() -> None:
    moved = ChatMigrated(chat_id=CHAT, old_telegram_id=-1, new_telegram_id=-2)
    line = received(1, reply_to=reply(900, f"b:{MEHMET}"), meaning=meaning(sentiment=0.9))
    anew, twice = (feelings_of(log_of([registered(), line, *between, line])) for between in ((moved,), ()))
    assert len(anew.recent) > len(twice.recent)
