"""Rehearsal: a day of a whole installation in seconds, decided by the services' own code, seeded and repeatable."""
