"""The part `generator`: promptness, caching, CPU, recall."""

from __future__ import annotations

import argparse
import logging
from typing import Any

import structlog
from rich.progress import Progress

from bench.generator.cost import cost_of_drafts
from bench.generator.promptness import ten_at_once
from bench.generator.remembrance import recall_times
from bench.generator.talk import talked

OPENAI_MINIMUM = 1024
"""Tokens below which OpenAI caches no prompt."""


async def generator_figures(options: argparse.Namespace, results: dict[str, Any], bar: Progress) -> None:
    """Measure the generator against the stub; what is measured is told as soon as it is."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    rounds, drafts, batches = (3, 120, 8) if options.quick else (8, 300, 24)
    part: dict[str, Any] = {}
    results["generator"] = part
    task = bar.add_task("generator", total=2 * rounds + 2 * drafts + batches + 2)

    def progress(number: int) -> None:
        bar.update(task, advance=number)

    part["recall"] = recall_times(rounds=10 if options.quick else 50)
    part["cost"] = await cost_of_drafts(batches, progress)
    part["ten at once"] = await ten_at_once(rounds, progress)
    part["caching"] = await talked(drafts, 0, progress)
    part["caching as OpenAI does"] = await talked(drafts, OPENAI_MINIMUM, progress)
