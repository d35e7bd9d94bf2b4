"""A database of each kind, and a small hospital in it."""

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.storage.database import Database
from tests.databases import BOTH, Databases
from tests.storage.hospital import move_in


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    with Databases.running() as databases:
        yield databases


@pytest.fixture(params=BOTH)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def db(databases: Databases, kind: str) -> AsyncIterator[Database]:
    async with databases.open(kind) as db:
        yield db


@pytest.fixture
async def hospital(db: Database) -> Database:
    await move_in(db)
    return db
