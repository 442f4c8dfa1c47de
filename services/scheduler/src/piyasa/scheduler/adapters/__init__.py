"""The scheduler's ports over NATS and telemetry."""
