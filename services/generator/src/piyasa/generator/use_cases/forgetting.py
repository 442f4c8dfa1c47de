"""Has a process hold nothing of a person's words once the person wishes to be forgotten."""

from __future__ import annotations

from collections.abc import Callable

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.system import UserForgotten
from piyasa.projections.directory import Installations


def when_forgotten(forget: Callable[[], None]) -> Callable[[str, str, Recorded[Event]], None]:
    """A listener of the view that has something emptied, all of it: whose words it kept is not known there."""

    def on_change(projection: str, _key: str, event: Recorded[Event]) -> None:
        if projection == Installations.name and isinstance(event.data, UserForgotten):
            forget()

    return on_change
