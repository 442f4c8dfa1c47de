"""Which embedding model the settings name."""

from __future__ import annotations

from piyasa.generator.adapters.embedding.openai_embedder import EmbeddingEndpoint
from piyasa.generator.settings import GeneratorSettings


def embedding_endpoint(settings: GeneratorSettings) -> EmbeddingEndpoint | None:
    """The endpoint that is configured; None without a model. Raises ``OSError`` when the key file cannot be read."""
    if not settings.generator_embedding_model:
        return None
    key = settings.embedding_key
    if key is None and settings.generator_embedding_base_url is None:
        key = settings.openai_api_key
    spelt = "none" if key is None else key.get_secret_value()
    return EmbeddingEndpoint(
        model=settings.generator_embedding_model,
        base_url=settings.generator_embedding_base_url,
        api_key=spelt,
        timeout=settings.generator_embedding_timeout_seconds,
    )
