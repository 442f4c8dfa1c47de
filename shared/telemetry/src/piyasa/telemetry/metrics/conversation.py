"""What the conversation itself counts: who speaks, what is written, what is held back, what is sent."""

from piyasa.telemetry.metrics import buckets
from piyasa.telemetry.metrics.families import Forge


class SpeakingMetrics:
    """Owned by the scheduler."""

    def __init__(self, forge: Forge) -> None:
        self.ticks = forge.counters("ticks_total", "Requests to speak, by reason and lane.", "reason", "lane")
        self.active_bots = forge.gauge("active_bots_total", "Bots that are enabled and not paused.")
        self.answer_wait = forge.histogram(
            "person_answer_wait_seconds",
            "Time from a person's words to a persona to the answer being on the log as sent.",
            buckets=buckets.ANSWER,
        )
        self.answers_late = forge.counter(
            "person_answers_late_total", "People who addressed a persona and had no answer in the promised time."
        )


class WritingMetrics:
    """Owned by the generator and the humanizer."""

    def __init__(self, forge: Forge) -> None:
        self.generated = forge.counters(
            "message_generation_total", "Drafts asked for, by bot and how it ended.", "bot_id", "status"
        )
        self.generation_duration = forge.histogram(
            "message_generation_duration_seconds",
            "Time from taking up a tick to its draft, without deliberate waits.",
            buckets=buckets.GENERATION,
        )
        self.dedup_dropped = forge.counter("dedup_dropped_total", "Drafts dropped because they said it all again.")
        self.guard_blocked = forge.counters("guard_blocked_total", "Texts a guard held back, by its class.", "class")
        self.guard_verdicts = forge.counters(
            "guard_verdicts_total",
            "What each guard said of drafts: ok, rewritten, blocked, unavailable.",
            "kind",
            "outcome",
        )
        self.rewrites = forge.counters(
            "draft_rewrites_total", "Drafts that were sought once more, by the class of what was wrong.", "class"
        )
        self.disclosure_answers = forge.counter(
            "disclosure_answers_total", "Sincere questions whether a persona is a bot that were answered truthfully."
        )


class DeliveryMetrics:
    """Owned by the gateway; suppression by the humanizer too."""

    def __init__(self, forge: Forge) -> None:
        self.sent = forge.counters("messages_sent_total", "Messages delivered, by bot and chat.", "bot_id", "chat_id")
        self.suppressed = forge.counters(
            "messages_suppressed_total", "Messages that were ready and not sent, by reason.", "reason"
        )
        self.uncertain = forge.counter(
            "deliveries_uncertain_total", "Messages of which nobody knows whether they arrived."
        )
        self.answer_latency = forge.histogram(
            "answer_latency_seconds", "Time from a person's question to the answer being sent.", buckets=buckets.ANSWER
        )
        self.rate_limit_waits = forge.counter("rate_limit_waits_total", "Sends that waited for a rate limit.")
