"""What is measured of the conversations: quality, repetition, timing, voices and kept promises."""

from piyasa.analytics.collecting import Collector, utterances
from piyasa.analytics.exported import LineUnreadable, exported
from piyasa.analytics.facts import Facts
from piyasa.analytics.report import ChatReport, PersonaReport, Report, report
from piyasa.analytics.shares import Share
from piyasa.analytics.targets import Target
from piyasa.analytics.terms import Terms
from piyasa.analytics.utterances import Reaction, Utterance

__all__ = [
    "ChatReport",
    "Collector",
    "Facts",
    "LineUnreadable",
    "PersonaReport",
    "Reaction",
    "Report",
    "Share",
    "Target",
    "Terms",
    "Utterance",
    "exported",
    "report",
    "utterances",
]
