"""A faithful stand-in for Telegram: many bots and people in shared groups, on this machine alone."""

from __future__ import annotations

from piyasa.devstack.telegram.domain.accounts import Bot, Person
from piyasa.devstack.telegram.domain.groups import Group
from piyasa.devstack.telegram.local_telegram import LocalTelegram, Options
from piyasa.devstack.telegram.seed import Seed

__all__ = ["Bot", "Group", "LocalTelegram", "Options", "Person", "Seed"]
