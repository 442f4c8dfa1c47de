"""The list of providers in docs/models.md works as it stands there, and leaves nothing out."""

import re
from typing import get_args

import pytest
import yaml

from piyasa.generator.adapters.models.configured import PRESETS, PricesGiven, ProviderGiven, offers_of
from piyasa.generator.domain.models.failures import Kind
from piyasa.generator.settings import GeneratorSettings
from support.documents import DOCS

PAGE = (DOCS / "models.md").read_text(encoding="utf-8")
LIST = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]


def test_the_list_names_every_field_that_a_provider_may_have() -> None:
    listed = yaml.safe_load(LIST)
    assert {name for each in listed for name in each} == set(ProviderGiven.model_fields)
    assert set(listed[0]["prices"]) == set(PricesGiven.model_fields)


def test_the_list_can_be_used_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    (tmp_path / "local.key").write_text("k")
    monkeypatch.setenv("PIYASA_GENERATOR_PROVIDERS", LIST.replace("/run/secrets", str(tmp_path)))
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    monkeypatch.setenv("GROQ_API_KEY", "k")
    offers = offers_of(GeneratorSettings.model_validate({}))
    assert [(each.name, each.model) for each in offers] == [
        ("openai", "gpt-4o-mini"), ("groq", "llama-3.3-70b-versatile"), ("local", "qwen2.5:7b"),
    ]  # fmt: skip


def test_every_way_to_fail_has_a_row() -> None:
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \| [^|]+ \| (?:yes|no) \|", PAGE, re.MULTILINE)
    assert sorted(rows) == sorted(get_args(Kind))


@pytest.mark.parametrize("name", PRESETS)
def test_what_the_well_known_providers_are_taken_for_is_told(name: str) -> None:
    assert f"| `{PRESETS[name].api_key_env}` | `{name}` with `{PRESETS[name].model}` |" in PAGE
