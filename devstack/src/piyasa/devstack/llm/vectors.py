"""Vectors for texts: the same for the same text, near for texts that share many letters."""

import base64
import hashlib
import math
import struct
from collections.abc import Sequence

GRAM = 3


def vector(text: str, dimensions: int) -> list[float]:
    """Unit vector over hashed runs of three letters."""
    values = [0.0] * dimensions
    padded = f"  {text.casefold()}  "
    for start in range(len(padded) - GRAM + 1):
        digest = hashlib.blake2b(padded[start : start + GRAM].encode(), digest_size=8).digest()
        place, sign = int.from_bytes(digest[:4]) % dimensions, 1.0 if digest[4] & 1 else -1.0
        values[place] += sign
    length = math.hypot(*values) or 1.0
    return [value / length for value in values]


def as_base64(values: Sequence[float]) -> str:
    """Four little-endian bytes a number, as clients ask for by default."""
    return base64.b64encode(struct.pack(f"<{len(values)}f", *values)).decode()
