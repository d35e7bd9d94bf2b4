"""What every test may ask for: an empty database of each kind, and the content as it is shipped."""

import logging
from collections.abc import AsyncIterator, Iterator

import pytest
from hypothesis import settings

from bot.content import Content, load_content
from bot.storage.database import Database
from tests.databases import BOTH, Databases
from tests.examples import CI

# What takes long begins first: no process works on alone while the other has nothing left.
LONGEST = (
    "tests/handlers/test_every_id.py",
    "tests/browser/",
    "tests/handlers/test_twice.py",
    "tests/web/",
    "tests/journeys/",
    "tests/test_run.py",
    "tests/test_demo.py",
    "tests/demo/",
    "tests/house/",
    "tests/handlers/managing/",
    "tests/storage/",
)
# Before any law is read; `--hypothesis-profile` comes after it.
settings.load_profile(CI)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest in front; within a file the order stays."""
    items.sort(key=lambda item: next((n for n, one in enumerate(LONGEST) if item.nodeid.startswith(one)), 99))


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


@pytest.fixture
def logging_put_back() -> Iterator[None]:
    """For who sets up the logs of this very process: levels and handlers are afterwards what they were."""
    root = logging.getLogger()
    known = [root, *(one for one in root.manager.loggerDict.values() if isinstance(one, logging.Logger))]
    levels, handlers = {one: one.level for one in known}, root.handlers[:]
    yield
    root.handlers[:] = handlers
    for one in (root, *root.manager.loggerDict.values()):
        if isinstance(one, logging.Logger):
            one.setLevel(levels.get(one, logging.NOTSET))
