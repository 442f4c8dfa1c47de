"""What the stub answers to a request for vectors."""

from collections.abc import Mapping
from typing import Any

from piyasa.devstack.llm.prompt import JsonObject
from piyasa.devstack.llm.refusals import NotAnswerable
from piyasa.devstack.llm.tokens import Tokens, tokens_of
from piyasa.devstack.llm.vectors import as_base64, vector

DEFAULT_DIMENSIONS = 1536
MOST_DIMENSIONS = 8192


def embed(request: Mapping[str, Any]) -> tuple[JsonObject, Tokens]:
    """Vectors of the texts, and what reading them took. Raises NotAnswerable."""
    given = request.get("input")
    texts = [given] if isinstance(given, str) else given
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
        raise NotAnswerable(field="input", wanted="a text or a list of texts")
    dimensions = request.get("dimensions", DEFAULT_DIMENSIONS)
    if not isinstance(dimensions, int) or not 0 < dimensions <= MOST_DIMENSIONS:
        raise NotAnswerable(field="dimensions", wanted=f"between 1 and {MOST_DIMENSIONS}")
    packed = request.get("encoding_format") == "base64"
    data = []
    for index, text in enumerate(texts):
        values = vector(text, dimensions)
        data.append({"object": "embedding", "index": index, "embedding": as_base64(values) if packed else values})
    spent = sum(tokens_of(text) for text in texts)
    usage = {"prompt_tokens": spent, "total_tokens": spent}
    return {"object": "list", "model": str(request.get("model", "")), "data": data, "usage": usage}, Tokens(spent)
