"""A bot beside a local workspace in one process: its settings, and how it keeps up with the clock."""

import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta

from bot.app import Bot
from bot.clock import system_clock
from bot.config import Settings, SlackMode
from bot.demo.staff import MAPPING
from bot.directory.mapping import SAMPLE
from bot.domain.disclosure.noise import Seeded
from bot.handlers.home.homepage import keep_fresh
from bot.jobs import (
    FreezeNumbers,
    KeepHomesFresh,
    KeepWaves,
    ReadDirectoryFeed,
    RefreshRosters,
    TakeBackLists,
    keep_house,
    tick,
)
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.timeline import Timeline
from bot.usecases.directory.feed import SETTLED, Feed

EVERY_MORNING = time(5, tzinfo=UTC)


def settings_for(sandbox: Sandbox, *, key: str, database_url: str) -> Settings:
    """Signed requests over HTTP, on any free port."""
    return Settings(
        slack_mode=SlackMode.HTTP,
        bot_token=sandbox.bot_token,
        app_token=sandbox.app_token,
        signing_secret=sandbox.signing_secret,
        encryption_keys=(key,),
        slack_api_url=f"{sandbox.base_url}/api/",
        database_url=database_url,
        port=0,
    )


def staff_feed(bot: Bot) -> ReadDirectoryFeed:
    feed = Feed(str(SAMPLE), MAPPING)
    return ReadDirectoryFeed(bot.deps, feed, workspace_id=bot.workspace_id, wall=_after_settling)


def _after_settling() -> datetime:
    """The sample is whole, also a moment after it was checked out."""
    return system_clock() + SETTLED


def keep_in_step(
    timeline: Timeline,
    bot: Bot,
    *,
    first: Callable[[datetime], Awaitable[None]] | None = None,
    every_morning: Callable[[], Awaitable[object]] | None = None,
) -> None:
    """At every step of the clock the bot ticks, after `first` where people act on their own.

    When a move has ended, the Homes that stand open show how things are.

    `every_morning` happens at the first step of each day.
    """
    last_seen = timeline.sandbox.clock.now().date()
    refresh_rosters = RefreshRosters(bot.deps, rng=random.Random(0))
    chance = Seeded(random.Random(0))
    freeze_numbers = FreezeNumbers(bot.deps, chance=chance)
    keep_waves = KeepWaves(bot.deps, chance=chance)
    take_back_lists = TakeBackLists(bot.deps)

    async def after_move(now: datetime) -> None:
        nonlocal last_seen
        await bot.background.drain()
        await freeze_numbers()
        await take_back_lists()
        if now.date() > last_seen:
            last_seen = now.date()
            await keep_waves()
            await keep_house(bot.deps)
            if every_morning:
                await every_morning()
        if first and timeline.acting:
            await first(now)
        await refresh_rosters()
        await tick(bot.deps)

    async def next_event(now: datetime) -> datetime | None:
        async with bot.deps.db.statement() as repos:
            due = await repos.outbox.next_due_at()
        return min(filter(None, [due, _next_morning(now)]))

    fresh = KeepHomesFresh(bot.deps, keep_fresh, within=None)
    timeline.on_rest.append(lambda: bot.background.start(fresh()))
    timeline.after_move = after_move
    timeline.next_event = next_event


def _next_morning(now: datetime) -> datetime:
    """Rhythms turn by the day: the bot wants a tick every morning even when it has nothing to say."""
    morning = datetime.combine(now.date(), EVERY_MORNING)
    return morning if morning > now else morning + timedelta(days=1)
