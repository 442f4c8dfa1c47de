"""Which engine the settings ask for, and which providers they offer."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from piyasa.generator.adapters.engines import offline_engine_for, providers_for, require_readable
from piyasa.generator.adapters.models.configured import ProvidersUnusable, offers_of
from piyasa.generator.adapters.offline import NullEngine, OfflineEngine
from piyasa.generator.domain.models.budgets import Limits
from piyasa.generator.domain.models.calls import Prices
from piyasa.generator.domain.models.offers import Offer
from piyasa.generator.domain.scene import Scene
from piyasa.generator.settings import GeneratorSettings
from piyasa.language import is_duplicate, sketch
from piyasa.language.guards.violations import violations
from piyasa.telemetry.traces import configure
from support.events import NOON

KNOWN = (
    "OPENAI_API_KEY",
    "GROQ_API_KEY",
    "GEMINI_API_KEY",
    "OPENAI_BASE_URL",
    "OPENAI_MODEL",
    "LLM_MODEL",
    "LLM_PROVIDER",
)
LOCAL = "http://127.0.0.1:1/v1"


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KNOWN:
        monkeypatch.delenv(name, raising=False)


def settings(monkeypatch: pytest.MonkeyPatch, **environment: str) -> GeneratorSettings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return GeneratorSettings.model_validate({})


def listed(monkeypatch: pytest.MonkeyPatch, text: str, **environment: str) -> tuple[Offer, ...]:
    return offers_of(settings(monkeypatch, PIYASA_GENERATOR_PROVIDERS=text, **environment))


def test_without_a_model_the_offline_engine_says_that_it_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = offline_engine_for(settings(monkeypatch, PIYASA_GENERATOR_ALLOW_OFFLINE="true"))
    assert isinstance(engine, OfflineEngine)
    assert "no model is configured" in engine.status()


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"PIYASA_GENERATOR_ALLOW_OFFLINE": "false"},
        {"PIYASA_GENERATOR_ENGINE": "model"},
        {"OPENAI_API_KEY": ""},
        {"PIYASA_GENERATOR_PROVIDERS": ""},
    ],
)
def test_without_a_model_a_start_is_refused_unless_offline_lines_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    with pytest.raises(ValidationError, match="PIYASA_GENERATOR_BASE_URL"):
        settings(monkeypatch, **environment)


@pytest.mark.parametrize(
    ("environment", "offered"),
    [
        ({"OPENAI_API_KEY": "k"}, [("openai", "gpt-4o-mini")]),
        ({"GROQ_API_KEY": "k"}, [("groq", "llama-3.3-70b-versatile")]),
        ({"GEMINI_API_KEY": "k", "LLM_MODEL": "other"}, [("gemini", "other")]),
        ({"PIYASA_GENERATOR_API_KEY": "k"}, [("openai", "gpt-4o-mini")]),
        ({"PIYASA_GENERATOR_BASE_URL": LOCAL, "PIYASA_GENERATOR_MODEL": "m"}, [("custom", "m")]),
        ({"OPENAI_BASE_URL": LOCAL, "LLM_MODEL": "m", "OPENAI_API_KEY": "k"}, [("custom", "m")]),
        ({"OPENAI_BASE_URL": LOCAL, "OPENAI_API_KEY": "k"}, [("custom", "gpt-4o-mini")]),
        (
            {"OPENAI_API_KEY": "k", "GROQ_API_KEY": "k", "LLM_PROVIDER": "groq", "LLM_MODEL": "big"},
            [("groq", "big"), ("openai", "gpt-4o-mini")],
        ),
        (
            {"PIYASA_GENERATOR_BASE_URL": LOCAL, "PIYASA_GENERATOR_MODEL": "m", "GROQ_API_KEY": "k"},
            [("custom", "m"), ("groq", "llama-3.3-70b-versatile")],
        ),
    ],
    ids=str,
)
def test_every_key_and_address_offers_a_provider(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], offered: list[tuple[str, str]]
) -> None:
    assert [(each.name, each.model) for each in offers_of(settings(monkeypatch, **environment))] == offered


def test_a_list_says_all_there_is_to_say_of_providers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("hidden-words\n")
    groq, local = listed(
        monkeypatch,
        f"""
        - name: groq
          api_key_file: {tmp_path / "key"}
          daily_tokens: 100000
          reserve: 0.1
        - name: local
          base_url: {LOCAL}
          model: qwen
          judge_model: qwen-tiny
          prices: {{prompt: 1, cached: 0.5, completion: 2}}
          daily_usd: 3
          concurrency: 4
          timeout_seconds: 12
          first_token_seconds: 5
          structured: none
          limit_parameter: max_completion_tokens
          extra: {{temperature: null, reasoning_effort: low}}
        """,
    )
    assert (groq.model, groq.api_key) == ("llama-3.3-70b-versatile", "hidden-words")
    assert groq.base_url == "https://api.groq.com/openai/v1"
    assert groq.limits == Limits(tokens=100_000, reserve=0.1)
    assert groq.prices == Prices(0.59, None, 0.79)
    assert local == Offer(
        "local", LOCAL, "qwen", judge_model="qwen-tiny", prices=Prices(1, 0.5, 2), limits=Limits(usd=3), concurrency=4,
        timeout=12, first_token=5, structured="none", limit_parameter="max_completion_tokens",
        extra={"temperature": None, "reasoning_effort": "low"},
    )  # fmt: skip
    assert local.models == ("qwen", "qwen-tiny")


def test_a_list_may_stand_in_a_file_and_its_order_holds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "providers.json"
    path.write_text('[{"name": "gemini"}, {"name": "openai", "model": "gpt-5-nano"}]')
    made = settings(
        monkeypatch, PIYASA_GENERATOR_PROVIDERS_FILE=str(path), GEMINI_API_KEY="a", OPENAI_API_KEY="b",
        PIYASA_GENERATOR_DAILY_TOKENS="5000",
    )  # fmt: skip
    gemini, openai = offers_of(made)
    assert (gemini.name, gemini.api_key, gemini.limits.tokens) == ("gemini", "a", 5000)
    assert (openai.name, openai.model, openai.prices) == ("openai", "gpt-5-nano", Prices())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- name: [", "neither YAML nor JSON"),
        ("name: openai", "should be a valid list"),
        ("[]", "names no provider"),
        ("- name: Not A Name", r"0\.name"),
        ("- name: 1st", r"0\.name"),
        ("- name: local\n  base_url: http://127.0.0.1:1/v1", "'local'.*has no model"),
        ("- name: local\n  model: m", "'local'.*has no address"),
        ("- name: local\n  base_url: ftp://x\n  model: m", "base_url"),
        ("- name: openai", "OPENAI_API_KEY, which is empty"),
        ("- {name: l, base_url: 'http://x', model: m, colour: red}", "colour"),
        (f"- &a {{name: l1, base_url: '{LOCAL}', model: m}}\n- *a", "'l1' stands in it twice"),
        (f"- {{name: l1, base_url: '{LOCAL}', model: m, daily_tokens: 0}}", "daily_tokens"),
        ("- {name: groq, api_key_env: A, api_key_file: /b}", "keep one"),
        (f"- {{name: all, base_url: '{LOCAL}', model: m}}", "'all' stands for all of them together"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_with_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, text: str, problem: str
) -> None:
    with pytest.raises(ProvidersUnusable, match=problem):
        listed(monkeypatch, text)


def test_a_call_may_take_as_long_as_its_provider_says_or_as_all_may(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"""
        - {{name: slow, base_url: '{LOCAL}', model: m, timeout_seconds: 90}}
        - {{name: quick, base_url: '{LOCAL}', model: m}}
    """
    slow, quick = listed(monkeypatch, text, PIYASA_GENERATOR_TIMEOUT_SECONDS="20")
    assert (slow.timeout, quick.timeout) == (90, 20)


@pytest.mark.parametrize(
    ("environment", "problem"),
    [
        ({"PIYASA_GENERATOR_PROVIDERS": "- name: openai"}, "OPENAI_API_KEY, which is empty"),
        ({"PIYASA_GENERATOR_BASE_URL": LOCAL}, "PIYASA_GENERATOR_MODEL"),
    ],
)
def test_what_is_written_down_wrongly_is_told_before_anything_starts(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], problem: str
) -> None:
    with pytest.raises(ProvidersUnusable, match=problem):
        require_readable(settings(monkeypatch, **environment))


def test_a_list_that_nobody_will_ask_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {"PIYASA_GENERATOR_PROVIDERS": "- name: [", "PIYASA_GENERATOR_ENGINE": "offline"}
    require_readable(settings(monkeypatch, **environment))


def test_a_key_may_stand_in_a_file_and_never_in_what_is_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("hidden-words\n")
    made = settings(monkeypatch, PIYASA_GENERATOR_API_KEY_FILE=str(tmp_path / "key"))
    (offer,) = offers_of(made)
    assert offer.api_key == "hidden-words"
    assert "hidden-words" not in repr(offer)
    assert "hidden-words" not in repr(providers_for(made, configure("generator")))


def test_offline_can_be_chosen_although_a_key_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = offline_engine_for(settings(monkeypatch, OPENAI_API_KEY="k", PIYASA_GENERATOR_ENGINE="offline"))
    assert isinstance(engine, OfflineEngine)


async def test_the_null_engine_never_says_the_same_twice(
    monkeypatch: pytest.MonkeyPatch, scene: Callable[..., Scene]
) -> None:
    engine: Any = offline_engine_for(settings(monkeypatch, PIYASA_GENERATOR_ENGINE="null"))
    assert isinstance(engine, NullEngine)
    until = NOON + timedelta(minutes=1)
    lines = [(await engine.words(scene(), seed=f"{number:016x}", until=until)).text for number in range(1, 60)]
    sketches = [sketch(line) for line in lines]
    assert not any(is_duplicate(one, other) for i, one in enumerate(sketches) for other in sketches[:i])
    assert violations(lines[0]) == ()
    assert "benches" in engine.status()
