"""The demo put together: the workspace, its people, and the bot beside them in one process."""

import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.app import Bot, running
from bot.clock import system_clock
from bot.demo.cast import Cast, move_in
from bot.demo.hospital import invent_hospital
from bot.demo.keeping_step import keep_in_step, settings_for
from bot.demo.managers import Managers
from bot.demo.rosters import LOOPBACK, add_roster_links
from bot.demo.routine import routine
from bot.demo.staff import staff_feed
from bot.demo.story import Story
from bot.jobs import ReadDirectoryFeed
from bot.sandbox.clock import SandboxClock
from bot.sandbox.people import Crowd, Habit, Span
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.timeline import Timeline
from bot.sandbox.ui.routes import add_routes
from bot.slack.manifest import asked_scopes, read_manifest
from bot.usecases.directory.members import EMAIL_SCOPE
from bot.views.ids import Action

BEGINS_AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
LATECOMERS_AFTER = timedelta(weeks=1)
THE_REST_AFTER = timedelta(weeks=7, days=4)
OPENS_AFTER = timedelta(weeks=8)
WEEKS_OF_SHIFTS = 60
CHOICES: dict[str, float] = {
    Action.WE_MET: 0.74,
    Action.MOVED: 0.1,
    Action.NOT_THIS_MONTH: 0.12,
    Action.PAUSE: 0.04,
    Action.KEEP_GOING: 0.5,
    Action.END: 0.2,
}


@dataclass(frozen=True, slots=True)
class World:
    """A running demo. `timeline` moves its clock; `cast` knows who is who."""

    sandbox: Sandbox
    bot: Bot
    timeline: Timeline
    cast: Cast


@asynccontextmanager
async def world(
    *, seed: int, key: str, database_url: str, port: int = 0, at: datetime | None = None
) -> AsyncIterator[World]:
    """Everything on loopback. With `at`, an earlier demo goes on from that moment.

    Else its story is told first.
    """
    rng = random.Random(seed)
    hospital = invent_hospital(rng, start=BEGINS_AT.date() - timedelta(days=14), weeks=WEEKS_OF_SHIFTS)
    clock = SandboxClock(at or BEGINS_AT)
    manifest = read_manifest()
    sandbox = Sandbox(manifest, clock=clock, wall=system_clock, seed=seed, workspace_name=hospital.name)
    sandbox.decline(*asked_scopes(manifest).optional - {EMAIL_SCOPE})
    cast = move_in(hospital, sandbox)
    crowd = _crowd(sandbox, cast, random.Random(seed))
    timeline = Timeline(sandbox, people=crowd)
    app = sandbox.app()
    add_routes(app, sandbox, timeline, manifest=manifest)
    add_roster_links(app, shifts_of=cast.shifts_behind, clock=clock.now)
    async with sandbox.serve(port=port, app=app):
        settings = settings_for(sandbox, key=key, database_url=database_url)
        async with running(
            settings, clock=clock.now, rng=random.Random(seed), start_jobs=False, feeds=LOOPBACK
        ) as bot:
            sandbox.request_url = f"{bot.address}/slack/events"
            made = World(sandbox, bot, timeline, cast)
            managers = Managers(sandbox, bot)
            keep_in_step(timeline, bot, first=managers.match_what_is_ready)
            timeline.after_run = _if_acting(timeline, managers)
            feed = staff_feed(bot)
            if at is None:
                await _tell(made, rng, feed=feed)
            keep_in_step(timeline, bot, first=managers.match_what_is_ready, every_morning=feed)
            yield made
    crowd.close()


def _crowd(sandbox: Sandbox, cast: Cast, rng: random.Random) -> Crowd:
    people = cast.by_id
    habits = {person_id: Habit(one.keenness, CHOICES) for person_id, one in people.items()}

    def what_they_do(person_id: str, start: datetime, end: datetime) -> list[Span]:
        return routine(people[person_id], start, end, zone=cast.hospital.zone)

    return Crowd(sandbox, rng, habits, routine=what_they_do)


def _if_acting(timeline: Timeline, managers: Managers) -> Callable[[], Awaitable[None]]:
    async def post() -> None:
        if timeline.acting:
            await managers.post_summaries()

    return post


async def _tell(made: World, rng: random.Random, *, feed: ReadDirectoryFeed) -> None:
    """The staff directory is read before it begins, and whenever people have joined."""
    story = Story(made.cast, made.bot.deps, made.bot.workspace_id, rng, made.sandbox.base_url)
    await feed()
    running = await story.begin()
    await feed()
    await made.timeline.advance(LATECOMERS_AFTER)
    await story.go_on(running)
    await feed()
    await made.timeline.advance(THE_REST_AFTER - LATECOMERS_AFTER)
    await story.end(running)
    await feed()
    await made.timeline.advance(OPENS_AFTER - THE_REST_AFTER)
