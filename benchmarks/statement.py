"""What the way to the database costs: a statement, one of ten, an empty transaction, a claim of nothing."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, create_engine, make_url

from benchmarks.databases import durable
from benchmarks.report import Line, median
from bot.domain.delivery.outbox import LEASE
from bot.storage.database import Database
from bot.storage.people import FIND
from bot.storage.repositories import Repositories
from tests.databases import BOTH, SQLITE, Databases, opened

ROUNDS, TIMES, IN_ONE = 5, 200, 10
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
NOBODY = {"ws": "T1", "user": "U1"}
Work = Callable[[], Awaitable[object]]


async def run(databases: Databases) -> list[Line]:
    return [line for kind in BOTH for line in await _of(databases, kind)]


async def _of(databases: Databases, kind: str) -> list[Line]:
    async with durable(databases, kind) as url, opened(url) as db:
        floor = _Floor(url) if kind == SQLITE else None
        works = {
            "a statement by itself": lambda: _alone(db),
            f"one of {IN_ONE} in a transaction": lambda: _inside(db),
            "an empty transaction": lambda: _empty(db),
            "a claim of nothing": lambda: _claim(db),
        }
        lines = [await _line(f"{kind}: {what}", work, floor) for what, work in works.items()]
        if floor:
            floor.close()
    return lines


class _Floor:
    """The same statement on SQLAlchemy's synchronous Core, in this thread, committing by itself."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(make_url(url))
        self._connection: Connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")

    def microseconds(self) -> float:
        begun = time.process_time()
        for _ in range(TIMES):
            self._connection.execute(FIND, NOBODY).all()
        return (time.process_time() - begun) / TIMES * 1e6

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()


async def _line(what: str, work: Work, floor: _Floor | None) -> Line:
    await _microseconds(work)
    found, floors = [], []
    for _ in range(ROUNDS):
        found.append(await _microseconds(work))
        floors += [floor.microseconds()] if floor else []
    per = IN_ONE if what.endswith("in a transaction") else 1
    value = median(found) / per
    if not floors:
        return Line(what, f"{value:.0f} us")
    return Line(what, f"{value:.0f} us", f"{median(floors):.0f} us", median(floors) / value)


async def _microseconds(work: Work) -> float:
    """Of the processor, on all threads."""
    begun = time.process_time()
    for _ in range(TIMES):
        await work()
    return (time.process_time() - begun) / TIMES * 1e6


async def _alone(db: Database) -> None:
    async with db.statement() as repos:
        await _ask(repos)


async def _inside(db: Database) -> None:
    async with db.transaction() as repos:
        for _ in range(IN_ONE):
            await _ask(repos)


async def _empty(db: Database) -> None:
    async with db.transaction():
        pass


async def _claim(db: Database) -> None:
    async with db.statement() as repos:
        await repos.outbox.claim(NOW, 20, LEASE)


async def _ask(repos: Repositories) -> None:
    await repos.people.find("T1", "U1")
