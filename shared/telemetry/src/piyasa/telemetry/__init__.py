"""Logs, traces, metrics and health, set up by one call at start."""
