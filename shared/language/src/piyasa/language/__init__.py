"""Turkish (and English) market talk: casing, folding, meaning, similarity and guards."""

from piyasa.language.casing import tr_capitalize, tr_lower, tr_upper
from piyasa.language.folding import fold, normal_form, same_text
from piyasa.language.guards.directions import asks_for_advice
from piyasa.language.guards.sincerity import sincere_ai_question
from piyasa.language.guards.violations import Violation, violations
from piyasa.language.meaning import Analysis, analyse, leading_topic
from piyasa.language.mentions import PersonaName
from piyasa.language.protected import Span, protected_spans
from piyasa.language.sketches import (
    Sketch,
    SketchMalformed,
    first_duplicate,
    is_duplicate,
    similarity,
    sketch,
    words_of,
)
from piyasa.language.tokens import Token, tokenise

__all__ = [
    "Analysis",
    "PersonaName",
    "Sketch",
    "SketchMalformed",
    "Span",
    "Token",
    "Violation",
    "analyse",
    "asks_for_advice",
    "first_duplicate",
    "fold",
    "is_duplicate",
    "leading_topic",
    "normal_form",
    "protected_spans",
    "same_text",
    "similarity",
    "sincere_ai_question",
    "sketch",
    "tokenise",
    "tr_capitalize",
    "tr_lower",
    "tr_upper",
    "violations",
    "words_of",
]
