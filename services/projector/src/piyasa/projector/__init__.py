"""Writes the archive, the read models and the snapshots."""
