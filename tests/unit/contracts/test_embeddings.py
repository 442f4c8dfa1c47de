"""Embeddings as facts carry them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.contracts.embeddings import MOST_DIMENSIONS, EmbeddingUnusable, packed, unpacked

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False).filter(lambda value: value == 0 or abs(value) > 1e-3)


@given(st.lists(NUMBERS, min_size=1, max_size=64).filter(any))
def test_what_is_read_points_where_what_was_written_did(vector: list[float]) -> None:
    again = unpacked(packed(vector))
    assert math.hypot(*again) == pytest.approx(1, abs=0.01)
    length = math.hypot(*vector)
    assert sum(a * b / length for a, b in zip(vector, again, strict=True)) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("vector", [[], [0.0, 0.0], [math.nan], [math.inf, 1.0], [1.0] * (MOST_DIMENSIONS + 1)])
def test_what_has_no_direction_is_not_written(vector: list[float]) -> None:
    with pytest.raises(EmbeddingUnusable):
        packed(vector)


@pytest.mark.parametrize("text", ["", "[redacted]", "AAA=", "AAAA", "AH4=", "ç", "A" * 4 * MOST_DIMENSIONS])
def test_what_redaction_or_chance_left_is_no_embedding(text: str) -> None:
    with pytest.raises(EmbeddingUnusable):
        unpacked(text)
