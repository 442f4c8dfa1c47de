"""Decides which persona speaks in which chat, why, to whom and about what."""
