"""The demo put together: the workspace, its people, and the bot beside them in one process."""

import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app import Bot, running
from bot.demo.cast import Cast
from bot.demo.house import House, house, kept_seed
from bot.demo.keeping_step import keep_in_step, settings_for, staff_feed
from bot.demo.managers import Managers
from bot.demo.payoff import Payoff
from bot.demo.rosters import LOOPBACK
from bot.demo.staff import give_addresses
from bot.demo.story import Story
from bot.demo.unasked.answering import Answering
from bot.demo.unasked.goals import MenteesGoals
from bot.jobs import ReadDirectoryFeed
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.timeline import Progress, Timeline
from bot.slack.manifest import asked_scopes, read_manifest
from bot.usecases.directory.members import EMAIL_SCOPE
from bot.usecases.installation.installing import install

LATECOMERS_AFTER = timedelta(weeks=1)
THE_REST_AFTER = timedelta(weeks=7, days=4)
OPENS_AFTER = timedelta(weeks=8)


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
    async with (
        house(seed=seed, port=port, at=at) as built,
        lived_in(built, seed=seed, key=key, database_url=database_url, is_kept=at is not None) as made,
    ):
        yield made


@asynccontextmanager
async def lived_in(
    built: House, *, seed: int, key: str, database_url: str, is_kept: bool
) -> AsyncIterator[World]:
    """With the bot installed and, unless it is a kept one, the story told: then the workspace opens."""
    sandbox, opening = built.sandbox, built.opening
    _say_who_is_here(built)
    give_addresses(built.cast)
    opening.begin("Lamplight is installed", share=0.05)
    sandbox.decline(*asked_scopes(read_manifest()).optional - {EMAIL_SCOPE})
    settings = settings_for(sandbox, key=key, database_url=database_url)
    rng = random.Random(kept_seed(seed, sandbox.clock.now()) if is_kept else seed)
    async with running(settings, clock=sandbox.clock.now, rng=rng, start_jobs=False, feeds=LOOPBACK) as bot:
        sandbox.request_url = f"{bot.address}/slack/events"
        made = World(sandbox, bot, built.timeline, built.cast)
        sandbox.installing.on_token.append(_handed_to(bot))
        managers, feed = Managers(sandbox, bot), staff_feed(bot)
        answering = Answering(sandbox, bot, random.Random(seed))
        goals = MenteesGoals(built.cast, bot, random.Random(seed))
        first = goals.before(answering.before(managers.match_what_is_ready))
        keep_in_step(made.timeline, bot, first=first)
        made.timeline.after_run = _if_acting(made.timeline, managers)
        if not is_kept:
            await _tell(built, made, feed=feed)
        first = goals.before(answering.before(managers.see_to_everybody))
        keep_in_step(made.timeline, bot, first=first, every_morning=feed)
        made.timeline.watch = Payoff(built.cast, bot)
        # With an id of its own making: the story's ids stay what they are.
        sandbox.add_person("Robin Hale", id="U0ITADMIN", title="IT service desk", is_admin=True)
        sandbox.workspace.open()
        yield made
        answering.close()


def _handed_to(bot: Bot) -> Callable[[str], Awaitable[object]]:
    """What whoever runs the bot does after an installation: put the token in, and start it again."""

    async def put_in(token: str) -> None:
        deps = bot.deps
        await install(deps.db, deps.slack, token=token, now=deps.clock())

    return put_in


def _if_acting(timeline: Timeline, managers: Managers) -> Callable[[], Awaitable[None]]:
    async def post() -> None:
        if timeline.acting:
            await managers.post_summaries()

    return post


def _say_who_is_here(built: House) -> None:
    hospital = built.cast.hospital
    built.opening.begin(f"{hospital.name} is invented", share=0.04)
    built.opening.reach(1, f"{len(hospital.people)} people at {' and '.join(hospital.sites)}")


async def _tell(built: House, made: World, *, feed: ReadDirectoryFeed) -> None:
    """The staff directory is read before it begins, and whenever people have joined."""
    opening = built.opening
    story = Story(
        made.cast,
        made.bot.deps,
        made.bot.workspace_id,
        built.rng,
        base_url=made.sandbox.base_url,
        opening=opening,
    )
    opening.begin("The staff directory is read", share=0.04)
    await feed()
    running = await story.begin()
    await feed()
    opening.begin("A week passes", share=0.06)
    await _pass_time(built, LATECOMERS_AFTER)
    await story.go_on(running)
    await feed()
    opening.begin("Six weeks pass", share=0.48)
    await _pass_time(built, THE_REST_AFTER - LATECOMERS_AFTER)
    await story.end(running)
    await feed()
    opening.begin("Three more days pass", share=0.04)
    await _pass_time(built, OPENS_AFTER - THE_REST_AFTER)


async def _pass_time(built: House, span: timedelta) -> None:
    def report(progress: Progress) -> None:
        lit_up = sum(map(len, built.sandbox.workspace.notifications.values()))
        built.opening.reach(progress.done / progress.total, f"{lit_up} messages by {progress.label}")

    await built.timeline.advance(span, report)
