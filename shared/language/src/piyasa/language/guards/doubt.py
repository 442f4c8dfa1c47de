"""What the classifiers are not sure of, so that something that understands more may be asked."""

from __future__ import annotations

from dataclasses import dataclass

from piyasa.language.guards.linear import ModelName, judged, model


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a text might be."""

    kind: str
    """A kind of violation, ``sincere`` or ``attack``."""
    probability: float
    """That it is; 0 to 1."""


def doubt(text: str, about: ModelName = "compliance") -> Doubt | None:
    """Tell what a text might be although the classifier does not take it for that; None when it hardly is.

    Of about one harmless line in twenty. What the guards already flag, and what they find beyond doubt, is not doubtful.
    """
    judgement = judged(about, text)
    known = model(about)
    is_doubtful = known.doubtful <= judgement.probability < known.blocking
    return Doubt(judgement.label, judgement.probability) if is_doubtful else None
