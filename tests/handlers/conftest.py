"""The whole bot in process, with the sandbox as Slack."""

import pytest

from tests.town import small_town


@pytest.fixture
async def town():
    async with small_town() as started:
        yield started
