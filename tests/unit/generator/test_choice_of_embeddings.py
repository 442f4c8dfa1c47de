"""Which embedding model the settings name."""

from pathlib import Path
from typing import Any

import pytest

from piyasa.generator.adapters.embedding.configured import embedding_endpoint
from piyasa.generator.settings import GeneratorSettings


def settings(**known: Any) -> GeneratorSettings:
    return GeneratorSettings(generator_engine="offline", **known)


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "PIYASA_GENERATOR_EMBEDDING_MODEL", "PIYASA_GENERATOR_EMBEDDING_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_model_there_is_no_endpoint_whatever_else_is_set() -> None:
    assert embedding_endpoint(settings(generator_embedding_base_url="http://127.0.0.1:1/v1")) is None


def test_a_local_endpoint_is_sent_no_key_of_another_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "of-openai")
    local = embedding_endpoint(
        settings(generator_embedding_model="small", generator_embedding_base_url="http://127.0.0.1:1/v1")
    )
    hosted = embedding_endpoint(settings(generator_embedding_model="small"))
    assert local is not None
    assert hosted is not None
    assert (local.api_key, hosted.api_key, hosted.base_url) == ("none", "of-openai", None)


def test_the_key_may_stand_in_a_file_and_is_never_shown(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("of-the-file\n")
    found = embedding_endpoint(
        settings(generator_embedding_model="small", generator_embedding_api_key_file=tmp_path / "key")
    )
    assert found is not None
    assert found.api_key == "of-the-file"
    assert "of-the-file" not in repr(found)
