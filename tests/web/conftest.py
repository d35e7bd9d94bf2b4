"""The whole bot in process, with somebody of every role to look at its dashboard."""

from collections.abc import AsyncIterator

import pytest

from tests.web.visiting import House, open_house


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house() as opened:
        yield opened
