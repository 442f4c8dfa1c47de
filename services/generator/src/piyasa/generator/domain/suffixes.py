"""Turkish suffixes for names as they are spoken: vowel harmony, softening, apostrophes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from piyasa.language import tr_lower

Kind = Literal["common", "compound", "proper", "bare"]
"""A noun; a noun phrase that ends in a possessive (``faiz kararı``); a name with apostrophe; one that never bends."""
CASES: Final[frozenset[str]] = frozenset({"loc", "abl", "dat", "acc", "gen", "ins", "rel", "too", "ask"})
"""-de, -den, -e, -i, -in, -le, -deki, and apart from the word: ``de``, ``mi``."""

_READ_AMISS: Final = frozenset({"loc", "abl", "rel"})
"""``altında`` and ``altından`` are read as "under": gold takes ``tarafı`` there."""
_VOWELS: Final = "aâeıîioöuûü"
_FRONT: Final = "eîiöü"
_HARD: Final = "fstkçşhp"
_CLOSE: Final = {
    "a": "ı", "â": "ı", "ı": "ı", "e": "i", "i": "i", "î": "i", "o": "u", "u": "u", "û": "u", "ö": "ü", "ü": "ü",
}  # fmt: skip
_SPELLED_AT_MOST: Final = 3
_DIGITS: Final = {
    "0": "sıfır", "1": "bir", "2": "iki", "3": "üç", "4": "dört", "5": "beş", "6": "altı", "7": "yedi", "8": "sekiz",
    "9": "dokuz",
}  # fmt: skip
_ROUND: Final = {"100": "yüz", "50": "elli", "30": "otuz", "10": "on", "20": "yirmi"}
_SOFT_IN_SPITE_OF_BACK: Final = re.compile(
    r"(?:saat|dikkat|seyahat|sıhhat|kabahat|hakikat|kanaat|ziraat|hal|ihtimal|emsal|istikbal|ideal|metal|sinyal"
    r"|terminal|festival|moral|final|sosyal|gol|rol|futbol|petrol|kontrol|alkol|sembol|protokol|kalp|harf|meşgul"
    r"|kemal|celal|bilal|cemal|iclal|nihal|meral|birol)$"
)
"""Words whose suffixes are fronted although their last vowel is a back one."""
_DROPPED: Final = {
    "hacim": "hacm", "fikir": "fikr", "vakit": "vakt", "nakit": "nakd", "resim": "resm", "şekil": "şekl", "akıl": "akl",
    "sabır": "sabr", "ömür": "ömr", "seyir": "seyr", "kısım": "kısm", "omuz": "omz", "ağız": "ağz", "burun": "burn",
    "zehir": "zehr", "şehir": "şehr", "metin": "metn", "isim": "ism", "keyif": "keyf",
}  # fmt: skip
"""Words whose second vowel falls (or whose end changes) before a vowel."""
_SOFTENED: Final = {"p": "b", "ç": "c", "k": "ğ"}
_STAYS_HARD: Final = frozenset({"hukuk", "ahlak", "merak", "iştirak", "bitcoin", "teşvik", "tasdik", "park"})
_T_SOFTENS: Final = frozenset({"umut", "kâğıt", "kağıt", "geçit"})


@dataclass(frozen=True, slots=True)
class Name:
    """A thing talked about: how it is written, how it sounds, and how it takes suffixes."""

    text: str
    spoken: str
    kind: Kind = "common"

    def in_case(self, case: str | None) -> str:
        """Write the name in a case; None is the plain form. Raises ``KeyError`` for an unknown case."""
        return self.text if case is None or self.kind == "bare" else _bent(self.text, self.spoken, self.kind, case)


def common(text: str) -> Name:
    """A common noun or a phrase that ends in one."""
    return Name(text, tr_lower(text))


def compound(text: str) -> Name:
    """A phrase that ends in a possessive: ``faiz kararı``, ``banka hisseleri``."""
    return Name(text, tr_lower(text), "compound")


def proper(text: str, spoken: str = "") -> Name:
    """A name of a person, a place or an institution; ``spoken`` where it sounds unlike it is written."""
    return Name(text, tr_lower(spoken or text), "proper")


def bare(text: str) -> Name:
    """Words that stand as they are, whatever a pattern asks."""
    return Name(text, "", "bare")


def ticker(symbol: str) -> Name:
    """An instrument's code: read as a word when it can be, else letter by letter."""
    return Name(symbol, _spoken(symbol), "proper")


def suffix(spoken: str, case: str) -> str:
    """The suffix that a spoken word takes in a case, without apostrophe; ``too`` and ``ask`` are words of their own."""
    return _forms(spoken)[case]


@lru_cache(maxsize=8192)
def _bent(text: str, spoken: str, kind: Kind, case: str) -> str:
    if case in {"too", "ask"}:
        return f"{text} {_forms(spoken)[case]}"
    if kind == "compound":
        return f"{text}{_after_possessive(spoken)[case]}"
    if kind == "proper":
        is_phrase = " " in text and spoken.endswith(("sı", "si", "su", "sü"))
        return f"{text}'{(_after_possessive if is_phrase else _forms)(spoken)[case]}"
    if case in _READ_AMISS and spoken.endswith("altın"):
        return f"{text} tarafı{_after_possessive('tarafı')[case]}"
    return f"{_stem(text, case)}{_forms(spoken)[case]}"


@lru_cache(maxsize=4096)
def _forms(spoken: str) -> dict[str, str]:
    vowel = next((letter for letter in reversed(spoken) if letter in _VOWELS), "e")
    close = _CLOSE[vowel]
    front = vowel in _FRONT
    if not front and _SOFT_IN_SPITE_OF_BACK.search(spoken):
        front, close = True, "ü" if vowel in "ou" else "i"
    open_vowel = "e" if front else "a"
    ends_open = spoken[-1:] in _VOWELS
    stop = "t" if spoken[-1:] in _HARD else "d"
    return {
        "loc": stop + open_vowel,
        "abl": f"{stop}{open_vowel}n",
        "dat": ("y" if ends_open else "") + open_vowel,
        "acc": ("y" if ends_open else "") + close,
        "gen": _genitive(spoken, close, ends_open=ends_open),
        "ins": f"{'y' if ends_open else ''}l{open_vowel}",
        "rel": f"{stop}{open_vowel}ki",
        "too": f"d{open_vowel}",
        "ask": f"m{close}",
    }


def _genitive(spoken: str, close: str, *, ends_open: bool) -> str:
    if spoken.endswith(" su") or spoken == "su":
        return "yun"
    return f"{'n' if ends_open else ''}{close}n"


def _after_possessive(spoken: str) -> dict[str, str]:
    """What a phrase takes after its possessive ending: an n between, ``kararında``, ``hisselerine``."""
    vowel = next((letter for letter in reversed(spoken) if letter in _VOWELS), "i")
    open_vowel, close = ("e" if vowel in _FRONT else "a"), _CLOSE[vowel]
    return {
        "loc": f"nd{open_vowel}",
        "abl": f"nd{open_vowel}n",
        "dat": f"n{open_vowel}",
        "acc": f"n{close}",
        "gen": f"n{close}n",
        "ins": f"yl{open_vowel}",
        "rel": f"nd{open_vowel}ki",
    }


def _stem(text: str, case: str) -> str:
    """The stem before a suffix: before a vowel a hard end softens and some vowels fall."""
    if case not in {"dat", "acc", "gen"}:
        return text
    head, _, word = text.rpartition(" ")
    lead = f"{head} " if head else ""
    if word in _DROPPED:
        return lead + _DROPPED[word]
    return lead + (word[:-1] + _softened(word) if _softens(word) else word)


def _softens(word: str) -> bool:
    if word in _STAYS_HARD or len(word) < 3:  # noqa: PLR2004 - no word of the kind is shorter
        return False
    if word.endswith("t"):
        return word in _T_SOFTENS
    many_syllables = sum(letter in _VOWELS for letter in word) > 1
    if word.endswith("k"):
        return (many_syllables and word[-2] in _VOWELS) or word.endswith("nk")
    return word[-1] in "pç" and (many_syllables or word in {"borç", "güç"})


def _softened(word: str) -> str:
    if word.endswith("t"):
        return "d"
    return "g" if word.endswith("nk") else _SOFTENED[word[-1]]


def _spoken(symbol: str) -> str:
    digits = symbol[len(symbol.rstrip("0123456789")) :]
    if digits:
        return _ROUND.get(digits.lstrip("0"), _DIGITS[digits[-1]])
    sound = symbol.lower()
    if len(sound) > _SPELLED_AT_MOST and any(letter in _VOWELS for letter in sound):
        return sound
    return sound if sound[-1] in _VOWELS else f"{sound}e"
