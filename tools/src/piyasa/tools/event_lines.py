"""A message of the log as one line: for machines a CloudEvent in JSON, for people what happened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from rich.text import Text

from piyasa.contracts.envelope import CE_CAUSATION, CE_CORRELATION, CE_ID, CE_SOURCE, CE_TYPE, MSG_ID
from piyasa.contracts.values import format_time
from piyasa.tools.message import Message
from piyasa.tools.output import plain

_SUBJECT_PARTS = 4
_WHO = ("bot_id", "display_name", "person_id", "by")
_SAID = (
    "text",
    "reason",
    "outcome",
    "cause",
    "emoji",
    "detail",
    "key",
    "value",
    "topic",
    "name",
    "title",
    "towards",
    "before",
    "after",
)
_TOLD = ("lane", "attempt", "part", "class", "code", "telegram_message_id", "send_at", "provider")
_GOOD, _BAD, _PERSON, _QUIET = "green", "red", "bold cyan", "dim"
_STYLES = {
    "message-sent": _GOOD,
    "message-received": _PERSON,
    "message-failed": _BAD,
    "delivery-uncertain": _BAD,
    "emergency-stopped": _BAD,
    "bot-blocked": _BAD,
    "disclosure-lost": _BAD,
    "message-suppressed": "yellow",
    "draft-rejected": "yellow",
    "tick-abandoned": "yellow",
}


def cloud_event(message: Message) -> dict[str, Any]:
    """The keys that scripts rely on; ``data`` is the fact as it was recorded, ``time`` the broker's.

    A body that is not JSON is given as text: it was published, so it is shown.
    """
    known = message.headers
    return {
        "position": message.position,
        "id": known.get(CE_ID) or known.get(MSG_ID),
        "type": known.get(CE_TYPE),
        "source": known.get(CE_SOURCE),
        "time": format_time(message.time),
        "subject": message.subject,
        "correlationid": known.get(CE_CORRELATION),
        "causationid": known.get(CE_CAUSATION),
        "data": data_of(message.body),
    }


def data_of(body: bytes) -> Any:  # noqa: ANN401 - whatever was published
    """The fact in a body; the text of a body that is not JSON."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return body.decode(errors="replace")


def event_line(message: Message) -> Text:
    """When, where, what and by whom, on one line."""
    parts = message.subject.split(".")
    where, fact = (parts[2], parts[3]) if len(parts) >= _SUBJECT_PARTS else ("", message.subject)
    data = data_of(message.body)
    clock = message.time.astimezone().strftime("%m-%d %H:%M:%S.%f")[:-3]
    line = Text(no_wrap=True, overflow="ellipsis")
    line.append(f"{message.position:>7}  {clock}  ", _QUIET)
    line.append(f"{plain(where):<16} ", _QUIET)
    line.append(f"{plain(fact):<18} ", _STYLES.get(fact, "bold"))
    return line.append_text(_summary(data) if isinstance(data, dict) else Text(plain(str(data))))


def _summary(data: Mapping[str, Any]) -> Text:
    line = Text()
    who = next((str(data[key]) for key in _WHO if data.get(key)), "")
    if who:
        line.append(plain(who), "cyan")
    said = [plain(str(data[key])) for key in _SAID if isinstance(data.get(key), str | int | float) and data[key] != ""]
    if said:
        line.append(": " if who else "").append(" · ".join(said))
    told = [f"{key}={plain(str(data[key]))}" for key in _TOLD if data.get(key) is not None]
    if told:
        line.append(f"  {' '.join(told)}", _QUIET)
    return line
