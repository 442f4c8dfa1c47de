"""What a persona must not say, by class."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, cast

from piyasa.language.disguise import Plain, undisguise
from piyasa.language.guards.abuse import abuse_in
from piyasa.language.guards.claims import denials_in, insider_claims_in
from piyasa.language.guards.directions import directions_in
from piyasa.language.guards.linear import clears, judged, takes
from piyasa.language.guards.promises import promises_in

Kind = Literal["return_promise", "individual_advice", "insider_claim", "denial_of_ai", "abuse"]
_READERS: Final[tuple[tuple[Kind, Callable[[Plain], Iterator[tuple[int, int]]]], ...]] = (
    ("return_promise", promises_in),
    ("individual_advice", directions_in),
    ("insider_claim", insider_claims_in),
    ("denial_of_ai", denials_in),
)


@dataclass(frozen=True, slots=True)
class Violation:
    """A stretch ``text[start:end]`` of a message that may not be sent."""

    kind: Kind
    start: int
    end: int
    matched: str


def violations(text: str) -> tuple[Violation, ...]:
    """Find what a persona must not say: promised returns, individual advice, inside knowledge, denial of AI, abuse.

    Sees through disguise, misspelling and missing Turkish letters; what is negated, asked, reported or warned of is
    harmless. In order of class, then of place; one for each stretch. What no phrase finds, a classifier may: then the
    stretch is the weightiest sentence, or the whole text. A phrase in a text that it holds for harmless counts for
    nothing, unless it denies being a machine.
    """
    plain = undisguise(text)
    found: dict[tuple[Kind, int], Violation] = {}
    is_harmless = clears("compliance", text)
    for kind, reader in _READERS:
        for stretch in () if is_harmless and kind != "denial_of_ai" else reader(plain):
            start, end = plain.span(*stretch)
            found.setdefault((kind, start), Violation(kind, start, end, text[start:end]))
    if takes("compliance", text):
        learnt = judged("compliance", text)
        kind = cast("Kind", learnt.label)
        if all(each != kind for each, _ in found):
            found[kind, learnt.start] = Violation(kind, learnt.start, learnt.end, text[learnt.start : learnt.end])
    for start, end in abuse_in(text, plain):
        found.setdefault(("abuse", start), Violation("abuse", start, end, text[start:end]))
    return tuple(found.values())
