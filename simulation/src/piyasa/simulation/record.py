"""The log of a rehearsal as a file: one CloudEvent a line, with the keys of ``piyasa events --json``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

import orjson

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.values import format_time


@dataclass(frozen=True, slots=True)
class Recorder:
    """Writes every fact it is told of."""

    file: BinaryIO

    def __call__(self, event: Recorded[Event]) -> None:
        """Write one line."""
        self.file.write(line_of(event))


def line_of(event: Recorded[Event]) -> bytes:
    """One fact as a line of JSON; equal facts give equal bytes."""
    head = orjson.dumps(
        {
            "position": event.position,
            "id": event.id,
            "type": event.data.ce_type(),
            "source": event.source,
            "time": format_time(event.time),
            "subject": event.subject,
            "correlationid": event.correlation_id,
            "causationid": event.causation_id,
        }
    )
    body = event.data.__pydantic_serializer__.to_json(event.data)
    return b'%b,"data":%b}\n' % (head[:-1], body)
