"""Following the log: load, read, commit."""
