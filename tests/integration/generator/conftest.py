"""A model that answers over HTTP, and a scene to ask it about."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from piyasa.contracts.values import Meaning
from piyasa.devstack.llm.app import Stub
from piyasa.devstack.llm.serving import serve
from piyasa.generator.adapters.openai_compatible import Endpoint, OpenAICompatible
from piyasa.generator.domain.scene import Said, Scene
from piyasa.projections.directory.state import Bot
from piyasa.projections.emotions.state import Feelings


@dataclass
class Counts:
    """What was counted of calls."""

    calls: list[str] = field(default_factory=list)
    read: int = 0
    written: int = 0

    def called(self, provider: str, model: str, status: str) -> None:
        self.calls.append(status)

    def consumed(self, provider: str, model: str, tokens: Any) -> None:
        self.read += tokens.prompt
        self.written += tokens.completion


@pytest.fixture
def counts() -> Counts:
    return Counts()


@pytest.fixture
def stub() -> Stub:
    return Stub()


@pytest.fixture
async def new_engine(stub: Stub, counts: Counts) -> AsyncIterator[Callable[..., OpenAICompatible]]:
    """Engines for the stub; every one is closed at the end."""
    made: list[OpenAICompatible] = []
    async with serve(stub) as base_url:

        def make(**known: Any) -> OpenAICompatible:
            values = {"provider": "custom", "base_url": base_url, "api_key": "none", "model": "piyasa-stub"}
            engine = OpenAICompatible(Endpoint(**values | known), counts, lambda: datetime.now(UTC))
            made.append(engine)
            return engine

        yield make
        for engine in made:
            await engine.close()


@pytest.fixture
def scene() -> Scene:
    asked = Said("p:kind-otter", "Deniz", "THYAO ne olur?", Meaning(is_question=True, symbols=("THYAO",)))
    return Scene(
        bot=Bot("mehmet-trader", "Mehmet Yatırımcı", "mehmet_trader"),
        chat_title="Sohbet",
        language="tr",
        reason="mention",
        topic="THYAO",
        target=asked,
        history=(asked,),
        spoken=(),
        avoid=(),
        feelings=Feelings(),
        local=datetime.now(UTC),
    )


@pytest.fixture
def soon() -> Callable[[float], datetime]:
    return lambda seconds: datetime.now(UTC) + timedelta(seconds=seconds)
