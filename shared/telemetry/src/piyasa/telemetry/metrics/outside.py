"""What calls to and from the outside count: Telegram, language models, HTTP, the database."""

from piyasa.telemetry.metrics import buckets
from piyasa.telemetry.metrics.families import Forge


class TelegramMetrics:
    """Owned by the gateway's Bot API adapter."""

    def __init__(self, forge: Forge) -> None:
        self.calls = forge.counters(
            "telegram_api_calls_total", "Bot API calls, by method and status.", "method", "status"
        )
        self.errors = forge.counter("telegram_api_errors_total", "Bot API calls that failed.")
        # A gauge although it only grows: a counter's name would have to end in _total.
        self.circuit_open_blocks = forge.gauge(
            "telegram_circuit_open_blocks", "Bot API calls not made because the circuit breaker was open."
        )


class ModelMetrics:
    """Owned by the generator's providers."""

    def __init__(self, forge: Forge) -> None:
        self.calls = forge.counters(
            "llm_api_calls_total", "Calls to a language model, by how they ended.", "provider", "model", "status"
        )
        self.tokens = forge.counters(
            "llm_token_usage_total", "Tokens read (prompt) and written (completion).", "provider", "model", "type"
        )


class HttpMetrics:
    """Owned by whoever serves HTTP; `route` is the template, never the path that was asked for."""

    def __init__(self, forge: Forge) -> None:
        self.requests = forge.counters("http_requests_total", "HTTP requests answered.", "method", "route", "status")
        self.duration = forge.histograms(
            "http_request_duration_seconds", "Time to answer.", "method", "route", buckets=buckets.HTTP
        )


class DatabaseMetrics:
    """Owned by whoever holds a pool of connections."""

    def __init__(self, forge: Forge) -> None:
        self.query_duration = forge.histograms(
            "database_query_duration_seconds", "Time of one query.", "operation", buckets=buckets.DATABASE
        )
        self.connections_active = forge.gauge("database_connections_active", "Connections in use.")
