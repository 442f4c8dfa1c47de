"""Publishing, consuming, views, replay, timers, leases and parking over NATS JetStream."""
