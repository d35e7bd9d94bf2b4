"""What every test may ask for: an empty database of each kind, and the content as it is shipped."""

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.content import Content, load_content
from bot.storage.database import Database
from tests.databases import BOTH, Databases


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


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content()
