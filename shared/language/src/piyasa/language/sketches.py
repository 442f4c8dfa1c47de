"""Messages reduced to a short line of text that still tells how alike two of them are."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as MalformedBase64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from struct import Struct, pack, unpack
from typing import Final
from zlib import crc32

from piyasa.language.folding import fold, spoken
from piyasa.language.negation import count_negations
from piyasa.language.opposites import are_opposed, directions, name_others, named
from piyasa.language.symbols import symbols_by_token
from piyasa.language.tokens import Token, tokenise

GRAMS_AT_MOST: Final = 159
"""Messages of up to about 170 characters are compared exactly, longer ones by this many sampled trigrams."""
DUPLICATE_AT: Final = 0.68
"""Trigram Jaccard from which two Turkish messages say the same (behaviour 11.4)."""

_HEAD: Final = Struct("<IHHBH")
_FORMER_HEAD: Final = Struct("<IIB")
"""Sketches once knew neither instruments nor directions, but counted the numbers in as many bytes."""
_KNOWS_DIRECTIONS: Final = 0x80
"""Set in the ninth byte, the count of negations, by which the two heads are told apart."""
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
    """A sketch taken apart."""

    fingerprint: int
    """Checksum of the words, 32 bits."""
    numbers: int
    """Checksum of the numbers, 16 bits."""
    named: int
    """The instruments, 16 bits; 0 when there are none or they are not known."""
    negations: int
    """0 to 127."""
    sides: int
    """The directions taken, two bits an axis."""
    grams: frozenset[int]
    """Hashes of the trigrams, 16 bits each."""

    @staticmethod
    def of(text: str) -> Sketch:
        """Reduce a message."""
        tokens = tokenise(text)
        return Sketch.of_tokens(text, tokens, symbols_by_token(tokens))

    @staticmethod
    def of_tokens(text: str, tokens: Sequence[Token], symbols: Sequence[str | None]) -> Sketch:
        """Reduce a message whose words and symbols (one or none for each word) have been read already."""
        folded = fold(text)
        words = spoken(folded)
        grams = _grams(words)
        split = words.split()
        return Sketch(
            fingerprint=crc32(words.encode()),
            numbers=_numbers_checksum(folded),
            named=named(tokens, symbols),
            negations=min(127, count_negations(split)),
            sides=directions(split),
            grams=frozenset(grams if len(grams) <= GRAMS_AT_MOST else sorted(grams)[:GRAMS_AT_MOST]),
        )

    @staticmethod
    def parse(text: str) -> Sketch:
        """Read a sketch back; raises SketchMalformed."""
        return _parse(text)

    def __str__(self) -> str:
        """Write the sketch as URL-safe text of at most 440 characters."""
        counted = self.negations | _KNOWS_DIRECTIONS
        head = _HEAD.pack(self.fingerprint, self.numbers, self.named, counted, self.sides)
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
        """Tell whether two messages say the same: alike from 0.68 on, with equal numbers and as many negations.

        Never when they name different instruments or take opposite directions.
        """
        if self.fingerprint == other.fingerprint:
            return True
        if self.differs(other):
            return False
        fewer, more = sorted((len(self.grams), len(other.grams)))
        return fewer >= DUPLICATE_AT * more and self.likeness(other) >= DUPLICATE_AT

    def differs(self, other: Sketch) -> bool:
        """Tell whether two messages say different things, however alike their words: numbers, sides, instruments."""
        if self.numbers != other.numbers or self.negations != other.negations:
            return True
        return name_others(self.named, other.named) or are_opposed(self.sides, other.sides)

    def repeats(self, text: str) -> bool:
        """Do as ``duplicates`` does with a written sketch."""
        return self.first_repeated((text,)) is not None

    def first_repeated(self, texts: Sequence[str]) -> int | None:
        """Give the place of the first written sketch that says the same; empty ones say nothing.

        Most are told apart at a glance, so that a message can be compared with hundreds.
        """
        count, bits = len(self.grams), _bits(self.grams)
        sampled = count >= GRAMS_AT_MOST
        for place, text in enumerate(texts):
            if not text:
                continue
            fingerprint, numbers, negations, others, their_bits = _glance(text)
            if fingerprint == self.fingerprint:
                return place
            if negations != self.negations or numbers != self.numbers:
                continue
            # Bits that one has alone stand for trigrams that are not shared, so this never understates the likeness.
            shared = count - (bits & ~their_bits).bit_count()
            union = count + (their_bits & ~bits).bit_count()
            unlike = shared < DUPLICATE_AT * max(union, others)
            if (sampled or others >= GRAMS_AT_MOST or not unlike) and self.duplicates(_parse(text)):
                return place
        return None


def sketch(text: str) -> str:
    """Reduce a message to a line of at most 440 characters, enough to compare it without the text."""
    return str(Sketch.of(text))


WORDS: Final = slice(5)
"""The part of a written sketch that equal words share: 30 bits of their checksum."""


def words_of(sketched: str) -> str:
    """What the sketches of equal words have in common; cheap to compare."""
    return sketched[WORDS]


def similarity(first: str, second: str) -> float:
    """Give how alike two sketched messages are, 0.0 to 1.0; an empty sketch resembles nothing."""
    return _parse(first).likeness(_parse(second)) if first and second else 0.0


def is_duplicate(first: str, second: str) -> bool:
    """Tell whether two sketched messages say the same; an empty sketch duplicates nothing."""
    return bool(first and second) and _parse(first).duplicates(_parse(second))


def first_duplicate(sketched: str, others: Iterable[str]) -> str | None:
    """Find the first of other sketches that says the same."""
    return next((other for other in others if is_duplicate(sketched, other)), None)


@lru_cache(maxsize=32_768)
def _glance(text: str) -> tuple[int, int, int, int, int]:
    """Give fingerprint, numbers, negations, the count of trigrams and their bits; many are kept, being small."""
    found = _read(text)
    return found.fingerprint, found.numbers, found.negations, len(found.grams), _bits(found.grams)


def _bits(grams: Iterable[int]) -> int:
    """Mark each trigram in one of 256 bits."""
    marked = 0
    for gram in grams:
        marked |= 1 << (gram & 0xFF)
    return marked


@lru_cache(maxsize=2048)
def _parse(text: str) -> Sketch:
    return _read(text)


def _read(text: str) -> Sketch:
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (MalformedBase64, ValueError) as cause:
        raise SketchMalformed(text) from cause
    if len(raw) < _FORMER_HEAD.size:
        raise SketchMalformed(text)
    head = _HEAD if raw[_FORMER_HEAD.size - 1] & _KNOWS_DIRECTIONS else _FORMER_HEAD
    body = raw[head.size :]
    if len(raw) < head.size or len(body) % 2:
        raise SketchMalformed(text)
    grams = frozenset(unpack(f"<{len(body) // 2}H", body))
    if head is _FORMER_HEAD:
        fingerprint, numbers, negations = head.unpack_from(raw)
        return Sketch(fingerprint, numbers & 0xFFFF, 0, negations, 0, grams)
    fingerprint, numbers, instruments, negations, sides = head.unpack_from(raw)
    return Sketch(fingerprint, numbers, instruments, negations & ~_KNOWS_DIRECTIONS, sides, grams)


def _grams(words: str) -> set[int]:
    """Hash each run of three bytes to 16 bits, multiplying by the golden ratio (Knuth, TAOCP 3, 6.4).

    Words recur, so that the runs within each are remembered; the runs across two words are added.
    """
    split = words.split(" ") if words else []
    grams: set[int] = set().union(*map(_grams_within, split))
    return grams.union([_gram_across(first[-1], second[0]) for first, second in pairwise(split)])


@lru_cache(maxsize=8192)
def _grams_within(word: str) -> frozenset[int]:
    padded = f" {word} ".encode()
    runs = zip(padded, padded[1:], padded[2:], strict=False)
    return frozenset(((one << 16 | two << 8 | three) * _GOLDEN >> 16) & 0xFFFF for one, two, three in runs)


@lru_cache(maxsize=4096)
def _gram_across(last: str, first: str) -> int:
    one, three = last.encode()[-1], first.encode()[0]
    return ((one << 16 | ord(" ") << 8 | three) * _GOLDEN >> 16) & 0xFFFF


def _numbers_checksum(folded: str) -> int:
    """Checksum the numbers of a message, order aside; 10.500 and 10500 are one number."""
    numbers = _NUMBER.findall(folded)
    plain = sorted(number.translate(_SEPARATORS) for number in numbers)
    return crc32(" ".join(plain).encode()) & 0xFFFF if plain else 0
