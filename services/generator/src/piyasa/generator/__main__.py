"""Runs the generator: ``python -m piyasa.generator``."""

from __future__ import annotations

import sys

from piyasa.generator.app import generator_service
from piyasa.generator.settings import GeneratorSettings


def main() -> int:
    """Serve until told to stop."""
    return generator_service(GeneratorSettings()).run()


if __name__ == "__main__":
    sys.exit(main())
