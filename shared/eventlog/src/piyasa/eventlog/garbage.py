"""The garbage collector, told what kind of process this is."""

from __future__ import annotations

import gc

YOUNG, MIDDLE, OLD = 50_000, 20, 50
"""Allocations before the youngest objects are looked through, and how many such rounds before the older ones are."""


def collect_seldom() -> None:
    """Leave out of collections what start-up made, and look through the rest less often.

    Views hold many small immutable values that live long and are in no cycles; walking them costs a tenth of the CPU.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
