"""Metric names, buckets, and labels that cannot grow without bound."""

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families

from piyasa.telemetry.errors import LabelCountWrong, LabelUnknown
from piyasa.telemetry.metrics import Metrics
from piyasa.telemetry.metrics.families import Forge

GROUPS = (
    "pipeline", "tracing", "views", "projector", "speaking", "writing", "delivery", "telegram", "models", "market",
    "http", "database", "personas", "recall",
)  # fmt: skip

# What dashboards and alerts are written against: name, type, labels.
PUBLISHED = {
    ("active_bots_total", "gauge", ()),
    ("person_answer_wait_seconds", "histogram", ()),
    ("person_answers_late_total", "counter", ()),
    ("answer_latency_seconds", "histogram", ()),
    ("conversation_bot_human_ratio", "gauge", ("chat_id",)),
    ("conversation_coherence_score", "gauge", ("chat_id",)),
    ("conversation_engagement_rate", "gauge", ("chat_id",)),
    ("conversation_naturalness_score", "gauge", ("chat_id",)),
    ("conversation_topic_diversity", "gauge", ("chat_id",)),
    ("database_connections_active", "gauge", ()),
    ("database_query_duration_seconds", "histogram", ("operation",)),
    ("dedup_dropped_total", "counter", ()),
    ("draft_rewrites_total", "counter", ("class",)),
    ("generator_cache_lookups_total", "counter", ("kind", "outcome")),
    ("deliveries_uncertain_total", "counter", ()),
    ("disclosure_answers_total", "counter", ()),
    ("event_handle_duration_seconds", "histogram", ("durable",)),
    ("events_handled_total", "counter", ("durable", "outcome")),
    ("events_published_total", "counter", ("fact",)),
    ("fold_failures_total", "counter", ("projection",)),
    ("guard_blocked_total", "counter", ("class",)),
    ("guard_verdicts_total", "counter", ("kind", "outcome")),
    ("http_request_duration_seconds", "histogram", ("method", "route")),
    ("http_requests_total", "counter", ("method", "route", "status")),
    ("leases_held", "gauge", ("kind",)),
    ("life_events_active", "gauge", ()),
    ("llm_api_calls_total", "counter", ("provider", "model", "status")),
    ("llm_budget_spent_share", "gauge", ("provider",)),
    ("llm_call_duration_seconds", "histogram", ("provider",)),
    ("llm_calls_in_flight", "gauge", ("provider",)),
    ("llm_circuit_open", "gauge", ("provider",)),
    ("llm_cost_usd_total", "counter", ("provider", "model")),
    ("llm_passed_over_total", "counter", ("provider", "reason")),
    ("llm_pool_size", "gauge", ("provider",)),
    ("llm_retries_total", "counter", ("provider",)),
    ("llm_time_to_first_token_seconds", "histogram", ("provider",)),
    ("llm_token_usage_total", "counter", ("provider", "model", "type")),
    ("market_calls_graded_total", "counter", ("outcome",)),
    ("market_figures_observed_total", "counter", ("kind",)),
    ("market_source_fetch_duration_seconds", "histogram", ("kind",)),
    ("market_source_fetches_total", "counter", ("kind", "outcome")),
    ("memories_live", "gauge", ()),
    ("memory_embeddings_lacking", "gauge", ()),
    ("memory_embeddings_total", "counter", ()),
    ("memory_recall_duration_seconds", "histogram", ()),
    ("memory_recall_size", "histogram", ()),
    ("memory_recall_total", "counter", ("outcome",)),
    ("message_generation_duration_seconds", "histogram", ()),
    ("message_generation_total", "counter", ("bot_id", "status")),
    ("messages_sent_total", "counter", ("bot_id", "chat_id")),
    ("messages_suppressed_total", "counter", ("reason",)),
    ("parked_total", "counter", ("durable",)),
    ("persona_mechanical_score", "gauge", ("bot_id",)),
    ("projector_batch_seconds", "histogram", ()),
    ("projector_checkpoint", "gauge", ()),
    ("publish_retries_total", "counter", ()),
    ("queue_depth", "gauge", ("queue",)),
    ("rate_limit_waits_total", "counter", ()),
    ("telegram_api_calls_total", "counter", ("method", "status")),
    ("telegram_api_errors_total", "counter", ()),
    ("telegram_circuit_open_blocks", "gauge", ()),
    ("telemetry_labels_refused_total", "counter", ("metric",)),
    ("telemetry_spans_total", "counter", ("outcome",)),
    ("ticks_total", "counter", ("reason", "lane")),
    ("view_lag_events", "gauge", ("view",)),
    ("view_position", "gauge", ("view",)),
}


def everything() -> Metrics:
    """Metrics of a service that measures all there is."""
    metrics = Metrics("everything", "1.0")
    for group in GROUPS:
        getattr(metrics, group)
    return metrics


def value(metrics: Metrics, name: str, **labels: str) -> float | None:
    """One sample as a scrape would see it."""
    return metrics.registry.get_sample_value(name, labels)


def test_the_published_names_types_and_labels_are_exactly_these() -> None:
    metrics = everything()
    found = set()
    for collector in metrics.registry._collector_to_names:
        for family in collector.describe() if hasattr(collector, "describe") else ():
            name = f"{family.name}_total" if family.type == "counter" else family.name
            found.add((name, family.type, tuple(collector._labelnames)))

    assert found - {("piyasa_service_info", "gauge", ("service", "version"))} == PUBLISHED


def test_every_metric_has_a_help_text() -> None:
    families = list(text_string_to_metric_families(everything().exposition().decode()))

    assert families
    assert all(family.documentation.strip().endswith(".") for family in families if family.name in _names())


def _names() -> set[str]:
    return {name.removesuffix("_total") for name, _, _ in PUBLISHED}


@pytest.mark.parametrize(
    ("name", "bounds"),
    [
        ("message_generation_duration_seconds", {0.5, 1, 2, 5, 10, 30, 60}),
        ("http_request_duration_seconds", {0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10}),
    ],
)
def test_buckets_are_the_ones_dashboards_expect(name: str, bounds: set[float]) -> None:
    metrics = everything()
    metrics.writing.generation_duration.observe(3)
    metrics.http.duration.of("GET", "/bots/{id}").observe(0.2)

    [family] = [f for f in text_string_to_metric_families(metrics.exposition().decode()) if f.name == name]
    found = {float(sample.labels["le"]) for sample in family.samples if sample.name.endswith("_bucket")}

    assert found == bounds | {float("inf")}


def test_a_count_shows_in_the_exposition_with_its_service() -> None:
    metrics = Metrics("telegram-gateway", "0.1.0")

    metrics.delivery.sent.of("mehmet-trader", "bist-sohbet").inc()

    text = metrics.exposition().decode()
    assert 'messages_sent_total{bot_id="mehmet-trader",chat_id="bist-sohbet"} 1.0' in text
    assert 'piyasa_service_info{service="telegram-gateway",version="0.1.0"} 1.0' in text
    assert "process_cpu_seconds_total" in text
    assert "_created" not in text


def test_a_service_shows_only_what_it_measures() -> None:
    metrics = Metrics("projector", "0.1.0")

    metrics.projector.checkpoint.set(17)

    text = metrics.exposition().decode()
    assert "projector_checkpoint 17.0" in text
    assert "telegram_api_errors_total" not in text


def test_two_services_in_one_process_share_nothing() -> None:
    one, other = everything(), everything()

    one.pipeline.publish_retries.inc()

    assert value(one, "publish_retries_total") == 1
    assert value(other, "publish_retries_total") == 0


def test_a_child_is_bound_once() -> None:
    handled = Metrics("generator", "1").pipeline.events_handled

    assert handled.of("generator-draft-high", "acked") is handled.of("generator-draft-high", "acked")


@pytest.mark.parametrize(
    "chat",
    [
        "-1001234567890",
        "1234567890",
        "0191f3a2-7b1c-7def-8abc-0123456789ab",
        "evt.chat.bist-sohbet.message-ready",
        "Ayşe Yılmaz",
        "",
        "x" * 41,
    ],
)
def test_people_messages_and_subjects_cannot_become_labels(chat: str) -> None:
    metrics = Metrics("telegram-gateway", "1")

    metrics.delivery.sent.of("mehmet-trader", chat).inc()

    assert value(metrics, "messages_sent_total", bot_id="mehmet-trader", chat_id="refused") == 1
    assert value(metrics, "telemetry_labels_refused_total", metric="messages_sent_total") == 1
    assert not chat or chat not in metrics.exposition().decode()


def test_ordinary_values_are_permitted() -> None:
    metrics = everything()

    metrics.models.calls.of("openai", "gpt-4.1-mini-2025-04-14", "ok").inc()
    metrics.models.calls.of("anthropic", "claude-3-5-sonnet-20241022", "timeout").inc()
    metrics.models.calls.of("local", "models/llama3:8b", "ok").inc()
    metrics.telegram.calls.of("sendMessage", "429").inc()
    metrics.http.requests.of("GET", "/bots/{bot_id}/persona", "200").inc()
    metrics.speaking.ticks.of("small_talk", "normal").inc()
    metrics.pipeline.events_handled.of("gateway-send-07", "acked").inc()
    metrics.delivery.suppressed.of("overtaken").inc()

    assert value(metrics, "telemetry_labels_refused_total", metric="llm_api_calls_total") is None
    assert "refused=" not in metrics.exposition().decode()
    assert value(metrics, "llm_api_calls_total", provider="local", model="models/llama3:8b", status="ok") == 1


def test_series_stop_growing_at_the_limit_and_nothing_is_lost() -> None:
    metrics = Metrics("telegram-gateway", "1", children_at_most=3)

    for number in range(10):
        metrics.delivery.sent.of(f"bot-{number}", "bist-sohbet").inc()

    lines = [line for line in metrics.exposition().decode().splitlines() if line.startswith("messages_sent_total{")]
    assert len(lines) == 4
    assert value(metrics, "messages_sent_total", bot_id="refused", chat_id="refused") == 7
    assert value(metrics, "telemetry_labels_refused_total", metric="messages_sent_total") == 7


def test_a_label_without_a_rule_cannot_be_defined() -> None:
    forge = Forge(CollectorRegistry())

    with pytest.raises(LabelUnknown, match="user_id"):
        forge.counters("lines_total", "Lines.", "user_id")


def test_the_wrong_number_of_labels_is_an_error() -> None:
    with pytest.raises(LabelCountWrong, match="events_handled_total"):
        Metrics("generator", "1").pipeline.events_handled.of("generator-draft")
