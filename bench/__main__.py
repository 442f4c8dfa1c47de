"""`python -m bench`: what a message costs, as ratios to references in the same run."""

from __future__ import annotations

import argparse
import asyncio
import signal
import statistics
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import uvloop
from nats.aio.client import Client
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench.cpu import memory_bytes
from bench.driver import Facts, Raw
from bench.generator.part import generator_figures
from bench.measuring import Figures, Load, at_once, latency, loaded
from bench.plumbing import AT_ONCE, FETCH_PATIENCE, Plumbing, RawPipeline
from bench.rehearsals import SIZES, simulated_days
from bench.replay import as_text, rebuilding, view_replay
from bench.report import show
from bench.town import Town
from bench.whole import Whole
from piyasa.database.engine import new_engine
from piyasa.devstack.environment import DATABASE, Choices, role_of
from piyasa.devstack.layout import Layout
from piyasa.devstack.loopback import is_free

PORTS = 32
QUICK_HOURS = 12.0
"""Of a simulated day, from midnight: short enough to be quick, long enough for personas to be up."""
ROLES = ("postgres", role_of("projector"))


def main() -> int:
    """Measure, show, and end everything that was started."""
    options = _options()
    console = Console(stderr=options.json == "-", highlight=False)
    results: dict[str, Any] = {}
    try:
        uvloop.run(_bounded(options, results, Console(stderr=True)))
    except TimeoutError:
        console.print(f"[red]not done within {options.within:g} s; what was measured until then:[/]")
    except asyncio.CancelledError:
        console.print("[red]stopped; what was measured until then:[/]")
    show(console, results)
    if options.json == "-":
        sys.stdout.write(as_text(results) + "\n")
    elif options.json:
        Path(options.json).write_text(as_text(results) + "\n")
    return 0 if results else 1


async def _bounded(options: argparse.Namespace, results: dict[str, Any], console: Console) -> None:
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console
    )
    running = asyncio.current_task()
    assert running is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, running.cancel)
    async with asyncio.timeout(options.within):
        with bar:
            for durability in options.durability:
                if "plumbing" in options.parts:
                    await _plumbing(options, durability, results, bar)
            if "whole" in options.parts:
                await _whole(options, results, bar)
            if "generator" in options.parts:
                await generator_figures(options, results, bar)
            if "rehearsal" in options.parts:
                task = bar.add_task("rehearsal", total=len(SIZES))
                hours = QUICK_HOURS if options.quick else 24.0
                results["rehearsal"] = await asyncio.to_thread(
                    simulated_days, hours, lambda done: bar.update(task, advance=done)
                )


async def _plumbing(options: argparse.Namespace, durability: str, results: dict[str, Any], bar: Progress) -> None:
    async with AsyncExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="piyasa-bench-")))
        system = Plumbing(
            Layout(home, _ports()), Choices(durability=durability), say=_silent, town=Town(options.chats)
        )  # fmt: skip
        await _measured(f"plumbing {durability}", system, options, results, bar, stack)
        if durability == options.durability[-1]:
            client = await system.operator()
            stack.push_async_callback(client.close)
            results["view replay"] = await view_replay(client, float(AT_ONCE))
            engines = [new_engine(system.postgres.url(role, DATABASE), application="bench") for role in ROLES]
            for engine in engines:
                stack.push_async_callback(engine.dispose)
            results["rebuild"] = await rebuilding(*engines, float(AT_ONCE))


async def _whole(options: argparse.Namespace, results: dict[str, Any], bar: Progress) -> None:
    async with AsyncExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="piyasa-bench-")))
        system = Whole(
            Layout(home, _ports()), Choices(durability="fast", telegram_limits="off"), say=_silent, town=Town(20)
        )
        small = argparse.Namespace(**{**vars(options), "messages": min(options.messages, 300), "chats": 20})
        await _measured("whole fast", system, small, results, bar, stack)


async def _measured(
    name: str, system: Plumbing, options: argparse.Namespace, results: dict[str, Any], bar: Progress,
    stack: AsyncExitStack,
) -> None:  # fmt: skip
    """Rounds of the reference and of ours by turns, then both under light load."""
    stack.push_async_callback(system.stop)
    starting = bar.add_task(f"{name}: starting", total=None)
    await system.start()
    bar.remove_task(starting)
    client = await system.operator()
    stack.push_async_callback(client.close)
    await RawPipeline.provision(client)
    load = Load(options.messages, options.chats, options.window)
    ours, reference, ratios = Figures(), Figures(), list[float]()
    task = bar.add_task(name, total=options.messages * options.rounds * 2)

    def progress(number: int) -> None:
        bar.update(task, advance=number)

    for _ in range(options.rounds):
        raw = system.reference(patience=FETCH_PATIENCE)
        stack.push_async_callback(raw.stop)
        await raw.start()
        reference.add(*await loaded(client, Raw(system.town), load, raw.pids, at_once, progress))
        await raw.stop()
        ours.add(*await loaded(client, Facts(system.town), load, system.pids, system.settled, progress))
        ratios.append(ours.totals[-1] / reference.totals[-1])
    part: dict[str, Any] = {"ratio": round(statistics.median(ratios), 2), "ratios": [round(each, 2) for each in ratios]}
    part |= {"ours": ours.as_json(), "reference": reference.as_json()}
    part["memory_mib"] = {name: memory_bytes(pid) >> 20 for name, pid in system.pids.items()}
    results[name] = part
    part["light"] = await _lightly_loaded(system, client, options, stack)


async def _lightly_loaded(
    system: Plumbing, client: Client, options: argparse.Namespace, stack: AsyncExitStack
) -> dict[str, Any]:
    """What one message after another takes, the reference's and ours."""
    raw = system.reference(patience=0.0)
    stack.push_async_callback(raw.stop)
    await raw.start()
    count = 60 if options.quick else 200
    system.begin_profiles()
    light = {
        "reference": await latency(client, Raw(system.town), options.chats, count, raw.pids, _nothing),
        "ours": await latency(client, Facts(system.town), options.chats, count, system.pids, _nothing),
    }
    await raw.stop()
    return light


def _ports() -> int:
    """The first of enough free ports in a row, below those the kernel hands out."""
    for base in range(20000, 32000, PORTS):
        if all(is_free(port) for port in range(base, base + PORTS)):
            return base
    raise SystemExit("no free ports between 20000 and 32000")


def _silent(_: str) -> None:
    """Restarts would show as lost messages."""


def _nothing(_: int) -> None:
    """No progress to show."""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "parts",
        nargs="*",
        default=["plumbing", "whole", "generator", "rehearsal"],
        help="plumbing, whole, generator, rehearsal (all)",
    )
    parser.add_argument("--quick", action="store_true", help="one durability, fewer messages; figures are rough")
    parser.add_argument("--json", default="", metavar="FILE", help="write the figures there; - is standard output")
    parser.add_argument(
        "--rounds", type=int, default=3, help="interleaved rounds, of which medians are taken (%(default)s)"
    )
    parser.add_argument("--messages", type=int, default=0, help="messages a round (2000; quick: 500)")
    parser.add_argument("--chats", type=int, default=48, help="chats that talk (%(default)s)")
    parser.add_argument("--window", type=int, default=4, help="messages under way in a chat (%(default)s)")
    parser.add_argument("--durability", choices=["always", "fast", "both"], default="", help="of the broker (both)")
    parser.add_argument("--within", type=float, default=0, help="seconds after which to give up (1200; quick: 300)")
    options = parser.parse_args()
    quick = options.quick
    options.messages = options.messages or (500 if quick else 2000)
    options.within = options.within or (300.0 if quick else 1200.0)
    chosen = options.durability or ("fast" if quick else "both")
    options.durability = ["always", "fast"] if chosen == "both" else [chosen]
    return options


if __name__ == "__main__":
    sys.exit(main())
