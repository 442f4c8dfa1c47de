"""What analysis says of personas and conversations."""

from piyasa.telemetry.metrics.families import Forge


class PersonaMetrics:
    """Owned by the periodic analysis; scores lie between 0 and 1."""

    def __init__(self, forge: Forge) -> None:
        self.mechanical_score = forge.gauges(
            "persona_mechanical_score", "How stiff a persona sounds over its last 50 messages.", "bot_id"
        )
        self.life_events_active = forge.gauge("life_events_active", "Life events that personas go through now.")
        self.memories_live = forge.gauge("memories_live", "Memories that have not been let go.")
        self.coherence = forge.gauges("conversation_coherence_score", "How much messages build on others.", "chat_id")
        self.engagement = forge.gauges("conversation_engagement_rate", "Distinct senders over ten.", "chat_id")
        self.topic_diversity = forge.gauges("conversation_topic_diversity", "Distinct topics over five.", "chat_id")
        self.human_share = forge.gauges("conversation_bot_human_ratio", "People's share of the messages.", "chat_id")
        self.naturalness = forge.gauges(
            "conversation_naturalness_score", "One minus the weighted mean mechanical score.", "chat_id"
        )
