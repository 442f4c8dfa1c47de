"""The fold of opinions that were stated beside a price, until they meet their outcome (behaviour 3.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from piyasa.contracts.conversation import MessageSuppressed
from piyasa.contracts.delivery import MessageFailed
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.opinions import CallGraded, StanceStated
from piyasa.contracts.persona import BotRemoved
from piyasa.projections.figures.state import CALLS_KEPT, Call, CallBook
from piyasa.projections.replacing import replace
from piyasa.projections.rules import Rules

_RULES: Rules[CallBook] = Rules()


class Calls:
    """The calls of each persona that are open."""

    name = "calls"
    version = "1"
    state = CallBook
    facts = frozenset[str]()

    def keys(self, event: Recorded[Event]) -> tuple[str, ...]:
        """The persona of the fact."""
        bot_id = getattr(event.data, "bot_id", None)
        return () if bot_id is None else (bot_id,)

    def evolve(self, state: CallBook | None, event: Recorded[Event]) -> CallBook | None:
        """A persona's first call begins its book, its removal ends it."""
        before = state or CallBook()
        if event.position <= before.position:
            return state
        after = _RULES.apply(before, event)
        return state if after is before else after


def _in_milliseconds(moment: datetime) -> datetime:
    """The moment as facts can hold it."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


@_RULES.on(StanceStated)
def _stated(book: CallBook, event: Recorded[StanceStated]) -> CallBook:
    data = event.data
    known = {*book.closed, *(each.call_id for each in book.open)}
    if data.price is None or data.source is None or not data.direction or event.id in known:
        return book
    call = Call(
        call_id=event.id,
        topic=data.topic,
        stated_at=_in_milliseconds(event.time),
        direction=data.direction,
        price=data.price,
        source=data.source,
        message_id=data.message_id,
    )
    return replace(book, open=(*book.open, call)[-CALLS_KEPT:], position=event.position)


@_RULES.on(CallGraded)
def _graded(book: CallBook, event: Recorded[CallGraded]) -> CallBook:
    graded = (event.data.topic, event.data.stated_at)
    return _without(book, event.position, lambda call: (call.topic, call.stated_at) == graded)


@_RULES.on(MessageSuppressed)
def _suppressed(book: CallBook, event: Recorded[MessageSuppressed]) -> CallBook:
    return _never_said(book, event.position, event.data.message_id)


@_RULES.on(MessageFailed)
def _failed(book: CallBook, event: Recorded[MessageFailed]) -> CallBook:
    return _never_said(book, event.position, event.data.message_id)


@_RULES.on(BotRemoved)
def _removed(_book: CallBook, _event: Recorded[BotRemoved]) -> None:
    return None


def _never_said(book: CallBook, position: int, message_id: str | None) -> CallBook:
    """Nobody is held to what nobody read."""
    return book if message_id is None else _without(book, position, lambda call: call.message_id == message_id)


def _without(book: CallBook, position: int, is_over: Callable[[Call], bool]) -> CallBook:
    over = [call.call_id for call in book.open if is_over(call)]
    if not over:
        return book
    still_open = tuple(call for call in book.open if call.call_id not in over)
    return replace(book, open=still_open, closed=(*book.closed, *over)[-CALLS_KEPT:], position=position)


Calls.facts = _RULES.facts
