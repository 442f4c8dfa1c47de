"""Run the stub as a process: `python -m piyasa.devstack.llm --port 8089`."""

import argparse
import asyncio
import signal
import sys

from piyasa.devstack.errors import DevstackError
from piyasa.devstack.llm.app import Stub
from piyasa.devstack.llm.serving import serve
from piyasa.devstack.loopback import HOST


async def run(stub: Stub, host: str, port: int) -> None:
    """Serve until SIGTERM or Ctrl-C."""
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with serve(stub, port=port, host=host) as url:
        sys.stdout.write(f"language model stub: {url}\n")
        sys.stdout.flush()
        await ended.wait()


def main() -> int:
    """Read the arguments; status 1 when the stub cannot listen."""
    parser = argparse.ArgumentParser(prog="piyasa.devstack.llm", description="An OpenAI-compatible stub.")
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 takes any free one")
    parser.add_argument("--host", default=HOST, help="address to listen on")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before the first byte")
    parser.add_argument("--token-seconds", type=float, default=0.0, help="seconds between two pieces of an answer")
    parser.add_argument("--models", default="", help="names that may be asked, with commas between; all when empty")
    parser.add_argument("--cache-block", type=int, default=16, help="tokens a prompt is cached by")
    parser.add_argument("--cache-minimum", type=int, default=0, help="tokens of the smallest cached prefix")
    arguments = parser.parse_args()
    stub = Stub(
        latency=arguments.latency,
        token_seconds=arguments.token_seconds,
        models=tuple(name.strip() for name in arguments.models.split(",") if name.strip()),
        cache_block=arguments.cache_block,
        cache_minimum=arguments.cache_minimum,
    )
    try:
        asyncio.run(run(stub, arguments.host, arguments.port))
    except DevstackError as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
