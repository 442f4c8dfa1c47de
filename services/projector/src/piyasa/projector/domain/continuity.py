"""Whether positions of the log follow one another, and what a broken row of them is called."""

from __future__ import annotations

from collections.abc import Sequence


class LogBroken(Exception):
    """The stream is not the log that was archived; only an operator can tell what to do."""

    code = "LOG_BROKEN"


class GapInLog(LogBroken):
    """Positions are missing that nobody deleted."""

    code = "GAP_IN_LOG"

    def __init__(self, first: int, last: int) -> None:
        super().__init__(
            f"the stream lacks positions {first} to {last} and they were never archived; "
            "restore the broker's data; docs/operations.md, 'The stream and the archive disagree', tells how"
        )
        self.first, self.last = first, last


class StreamBehind(LogBroken):
    """The stream ends before what was archived from it: the broker lost writes or was restored."""

    code = "STREAM_BEHIND"

    def __init__(self, *, checkpoint: int, last: int) -> None:
        super().__init__(
            f"the stream ends at {last}, but {checkpoint} was archived already; make the stream anew "
            "beyond the archive: docs/operations.md, 'The stream and the archive disagree', tells how"
        )
        self.checkpoint, self.last = checkpoint, last


class StreamDiverged(LogBroken):
    """The stream holds another fact than the archive at the same position."""

    code = "STREAM_DIVERGED"

    def __init__(self, position: int) -> None:
        super().__init__(
            f"stream and archive hold different facts at position {position}: the broker lost writes and went on; "
            "stop all services; docs/operations.md, 'The stream and the archive disagree', tells how to go on"
        )
        self.position = position


def gaps(after: int, positions: Sequence[int]) -> list[tuple[int, int]]:
    """The ranges (first, last) missing between ``after`` and the last of ascending positions."""
    if not positions or positions[-1] - after == len(positions):
        return []
    found = []
    expected = after + 1
    for position in positions:
        if position > expected:
            found.append((expected, position - 1))
        expected = position + 1
    return found
