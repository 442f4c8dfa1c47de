"""The demonstration: personas of the cast, set up through the API."""

from piyasa.admin_api.demo.seeding import SeedRefused, TelegramBot, TelegramGroup, seed

__all__ = ["SeedRefused", "TelegramBot", "TelegramGroup", "seed"]
