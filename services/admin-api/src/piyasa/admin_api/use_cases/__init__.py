"""Load, decide, publish."""
