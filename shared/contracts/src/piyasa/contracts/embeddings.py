"""How an embedding is written in a fact: a unit vector of float16 numbers, little-endian, in base64."""

from __future__ import annotations

import base64
import binascii
import math
import struct
from collections.abc import Sequence
from typing import Final

MOST_DIMENSIONS: Final = 16_000
"""Of an embedding; the database holds no more."""


class EmbeddingUnusable(ValueError):
    """Numbers or a text that are no embedding."""

    code = "EMBEDDING_UNUSABLE"

    def __init__(self, reason: str) -> None:
        super().__init__(f"no embedding: {reason}")
        self.reason = reason


def packed(vector: Sequence[float]) -> str:
    """Write a vector of any length but zero; only its direction is kept. Raises ``EmbeddingUnusable``."""
    if not 0 < len(vector) <= MOST_DIMENSIONS:
        raise EmbeddingUnusable(f"{len(vector)} dimensions")
    length = math.hypot(*vector)
    if not 0 < length < math.inf:
        raise EmbeddingUnusable(f"its length is {length}")
    return base64.b64encode(struct.pack(f"<{len(vector)}e", *(value / length for value in vector))).decode()


def unpacked(text: str) -> tuple[float, ...]:
    """Read what ``packed`` wrote. Raises ``EmbeddingUnusable``, also for what redaction left."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise EmbeddingUnusable("not base64") from None
    if len(raw) % 2 or not 0 < len(raw) <= 2 * MOST_DIMENSIONS:
        raise EmbeddingUnusable(f"{len(raw)} bytes")
    vector = struct.unpack(f"<{len(raw) // 2}e", raw)
    if not 0 < math.hypot(*vector) < math.inf:
        raise EmbeddingUnusable("it has no direction")
    return vector
