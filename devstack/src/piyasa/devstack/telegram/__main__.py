"""`python -m piyasa.devstack.telegram`: the stand-in as a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

import uvloop
from pydantic import ValidationError

from piyasa.devstack.telegram.journal import JournalError
from piyasa.devstack.telegram.local_telegram import Options, serve
from piyasa.devstack.telegram.seed import Seed


def _options(arguments: list[str]) -> Options:
    parser = argparse.ArgumentParser(prog="python -m piyasa.devstack.telegram", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=8081, help="port to listen on, 0 for a free one (%(default)s)")
    parser.add_argument("--state", type=Path, help="journal file; a second run goes on from it")
    parser.add_argument("--seed", type=Path, help="JSON file with bots and groups to create when missing")
    parser.add_argument("--limits", default="real", help="off, real, or how many times faster (%(default)s)")
    parser.add_argument("--chance-seed", type=int, default=0, help="decides which calls faults strike (%(default)s)")
    given = parser.parse_args(arguments)
    return Options(
        host=given.host,
        port=given.port,
        state=given.state,
        seed=Seed.read(given.seed) if given.seed is not None else None,
        limits=given.limits,
        chance_seed=given.chance_seed,
    )


async def _run(options: Options) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(options, stop)


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM; 0 after a clean end, 1 when it could not start."""
    try:
        uvloop.run(_run(_options(sys.argv[1:] if arguments is None else arguments)))
    except (JournalError, ValidationError, OSError, ValueError) as error:
        print(f"local Telegram did not start: {error}", file=sys.stderr)  # noqa: T201 - a command's own output
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
