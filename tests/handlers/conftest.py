"""The whole bot in process, with the sandbox as Slack."""

import pytest

from tests.town import town as small_town


@pytest.fixture
async def town():
    async with small_town() as started:
        yield started
