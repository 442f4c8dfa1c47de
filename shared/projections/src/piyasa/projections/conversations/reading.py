"""What services ask of a conversation at a moment: pace, turn, shares, and what is on its way."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from piyasa.contracts.values import Meaning, is_person
from piyasa.projections.conversations.state import (
    TURN_HELD,
    Armed,
    Conversation,
    Line,
    Pace,
    Question,
    Tick,
    Turn,
)
from piyasa.projections.replacing import replace

PACE_WINDOW = 300.0
"""Seconds over which the pace is judged (behaviour 7.2)."""
SHARE_WINDOW = 1800.0
"""Seconds over which the personas' share of the talk is judged (behaviour 8.4)."""
PEOPLE_ACTIVE_FROM = 5
"""Lines of people within that time from which on they are active: of fewer a share says nothing."""
EXHAUSTED_FROM = 70.0
"""Exhaustion from which personas look for another topic or keep silent (behaviour 7.2)."""
OVERTAKEN_BY = 6
"""Lines after which words were thought of for another talk than the one that goes on (behaviour 10)."""
CONSENSUS_WINDOW = 3600.0
"""Seconds within which personas do not all take one side on a symbol (behaviour 8.4)."""
TAKES_SIDE_FROM = 0.2
"""Sentiment from which on a line is bullish, and up to whose negative it is bearish."""
QUESTION_LIVES = 900.0
"""Seconds after which nobody waits for an answer any more."""
_FAST_ABOVE = 20
_SLOW_BELOW = 5
_HEATED_SENTIMENT = -0.2
_HEATED_PAIRS = 3
DRAFT_GRACE = timedelta(seconds=30)
"""How long past its expiry a tick may still bring a draft: the call to the model that had begun. What has its form
later than that is not said any more."""
_MESSAGE_GRACE = 2 * DRAFT_GRACE
"""How long past its expiry a drafted tick may still bring a message; more than a draft's, as clocks may differ."""


def lines_within(conversation: Conversation, now: datetime, seconds: float) -> list[Line]:
    """The lines of the last seconds of behaviour (divided by the pace of the fold), oldest first."""
    since = now - _span(conversation, seconds)
    found = []
    for line in reversed(conversation.lines):
        if line.time <= since:
            break
        found.append(line)
    found.reverse()
    return found


def pace(conversation: Conversation, now: datetime) -> Pace:
    """How fast the chat talks, from the last five minutes: over 20 lines is fast, under 5 slow.

    A fast chat is heated when its mean sentiment is below -0.2, or when three replies or more contradict in sign.
    """
    lines = lines_within(conversation, now, PACE_WINDOW)
    if len(lines) < _SLOW_BELOW:
        return "slow"
    if len(lines) <= _FAST_ABOVE:
        return "normal"
    mean = sum(line.meaning.sentiment for line in lines) / len(lines)
    heated = mean < _HEATED_SENTIMENT or _contradictions(conversation, lines) >= _HEATED_PAIRS
    return "heated" if heated else "fast"


def _contradictions(conversation: Conversation, lines: list[Line]) -> int:
    """How many of the lines reply to one of the opposite sign."""
    sentiment = {line.telegram_message_id: line.meaning.sentiment for line in conversation.lines}
    replies = (line for line in lines if line.reply_to is not None)
    return sum(line.meaning.sentiment * sentiment.get(line.reply_to or 0, 0.0) < 0 for line in replies)


def same_direction(conversation: Conversation, symbol: str, sign: int, now: datetime) -> int:
    """How many messages of personas took a side on a symbol within the last hour, those on their way included.

    ``sign`` is 1 for bullish, -1 for bearish; a sentiment nearer to 0 than ``TAKES_SIDE_FROM`` takes no side.
    """
    said = sum(
        _takes_side(line.meaning, symbol, sign)
        for line in lines_within(conversation, now, CONSENSUS_WINDOW)
        if not is_person(line.speaker)
    )
    return said + sum(_takes_side(each.meaning, symbol, sign) for each in conversation.armed)


def _takes_side(meaning: Meaning, symbol: str, sign: int) -> bool:
    return symbol in meaning.symbols and meaning.sentiment * sign >= TAKES_SIDE_FROM


def turn_of(conversation: Conversation, now: datetime, held: float = TURN_HELD) -> Turn | None:
    """Whose turn it is; None when nobody's, or when the hold has expired.

    ``held`` is for how many seconds turns are kept (``turn_hold_seconds``); the fold knows the usual time only.
    """
    turn = conversation.turn
    if turn is not None and held != TURN_HELD:
        turn = replace(turn, expires_at=turn.expires_at + _span(conversation, held - TURN_HELD))
    return turn if turn is not None and now < turn.expires_at else None


def lines_since(conversation: Conversation, position: int) -> int:
    """How many lines were added after a position, up to as many as are kept."""
    count = 0
    for line in reversed(conversation.lines):
        if line.position <= position:
            break
        count += 1
    return count


def lines_after(conversation: Conversation, position: int) -> tuple[Line, ...]:
    """The lines added after a position, oldest first."""
    count = lines_since(conversation, position)
    return conversation.lines[-count:] if count else ()


def consecutive_bot_lines(conversation: Conversation) -> int:
    """How many of the newest lines personas said without a person in between."""
    count = 0
    for line in reversed(conversation.lines):
        if is_person(line.speaker):
            break
        count += 1
    return count


def last_line(conversation: Conversation) -> Line | None:
    """The newest line of all."""
    return conversation.lines[-1] if conversation.lines else None


def line_of(conversation: Conversation, telegram_message_id: int) -> Line | None:
    """The line that has this Telegram id."""
    for line in reversed(conversation.lines):
        if line.telegram_message_id == telegram_message_id:
            return line
    return None


def tick(conversation: Conversation, tick_id: str) -> Tick | None:
    """A tick that has no end yet."""
    return next((each for each in conversation.ticks if each.tick_id == tick_id), None)


def ticks_alive(conversation: Conversation, now: datetime) -> list[Tick]:
    """The ticks from which a message may still come: what expired on its way counts no longer."""
    return [each for each in conversation.ticks if tick_lives(each, now)]


def tick_lives(each: Tick, now: datetime) -> bool:
    """Whether a message may still come of a tick without an end, some grace after its expiry included.

    A draft that nobody could give its form must not hold its place for ever: a silent chat would stay silent.
    """
    return now < each.expires_at + (DRAFT_GRACE if each.stage == "requested" else _MESSAGE_GRACE)


def armed(conversation: Conversation, message_id: str) -> Armed | None:
    """A message that is ready and has no end yet."""
    return next((each for each in conversation.armed if each.message_id == message_id), None)


def has_ended(conversation: Conversation, id: str) -> bool:  # noqa: A002 - of a tick or of a message
    """Whether a tick or a message has had its end; a tick ends when its first message is ready, too."""
    return id in conversation.ended


def owed(conversation: Conversation, now: datetime, unwilling: Collection[str] = ()) -> Iterator[Question]:
    """Questions that wait for an answer and for which nothing is under way, oldest first.

    ``unwilling`` are people who are not to be addressed (``Installation.silenced``). A question whose tick expired
    on its way is owed again.
    """
    since = now - timedelta(seconds=QUESTION_LIVES)
    for question in conversation.unanswered:
        if question.asked_at > since and question.person_id not in unwilling:
            if question.tick_id is None:
                yield question
            elif not under_way(conversation, question.tick_id, now):
                yield replace(question, tick_id=None)


def under_way(conversation: Conversation, tick_id: str, now: datetime) -> bool:
    """Whether a tick may still bring a message, or has brought one that waits to be sent."""
    if any(each.tick_id == tick_id for each in conversation.armed):
        return True
    found = tick(conversation, tick_id)
    return found is not None and tick_lives(found, now)


def _span(conversation: Conversation, seconds: float) -> timedelta:
    return timedelta(seconds=seconds / conversation.time_lapse)
