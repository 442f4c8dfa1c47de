"""Defects that once were, by the number under which the specification resolves them."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.contracts import persona
from piyasa.contracts.persona import WritingStyle
from piyasa.humanizer.domain.emoji import emoji_chance
from piyasa.humanizer.domain.length import within
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.mistakes import MOST, typo_rate
from piyasa.humanizer.domain.pieces import pieces_of, text_of
from piyasa.humanizer.domain.styling import Draft, styled
from piyasa.humanizer.domain.surface import shortened_words
from piyasa.humanizer.use_cases.presence import style_of
from piyasa.projections.directory.state import Bot
from piyasa.projections.emotions.reading import modifiers
from piyasa.projections.emotions.state import Feelings
from support.events import MEHMET, PERSON, reply

Make = Callable[..., Manner]
LEVEL = st.floats(0, 100)
STATE_KEYS = {
    *("response_delay_multiplier", "message_length_bias", "emoji_probability", "exclamation_probability"),
    *("typo_probability", "hedging_probability", "formality_level", "enthusiasm_level"),
}
RELATIONSHIP_KEYS = {"relationship", "mention", "delay", "tone", "agreement_bias", "emoji"}


async def test_f5_a_style_is_drawn_once_and_never_again_for_a_message(stage: Any) -> None:
    drawn = WritingStyle(capitalization_style="lowercase", emoji_frequency="none", typo_rate=0.0)
    stage.record(persona.WritingStyleDrawn(bot_id=MEHMET, style=drawn, revision=1, seed="1"))
    for number in range(20):
        (message, *_) = await stage.say(f"t{number}", f"Deneme Satırı {number} Burada {number * 7}")
        assert "capitals-lowercase" in message.steps
        assert message.text == message.text.lower()
    unstyled = Bot("deneme-9", "Deneme", "deneme_9")
    assert all(style_of(unstyled) == style_of(unstyled) for _ in range(5))


async def test_f7_every_key_of_the_modifiers_is_always_there(stage: Any) -> None:
    stage.hear(1, "Dolar sakin bugün.")
    ways = (
        {},
        {"reply_to": reply(1, f"p:{PERSON}")},
        {"reason": "sincere_question", "reply_to": reply(1, f"p:{PERSON}")},
    )
    for number, known in enumerate(ways):
        (message, *_) = await stage.say(f"t{number}", f"Faiz tarafında {number} acelem yok.", **known)
        assert set(message.modifiers) == STATE_KEYS | RELATIONSHIP_KEYS | {"plan"}
        assert set(message.modifiers["plan"]) >= {"mood_word", "opening", "tempo_multiplier", "telegram_reaction"}


@given(energy=LEVEL, stress=LEVEL, excitement=LEVEL)
def test_f8_the_length_bias_stays_in_its_true_range(energy: float, stress: float, excitement: float) -> None:
    bias = modifiers(Feelings(energy=energy, stress=stress, excitement=excitement)).message_length_bias
    assert -35 <= bias <= 50


def test_f27_of_two_rates_of_slips_the_higher_one_counts(manner: Make, plain_style: WritingStyle) -> None:
    careful = plain_style.model_copy(update={"typo_rate": 0.003})
    assert typo_rate(manner(careful, Feelings(stress=60))) == pytest.approx(0.03)
    assert typo_rate(manner(careful, Feelings(stress=0))) == pytest.approx(0.003)
    sloppy = plain_style.model_copy(update={"typo_rate": 0.03})
    assert typo_rate(manner(sloppy, Feelings(stress=71))) == pytest.approx(0.06)
    assert typo_rate(manner(sloppy, Feelings(stress=71, energy=29))) == pytest.approx(0.09) == MOST


def test_f28_neutral_excitement_changes_nothing_and_none_stays_none(manner: Make, plain_style: WritingStyle) -> None:
    rare = plain_style.model_copy(update={"emoji_frequency": "rare"})
    assert emoji_chance(manner(rare)) == pytest.approx(0.05)
    assert emoji_chance(manner(rare, Feelings(excitement=100))) == pytest.approx(0.10)
    assert emoji_chance(manner(rare, Feelings(excitement=100, mood=71))) == pytest.approx(0.20)
    assert emoji_chance(manner(plain_style, Feelings(excitement=100, mood=100))) == 0


def test_f29_shortcuts_are_whole_words_only() -> None:
    for word in ("yapıyorlar", "yapıyordu", "olacaktı", "tamamen", "selamlar", "geliyormuş", "değildir", "yorum"):
        texts = {text_of(shortened_words(pieces_of(f"bence {word} bugün"), Random(seed))) for seed in range(60)}
        assert texts == {f"bence {word} bugün"}
    texts = {text_of(shortened_words(pieces_of("Yapıyorum tamam"), Random(seed))) for seed in range(60)}
    assert {"Yapıyom tamam", "Yapıyorum tmm"} <= texts
    assert not any("yapıyoum" in text.lower() for text in texts)


def test_f30_line_breaks_survive_cuts_and_styling(manner: Make) -> None:
    text = "Bir.\nİki.\n\nÜç ve daha uzun bir satır burada durur."
    assert within(text, 12) == "Bir.\nİki."
    at = manner(answers_person=True)
    results = [styled(Draft(text, 0, asking=False, answers_question=False), at, Random(seed)) for seed in range(50)]
    assert all(result.text.count("\n") == 3 for result in results if len(result.parts) == 1)


async def test_f31_a_held_turn_without_a_wait_is_still_read_and_typed(stage: Any) -> None:
    stage.hear(1, "Uzun bir soru: dolar bu hafta ne yapar, sizce bir hareket gelir mi buradan?")
    for number in range(20):
        tick = stage.ask(f"t{number}", reason="held_turn", wait_seconds=0, reply_to=reply(1, f"p:{PERSON}"))
        event = stage.draft(f"t{number}", f"Faiz {number} tarafında acelem yok.", reply_to=reply(1, f"p:{PERSON}"))
        (message, *_) = [new.data for new in await stage.style(event, after=0.0)]
        assert message.send_at - tick.time >= timedelta(seconds=2 + 1)
        assert message.typing_seconds >= 1.5
