"""Whether a function keeps hold of what it was given."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable


class Written(str):
    """A text of which can be told whether somebody still holds it."""

    __slots__ = ("__weakref__",)


def holds_on(read: Callable[[str], object], text: str, others: int) -> bool:
    """Whether a text is still held after it was read, and so many others after it."""
    written = Written(text)
    kept = weakref.ref(written)
    read(written)
    del written
    for number in range(others):
        read(f"{number} {text}")
    gc.collect()
    return kept() is not None
