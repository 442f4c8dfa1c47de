"""How fast the log is read back: into views, and into read models from the archive."""

from __future__ import annotations

import asyncio
import time

import orjson
from nats.aio.client import Client
from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.contracts.catalogue import fact_of
from piyasa.contracts.envelope import decode
from piyasa.database.archive import ArchiveReader
from piyasa.database.archive_rows import COLUMNS
from piyasa.database.engine import driver_connection
from piyasa.eventlog.direct import DirectReader
from piyasa.eventlog.garbage import collect_seldom
from piyasa.eventlog.headers import read_headers_quickly
from piyasa.eventlog.view import View
from piyasa.projections.catalogue import all_projections
from piyasa.projections.fold import TableSet
from piyasa.projections.pace import Pace
from piyasa.projector.maintenance.rebuild import rebuild


async def view_replay(client: Client, pace: float) -> dict[str, float]:
    """Events a second: read only, read and decoded, and all projections folded, on one core."""
    read_headers_quickly(client)
    collect_seldom()  # as every service does
    reader = DirectReader(client)
    begun, position, raw = time.process_time(), 0, []
    while True:
        batch = await reader.read(position)
        raw += batch.messages
        position = raw[-1].position
        if batch.at_end:
            break
    reading = time.process_time() - begun
    await reader.stop()
    begun = time.process_time()
    for each in raw:
        fact_of(each.subject)
        decode(position=each.position, time=each.time, subject=each.subject, headers=each.headers, body=each.body)
    decoding = time.process_time() - begun
    view = View(client, TableSet.of(all_projections(Pace(pace))))
    begun = time.process_time()
    task = asyncio.create_task(view.run())
    async with asyncio.timeout(120):
        await view.ready.wait()
    folding = time.process_time() - begun
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return {
        "events": len(raw),
        "read_per_cpu_second": round(len(raw) / reading),
        "read_and_decoded_per_cpu_second": round(len(raw) / (reading + decoding)),
        "view_per_cpu_second": round(len(raw) / folding),
    }


async def rebuilding(superuser: AsyncEngine, engine: AsyncEngine, pace: float) -> dict[str, float]:
    """Events a second of ``piyasa rebuild`` against reading the archive, decoding, and COPY of the same rows."""
    begun = time.perf_counter()
    events = await _copied(superuser)
    reference = events / (time.perf_counter() - begun)
    begun = time.perf_counter()
    done = await rebuild(engine, all_projections(Pace(pace)))
    ours = events / (time.perf_counter() - begun)
    return {
        "events": events,
        "reference_per_second": round(reference),
        "rebuild_per_second": round(ours),
        "ratio": round(ours / reference, 2),
        "agreed": all(each.agreed for each in done),
    }


async def _copied(engine: AsyncEngine) -> int:
    """Read, decode and copy the archive into a table of the same columns."""
    names = ", ".join(COLUMNS)
    events = 0
    async with driver_connection(engine) as connection:
        await connection.execute("CREATE TEMP TABLE copied AS SELECT * FROM log.events LIMIT 0")
        async for batch in ArchiveReader(engine).batches(0):
            for each in batch:
                decode(
                    position=each.position, time=each.time, subject=each.subject, headers=each.headers, body=each.body
                )
            rows = await connection.fetch(
                f"SELECT {names} FROM log.events WHERE position BETWEEN $1 AND $2",
                batch[0].position,
                batch[-1].position,
            )
            await connection.copy_records_to_table("copied", columns=COLUMNS, records=rows)
            events += len(batch)
        await connection.execute("DROP TABLE copied")
    return events


def as_text(value: object) -> str:
    """JSON for people."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
