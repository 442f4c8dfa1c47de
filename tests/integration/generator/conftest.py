"""A scene to ask a model about, and models to ask."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import pytest

from piyasa.contracts.values import Meaning
from piyasa.generator.domain.scene import Said, Scene
from piyasa.projections.directory.state import Bot
from piyasa.projections.emotions.state import Feelings
from support.models import Models, models


@pytest.fixture
async def two() -> AsyncIterator[Models]:
    """Two providers that answer."""
    async with models("first", "second") as made:
        yield made


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
