"""Private calendar links: fetched, and read by child processes, so that no calendar keeps anybody waiting."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from bot.confined.pool import Limits, OverLimits, Pool
from bot.domain.local_time import local_date
from bot.domain.rosters import Codes, RosterWords, Understood
from bot.errors import NotNow
from bot.fetching import (
    PUBLIC_HTTPS,
    UNKNOWN,
    Fetched,
    Rules,
    Unchanged,
    Version,
    fetch_if_changed,
    fetch_text,
)
from bot.rosters import child
from bot.rosters.problems import TakesTooLong
from bot.rosters.seen import Memory, Seen

LARGEST = 5_000_000
# One is read and one waits: more than that no person needs.
MOST_AT_ONCE = 2
BUSY = "We're still reading your roster. Wait a minute, then try again."

Whose = tuple[str, str]


class Lane(Enum):
    """The two lanes of the background.

    In each of them one calendar is read at a time, so that a click finds a child free.
    """

    QUICK = auto()
    SLOW = auto()


@dataclass(frozen=True, slots=True)
class Patience:
    """The limits for a calendar in either lane, and for whoever gives it.

    Its time in the slow lane has waiting included.
    """

    quick: Limits = Limits(cpu_seconds=2, within=timedelta(seconds=5))
    slow: Limits = Limits(cpu_seconds=10, within=timedelta(seconds=20))
    in_slow_lane: timedelta = timedelta(seconds=60)
    fetched: timedelta = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Reader:
    """The person whose roster it is and how it is read: everything but the text itself."""

    zone: ZoneInfo
    codes: Codes
    words: RosterWords
    now: datetime
    # How dates in numbers are written where they are; None where nobody knows.
    month_first: bool | None = None

    @property
    def today(self) -> date:
        """The date in the person's zone."""
        return local_date(self.zone, self.now)


class Feeds:
    """The reading of calendar links, as far as `rules` allow.

    A calendar that is not read quickly is tried again in the slow lane: however many of them there are, the
    others don't wait for them.
    """

    def __init__(self, rules: Rules = PUBLIC_HTTPS, *, patience: Patience = Patience()) -> None:
        self.rules, self._patience = rules, patience
        self._children = Pool("bot.rosters.child")
        self._lanes = {lane: asyncio.Lock() for lane in Lane}
        self._turns = _Turns()
        self._slow: set[Whose] = set()
        self._memory = Memory()

    def is_slow(self, whose: Whose) -> bool:
        """Whether this person's calendar took too long when it was last tried."""
        return whose in self._slow

    async def read(self, link: str, *, whose: Whose, reader: Reader, lane: Lane | None = None) -> Understood:
        """Fetch a calendar and read it: in one lane, or for a click (None) quickly and then slowly.

        Of a person's readings one runs and one waits. Raises UserFacingError: TakesTooLong after the last
        try, NotNow for a person's third at once.
        """
        async with self._turns.of(whose):
            return await self._in_lane(await self._fetch(link), whose, reader, lane)

    async def lines_on(self, link: str, *, whose: Whose, reader: Reader, day: date) -> tuple[str, ...]:
        """Fetch a calendar for what it says of one day, which is kept nowhere. Raises UserFacingError."""
        async with self._turns.of(whose):
            text = await self._fetch(link)
            question = child.question(text, {"zone": reader.zone, "day": day})
            try:
                return child.lines(await self._children.ask(question, self._patience.quick))
            except OverLimits:
                raise TakesTooLong from None

    async def read_if_changed(
        self, link: str, *, whose: Whose, reader: Reader, lane: Lane, kept_at: datetime | None, beside: str
    ) -> Understood:
        """Like `read`, for shifts that are kept since `kept_at`, with what their person said `beside`.

        Raises Unchanged where a reading would come to the same. That is never so on another day, since the
        time ahead for which shifts are known moves on.
        """
        memory = self._memory
        how = memory.mark(
            link, beside, reader.today, reader.zone.key, sorted(reader.codes.items()), reader.words
        )
        async with self._turns.of(whose):
            seen = memory.recall(whose, how=how, kept_at=kept_at)
            try:
                fetched = await self._fetch_if_changed(link, seen.version if seen else UNKNOWN)
                text = memory.mark(fetched.text)
                if seen and seen.text == text:
                    raise Unchanged
            except Unchanged:
                assert seen is not None
                memory.keep(whose, replace(seen, kept_at=reader.now))
                raise
            found = await self._in_lane(fetched.text, whose, reader, lane)
            memory.keep(whose, Seen(reader.now, how, fetched.version, text))
            return found

    async def _fetch(self, link: str) -> str:
        within = self._patience.fetched
        return await fetch_text(link, limit_bytes=LARGEST, within=within, rules=self.rules)

    async def _fetch_if_changed(self, link: str, known: Version) -> Fetched:
        within = self._patience.fetched
        return await fetch_if_changed(link, limit_bytes=LARGEST, within=within, known=known, rules=self.rules)

    async def _in_lane(self, text: str, whose: Whose, reader: Reader, lane: Lane | None) -> Understood:
        how = {"zone": reader.zone, "now": reader.now, "words": reader.words, "codes": reader.codes}
        question = child.question(text, how)
        match lane:
            case Lane.QUICK:
                async with self._lanes[lane]:
                    return await self._ask(question, whose, self._patience.quick)
            case Lane.SLOW:
                return await self._slowly(question, whose)
        try:
            return await self._ask(question, whose, self._patience.quick)
        except TakesTooLong:
            return await self._slowly(question, whose)

    def close(self) -> None:
        """End all readings. Idempotent."""
        self._children.close()

    async def _slowly(self, question: bytes, whose: Whose) -> Understood:
        try:
            async with asyncio.timeout(self._patience.in_slow_lane.total_seconds()), self._lanes[Lane.SLOW]:
                return await self._ask(question, whose, self._patience.slow)
        except TimeoutError:
            raise TakesTooLong from None

    async def _ask(self, question: bytes, whose: Whose, limits: Limits) -> Understood:
        try:
            answer = await self._children.ask(question, limits)
        except OverLimits:
            self._slow.add(whose)
            raise TakesTooLong from None
        self._slow.discard(whose)
        return child.understood(answer)


class _Turns:
    def __init__(self) -> None:
        self._here: Counter[Whose] = Counter()
        self._locks: dict[Whose, asyncio.Lock] = {}

    @asynccontextmanager
    async def of(self, whose: Whose) -> AsyncIterator[None]:
        if self._here[whose] >= MOST_AT_ONCE:
            raise NotNow(BUSY)
        self._here[whose] += 1
        try:
            async with self._locks.setdefault(whose, asyncio.Lock()):
                yield
        finally:
            self._here[whose] -= 1
            if not self._here[whose]:
                del self._here[whose], self._locks[whose]
