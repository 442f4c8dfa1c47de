"""A projector over a stream in memory and a database of its own."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.database.engine import new_engine
from piyasa.database.roles import PROJECTOR
from support.databases import Database
from support.projecting import Stack


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    """The database as the projector's role sees it."""
    engine = new_engine(database.url_of(PROJECTOR), application="test")
    yield engine
    await engine.dispose()


@pytest.fixture
async def stack(engine: AsyncEngine) -> AsyncIterator[Stack]:
    """A projector that a test runs and stops."""
    stack = Stack(engine)
    yield stack
    await stack.stop_all()
