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
            "llm_token_usage_total",
            "Tokens read (prompt), of those from the provider's cache (cached), and written (completion).",
            "provider",
            "model",
            "type",
        )
        self.cost = forge.counters("llm_cost_usd_total", "US dollars, as far as prices are set.", "provider", "model")
        self.duration = forge.histograms(
            "llm_call_duration_seconds", "Time of one call, however it ended.", "provider", buckets=buckets.GENERATION
        )
        self.first_token = forge.histograms(
            "llm_time_to_first_token_seconds", "Time to an answer's first piece.", "provider", buckets=buckets.HTTP
        )
        self.retries = forge.counters("llm_retries_total", "Calls that were made again.", "provider")
        self.in_flight = forge.gauges("llm_calls_in_flight", "Calls under way.", "provider")
        self.pool_size = forge.gauges("llm_pool_size", "Calls that may be under way at once.", "provider")
        self.circuit_open = forge.gauges(
            "llm_circuit_open", "1 while calls are held back, 0.5 while one may try, 0 otherwise.", "provider"
        )
        self.budget_spent = forge.gauges(
            "llm_budget_spent_share", "Share of the day's budget that is spent; 0 without a budget.", "provider"
        )
        self.cache_lookups = forge.counters(
            "generator_cache_lookups_total",
            "Looks into what was asked of models before, by kind (judgement, embedding) and outcome (hit, miss).",
            "kind",
            "outcome",
        )
        self.passed_over = forge.counters(
            "llm_passed_over_total", "Times a provider was not asked, by why.", "provider", "reason"
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
