"""Metrics under fixed names, with bounded labels, in an explicit registry."""

from piyasa.telemetry.metrics.families import Family
from piyasa.telemetry.metrics.registry import CONTENT_TYPE, Metrics

__all__ = ["CONTENT_TYPE", "Family", "Metrics"]
