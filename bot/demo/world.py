"""The demo put together: the workspace, its people, and the bot beside them in one process."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.app import Bot, running
from bot.clock import system_clock
from bot.config import Settings, SlackMode
from bot.demo.hospital import invent_hospital
from bot.demo.managers import Managers
from bot.demo.routine import routine
from bot.demo.story import Cast, move_in, tell_the_beginning, tell_the_rest
from bot.jobs import tick
from bot.sandbox.clock import SandboxClock
from bot.sandbox.people import Crowd, Habit, Span
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.timeline import Timeline
from bot.sandbox.ui.routes import add_routes
from bot.slack.manifest import read_manifest
from bot.views.ids import Action

BEGINS_AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
WEEKS_BEFORE = 8
WEEKS_OF_SHIFTS = 60
EVERY_MORNING = time(5, tzinfo=UTC)
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
    sandbox = Sandbox(
        read_manifest(), clock=clock, wall=system_clock, seed=seed, workspace_name=hospital.name
    )
    cast = move_in(hospital, sandbox)
    crowd = _crowd(sandbox, cast, random.Random(seed))
    timeline = Timeline(sandbox, people=crowd)
    app = sandbox.app()
    add_routes(app, sandbox, timeline)
    async with sandbox.serve(port=port, app=app):
        settings = _settings(sandbox, key=key, database_url=database_url)
        async with running(settings, clock=clock.now, rng=random.Random(seed), start_jobs=False) as bot:
            sandbox.request_url = f"{bot.address}/slack/events"
            made = World(sandbox, bot, timeline, cast)
            _connect(made)
            if at is None:
                await _tell(made, rng)
            yield made
    crowd.close()


def _settings(sandbox: Sandbox, *, key: str, database_url: str) -> Settings:
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


def _crowd(sandbox: Sandbox, cast: Cast, rng: random.Random) -> Crowd:
    people = cast.by_id
    habits = {person_id: Habit(one.keenness, CHOICES) for person_id, one in people.items()}

    def what_they_do(person_id: str, start: datetime, end: datetime) -> list[Span]:
        return routine(people[person_id], start, end, zone=cast.hospital.zone)

    return Crowd(sandbox, rng, habits, routine=what_they_do)


def _connect(made: World) -> None:
    """Let the bot keep up with the workspace's clock, and say when it next has something to do."""
    bot, timeline = made.bot, made.timeline
    managers = Managers(made.sandbox, bot)

    async def after_move(now: datetime) -> None:
        await bot.background.drain()
        if timeline.acting:
            await managers.match_what_is_ready(now)
        await tick(bot.deps)

    async def next_event(now: datetime) -> datetime | None:
        async with bot.deps.db.transaction() as repos:
            due = await repos.outbox.next_due_at()
        return min(filter(None, [due, _next_morning(now)]))

    timeline.after_move = after_move
    timeline.next_event = next_event
    timeline.after_run = managers.post_summaries


def _next_morning(now: datetime) -> datetime:
    """Rhythms turn by the day: the bot wants a tick every morning even when it has nothing to say."""
    morning = datetime.combine(now.date(), EVERY_MORNING)
    return morning if morning > now else morning + timedelta(days=1)


async def _tell(made: World, rng: random.Random) -> None:
    workspace_id = made.bot.workspace_id
    await tell_the_beginning(made.cast, made.bot.deps, workspace_id=workspace_id, rng=rng)
    await made.timeline.advance(timedelta(weeks=WEEKS_BEFORE))
    await tell_the_rest(made.cast, made.bot.deps, workspace_id=workspace_id, rng=rng)
