"""Sets the scene: gathers from the view what words depend on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from piyasa.contracts.identity import seed_of
from piyasa.generator.domain.consensus import spent
from piyasa.generator.domain.memory.recall import Recollection
from piyasa.generator.domain.own_past import own_past
from piyasa.generator.domain.refresh import is_due, note_of
from piyasa.generator.domain.scene import Said, Scene
from piyasa.generator.domain.windows import newest_night
from piyasa.generator.use_cases.market import bearing_figures
from piyasa.generator.use_cases.moments import Moment
from piyasa.language import PersonaName
from piyasa.projections.conversations.reading import EXHAUSTED_FROM
from piyasa.projections.conversations.state import Conversation, Line
from piyasa.projections.directory import Directory
from piyasa.projections.directory.settings import Settings
from piyasa.projections.emotions.reading import feelings_at
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.exchange import market_open
from piyasa.projections.life_events.reading import public
from piyasa.projections.life_events.state import Life, LifeEvent
from piyasa.projections.relationships.reading import effects, towards
from piyasa.projections.relationships.state import STRANGER, Relationship, Ties
from piyasa.projections.replacing import replace
from piyasa.projections.voices.state import Voice

CHAT_LINES, OWN_LINES = 50, 60
"""How many lines of the chat, and of the persona, new words should not repeat."""
EVENT_MENTIONED = 0.05
"""Chance that a persona is asked to mention a public life event (behaviour 6.4)."""
HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Staged:
    """The scene of a tick, and what must be told once words were found for it."""

    scene: Scene
    memories: tuple[Recollection, ...] = ()
    """What came to mind, with the scores that brought it there."""
    refresh_due: bool = False

    @property
    def people(self) -> frozenset[str]:
        """Whom the memories are about: words found with them may echo it."""
        return frozenset(person for memory, _ in self.memories for person in memory.people)


def staged(moment: Moment, avoid: tuple[str, ...] = (), memories: tuple[Recollection, ...] = ()) -> Staged:
    """The scene of a tick, with what came to mind."""
    settings = Settings.of(moment.directory.installation)
    bot, conversation, now = moment.bot, moment.conversation, moment.now
    plain = _plain(moment, avoid, settings.history_limit)
    voice = moment.row("voices", Voice) or Voice()
    feelings = feelings_at(moment.row("emotions", Feelings) or Feelings(), now)
    events = public(moment.row("life_events", Life), now)
    tie = _tie(moment)
    due = _refresh_due(moment, voice, settings)
    in_session = market_open(moment.on_the_wall, settings.market_holidays)
    scene = replace(
        plain,
        spoken=_spoken(conversation, voice),
        feelings=feelings,
        relationship=tie,
        agreement_bias=effects(tie).agreement_bias,
        memories=tuple(memory for memory, _ in memories),
        mention_event=_mentioned(moment, events),
        events=events,
        own_past=_own_past(moment, settings.history_limit),
        spent=spent(conversation, now, settings.consensus_limit),
        change_topic=conversation.exhaustion >= EXHAUSTED_FROM and not moment.answers_person,
        refresh_note=note_of(bot, plain.language) if due else "",
        market_open=in_session,
        figures=bearing_figures(moment, in_session=in_session),
        first_of_day=_first_of_day(moment, voice, plain.local),
        providers=settings.providers_for(bot.bot_id, moment.chat_id),
    )
    return Staged(scene, memories, due)


def staged_for_truth(moment: Moment, avoid: tuple[str, ...] = ()) -> Staged:
    """The scene of a question that is answered by rule: no more than what is asked, by whom and among whom."""
    plain = _plain(moment, avoid, Settings().history_limit)
    return Staged(replace(plain, spoken=_said_by_personas(moment)))


def _said_by_personas(moment: Moment) -> tuple[str, ...]:
    """What the personas of a chat said there, as far back as their voices reach, as sketches."""
    voices = (moment.tables.tables["voices"].rows.get(bot.bot_id) for bot in moment.directory.members(moment.chat_id))
    armed = (each.sketch for each in moment.conversation.armed)
    said = (
        each.sketch for voice in voices if voice is not None for each in voice.said if each.chat_id == moment.chat_id
    )
    return tuple(each for each in (*said, *armed) if each)


def _plain(moment: Moment, avoid: tuple[str, ...], history: int) -> Scene:
    """The talk without the persona's inner life."""
    target, chat = moment.target, moment.directory.chat(moment.chat_id)
    spoken_language = "tr" if chat is None else chat.language
    return Scene(
        bot=moment.bot,
        chat_title="" if chat is None else chat.title,
        language=spoken_language if target is None else target.meaning.language,
        reason=moment.tick.reason,
        topic=moment.topic,
        target=None if target is None else _said(moment.directory, target),
        history=_history(moment, history),
        spoken=(),
        avoid=avoid,
        feelings=Feelings(),
        local=moment.on_the_wall.astimezone(ZoneInfo(moment.bot.timezone)),
        chat_id=moment.chat_id,
    )


def persona_names(directory: Directory, chat_id: str) -> tuple[PersonaName, ...]:
    """What the personas of a chat answer to."""
    return tuple(PersonaName(bot.bot_id, bot.name, bot.handle, bot.username) for bot in directory.members(chat_id))


def _tie(moment: Moment) -> Relationship:
    if moment.target is None:
        return STRANGER
    return towards(moment.row("relationships", Ties), moment.target.speaker, moment.now)


def _own_past(moment: Moment, history: int) -> tuple[str, ...]:
    """What the persona said before the history that is shown."""
    lines = moment.conversation.lines
    earlier = lines[: max(0, len(lines) - history)]
    target = None if moment.target is None else moment.target.meaning
    return own_past(f"b:{moment.bot.bot_id}", earlier, moment.topic, target)


def _refresh_due(moment: Moment, voice: Voice, settings: Settings) -> bool:
    since = moment.bot.refreshed_at
    if since is not None and since < newest_night(moment.now, moment.bot.timezone):
        return True
    sent = 0 if since is None else sum(each.time > since for each in voice.said)
    every = moment.pace.span(settings.persona_refresh_hours * HOUR)
    return is_due(moment.bot, sent_since=sent, now=moment.now, messages=settings.persona_refresh_messages, every=every)


def _mentioned(moment: Moment, events: tuple[LifeEvent, ...]) -> LifeEvent | None:
    """The public event to mention this time; a tick that is about the persona's life always mentions one."""
    if not events:
        return None
    chance = Random(seed_of(moment.tick.tick_id, "mention-event"))  # noqa: S311 - what is told, not a secret
    if moment.tick.reason != "life_event" and chance.random() >= EVENT_MENTIONED:
        return None
    return chance.choice(events)


def _history(moment: Moment, limit: int) -> tuple[Said, ...]:
    newest = moment.quotable[-limit:] if limit else ()
    return tuple(_said(moment.directory, line) for line in newest if line.text)


def _said(directory: Directory, line: Line) -> Said:
    name = line.name
    if not name and line.speaker.startswith("b:"):
        bot = directory.bot(line.speaker.removeprefix("b:"))
        name = line.speaker if bot is None else bot.name
    return Said(line.speaker, name, line.text, line.meaning)


def _spoken(conversation: Conversation, voice: Voice) -> tuple[str, ...]:
    sketches: Iterable[str] = (
        *(line.meaning.sketch for line in conversation.lines[-CHAT_LINES:]),
        *(armed.sketch for armed in conversation.armed),
        *(utterance.sketch for utterance in voice.said[-OWN_LINES:]),
    )
    return tuple(dict.fromkeys(each for each in sketches if each))


def _first_of_day(moment: Moment, voice: Voice, local: datetime) -> bool:
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) - moment.clock_shift
    for utterance in reversed(voice.said):
        if utterance.time < midnight:
            break
        if utterance.chat_id == moment.chat_id:
            return False
    return True
