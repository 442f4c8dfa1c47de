"""Load, decide, act, publish."""
