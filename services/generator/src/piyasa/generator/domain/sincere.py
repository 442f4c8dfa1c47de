"""Truthful answers to the question whether a persona is a machine; fixed, so that no model can bend them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from piyasa.generator.domain.chance import Chance
from piyasa.language import sketch, words_of

TURKISH: Final = (
    "Evet, ben bir yapay zekâ personasıyım, insan değilim.",
    "Evet, yapay zekâyım. Bu hesabı bir insan değil, bir program yazıyor.",
    "Ben bir yapay zekâyım; biyografim ve pozisyonlarım kurgu.",
    "Açıkça söyleyeyim: ben bir botum, yapay zekâ ile yazıyorum.",
    "Evet, botum. Adım ve hikâyem kurgu, yazdıklarımı bir yapay zekâ üretiyor.",
    "İnsan değilim, yapay zekâ personasıyım. Sabitlenmiş mesajda da yazıyor.",
    "Doğru, ben bir yapay zekâyım. Anlattığım hayat ve portföy gerçek değil, kurgu.",
    "Evet, bir yapay zekâ ile yazışıyorsunuz. Söylediklerim de yatırım tavsiyesi değildir.",
)
ENGLISH: Final = (
    "Yes, I am an AI persona, not a human.",
    "Yes, I am a bot. A program writes these messages, not a person.",
    "I am an AI; my biography and my positions are fiction.",
    "To be clear: I am an AI persona, the pinned message says so too.",
    "You are talking to an AI. My name and story are made up.",
)


def truthful_answer(language: str, chance: Chance, spoken: Collection[str] = ()) -> str:
    """Admit to being an AI, plainly and in the language of the question.

    In other words than those of the sketches in ``spoken``, as long as there are any.
    """
    answers = ENGLISH if language == "en" else TURKISH
    said = {words_of(each) for each in spoken}
    fresh = [answer for answer in answers if words_of(sketch(answer)) not in said]
    return chance.choice(fresh or answers)
