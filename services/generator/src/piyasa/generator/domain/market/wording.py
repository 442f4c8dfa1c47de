"""Figures in words: the Turkish way of writing numbers, units and when something held."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from piyasa.projections.figures import Figure

_UNITS: Final = {"TRY": "TL", "USD": "dolar", "USDT": "dolar", "EUR": "euro", "GBP": "sterlin"}
_IN_ENGLISH: Final = {"TRY": "lira", "puan": "points", "EUR": "euros", "GBP": "pounds", "USD": "dollars"}
_MONTHS: Final = (
    "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık",
)  # fmt: skip
_EN_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_FINE_BELOW: Final = 10.0
"""Values below take up to four decimals, others two."""


def said(figure: Figure, language: str = "tr") -> str:
    """A figure with its unit: ``10.950,35 puan``, ``41,25 TL``, ``%45``."""
    number = number_of(figure.value, language)
    if figure.unit == "%":
        return f"{number} percent" if language == "en" else f"%{number}"
    units = _IN_ENGLISH if language == "en" else _UNITS
    return f"{number} {units.get(figure.unit, figure.unit)}"


def number_of(value: float, language: str = "tr") -> str:
    """A number with grouping and no more decimals than it needs."""
    places = 4 if abs(value) < _FINE_BELOW else 2
    written = f"{value:,.{places}f}"
    whole, _, decimals = written.partition(".")
    kept = decimals.rstrip("0")
    decimals = kept.ljust(2, "0") if kept else ""
    if language == "en":
        return f"{whole}.{decimals}" if decimals else whole
    whole = whole.replace(",", ".")
    return f"{whole},{decimals}" if decimals else whole


def when(figure: Figure, local: datetime, language: str = "tr") -> str:
    """When a figure held, on the clock of ``local``: the hour, and the day unless it is today's."""
    there = figure.as_of.astimezone(local.tzinfo)
    hour = f"{there:%H:%M}"
    if there.date() == local.date():
        return hour
    return f"{day_of(figure, local, language)} {hour}"


def day_of(figure: Figure, local: datetime, language: str = "tr") -> str:
    """The day on which a figure held: ``4 Mart``."""
    there = figure.as_of.astimezone(local.tzinfo)
    months = _EN_MONTHS if language == "en" else _MONTHS
    return f"{there.day} {months[there.month - 1]}"
