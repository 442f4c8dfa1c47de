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
)
_SAYS_ENOUGH: Final = 3
"""Words from which a classifier has something to go by; of fewer, phrases decide alone."""
_ORDER: Final[tuple[Kind, ...]] = ("return_promise", "individual_advice", "insider_claim", "denial_of_ai", "abuse")


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
    harmless. In order of class, then of place; one for each stretch. A promise, advice or inside knowledge that no
    phrase finds a classifier may, from three words on: its stretch is the weightiest sentence or the whole text. Where
    it is all but sure that there is none, a phrase of these classes counts for nothing.
    """
    found = {(each.kind, each.start): each for each in _spoken(text)}
    if not clears("compliance", text):
        found |= {(each.kind, each.start): each for each in worded(text)}
    if len(text.split()) >= _SAYS_ENOUGH and takes("compliance", text):
        learnt = _learnt(text)
        if all(kind != learnt.kind for kind, _ in found):
            found[learnt.kind, learnt.start] = learnt
    return tuple(sorted(found.values(), key=lambda each: (_ORDER.index(each.kind), each.start)))


def worded(text: str) -> Iterator[Violation]:
    """Find the phrases that promise, direct or claim to know, whatever the classifier makes of the text."""
    plain = undisguise(text)
    seen: set[tuple[Kind, int]] = set()
    for kind, reader in _READERS:
        for stretch in reader(plain):
            start, end = plain.span(*stretch)
            if (kind, start) not in seen:
                seen.add((kind, start))
                yield Violation(kind, start, end, text[start:end])


def _spoken(text: str) -> Iterator[Violation]:
    """Find what phrases alone are asked for: denials of being a machine, and abuse."""
    plain = undisguise(text)
    denied: list[tuple[Kind, int, int]] = [("denial_of_ai", *plain.span(*stretch)) for stretch in denials_in(plain)]
    abusive: list[tuple[Kind, int, int]] = [("abuse", *stretch) for stretch in abuse_in(text, plain)]
    for kind, start, end in reversed(denied + abusive):
        yield Violation(kind, start, end, text[start:end])


def _learnt(text: str) -> Violation:
    judgement = judged("compliance", text)
    kind = cast("Kind", judgement.label)
    return Violation(kind, judgement.start, judgement.end, text[judgement.start : judgement.end])
