"""The personas that were written by hand, in the order of their files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from piyasa.cast.member import CastMember
from piyasa.cast.reading import read_text


@cache
def handwritten() -> tuple[CastMember, ...]:
    """Everybody of the package's ``personas`` folder."""
    folder = files("piyasa.cast").joinpath("personas")
    found = sorted((each for each in folder.iterdir() if each.name.endswith(".yaml")), key=lambda each: each.name)
    return tuple(read_text(each.read_text(encoding="utf-8"), source=each.name) for each in found)
