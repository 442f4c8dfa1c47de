"""What a persona makes of the moment before it writes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

import pytest

from piyasa.contracts.persona import EmotionProfile, PersonaProfile, Style, WritingStyle
from piyasa.humanizer.domain.emoji import emoji_chance, with_emoji
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.pieces import pieces_of, text_of
from piyasa.humanizer.domain.plan import Heard, ReactionPlan, mood_word, plan_as_values, planned, tempo_multiplier
from piyasa.humanizer.domain.styling import Draft, styled
from piyasa.humanizer.domain.timing import typing_time
from piyasa.projections.emotions.state import Feelings

Make = Callable[..., Manner]
CALM = Heard(0.0, is_question=False)


def plan(
    heard: Heard | None = CALM, own: Sequence[str] = (), seed: int = 1, *, reactions: bool = True, **known: object
) -> ReactionPlan:
    return planned(
        EmotionProfile.model_validate(known),
        Feelings(),
        heard,
        own,
        tempo="normal",
        polite=False,
        reactions=reactions,
        chance=Random(seed),
    )


def test_a_supportive_persona_consoles_and_a_sceptical_one_doubts() -> None:
    sad, glad = Heard(-0.4, is_question=False), Heard(0.6, is_question=False)
    assert plan(sad, reaction_style="supportive").opening is not None
    assert plan(glad, reaction_style="supportive").opening is None
    assert plan(Heard(-0.3, is_question=False), reaction_style="supportive").opening is None
    assert plan(glad, reaction_style="sceptical").opening is not None
    assert plan(Heard(0.5, is_question=False), reaction_style="sceptical").opening is None
    assert plan(None, reaction_style="supportive").opening is None
    thanks = Heard(0.9, is_question=False, of_market=False)
    assert plan(thanks, reaction_style="sceptical").opening is None


def test_comfort_is_not_given_twice_in_the_same_words() -> None:
    sad = Heard(-0.9, is_question=False)
    opening = plan(sad, reaction_style="supportive").opening
    assert opening is not None
    again = {plan(sad, [f"{opening} iyi olacak"], seed, reaction_style="supportive").opening for seed in range(60)}
    assert opening not in again


def test_empathy_is_how_often_comfort_is_given(manner: Make) -> None:
    sad = Heard(-0.9, is_question=False)

    def consoled(empathy: float) -> int:
        known = plan(sad, reaction_style="supportive", empathy=empathy)
        at = manner(plan=known, answers_person=True, free=False)
        draft = Draft("Faiz sakin.", 0, asking=False, answers_question=False)
        return sum("plan-opening" in styled(draft, at, Random(seed)).steps for seed in range(200))

    assert consoled(0.0) == 0
    assert 60 < consoled(0.5) < 140
    assert consoled(1.0) == 200


def test_signatures_come_with_their_probability_and_once_in_ten_messages() -> None:
    known = {"signature_phrases": ("acele yok", "plan neyse o"), "signature_emojis": ("⚡", "🔥")}
    often = [plan(None, (), seed, phrase_probability=0.06, **known) for seed in range(3000)]
    assert sum(each.signature_phrase is not None for each in often) == pytest.approx(180, abs=45)
    assert sum(each.signature_emoji is not None for each in often) == pytest.approx(180, abs=45)
    spent = plan(None, ["Acele Yok, bekliyorum ⚡"], phrase_probability=1.0, **known)
    assert (spent.signature_phrase, spent.signature_emoji, spent.own_emojis) == (None, None, ())
    gone = ["acele yok ⚡", *["faiz sakin"] * 10]
    assert plan(None, gone, phrase_probability=1.0, **known).signature_phrase is not None


def test_a_signature_phrase_stands_for_itself_or_in_front_of_a_question(manner: Make) -> None:
    at = manner(plan=ReactionPlan(signature_phrase="acele yok"), answers_person=True)

    def written(text: str) -> str:
        return styled(Draft(text, 0, asking=False, answers_question=False), at, Random(1)).parts[0]

    assert written("Faiz sakin.") == "Faiz sakin. Acele yok."
    assert written("Faiz ne olur?") == "Acele yok, faiz ne olur?"
    assert written("Bence acele yok.").count("cele yok") == 1


def test_there_is_one_signature_emoji_at_most_in_a_message(manner: Make) -> None:
    often = WritingStyle(emoji_frequency="frequent")
    own = EmotionProfile(signature_emojis=("🐂", "🐻"))
    at = manner(often, Feelings(mood=90, excitement=95), temperament=own, plan=ReactionPlan(own_emojis=("🐂", "🐻")))
    for seed in range(400):
        text = text_of(with_emoji(pieces_of("Faiz sakin."), at, 0.0, asking=False, chance=Random(seed)))
        assert sum(text.count(own) for own in ("🐂", "🐻")) <= 1


def test_a_signature_emoji_that_was_used_lately_is_not_used_as_a_common_one(manner: Make) -> None:
    for signatures in (("🙂", "☕"), ("🙂", "☕", "📊", "📝", "👀", "🤷")):
        temperament = EmotionProfile(signature_emojis=signatures)
        at = manner(WritingStyle(emoji_frequency="frequent"), Feelings(mood=90, excitement=95), temperament=temperament)
        texts = {text_of(with_emoji(pieces_of("Sakin."), at, 0.0, asking=False, chance=Random(n))) for n in range(200)}
        assert not any(sign in text for sign in signatures for text in texts)


def test_signature_emojis_weigh_three_times(manner: Make) -> None:
    often = WritingStyle(emoji_frequency="frequent")
    at = manner(often, Feelings(mood=80), plan=ReactionPlan(own_emojis=("🐂",)))
    texts = [
        text_of(with_emoji(pieces_of("Faiz sakin."), at, 0.0, asking=False, chance=Random(n))) for n in range(3000)
    ]
    shown = [text for text in texts if text != "Faiz sakin."]
    assert len(shown) / 3000 == pytest.approx(0.6, abs=0.04)
    assert sum("🐂" in text for text in shown) / len(shown) == pytest.approx(3 / 9, abs=0.04)


def test_emoji_stand_at_the_end_after_a_clause_or_in_front(manner: Make) -> None:
    at = manner(WritingStyle(emoji_frequency="frequent"), Feelings(mood=80))
    texts = [
        text_of(with_emoji(pieces_of("Evet, sakin."), at, 0.0, asking=False, chance=Random(n))) for n in range(3000)
    ]
    shown = [text for text in texts if text != "Evet, sakin."]
    in_front = sum(not text.startswith("Evet") for text in shown) / len(shown)
    at_end = sum(text.startswith("Evet, sakin. ") for text in shown) / len(shown)
    assert at_end == pytest.approx(0.75, abs=0.04)
    assert in_front == pytest.approx(0.05, abs=0.02)


def test_playful_personas_and_friends_use_more_emoji_and_rivals_fewer(
    manner: Make, befriended: Callable[..., object]
) -> None:
    style = WritingStyle(emoji_frequency="moderate")
    usual = emoji_chance(manner(style))
    assert emoji_chance(manner(style, plan=ReactionPlan(emoji_weight=1.5))) == pytest.approx(usual * 1.5)
    assert emoji_chance(manner(style, effects=befriended("friend"))) == pytest.approx(usual * 1.5)
    assert emoji_chance(manner(style, effects=befriended("rival"))) == pytest.approx(usual * 0.5)
    told = PersonaProfile(style=Style(emojis=False))
    assert emoji_chance(manner(style, persona=told)) == 0


def test_the_plan_sets_the_tempo_of_typing(manner: Make) -> None:
    calm, wild = EmotionProfile(), EmotionProfile(volatility=1.5)
    assert tempo_multiplier(calm, Feelings(), "normal") == 1.0
    extremes = [
        tempo_multiplier(wild, Feelings(excitement=level), tempo) for level in (0, 100) for tempo in ("slow", "fast")
    ]
    assert (min(extremes), max(extremes)) == (0.8, 1.25)
    at = manner()
    text = "faiz tarafında acele etmeye gerek görmüyorum bugün"
    slow = typing_time(text, replace(at, plan=ReactionPlan(tempo_multiplier=0.8)), 5.0, Random(1))
    fast = typing_time(text, replace(at, plan=ReactionPlan(tempo_multiplier=1.25)), 5.0, Random(1))
    assert slow > fast


def test_a_reaction_is_wanted_now_and_then_and_only_of_the_list() -> None:
    drawn = [plan(CALM, (), seed).telegram_reaction for seed in range(3000)]
    assert sum(each is not None for each in drawn) / 3000 == pytest.approx(0.08, abs=0.02)
    assert {each for each in drawn if each} <= set("👍❤🔥😁🤔👏😢🎉👀")
    assert {plan(CALM, (), seed, reactions=False).telegram_reaction for seed in range(200)} == {None}
    assert {plan(None, (), seed).telegram_reaction for seed in range(200)} == {None}


@pytest.mark.parametrize(
    ("feelings", "word"),
    [
        (Feelings(), "sakin"),
        (Feelings(stress=80), "gergin"),
        (Feelings(excitement=90), "heyecanlı"),
        (Feelings(mood=80), "keyifli"),
        (Feelings(energy=20), "yorgun"),
        (Feelings(mood=20), "keyifsiz"),
    ],
)
def test_one_word_tells_the_mood(feelings: Feelings, word: str) -> None:
    assert mood_word(feelings) == word


def test_a_recorded_plan_has_every_field() -> None:
    assert set(plan_as_values(ReactionPlan())) == {
        *("mood_word", "opening", "signature_phrase", "signature_emoji", "tempo_multiplier", "telegram_reaction"),
        "emoji_weight",
    }
