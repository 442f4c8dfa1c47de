"""What the processes of the local system are told through their environment."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import AliasChoices

from piyasa.devstack.environment import MODEL_NAMES, callers_own
from piyasa.generator.settings import GeneratorSettings


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in MODEL_NAMES:
        monkeypatch.delenv(name, raising=False)


def well_known() -> Iterator[str]:
    for field in GeneratorSettings.model_fields.values():
        if isinstance(field.validation_alias, AliasChoices):
            yield from (str(name) for name in field.validation_alias.choices)


def test_every_well_known_name_of_a_model_reaches_the_generator_and_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = {name for name in well_known() if name.startswith(("OPENAI_", "GROQ_", "GEMINI_", "LLM_"))}
    assert names == set(MODEL_NAMES)
    names.add("PIYASA_GENERATOR_API_KEY")
    for name in names:
        monkeypatch.setenv(name, f"value of {name}")
    monkeypatch.setenv("PIYASA_LOG_LEVEL", "DEBUG")
    generator, scheduler = callers_own("generator"), callers_own("scheduler")
    assert {name: generator[name] for name in names} == {name: f"value of {name}" for name in names}
    assert not names & set(scheduler)
    assert scheduler["PIYASA_LOG_LEVEL"] == "DEBUG"


@pytest.mark.parametrize("text", ["- {name: a, api_key_env: OWN_KEY}", '[{"name": "a", "api_key_env": "OWN_KEY"}]'])
@pytest.mark.parametrize("in_file", [True, False])
def test_a_key_that_a_list_of_providers_names_reaches_the_generator(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, in_file: bool
) -> None:
    monkeypatch.setenv("OWN_KEY", "k")
    monkeypatch.setenv("ANOTHER_KEY", "k")
    path = tmp_path / "providers.yaml"
    path.write_text(text)
    if in_file:
        monkeypatch.setenv("PIYASA_GENERATOR_PROVIDERS_FILE", str(path))
    else:
        monkeypatch.setenv("PIYASA_GENERATOR_PROVIDERS", text)
    generator = callers_own("generator")
    assert generator["OWN_KEY"] == "k"
    assert "ANOTHER_KEY" not in generator
    assert "OWN_KEY" not in callers_own("humanizer")


def test_a_list_that_is_not_there_is_left_to_the_generator_to_complain_about(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PIYASA_GENERATOR_PROVIDERS_FILE", str(tmp_path / "nowhere.yaml"))
    assert callers_own("generator")["PIYASA_GENERATOR_PROVIDERS_FILE"].endswith("nowhere.yaml")
