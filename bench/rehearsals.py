"""What a simulated day costs: each size in a process of its own, its CPU time and memory as the kernel counts them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

SIZES = (50, 200, 1000)
SEATS = 20
PEOPLE_PER_PERSONA = 1.5
WITHIN = 900.0
"""Seconds after which one day is given up."""

_DAY = """
import json, logging, resource, sys, time
import structlog
from piyasa.cast import members
from piyasa.simulation.rehearsal import Rehearsal, invented
from piyasa.simulation.town import Town
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
personas, chats, people, hours = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
counts = {"message-sent": 0, "message-received": 0}
def count(event):
    fact = event.data.fact
    if fact in counts:
        counts[fact] += 1
rehearsal = Rehearsal(invented(Town(members(personas), chats, {}), people), hours, followers=[count])
begun = time.process_time()
rehearsal.run()
seconds = time.process_time() - begun
usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"cpu_seconds": seconds, "events": rehearsal.stage.log.position, "said": counts,
                  "memory_mib": usage.ru_maxrss // 1024, "failures": len(rehearsal.failures)}))
"""


def simulated_days(hours: float, progress: Callable[[int], None], sizes: Sequence[int] = SIZES) -> dict[str, Any]:
    """Rehearse each size once; the ratio compares a persona-hour's cost with that of the smallest."""
    found: dict[str, Any] = {}
    for personas in sizes:
        chats, people = -(-personas // SEATS), int(personas * PEOPLE_PER_PERSONA)
        words = [str(personas), str(chats), str(people), str(hours)]
        done = subprocess.run(
            [sys.executable, "-c", _DAY, *words], check=True, capture_output=True, text=True, timeout=WITHIN
        )
        told = json.loads(done.stdout.splitlines()[-1])
        told["ms_per_persona_hour"] = round(told["cpu_seconds"] * 1000 / personas / hours, 2)
        told["cpu_seconds"] = round(told["cpu_seconds"], 1)
        found[f"{personas} personas, {chats} chats, {people} people, {hours:g} h"] = told
        progress(1)
    costs = [each["ms_per_persona_hour"] for each in found.values()]
    found["growth from the smallest to the largest"] = round(costs[-1] / costs[0], 2)
    return found
