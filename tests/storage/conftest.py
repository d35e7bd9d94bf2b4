"""A small hospital in a database of each kind."""

import pytest

from bot.storage.database import Database
from tests.storage.hospital import move_in


@pytest.fixture
async def hospital(db: Database) -> Database:
    await move_in(db)
    return db
