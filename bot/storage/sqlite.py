"""SQLite on a thread of its own: SQLAlchemy's synchronous Core, one trip for each statement."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Dialect, Engine, Executable, Row, event
from sqlalchemy.exc import OperationalError, ResourceClosedError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

T = TypeVar("T")
Move = Callable[[Connection], T]

LONGEST_WAIT_SECONDS = 30
COMMITS_ITSELF = "commits_itself"
CLOSED = "The database was closed meanwhile."
STILL_BUSY = f"The database was busy for {LONGEST_WAIT_SECONDS} seconds."


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows a statement gave, all of them, and how many it changed."""

    rows: Sequence[Row[Any]]
    rowcount: int

    def all(self) -> Sequence[Row[Any]]:
        """Give every row."""
        return self.rows

    def first(self) -> Row[Any] | None:
        """Give the first row, None if there is none."""
        return self.rows[0] if self.rows else None

    def scalar_one(self) -> Any:
        """Give the only value of the only row. Raises ValueError for any other number of rows."""
        [row] = self.rows
        return row[0]


def driver_of(connection: Connection) -> sqlite3.Connection:
    """Give the driver's own connection, for what SQLAlchemy need not hear of."""
    driver = connection.connection.dbapi_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _answer(connection: Connection, statement: Executable, values: Any) -> Answer:
    result = connection.execute(statement, values)
    return Answer(result.all() if result.returns_rows else (), result.rowcount)


class Opening:
    """A connection and its thread, from first use until closed, and those who wait for it in turn."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._connection: Connection | None = None
        self._alone: Connection | None = None
        self._turn = asyncio.Lock()
        self.is_closed = False

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until nobody else uses the connection, at most 30 seconds.

        Raises SQLAlchemy's TimeoutError after that.
        """
        if self._turn.locked():
            await self._wait()
        else:
            await self._turn.acquire()
        try:
            yield
        finally:
            self._turn.release()

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(LONGEST_WAIT_SECONDS):
                await self._turn.acquire()
        except TimeoutError as error:
            raise WaitedTooLong(STILL_BUSY) from error

    async def go(self, move: Move[T]) -> T:
        """Run a function of the connection on the thread. A cancel leaves it to end by itself."""
        return await self._submit(lambda: move(self._opened()))

    async def go_alone(self, move: Move[T]) -> T:
        """Run a function of a connection on which each statement commits by itself, on the same thread."""
        return await self._submit(lambda: move(self._opened_alone()))

    async def settle(self, move: Move[T]) -> T:
        """Run a function of the connection on the thread and wait for its end, even when cancelled."""
        return await _ended(self._submit(lambda: move(self._opened())))

    async def take_back(self) -> None:
        """Roll back, and wait for its end, even when cancelled. Closing has done so already."""
        if not self.is_closed:
            await self.settle(Connection.rollback)

    async def close(self) -> None:
        """Roll back and close, once the statement at work is done. Nothing more is run: it raises."""
        closed = self._submit(self._close)
        self.is_closed = True
        await _ended(closed)
        self._executor.shutdown()

    def _submit(self, work: Callable[[], T]) -> asyncio.Future[T]:
        if self.is_closed:
            raise ResourceClosedError(CLOSED)
        return asyncio.get_running_loop().run_in_executor(self._executor, work)

    def _opened(self) -> Connection:
        if self._connection is None or self._connection.closed:
            self._connection = self._engine.connect()
        return self._connection

    def _opened_alone(self) -> Connection:
        """The same connection of the driver. For SQLAlchemy it is in one transaction from first to last."""
        if self._alone is None or self._alone.closed:
            self._alone = self._engine.connect().execution_options(**{COMMITS_ITSELF: True})
        return self._alone

    def _close(self) -> None:
        for connection in (self._alone, self._connection):
            if connection is not None:
                connection.close()
        self._engine.dispose()


async def _ended(work: asyncio.Future[T]) -> T:
    """Wait for the end of what is on the thread. A cancel takes effect after it."""
    cancelled: asyncio.CancelledError | None = None
    while not work.done():
        try:
            await asyncio.wait({work})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled:
        work.exception()
        raise cancelled
    return work.result()


class SqliteThread:
    """One connection on one thread. Whoever wants it waits in turn, so that two transactions never mix.

    `begin` is what begins a transaction, at its first statement. Can be used again after `close`: what was
    at work then is not carried over.
    """

    def __init__(self, engine: Engine, *, begin: str) -> None:
        self.engine = engine
        self._begin = begin
        self._opening: Opening | None = None
        event.listen(engine, "begin", self._on_begin)

    def _on_begin(self, connection: Connection) -> None:
        if connection.get_execution_options().get(COMMITS_ITSELF):
            return
        try:
            driver_of(connection).execute(self._begin)
        except sqlite3.OperationalError as error:
            raise OperationalError(self._begin, None, error) from error

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Opening]:
        """Wait until nobody else uses the connection, and lend it."""
        if self._opening is None:
            self._opening = Opening(self.engine)
        opening = self._opening
        async with opening.turn():
            yield opening

    async def close(self) -> None:
        """Roll back what is open and close the connection, once the statement at work is done."""
        opening, self._opening = self._opening, None
        if opening is not None:
            await opening.close()


class SqliteConnection:
    """What a repository asks, while it is its transaction's turn."""

    def __init__(self, thread: SqliteThread, opening: Opening, *, commits_itself: bool = False) -> None:
        self._thread, self._opening = thread, opening
        self._commits_itself = commits_itself
        self.was_used = False

    @property
    def dialect(self) -> Dialect:
        """SQLite's."""
        return self._thread.engine.dialect

    async def execute(self, statement: Executable, values: Any = None) -> Answer:
        """Run a statement, with a list of values once for each, and read all its rows."""
        if self._commits_itself:
            return await self._opening.go_alone(lambda sync: _answer(sync, statement, values))
        self.was_used = True
        return await self._opening.go(lambda sync: _answer(sync, statement, values))

    async def run_sync(self, move: Move[T]) -> T:
        """Run several statements in one trip."""
        self.was_used = True
        return await self._opening.go(move)


class AtOnce:
    """What a repository asks in a transaction that is already on the thread: no trip at all."""

    def __init__(self, sync: Connection) -> None:
        self._sync = sync

    @property
    def dialect(self) -> Dialect:
        """SQLite's."""
        return self._sync.dialect

    async def execute(self, statement: Executable, values: Any = None) -> Answer:
        """Run a statement, with a list of values once for each, and read all its rows."""
        return _answer(self._sync, statement, values)

    async def run_sync(self, move: Move[T]) -> T:
        """Run several statements."""
        return move(self._sync)


class SqliteEngine:
    """Transactions on a thread; `commits_itself`: without them, each statement by itself."""

    def __init__(self, thread: SqliteThread, *, commits_itself: bool = False) -> None:
        self.thread = thread
        self._commits_itself = commits_itself

    @property
    def sync_engine(self) -> Engine:
        """The engine whose events tell of each statement."""
        return self.thread.engine

    @property
    def dialect(self) -> Dialect:
        """SQLite's."""
        return self.thread.engine.dialect

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[SqliteConnection]:
        """Commit when the block ends, roll back when it raises; the next in turn waits for either."""
        async with self.thread.turn() as opening:
            connection = SqliteConnection(self.thread, opening)
            try:
                yield connection
                if connection.was_used:
                    await opening.settle(Connection.commit)
            except BaseException:
                if connection.was_used:
                    await opening.take_back()
                raise

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[SqliteConnection]:
        """Keep nothing, unless each statement commits by itself."""
        async with self.thread.turn() as opening:
            connection = SqliteConnection(self.thread, opening, commits_itself=self._commits_itself)
            try:
                yield connection
            finally:
                if connection.was_used:
                    await opening.take_back()

    async def in_one_trip(self, work: Callable[[AtOnce], Coroutine[Any, Any, T]]) -> T:
        """Run a whole transaction on the thread. It may wait for nothing but this database."""

        def whole(sync: Connection) -> T:
            try:
                result = _driven(work(AtOnce(sync)))
                sync.commit()
            except BaseException:
                sync.rollback()
                raise
            return result

        async with self.thread.turn() as opening:
            return await opening.settle(whole)

    async def empty_log(self) -> bool:
        """Write all changes into the file and cut the log to nothing. False while somebody reads old pages.

        It waits for nobody: the next call tries again.
        """

        def cut(sync: Connection) -> bool:
            driver = driver_of(sync)
            [waits] = driver.execute("PRAGMA busy_timeout").fetchone()
            driver.execute("PRAGMA busy_timeout = 0")
            try:
                [busy, _, _] = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                driver.execute(f"PRAGMA busy_timeout = {waits}")
            return not busy

        async with self.thread.turn() as opening:
            return await opening.settle(cut)

    async def dispose(self) -> None:
        """Close the connection and end the thread."""
        await self.thread.close()


def _driven(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never has to wait. Raises RuntimeError if it does."""
    try:
        work.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    work.close()
    raise RuntimeError("A transaction in one trip waits for something other than its database.")
