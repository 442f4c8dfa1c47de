"""How many tokens a text takes at most, without anybody's tokenizer.

Every model cuts text in its own way: of Turkish, tokenizers in use take 0.32 to 0.48 tokens a character, of English
0.26 to 0.28. What is counted here is above most of them for Turkish, above all of them for English, and far above for
scripts and signs that few tokenizers know. docs/prompt.md has the comparison.
"""

from __future__ import annotations

from typing import Final

TOKEN: Final = 8
"""Weight of one token: weights are whole numbers, so that parts add up to their sum exactly."""
_LETTER, _MARK = 3, 6
"""Weights of a small letter or blank of ASCII, and of everything else there: capitals, digits, punctuation."""
_ASCII, _COMMON = 0x80, 0x20000


class _Weights(dict[str, int]):
    """The weight of each sign, worked out when it is first met; common ones are remembered."""

    def __missing__(self, sign: str) -> int:
        """A letter outside ASCII takes a token less than it has bytes, any other sign one for each byte."""
        if ord(sign) < _ASCII:
            weight = _LETTER if sign.islower() or sign.isspace() else _MARK
        else:
            weight = TOKEN * (len(sign.encode(errors="replace")) - sign.isalpha())
        if ord(sign) < _COMMON:
            self[sign] = weight
        return weight


_WEIGHTS: Final = _Weights()


def weight_of(text: str) -> int:
    """The weight of a text, in parts of a ``TOKEN``; the weight of two texts together is the sum of theirs."""
    return sum(map(_WEIGHTS.__getitem__, text))


def tokens_of(text: str) -> int:
    """Tokens that a text takes at most, by a guess on the safe side."""
    return -(-weight_of(text) // TOKEN)
