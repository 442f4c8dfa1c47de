"""The log over NATS and the tables of PostgreSQL."""
