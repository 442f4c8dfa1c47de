"""Runs the service: ``python -m piyasa.generator``; ``--help`` lists its settings."""

from __future__ import annotations

import sys

from piyasa.eventlog.entry import run_service
from piyasa.generator.app import generator_service
from piyasa.generator.settings import GeneratorSettings


def main() -> int:
    """Serve until told to stop."""
    return run_service("generator", "Finds the words of a persona.", GeneratorSettings, generator_service)


if __name__ == "__main__":
    sys.exit(main())
