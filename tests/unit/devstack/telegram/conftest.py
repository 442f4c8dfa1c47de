"""The town in which these tests play."""

import pytest

from support.telegram_town import Town


@pytest.fixture
def town() -> Town:
    return Town()
