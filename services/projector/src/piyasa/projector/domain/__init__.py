"""Pure: what the log means for the archive and the read models."""
