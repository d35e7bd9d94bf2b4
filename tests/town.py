"""A small hospital for tests: the whole bot in process, the sandbox as its Slack, and a few people."""

import random
import tempfile
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot.app import Bot, running
from bot.clock import system_clock
from bot.demo.keeping_step import keep_in_step, settings_for
from bot.demo.rosters import LOOPBACK
from bot.jobs import FreezeNumbers, tick
from bot.sandbox.clock import SandboxClock
from bot.sandbox.elements import walk
from bot.sandbox.model import Channel
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.timeline import Timeline
from bot.slack.manifest import read_manifest
from bot.slack.pacing import NO_LIMITS, SLACK_LIMITS
from tests.databases import KEY, SQLITE, Databases
from tests.figures import NoNoise
from tests.situations import already_here

MONDAY = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
ABOUT = {
    "profession": "nurse",
    "career_stage": "established",
    "specialty": "intensive_care",
    "department": "critical_care",
}


@dataclass
class Town:
    sandbox: Sandbox
    bot: Bot
    channel: Channel
    timeline: Timeline
    actors: dict = field(default_factory=dict)

    @property
    def deps(self):
        return self.bot.deps

    @property
    def workspace_id(self):
        return self.sandbox.team_id

    def person(self, name, *, tz="Europe/London", **about):
        """That person's client; made at the first call."""
        if name not in self.actors:
            self.actors[name] = self.sandbox.actor(self.sandbox.add_person(name, tz=tz, **about))
        return self.actors[name]

    async def settled(self):
        """Everything the bot still had to say after its acknowledgements has been said."""
        await self.bot.deps.background.drain()

    async def do(self, action):
        """Await what a person does and all that follows from it; returns Slack's answer."""
        reply = await action
        await self.settled()
        return reply

    async def let_pass(self, span):
        """Move the clock on, with the bot sending at every moment something is due."""
        await self.timeline.advance(span)
        await self.settled()

    async def tick(self):
        return await tick(self.deps)

    async def count_on_monday(self):
        """Freeze the numbers of this Monday, without noise."""
        await FreezeNumbers(self.deps, chance=NoNoise())()

    async def mentorship(self, actor):
        """The only mentorship this person has."""
        async with self.deps.db.transaction() as repos:
            [found] = await repos.mentorships.list_for_person(self.workspace_id, actor.person.id)
        return found

    async def cycles(self, actor):
        mentorship = await self.mentorship(actor)
        async with self.deps.db.transaction() as repos:
            return await repos.cycles.list_for_mentorship(self.workspace_id, mentorship.id)

    async def enrolment(self, actor):
        """The only enrolment this person has, or None."""
        async with self.deps.db.transaction() as repos:
            return next(
                iter(await repos.enrolments.list_for_person(self.workspace_id, actor.person.id)), None
            )

    async def programs(self):
        async with self.deps.db.transaction() as repos:
            return await repos.programs.list_all(self.workspace_id)

    # what people do again and again

    async def join(
        self,
        actor,
        *,
        role="mentee",
        wanted=("leadership",),
        offered=(),
        preset="office",
        capacity=None,
        brief=True,
        **about,
    ):
        """They are in, and have their Home open."""
        answers = {"role": role, "wanted": wanted, "offered": offered, "preset": preset, "capacity": capacity}
        await already_here.take_in(self, actor, **answers, **{**ABOUT, **about})
        if brief:
            await self.brief(actor, role)
        await self.do(actor.open_home())

    async def fill_in(
        self,
        actor,
        *,
        role="mentee",
        wanted=("leadership",),
        offered=(),
        preset="office",
        capacity=None,
        brief=True,
    ):
        """Every page of the form, and the charter where it is asked for."""
        await self.open_join(actor)
        await self.say_about(actor, role=role)
        await self.say_needs(actor, wanted=wanted, offered=offered, capacity=capacity, preset=preset)
        if actor.modal.callback_id == "join.charter":
            await self.do(actor.submit())
        if brief:
            await self.brief(actor, role)

    async def open_join(self, actor):
        await self.do(actor.command("/mentor", "join"))

    async def say_about(self, actor, *, role="mentee", **about):
        """The first page, and on to the next."""
        await actor.choose(actor.modal, "role", role)
        for name, value in {**ABOUT, **about}.items():
            await actor.choose(actor.modal, name, value)
        await self.do(actor.submit())

    async def say_needs(
        self, actor, *, wanted=("leadership",), offered=(), capacity=None, preset="office", send=True
    ):
        """The page of topics and shifts, as far as the role is asked, and on to the next."""
        for name, value in {
            "topics_wanted": list(wanted),
            "topics_offered": list(offered),
            "capacity": capacity,
        }.items():
            if value is not None and any(one.action_id == name for one in walk(actor.modal.blocks)):
                await actor.choose(actor.modal, name, value)
        if preset is not None:
            await self.do(actor.choose(actor.modal, "join.preset", preset))
        if send:
            await self.do(actor.submit())

    async def from_settings(self, actor, action, **which):
        """A button of theirs in Settings, opened from Home."""
        await self.do(actor.open_home())
        await self.do(actor.click(actor.home, "settings.open"))
        return await self.do(actor.click(actor.modal, action, **which))

    async def brief(self, actor, role):
        await already_here.read_briefing(self, actor, role)

    async def agreed_to_an_earlier_charter(self, actor):
        """As if the charter had changed since they joined."""
        async with self.deps.db.transaction() as repos:
            for one in await repos.enrolments.list_for_person(self.workspace_id, actor.person.id):
                await repos.enrolments.save(replace(one, charter_version="before"))

    async def new_program(self, manager, *, template="nurse_leadership", signposts=True):
        """Open, unless it lacks its signposts; returns its id. The manager has their Home open."""
        program_id = await already_here.open_program(self, manager, template=template, signposts=signposts)
        await self.ask_mentors(program_id, first=False)
        await self.do(manager.open_home())
        return program_id

    async def ask_mentors(self, program_id, *, first):
        await already_here.ask_mentors(self, program_id, first=first)

    async def plan_program(self, manager, *, template="nurse_leadership"):
        """The need and the pages of the form, up to the signposts; people may join as long as it runs."""
        await self.do(manager.command("/mentoring", "new"))
        await manager.choose(manager.modal, "need", template)
        await self.do(manager.submit())
        await self.do(manager.submit())
        await manager.choose(manager.modal, "channel", self.channel.id)
        await manager.choose(manager.modal, "signup_ends_on", None)
        await self.do(manager.submit())
        await self.do(manager.submit())

    async def match(self, manager):
        await self.do(manager.command("/mentoring", "match"))
        reply = await self.do(manager.click(manager.modal, "match.approve"))
        await manager.close(everything=True)
        return reply

    async def introduced_pair(self):
        """A manager, a mentee and a mentor in one program, already introduced."""
        manager = self.person("Mona Manager", is_admin=True)
        await self.new_program(manager)
        nia, omar = self.person("Nia Nurse"), self.person("Omar Mentor")
        await self.join(nia)
        await self.join(omar, role="mentor", wanted=(), offered=("leadership",))
        await self.match(manager)
        await self.tick()
        return manager, nia, omar


@cache
def _manifest():
    return read_manifest()


@cache
def _databases():
    """For as long as this process runs."""
    folder = tempfile.TemporaryDirectory(prefix="lamplight", ignore_cleanup_errors=True)
    return folder, Databases(Path(folder.name))


class CountedTown(Town):
    """A town in which a new program's numbers are there at once, as after its first Monday."""

    async def new_program(self, manager, **plan):
        program_id = await super().new_program(manager, **plan)
        await self.count_on_monday()
        return program_id


@asynccontextmanager
async def town(**settings):
    """The same small town, with a composer in the app's conversation: what is typed is answered there."""
    async with small_town(kind=CountedTown, **settings) as started:
        started.sandbox.workspace.takes_messages_to_app = True
        yield started


@asynccontextmanager
async def small_town(
    *, at=MONDAY, feeds=LOOPBACK, clock=SandboxClock, rates=False, kind=Town, on=SQLITE, **settings
):
    """Everything started on loopback, and stopped at the end; `clock` makes one that stands at a moment, and
    `on` is its kind of database.

    As in Slack, nothing can be typed to the app: the manifest says so.

    With `rates`, Slack takes as many calls in a minute as its tiers say, and the bot keeps to its pace.
    """
    _, databases = _databases()
    async with (
        databases.opened(on) as (url, db),
        _town(url, db, clock(at), feeds, rates, settings, kind) as started,
    ):
        yield started


@asynccontextmanager
async def _town(database_url, db, clock, feeds, rates, changed, kind):
    sandbox = Sandbox(deepcopy(_manifest()), clock=clock, wall=system_clock, seed=7)
    sandbox.rates.strict = rates
    limits = SLACK_LIMITS if rates else NO_LIMITS
    async with sandbox.serve():
        channel = sandbox.add_channel("mentoring", members=[])
        settings = replace(settings_for(sandbox, key=KEY, database_url=database_url), **changed)
        async with running(
            settings,
            clock=sandbox.clock.now,
            rng=random.Random(7),
            start_jobs=False,
            feeds=feeds,
            db=db,
            limits=limits,
        ) as bot:
            sandbox.request_url = f"{bot.address}/slack/events"
            timeline = Timeline(sandbox)
            keep_in_step(timeline, bot)
            yield kind(sandbox, bot, channel, timeline)
