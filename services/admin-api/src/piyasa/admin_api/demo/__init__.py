"""The demonstration: four personas in full, more by number, and a way to set them up through the API."""

from piyasa.admin_api.demo.definition import Persona
from piyasa.admin_api.demo.numbered import personas
from piyasa.admin_api.demo.seeding import SeedRefused, TelegramBot, TelegramGroup, seed

__all__ = ["Persona", "SeedRefused", "TelegramBot", "TelegramGroup", "personas", "seed"]
