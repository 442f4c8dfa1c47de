"""The material that personas are drawn from: lists kept as data, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def material(name: str) -> Any:  # noqa: ANN401 - each list has a shape of its own
    """One of the package's lists; it must not be changed."""
    text = files("piyasa.cast").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
