"""`python -m bench`: thin start."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import statistics
import sys
import tempfile
from pathlib import Path

import uvloop

from bench.cpu import Meter, memory_bytes
from bench.driver import Driver, Facts, Raw
from bench.plumbing import Plumbing, RawPipeline
from bench.town import Town
from piyasa.devstack.environment import Choices
from piyasa.devstack.layout import Layout


async def settled(stack: Plumbing, client) -> None:
    from piyasa.database.engine import driver_connection, new_engine
    engine = new_engine(stack.postgres.url("postgres", "piyasa"), application="bench")
    try:
        for _ in range(300):
            last = (await client.jetstream().stream_info("EVENTS")).state.last_seq
            async with driver_connection(engine) as c:
                at = await c.fetchval("SELECT position FROM log.checkpoints WHERE name='projector'")
            if at == last:
                return
            await asyncio.sleep(0.1)
    finally:
        await engine.dispose()
    print("not settled", at, last)


def show(title, passed, used, per):
    total = sum(used.values())
    print(f"{title}: {passed.sent} sent of {passed.wanted} {passed.other} in {passed.seconds:.2f} s = {passed.sent/passed.seconds:.0f}/s; CPU {total/per*1000:.3f} s/1000")
    print("   ", {n: round(v / per * 1000, 3) for n, v in used.items()}, flush=True)


async def main(o) -> None:
    with tempfile.TemporaryDirectory(prefix="piyasa-bench-") as home:
        stack = Plumbing(Layout(Path(home), o.port_base), Choices(durability=o.durability), town=Town(o.chats))
        try:
            await stack.start()
            client = await stack.operator()
            await RawPipeline.provision(client)
            await settled(stack, client)
            ratios = []
            for _ in range(o.rounds):
                raw = RawPipeline(stack, patience=0.02)
                await raw.start()
                await Driver(client, Raw(stack.town), o.chats, lambda n: None).keep(200, window=o.window, within=20)
                m = Meter(raw.pids)
                p = await Driver(client, Raw(stack.town), o.chats, lambda n: None).keep(o.messages, window=o.window, within=60)
                used = m.used()
                await raw.stop()
                show("raw", p, used, p.sent)
                r = sum(used.values()) / p.sent
                await Driver(client, Facts(stack.town), o.chats, lambda n: None).keep(200, window=o.window, within=20)
                await settled(stack, client)
                for name in filter(None, os.environ.get("BENCH_PROFILE", "").split(",")):
                    os.kill(stack.services[name].pid, signal.SIGUSR1)
                m = Meter(stack.pids)
                p = await Driver(client, Facts(stack.town), o.chats, lambda n: None).keep(o.messages, window=o.window, within=90)
                await settled(stack, client)
                used = m.used()
                show("ours", p, used, p.sent or 1)
                ratios.append(sum(used.values()) / (p.sent or 1) / r)
            print("ratio", [round(x, 2) for x in ratios], "median", round(statistics.median(ratios), 2))
            m = Meter(stack.pids)
            await asyncio.sleep(3)
            print("idle CPU/s", {n: round(v / 3, 3) for n, v in m.used().items()})
            if o.light:
                raw = RawPipeline(stack, patience=0)
                await raw.start()
                p = await Driver(client, Raw(stack.town), o.chats, lambda n: None).steadily(100, rate=20, within=20)
                print("light raw", statistics.median(p.latencies) * 1e3, "ms")
                await raw.stop()
                p = await Driver(client, Facts(stack.town), o.chats, lambda n: None).steadily(100, rate=20, within=20)
                print("light ours", statistics.median(p.latencies) * 1e3, "ms", p.other)
            print({n: memory_bytes(p) >> 20 for n, p in stack.pids.items()})
            await client.close()
        finally:
            await stack.stop()
            import shutil
            shutil.rmtree("/tmp/bench_logs", ignore_errors=True)
            shutil.copytree(Path(home) / "logs", "/tmp/bench_logs")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--chats", type=int, default=48)
    parser.add_argument("--window", type=int, default=3)
    parser.add_argument("--light", action="store_true")
    parser.add_argument("--durability", default="fast")
    parser.add_argument("--port-base", type=int, default=31000)
    uvloop.run(main(parser.parse_args()))
