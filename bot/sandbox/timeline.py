"""Moving the workspace's clock, with the app and the people keeping up at every step."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.sandbox.model import Message
from bot.sandbox.people import Crowd, Routine, sleeps_at_night
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.showing.tour import Step, Watch

LATEST_NEXT_MESSAGE = timedelta(weeks=12)
WEEK = timedelta(weeks=1).total_seconds()
NEARLY_THERE = "Nearly there"
# An event that is still due after the app caught up is asked about again this much later.
OVERDUE_AGAIN = timedelta(minutes=15)


class TimelineError(Exception):
    """The clock cannot be moved now; the text is a sentence for whoever asked."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a move has come, in seconds of workspace time; `label` is the moment reached, in words.

    `total` is 0 where nobody knows how far it goes.
    """

    done: float
    total: float
    label: str

    @property
    def week(self) -> str:
        """Which one it is, in a move of several."""
        weeks = round(self.total / WEEK)
        return f"Week {min(int(self.done / WEEK) + 1, weeks)} of {weeks}" if weeks > 1 else ""


Report = Callable[[Progress], None]


class Timeline:
    """Whoever runs an app in the same process sets the hooks.

    `after_move` lets the app catch up with the clock, `next_event` says when it next has something to say,
    `after_run` is called once at the end of a long run. `tour` gives the first steps as they stand, `watch`
    counts what else comes of a move beside the messages. `is_fresh`: nobody has been here before. `acting` is
    whether the people act on their own. `on_rest` is called whenever a move has ended.
    """

    def __init__(self, sandbox: Sandbox, *, people: Crowd | None = None) -> None:
        self.sandbox, self.people = sandbox, people
        self.acting = people is not None
        self.progress: Progress | None = None
        self.after_move: Callable[[datetime], Awaitable[None]] | None = None
        self.next_event: Callable[[datetime], Awaitable[datetime | None]] | None = None
        self.after_run: Callable[[], Awaitable[None]] | None = None
        self.tour: Callable[[], list[Step]] | None = None
        self.watch: Watch | None = None
        self.on_rest: list[Callable[[], object]] = []
        self.is_fresh = True
        self._stopping = False
        self._sleeps_at_night = sleeps_at_night(sandbox)

    @property
    def routine(self) -> Routine:
        """What everybody is doing when."""
        return self.people.routine if self.people else self._sleeps_at_night

    @property
    def is_moving(self) -> bool:
        return self.progress is not None

    def stop(self) -> None:
        """Let the move that is under way end after its present step."""
        self._stopping = True

    async def advance(self, delta: timedelta, progress: Report | None = None) -> None:
        """Move on by `delta`; TimelineError while another move is under way."""
        async with self._moving():
            await self._move_to(self.sandbox.clock.now() + delta, progress)

    def hours_until(self, hour: int) -> timedelta:
        """To the next time that clocks here show this full hour."""
        now = self.sandbox.clock.now()
        local = now.astimezone(zone_of(self.sandbox))
        then = local.replace(hour=hour, minute=0, second=0, microsecond=0)
        then = then if then > local else then + timedelta(days=1)
        return then.astimezone(UTC) - now

    async def run(self, weeks: int = 12, progress: Report | None = None) -> None:
        """Let some weeks pass, then call `after_run`, also when stopped half-way."""
        async with self._moving():
            await self._move_to(self.sandbox.clock.now() + timedelta(weeks=weeks), progress)
            if self.after_run:
                self._say(NEARLY_THERE)
                await self.after_run()

    async def next_message(self, progress: Report | None = None) -> list[Message]:
        """Move on until the app writes of its own accord; returns what it wrote, empty if nothing came."""
        if self.next_event is None:
            raise TimelineError("We don't know when the app next writes. Move the clock by hours instead.")
        async with self._moving():
            end = self.sandbox.clock.now() + LATEST_NEXT_MESSAGE
            return await self._move_to(end, progress, until_written=True)

    @asynccontextmanager
    async def _moving(self) -> AsyncIterator[None]:
        if self.is_moving:
            raise TimelineError("The clock is already moving. Stop it, or wait until it gets there.")
        self._stopping = False
        self._report(0, 0, None)
        try:
            yield
        finally:
            self.progress = None
            self.sandbox.changed("progress")
            for tell in self.on_rest:
                tell()

    async def _move_to(
        self, end: datetime, progress: Report | None, *, until_written: bool = False
    ) -> list[Message]:
        clock = self.sandbox.clock
        start, total = clock.now(), 0 if until_written else (end - clock.now()).total_seconds()
        while (now := clock.now()) < end and not self._stopping:
            to = min([end, *await self._events_after(now)])
            clock.advance(max(to - clock.now(), timedelta(0)))
            written = await self._catch_up()
            self._report((clock.now() - start).total_seconds(), total, progress)
            if until_written and written:
                return written
            await asyncio.sleep(0)  # lets Stop and the page have their turn
        return []

    async def _events_after(self, now: datetime) -> list[datetime]:
        app = await self.next_event(now) if self.next_event else None
        people = self.people.next_act_at() if self.people and self.acting else None
        return [at if at > now else now + OVERDUE_AGAIN for at in (app, people) if at]

    async def _catch_up(self) -> list[Message]:
        now = self.sandbox.clock.now()
        written = await self._app_catches_up(now)
        if self.people and self.acting and await self.people.act(now):
            await self._app_catches_up(now)
        return written

    async def _app_catches_up(self, now: datetime) -> list[Message]:
        if self.after_move is None:
            return []
        with self.sandbox.subscribe() as changes:
            await self.after_move(now)
            news = [changes.get_nowait() for _ in range(changes.qsize())]
        space = self.sandbox.workspace
        found = [space.find_message(*change.ids) for change in news if change.kind == "message_posted"]
        return [message for message in found if message and message.author == self.sandbox.bot_user_id]

    def _say(self, label: str) -> None:
        if self.progress:
            self.progress = replace(self.progress, label=label)
            self.sandbox.changed("progress")

    def _report(self, done: float, total: float, progress: Report | None) -> None:
        moment = self.sandbox.clock.now().astimezone(zone_of(self.sandbox))
        self.progress = Progress(min(done, total), total, f"{moment:%a} {moment.day} {moment:%b, %H:%M}")
        self.sandbox.changed("progress")
        if progress:
            progress(self.progress)


def zone_of(sandbox: Sandbox) -> ZoneInfo:
    """The zone most people here live in; UTC in an empty workspace."""
    zones = Counter(person.tz for person in sandbox.people).most_common(1)
    return ZoneInfo(zones[0][0]) if zones else ZoneInfo("UTC")
