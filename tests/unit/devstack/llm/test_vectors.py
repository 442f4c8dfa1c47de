import base64
import math
import struct

import pytest

from piyasa.devstack.llm.vectors import as_base64, vector


def likeness(one: str, other: str) -> float:
    return sum(a * b for a, b in zip(vector(one, 256), vector(other, 256), strict=True))


def test_a_text_has_one_vector_of_length_one() -> None:
    assert vector("bugün hacim zayıf", 64) == vector("bugün hacim zayıf", 64)
    assert math.hypot(*vector("bugün hacim zayıf", 64)) == pytest.approx(1.0)
    assert len(vector("", 32)) == 32


def test_texts_that_share_words_are_nearer_than_others() -> None:
    near = likeness("bugün hacim çok zayıf", "bugün hacim biraz zayıf")
    assert near > likeness("bugün hacim çok zayıf", "altın yükseldi mi?") + 0.2


def test_packed_vectors_are_little_endian_floats() -> None:
    values = [0.5, -1.0, 0.25]
    assert list(struct.unpack("<3f", base64.b64decode(as_base64(values)))) == values
