"""What personas think of one another and go through decides who speaks, to whom, how soon, and who interrupts."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from piyasa.contracts.opinions import HoldingSet, StanceSet
from piyasa.projections.life_events.state import Life, LifeEvent
from piyasa.projections.relationships.state import Relationship, Ties
from piyasa.scheduler.domain.activity import behaviour_variance
from piyasa.scheduler.domain.personas import AVAILABLE_FOR, back_at, weight
from piyasa.scheduler.domain.talk import wait_of
from piyasa.scheduler.domain.targets import TIERS, Tier, choose_target
from piyasa.scheduler.domain.topics import affinity
from piyasa.scheduler.domain.turns import interrupts
from support.events import AYSE, MEHMET, NOON, PERSON, meaning, received, reply

ALI = "ali-hoca"
ALWAYS = [Tier(tier.name, 1.0, tier.of) for tier in TIERS]
KINDS = {"friend", "close_friend", "rival", "mentor", "student"}


def tied(stage, speaker: str, bot: str = MEHMET, **known) -> None:
    """What a persona thinks of a speaker from now on."""
    rows = stage.tables.tables["relationships"].rows
    ties = rows.get(bot) or Ties(bot_id=bot)
    met = Relationship(**known, last_at=stage.now, updated_at=stage.now)
    rows[bot] = replace(ties, towards={**ties.towards, speaker: met})


def living(stage, bot: str = MEHMET, **known) -> None:
    """A persona goes through something from now on."""
    event = LifeEvent("it", "vacation", "", NOON - timedelta(hours=1), NOON + timedelta(days=5), **known)
    stage.tables.tables["life_events"].rows[bot] = Life(events=(event,))


def tier_of(stage, seed: int = 1, tiers=ALWAYS) -> tuple[int, str] | None:
    scene = stage.scene()
    found = choose_target(scene, scene.member(MEHMET), Random(seed), tiers)
    return None if found is None else (found[0].telegram_message_id, found[1])


def test_the_tiers_and_their_probabilities_are_those_of_the_rule() -> None:
    assert [(tier.name, tier.probability) for tier in TIERS] == [
        ("addressed", 1.0),
        ("mattering", 0.6),
        ("controversial", 0.5),
        ("newest", 0.35),
    ]


def test_tiers_are_strict_whatever_the_points_inside_them(stage) -> None:
    stage.tell(StanceSet(bot_id=MEHMET, topic="THYAO", direction=0.8, text="güçlü", by="admin"))
    stage.tell(HoldingSet(bot_id=MEHMET, symbol="THYAO", side="long", by="admin"))
    known = meaning(symbols=("THYAO",), is_question=True)
    stage.tell(received(10, person_id="a-friend"))
    stage.tell(received(11, meaning=meaning(symbols=("THYAO",), sentiment=-0.6)), received(12, meaning=known))
    tied(stage, "p:a-friend", kind="friend")
    assert tier_of(stage) == (10, "mattering")
    stage.says(AYSE, 13, reply_to=reply(5, f"b:{MEHMET}"))
    assert tier_of(stage) == (13, "addressed")


@pytest.mark.parametrize("kind", ["stranger", "acquaintance", *sorted(KINDS)])
def test_friends_rivals_mentors_and_students_come_before_others(stage, kind) -> None:
    stage.tell(received(11, person_id="somebody"), received(12))
    tied(stage, "p:somebody", kind=kind)
    found = {tier_of(stage, seed) for seed in range(30)}
    assert ({tier for _, tier in found} == {"mattering"}) == (kind in KINDS)


def test_a_tier_whose_draw_fails_leaves_it_to_the_next(stage) -> None:
    stage.tell(received(11, person_id="a-friend"))
    tied(stage, "p:a-friend", kind="friend")
    tiers = Counter(found and found[1] for found in (tier_of(stage, seed, TIERS) for seed in range(600)))
    assert tiers["mattering"] / 600 == pytest.approx(0.6, abs=0.06)
    assert tiers["newest"] / 600 == pytest.approx(0.4 * 0.35, abs=0.05)


def test_personas_do_not_pile_on_to_what_enough_of_them_said(stage) -> None:
    bullish = meaning(symbols=("THYAO",), sentiment=0.6)
    stage.tell(StanceSet(bot_id=MEHMET, topic="THYAO", direction=0.8, text="güçlü", by="admin"))
    stage.set(persona_run_limit=50)
    for number in range(3):
        assert (tier_of(stage) or (0, "newest"))[1] == "newest"
        stage.says(f"bot-{number}", 11 + number, meaning=bullish)
    assert tier_of(stage) is None
    stage.says("bot-4", 20, meaning=meaning(symbols=("THYAO",), sentiment=-0.6))
    assert tier_of(stage) == (20, "controversial")


@pytest.mark.parametrize(
    ("speakers", "factor"),
    [((f"b:{AYSE}",), 0.8), (("p:x-one", "p:x-two", f"b:{AYSE}"), 0.8), ((f"b:{AYSE}", "p:a1", "p:b2", "p:c3"), 1.0)],
    ids=["speaks", "is among three", "is the fourth newest (F-21)"],
)
@pytest.mark.parametrize("kind", ["friend", "close_friend"])
def test_a_friend_among_the_three_newest_speakers_shortens_the_wait(new_stage, speakers, factor, kind) -> None:
    stage = new_stage().found(MEHMET, AYSE)
    tied(stage, f"b:{AYSE}", kind=kind)
    for number, speaker in enumerate(speakers):
        if speaker[0] == "b":
            stage.says(speaker[2:], 50 + number)
        else:
            stage.tell(received(50 + number, person_id=speaker[2:]))
    scene = stage.scene()
    topic_free = wait_of(scene, scene.member(MEHMET), None, Random(3))
    assert topic_free == pytest.approx(15 * factor * Random(3).uniform(0.7, 1.3))


def test_a_speaker_who_speaks_again_counts_once_and_as_newest(stage) -> None:
    for number, person in enumerate(["a1", "b2", "c3", "a1", "d4"]):
        stage.tell(received(11 + number, person_id=person))
    assert stage.scene().last_speakers == ("p:c3", "p:a1", "p:d4")


@pytest.mark.parametrize(
    ("excitement", "conflict", "probability"),
    [(50, 0, 0.1), (81, 0, 0.3), (29, 0, 0.05), (50, 61, 0.15), (81, 61, 0.45), (29, 60, 0.05)],
)
def test_interrupting_follows_excitement_and_conflict(new_stage, excitement, conflict, probability) -> None:
    stage = new_stage().found(MEHMET, AYSE, ALI)
    stage.says(ALI, 11, meaning=meaning(addressed_to=AYSE, is_question=True))
    feelings = stage.tables.tables["emotions"].rows
    feelings[MEHMET] = replace(feelings[MEHMET], excitement=excitement, updated_at=stage.now)
    tied(stage, f"b:{ALI}", conflict=conflict)
    scene = stage.scene()
    scene.__dict__["tempo"] = "normal"
    turn, bot, chance = stage.conversation.turn, scene.member(MEHMET), Random(5)
    share = sum(interrupts(scene, bot, turn, chance.random()) for _ in range(4000)) / 4000
    assert share == pytest.approx(probability, abs=0.025)
    scene.__dict__["tempo"] = "heated"
    share = sum(interrupts(scene, bot, turn, chance.random()) for _ in range(4000)) / 4000
    assert share == pytest.approx(min(0.9, 2 * probability), abs=0.03)


def test_a_conversation_of_people_is_not_interrupted_by_whoever_is_angry(stage) -> None:
    stage.tell(received(11, person_id="one-one"))
    for number in range(12, 40):
        stage.tell(received(number, person_id="two-two", reply_to=reply(11, "p:one-one")))
        if stage.conversation.turn is not None:
            break
    tied(stage, "p:two-two", conflict=90.0)
    scene = stage.scene()
    assert not any(interrupts(scene, scene.member(MEHMET), stage.conversation.turn, n / 300) for n in range(300))


def test_the_selection_weight_is_the_formula(stage) -> None:
    stage.character(MEHMET, expertise={"BIST": 0.9}, interests={"BIST": 0.5})
    living(stage, frequency=0.4)
    stage.says(MEHMET, 11)
    stage.set(prime_hours_boost=True, prime_boost_factor=2.0, prime_hours=["11:30-13:00"])
    scene = stage.scene()
    bot = scene.member(MEHMET)
    energy = scene.mood_of(bot).energy
    expected = (
        0.4
        * behaviour_variance(bot, scene.now, timedelta(0))
        * (0.5 + energy / 100)
        * (0.5 + affinity(bot, "BIST"))
        * 2.0
        / (1 + 1 / 15)
    )
    assert weight(scene, bot, "BIST") == pytest.approx(expected)


def test_who_is_away_on_holiday_is_there_as_often_as_it_is_available(stage) -> None:
    living(stage, availability=0.4)
    bot = stage.scene().member(MEHMET)
    windows = [stage.scene(later=number * AVAILABLE_FOR) for number in range(200)]
    there = [back_at(scene, bot) is None for scene in windows]
    assert sum(there) / len(there) == pytest.approx(0.4, abs=0.1)
    away = windows[there.index(False)]
    back = back_at(away, bot)
    assert back is not None
    assert timedelta(0) < back - away.now <= timedelta(seconds=AVAILABLE_FOR)
    assert back_at(replace(away, now=back - timedelta(seconds=1)), bot) == back
    assert back_at(stage.scene(), stage.scene().member(AYSE)) is None


def test_a_question_to_who_is_away_on_holiday_still_has_an_answer_in_time(stage) -> None:
    living(stage, availability=0.0)
    stage.tell(received(11, meaning=meaning(addressed_to=MEHMET, is_question=True)))
    stage.rest(due=False, later=5)
    assert stage.tick(due=False, later=30).request.bot_id == AYSE


def test_people_who_merely_reply_to_one_another_are_not_spoken_into(stage) -> None:
    stage.tell(received(11, person_id=PERSON))
    stage.tell(received(12, person_id="another", reply_to=reply(11, f"p:{PERSON}")))
    assert stage.rest(later=1).reason in {"people_talk", "turn_of_another"}
