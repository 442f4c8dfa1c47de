"""Remembers which words each persona said in which chat, so that looking them up costs little."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from piyasa.language import words_of
from piyasa.projections.voices.state import Voice


@dataclass(slots=True)
class Utterances:
    """An index over the voices, renewed voice by voice when one has changed."""

    known: dict[str, tuple[Voice, dict[tuple[str, str], datetime]]] = field(default_factory=dict)
    """Persona to the voice that was read, and (chat, words) to when they were last said."""

    def in_chat(self, chat_id: str, voices: Mapping[str, Voice]) -> UtterancesInChat:
        """What the given voices, by persona, said in one chat."""
        return UtterancesInChat(self, chat_id, voices)

    def of(self, bot_id: str, voice: Voice) -> dict[tuple[str, str], datetime]:
        """What one persona said where, and when."""
        found = self.known.get(bot_id)
        if found is None or found[0] is not voice:
            said = {(each.chat_id, words_of(each.sketch)): each.time for each in voice.said if each.sketch}
            found = self.known[bot_id] = (voice, said)
        return found[1]


@dataclass(frozen=True, slots=True)
class UtterancesInChat:
    """What personas said in one chat."""

    index: Utterances
    chat_id: str
    voices: Mapping[str, Voice]

    def within(self, words: Collection[str], since: datetime) -> bool:
        """Whether a persona said these words in the chat since a moment."""
        wanted = [(self.chat_id, each) for each in words]
        for bot_id, voice in self.voices.items():
            said = self.index.of(bot_id, voice)
            for each in wanted:
                if each in said and said[each] > since:
                    return True
        return False
