"""Casts any number of personas: those written by hand first, then drawn ones."""

from __future__ import annotations

from itertools import islice

from piyasa.cast.generated import Generator
from piyasa.cast.handwritten import handwritten
from piyasa.cast.member import CastMember
from piyasa.cast.starters import with_starters

DEFAULT_SEED = "piyasa"


def members(count: int, *, seed: str | int = DEFAULT_SEED) -> list[CastMember]:
    """The first so many of a cast, each with its starter memories.

    Deterministic: equal seeds give equal casts, and a smaller cast is the beginning of a larger one. Ids, handles and
    names are unique, and no two share a discrete writing style until all 216 are used (behaviour 9.1).
    """
    written = handwritten()
    drawn = Generator.after(written, str(seed)).personas()
    everybody = [*written, *islice(drawn, max(0, count - len(written)))]
    return [with_starters(member) for member in everybody[:count]]
