"""Runs a service's module under cProfile from the first SIGUSR1 on, by CPU time: ``profiled FILE MODULE``."""

from __future__ import annotations

import cProfile
import runpy
import signal
import sys
import time

target, module = sys.argv[1], sys.argv[2]
sys.argv = [module]
profile = cProfile.Profile(time.process_time)
signal.signal(signal.SIGUSR1, lambda *_: profile.enable())
try:
    runpy.run_module(module, run_name="__main__", alter_sys=True)
finally:
    profile.disable()
    profile.dump_stats(target)
