"""A stub without dials, and the real client before it."""

from collections.abc import AsyncIterator

import pytest

from piyasa.devstack.llm.app import Stub
from support.model_bench import ModelBench, bench_of


@pytest.fixture
async def bench() -> AsyncIterator[ModelBench]:
    async with bench_of(Stub()) as ready:
        yield ready


@pytest.fixture(params=[False, True], ids=["whole", "streamed"])
def streamed(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)
