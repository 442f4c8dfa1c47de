"""Whom a persona answers, and what it begins to talk about."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from piyasa.contracts import membership, system
from piyasa.contracts.opinions import HoldingSet, StanceSet
from piyasa.scheduler.domain.targets import TIERS, Tier, candidates, choose_target
from piyasa.scheduler.domain.topics import affinity, by_keywords, by_similarity, choose_topic
from support.events import AYSE, CHAT, MEHMET, PERSON, meaning, received, reply

ALWAYS = [Tier(tier.name, 1.0, tier.of) for tier in TIERS]


def target(stage, bot=MEHMET, tiers=ALWAYS, seed=1, **later):
    scene = stage.scene(**later)
    found = choose_target(scene, scene.member(bot), Random(seed), tiers)
    return None if found is None else (found[0].telegram_message_id, found[1])


def ids(stage, bot=MEHMET, **later):
    scene = stage.scene(**later)
    return [line.telegram_message_id for line in candidates(scene, scene.member(bot))]


@pytest.mark.parametrize(
    "known",
    [
        {"meaning": meaning(addressed_to=MEHMET)},
        {"meaning": meaning(mentions=(MEHMET,))},
        {"reply_to": reply(5, f"b:{MEHMET}")},
    ],
    ids=["addressed", "mentioned", "replied to"],
)
def test_what_is_meant_for_the_persona_comes_first(stage, known) -> None:
    stage.says(AYSE, 11, **known)
    stage.says("ali-hoca", 12)
    stage.tell(received(13))
    assert target(stage) == (11, "addressed")


def test_what_contradicts_an_opinion_comes_before_what_is_merely_new(stage) -> None:
    stage.tell(StanceSet(bot_id=MEHMET, topic="THYAO", direction=0.8, text="güçlü", by="admin"))
    stage.tell(received(11, meaning=meaning(symbols=("THYAO",), sentiment=-0.6)))
    stage.tell(received(12, meaning=meaning(symbols=("THYAO",), sentiment=0.6)))
    assert target(stage) == (11, "controversial")


def test_otherwise_one_of_the_newest_five(stage) -> None:
    for number in range(11, 20):
        stage.tell(received(number))
    assert {target(stage, seed=seed)[0] for seed in range(200)} <= set(range(15, 20))


def test_a_tier_whose_draw_fails_leaves_it_to_the_next_and_then_to_a_free_message(stage) -> None:
    stage.tell(received(11))
    tiers = Counter(
        found if found is None else found[1] for found in (target(stage, tiers=TIERS, seed=n) for n in range(400))
    )
    assert 0.25 < tiers["newest"] / 400 < 0.45
    assert tiers[None] + tiers["newest"] == 400


def test_candidates_are_recent_of_others_and_not_yet_answered(stage) -> None:
    stage.tell(received(11))
    stage.tell(received(12), after=1795)
    stage.says(MEHMET, 13, reply_to=reply(12))
    stage.tell(received(14))
    assert ids(stage, later=10) == [14]


def test_people_who_want_to_be_left_alone_are_no_candidates(stage) -> None:
    stage.tell(received(11), received(12, person_id="other-fox"), system.PersonSilenced(person_id=PERSON))
    assert ids(stage) == [12]


def test_a_persons_open_question_wins_over_chatter_and_over_what_another_persona_answered(stage) -> None:
    stage.tell(received(11, meaning=meaning(is_question=True)))
    stage.tell(received(12))
    assert {target(stage, seed=seed)[0] for seed in range(50)} == {11}
    stage.says(AYSE, 13, reply_to=reply(11))
    assert {target(stage, seed=seed)[0] for seed in range(50)} == {12}


def test_what_the_persona_holds_draws_it(stage) -> None:
    stage.tell(HoldingSet(bot_id=MEHMET, symbol="GARAN", side="long", by="admin"))
    stage.tell(received(11, meaning=meaning(symbols=("GARAN",))), received(12), received(13))
    assert {target(stage, seed=seed)[0] for seed in range(50)} == {11}


def test_a_person_forgotten_after_the_fact_is_no_target(stage) -> None:
    stage.tell(received(11), system.UserForgotten(person_id=PERSON, person_ids=(PERSON,)))
    assert ids(stage) == []


def test_affinity_is_knowledge_interest_and_an_opinion(stage) -> None:
    stage.character(MEHMET, expertise={"BIST": 0.9}, interests={"BIST": 0.5})
    bot = stage.scene().member(MEHMET)
    assert affinity(bot, None) == 0.5
    assert affinity(bot, "BIST") == pytest.approx(0.6)
    assert affinity(bot, "THYAO") == pytest.approx(0.6)
    stage.tell(HoldingSet(bot_id=MEHMET, symbol="THYAO", side="watching", by="admin"))
    assert affinity(stage.scene().member(MEHMET), "THYAO") == pytest.approx(0.8)


def test_topics_are_scored_by_interest_knowledge_talk_and_novelty(stage) -> None:
    stage.character(MEHMET, expertise={"BIST": 1.0}, interests={"FX": 1.0, "BIST": 0.5})
    stage.tell(received(11, meaning=meaning(topics={"Kripto": 2.0})))
    scores = by_keywords(stage.scene(), stage.scene().member(MEHMET))
    assert scores["BIST"] == pytest.approx(0.45 * 0.5 + 0.25 + 0.1)
    assert scores["FX"] == pytest.approx(0.45 + 0.1)
    assert scores["Kripto"] == pytest.approx(0.45 * stage.scene().member(MEHMET).interest("Kripto") + 0.2)


def test_a_topic_whose_opinion_cools_down_is_not_raised(stage) -> None:
    cooling = stage.now + timedelta(hours=6)
    stage.tell(StanceSet(bot_id=MEHMET, topic="BIST", direction=0.5, text="iyi", cooldown_until=cooling, by="admin"))
    assert "BIST" not in by_keywords(stage.scene(), stage.scene().member(MEHMET))


def test_a_chat_with_topics_of_its_own_keeps_to_them(stage) -> None:
    stage.tell(membership.ChatUpdated(chat_id=CHAT, topics=("Makro",), by="admin"))
    scene = stage.scene()
    assert choose_topic(scene, scene.member(MEHMET), Random(1)) == "Makro"


def test_replies_to_the_persona_count_for_more_when_it_looks_what_the_chat_talks_of(stage) -> None:
    stage.tell(received(11, meaning=meaning(topics={"FX": 1.0})))
    stage.tell(received(12, meaning=meaning(topics={"Kripto": 1.0}), reply_to=reply(5, f"b:{MEHMET}")))
    stage.tell(received(13, meaning=meaning(topics={"Makro": 1.0})))
    scene = stage.scene()
    mine, hers = (by_keywords(scene, scene.member(each)) for each in (MEHMET, AYSE))
    assert mine["Kripto"] > mine["Makro"] > mine["FX"]
    assert hers["Makro"] > hers["Kripto"] > hers["FX"]


def test_by_similarity_a_topic_is_found_that_nobody_names(stage) -> None:
    stage.set(topic_strategy="similarity")
    for number in range(3):
        about = meaning(topics={"Kripto": 1.0}, keywords=("cuzdan", "transfer", "bitcoin"))
        stage.tell(received(11 + number, meaning=about))
    stage.tell(received(14, meaning=meaning(topics={"FX": 1.0})))
    for number in range(40):
        stage.tell(received(20 + number, meaning=meaning(keywords=("transfer", "cuzdan"))))
    scene = stage.scene()
    by_names, by_words = by_keywords(scene, scene.member(MEHMET)), by_similarity(scene, scene.member(MEHMET))
    assert by_names["Kripto"] == by_names["Makro"]
    assert by_words["Kripto"] > by_words["Makro"] + 0.1
    assert by_words["Makro"] == by_names["Makro"]
    topics = Counter(choose_topic(scene, scene.member(MEHMET), Random(seed)) for seed in range(300))
    assert topics["Kripto"] > 1.2 * topics["Makro"]


def test_another_strategy_may_score_topics(stage) -> None:
    scene = stage.scene()
    assert choose_topic(scene, scene.member(MEHMET), Random(1), lambda _scene, _bot: {"Altın": 1.0}) == "Altın"
    assert choose_topic(scene, scene.member(MEHMET), Random(1), lambda _scene, _bot: {}) is None
