"""Numbers kept between two others."""

from __future__ import annotations


def clamp(value: float, least: float, most: float) -> float:
    """Keep a number between two."""
    return max(least, min(most, value))
