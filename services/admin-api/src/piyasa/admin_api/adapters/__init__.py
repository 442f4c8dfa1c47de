"""The log, the database and HTTP."""
