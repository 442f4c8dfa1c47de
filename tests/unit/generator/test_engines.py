"""Which engine the settings ask for."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from piyasa.generator.adapters.engines import endpoint_of, engine_for
from piyasa.generator.adapters.offline import NullEngine, OfflineEngine
from piyasa.generator.adapters.openai_compatible import OpenAICompatible
from piyasa.generator.domain.scene import Scene
from piyasa.generator.settings import GeneratorSettings
from piyasa.language import is_duplicate, sketch
from piyasa.language.guards.violations import violations
from support.events import NOON

KNOWN = ("OPENAI_API_KEY", "GROQ_API_KEY", "GEMINI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL", "LLM_MODEL")


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KNOWN:
        monkeypatch.delenv(name, raising=False)


def settings(monkeypatch: pytest.MonkeyPatch, **environment: str) -> GeneratorSettings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return GeneratorSettings.model_validate({})


def choose(made: GeneratorSettings) -> Any:
    return engine_for(made, None, lambda: NOON)  # type: ignore[arg-type]


def test_without_a_model_the_offline_engine_says_that_it_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = choose(settings(monkeypatch, PIYASA_GENERATOR_ALLOW_OFFLINE="true"))
    assert isinstance(engine, OfflineEngine)
    assert "no model is configured" in engine.status()


@pytest.mark.parametrize(
    "environment", [{}, {"PIYASA_GENERATOR_ALLOW_OFFLINE": "false"}, {"PIYASA_GENERATOR_ENGINE": "model"}]
)
def test_without_a_model_a_start_is_refused_unless_offline_lines_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    with pytest.raises(ValidationError, match="PIYASA_GENERATOR_BASE_URL"):
        settings(monkeypatch, **environment)


@pytest.mark.parametrize(
    ("environment", "provider", "model"),
    [
        ({"OPENAI_API_KEY": "k"}, "openai", "gpt-4o-mini"),
        ({"GROQ_API_KEY": "k"}, "groq", "llama-3.3-70b-versatile"),
        ({"GEMINI_API_KEY": "k", "LLM_MODEL": "other"}, "gemini", "other"),
        ({"PIYASA_GENERATOR_BASE_URL": "http://127.0.0.1:1/v1", "PIYASA_GENERATOR_MODEL": "m"}, "custom", "m"),
    ],
)
def test_a_key_or_an_address_chooses_the_model(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], provider: str, model: str
) -> None:
    made = settings(monkeypatch, **environment)
    endpoint = endpoint_of(made)
    assert endpoint is not None
    assert (endpoint.provider, endpoint.model) == (provider, model)
    assert isinstance(choose(made), OpenAICompatible)


def test_a_key_may_stand_in_a_file_and_never_in_what_is_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("hidden-words\n")
    made = settings(monkeypatch, PIYASA_GENERATOR_API_KEY_FILE=str(tmp_path / "key"))
    endpoint = endpoint_of(made)
    assert endpoint is not None
    assert endpoint.api_key == "hidden-words"
    assert "hidden-words" not in choose(made).status()
    assert "hidden-words" not in repr(endpoint)


def test_offline_can_be_chosen_although_a_key_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = choose(settings(monkeypatch, OPENAI_API_KEY="k", PIYASA_GENERATOR_ENGINE="offline"))
    assert isinstance(engine, OfflineEngine)


async def test_the_null_engine_never_says_the_same_twice(
    monkeypatch: pytest.MonkeyPatch, scene: Callable[..., Scene]
) -> None:
    engine = choose(settings(monkeypatch, PIYASA_GENERATOR_ENGINE="null"))
    assert isinstance(engine, NullEngine)
    until = NOON + timedelta(minutes=1)
    lines = [(await engine.words(scene(), seed=f"{number:016x}", until=until)).text for number in range(1, 60)]
    sketches = [sketch(line) for line in lines]
    assert not any(is_duplicate(one, other) for i, one in enumerate(sketches) for other in sketches[:i])
    assert violations(lines[0]) == ()
    assert "benches" in engine.status()
