"""What the classifiers are not sure of, so that something that understands more may be asked."""

from __future__ import annotations

from dataclasses import dataclass

from piyasa.language.guards.linear import ModelName, clears, judged, model
from piyasa.language.guards.violations import worded


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a text might be."""

    kind: str
    """A kind of violation, ``sincere`` or ``attack``."""
    probability: float
    """That it is, as the classifier sees it; 0 to 1."""


def doubt(text: str, about: ModelName = "compliance") -> Doubt | None:
    """Tell what a text might be although the guards let it pass; None when it hardly is anything.

    The classifier lies below its threshold but near it, or it overruled a phrase. Of about one harmless line in twenty.
    """
    judgement, known = judged(about, text), model(about)
    if known.doubtful <= judgement.probability < known.blocking:
        return Doubt(judgement.label, judgement.probability)
    if about == "compliance" and clears(about, text):
        overruled = next(iter(worded(text)), None)
        return None if overruled is None else Doubt(overruled.kind, judgement.probability)
    return None
