"""Whether stream and archive hold the same facts."""

from __future__ import annotations

from collections.abc import Mapping

from piyasa.contracts.envelope import CE_ID
from piyasa.projector.domain.audit import Fault
from piyasa.projector.domain.batch import Message


def differences(streamed: Mapping[int, Message], archived: Mapping[int, Message], gone: set[int]) -> list[Fault]:
    """What differs, by position; ``gone`` are the positions that the stream lost legally."""
    faults = [
        Fault("NOT_IN_ARCHIVE", str(position), streamed[position].subject)
        for position in sorted(streamed.keys() - archived.keys())
    ]
    for position, kept in archived.items():
        message = streamed.get(position)
        if message is None:
            if position not in gone:
                faults.append(Fault("NOT_IN_STREAM", str(position), kept.subject))
        elif message.body != kept.body or message.subject != kept.subject:
            faults.append(Fault("BODIES_DIFFER", str(position), kept.subject))
        elif message.headers.get(CE_ID) != kept.headers.get(CE_ID):
            faults.append(Fault("IDS_DIFFER", str(position), kept.subject))
    return faults
