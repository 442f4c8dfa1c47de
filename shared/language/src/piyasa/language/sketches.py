"""Messages reduced to a short line of text that still tells how alike two of them are."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as MalformedBase64
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from struct import Struct, pack, unpack
from typing import Final
from zlib import crc32

from piyasa.language.folding import fold, spoken
from piyasa.language.negation import count_negations

GRAMS_AT_MOST: Final = 160
"""Messages of up to about 170 characters are compared exactly, longer ones by this many sampled trigrams."""
DUPLICATE_AT: Final = 0.68
"""Trigram Jaccard from which two Turkish messages say the same."""

_HEAD: Final = Struct("<IIB")
_NUMBER: Final = re.compile(r"\d+(?:[.,:]\d+)*")
_SEPARATORS: Final = str.maketrans("", "", ".,:")
_GOLDEN: Final = 0x9E3779B1


class SketchMalformed(ValueError):
    """A text that no version of ``sketch`` has written."""

    code = "SKETCH_MALFORMED"

    def __init__(self, text: str) -> None:
        super().__init__(f"not a similarity sketch: {text[:40]!r}; analyse the message again")
        self.text = text


@dataclass(frozen=True, slots=True)
class Sketch:
    """A sketch taken apart: fingerprint of the words, checksum of the numbers, count of negations, trigrams."""

    fingerprint: int
    numbers: int
    negations: int
    grams: frozenset[int]

    @staticmethod
    def of(text: str) -> Sketch:
        """Reduce a message."""
        folded = fold(text)
        words = spoken(folded)
        grams = _grams(words)
        return Sketch(
            fingerprint=crc32(words.encode()),
            numbers=_numbers_checksum(folded),
            negations=min(255, count_negations(words.split())),
            grams=frozenset(grams if len(grams) <= GRAMS_AT_MOST else sorted(grams)[:GRAMS_AT_MOST]),
        )

    @staticmethod
    def parse(text: str) -> Sketch:
        """Read a sketch back; raises SketchMalformed."""
        return _parse(text)

    def __str__(self) -> str:
        """Write the sketch as URL-safe text of at most 440 characters."""
        head = _HEAD.pack(self.fingerprint, self.numbers, self.negations)
        body = pack(f"<{len(self.grams)}H", *sorted(self.grams))
        return urlsafe_b64encode(head + body).decode().rstrip("=")

    def likeness(self, other: Sketch) -> float:
        """Give the Jaccard index of the trigrams, 0.0 to 1.0; an estimate (± 0.04) for long messages."""
        mine, theirs = self.grams, other.grams
        shared = mine & theirs
        if len(mine) < GRAMS_AT_MOST and len(theirs) < GRAMS_AT_MOST:
            union = len(mine) + len(theirs) - len(shared)
            return len(shared) / union if union else float(self.fingerprint == other.fingerprint)
        # The smallest hashes of both are a fair sample of their union.
        sample = sorted(mine | theirs)[:GRAMS_AT_MOST]
        return sum(gram in shared for gram in sample) / len(sample)

    def duplicates(self, other: Sketch) -> bool:
        """Tell whether two messages say the same: alike from 0.68 on, with equal numbers and as many negations."""
        if self.fingerprint == other.fingerprint:
            return True
        if self.numbers != other.numbers or self.negations != other.negations:
            return False
        fewer, more = sorted((len(self.grams), len(other.grams)))
        return fewer >= DUPLICATE_AT * more and self.likeness(other) >= DUPLICATE_AT


def sketch(text: str) -> str:
    """Reduce a message to a line of at most 440 characters, enough to compare it without the text."""
    return str(Sketch.of(text))


def similarity(first: str, second: str) -> float:
    """Give how alike two sketched messages are, 0.0 to 1.0; an empty sketch resembles nothing."""
    return _parse(first).likeness(_parse(second)) if first and second else 0.0


def is_duplicate(first: str, second: str) -> bool:
    """Tell whether two sketched messages say the same; an empty sketch duplicates nothing."""
    return bool(first and second) and _parse(first).duplicates(_parse(second))


def first_duplicate(sketched: str, others: Iterable[str]) -> str | None:
    """Find the first of other sketches that says the same."""
    return next((other for other in others if is_duplicate(sketched, other)), None)


@lru_cache(maxsize=2048)
def _parse(text: str) -> Sketch:
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (MalformedBase64, ValueError) as cause:
        raise SketchMalformed(text) from cause
    body = raw[_HEAD.size :]
    if len(raw) < _HEAD.size or len(body) % 2:
        raise SketchMalformed(text)
    fingerprint, numbers, negations = _HEAD.unpack_from(raw)
    return Sketch(fingerprint, numbers, negations, frozenset(unpack(f"<{len(body) // 2}H", body)))


def _grams(words: str) -> set[int]:
    """Hash each run of three bytes to 16 bits, multiplying by the golden ratio (Knuth, TAOCP 3, 6.4)."""
    padded = f" {words} ".encode() if words else b""
    runs = zip(padded, padded[1:], padded[2:], strict=False)
    return {((one << 16 | two << 8 | three) * _GOLDEN >> 16) & 0xFFFF for one, two, three in runs}


def _numbers_checksum(folded: str) -> int:
    """Checksum the numbers of a message, order aside; 10.500 and 10500 are one number."""
    numbers = _NUMBER.findall(folded)
    return crc32(" ".join(sorted(number.translate(_SEPARATORS) for number in numbers)).encode()) if numbers else 0
