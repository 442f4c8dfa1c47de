"""Puts back what logging keeps for the whole process, and offers a stream to read lines from."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from support.otlp import OtlpReceiver


class Lines(io.StringIO):
    """A stream whose lines are read back as JSON."""

    def read_lines(self) -> list[dict[str, Any]]:
        """Every line written so far."""
        return [json.loads(line) for line in self.getvalue().splitlines()]

    @property
    def last(self) -> dict[str, Any]:
        """The line written last."""
        return self.read_lines()[-1]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """Yield a stream for `configure`; logging is as before afterwards."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield Lines()
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture(scope="module")
def receiver() -> Iterator[OtlpReceiver]:
    """Yield an OTLP receiver in this process; tests tell their spans apart by trace id."""
    with OtlpReceiver() as running:
        yield running
