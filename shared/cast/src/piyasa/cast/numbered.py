"""Load-test personas by number: Deneme1, Deneme2 and so on (behaviour 2.6)."""

from __future__ import annotations

from itertools import islice

from piyasa.cast.generated import Generator
from piyasa.cast.member import CastMember
from piyasa.cast.starters import with_starters


def numbered_members(count: int, *, seed: str | int = "deneme") -> list[CastMember]:
    """The first so many load-test personas; they are drawn as others are, and called by their number."""
    drawn = islice(Generator.after((), f"numbered|{seed}").personas(), count)
    return [with_starters(_called(member, number)) for number, member in enumerate(drawn, 1)]


def _called(member: CastMember, number: int) -> CastMember:
    names = {"bot_id": f"deneme-{number}", "name": f"Deneme{number}", "handle": f"deneme_{number}"}
    return member.model_copy(update=names)
