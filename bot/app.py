"""The composition root: the one place that knows every part; starts them in order, ends them in reverse."""

import logging
import random
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from aiohttp import web
from slack_bolt.async_app import AsyncApp

from bot.background import Background
from bot.clock import Clock, system_clock
from bot.config import Settings, SlackMode
from bot.content.library import load_content
from bot.delivery.sender import Sender
from bot.deps import Deps
from bot.domain.disclosure.noise import Chance, Seeded
from bot.domain.people import Installation
from bot.errors import UserFacingError
from bot.fetching import PUBLIC_HTTPS, Rules
from bot.handlers import register_all
from bot.handlers.directory.slack_people import is_news
from bot.handlers.home.homepage import keep_fresh, show_home_again
from bot.handlers.unknown_workspaces import turning_away
from bot.jobs import (
    FreezeNumbers,
    KeepHomesFresh,
    KeepWaves,
    LookAtInstallations,
    LookUpPeople,
    ReadDirectoryFeed,
    RefreshRosters,
    ShowHomesAgain,
    TakeBackLists,
    keep_house,
    tick_in_time,
)
from bot.nudges import all_kinds
from bot.rosters.links import Feeds
from bot.site import Site
from bot.slack.authorize import UNKNOWN_WORKSPACE, authorize_from
from bot.slack.errors import SlackAway, SlackProblem, passes_by_itself
from bot.slack.explain import explain
from bot.slack.gateway import Identity, SlackGateway, slack_session
from bot.slack.heard import Heard
from bot.slack.installations import FindInstallation, Installations
from bot.slack.pacing import NO_LIMITS, SLACK_LIMITS, Limit, Pace
from bot.slack.people.names import Names
from bot.slack.repeats import OnceAnEvent
from bot.slack.requests import LARGEST_BODY, slack_endpoint
from bot.slack.socket import SocketLine, socket_line
from bot.slack.uninstall import listen_for_uninstalls
from bot.storage.alone import alone_on
from bot.storage.database import Database
from bot.storage.opening import opened
from bot.storage.probe import Probe
from bot.ticking import Job, ticking
from bot.usecases.directory.feed import Feed
from bot.usecases.installation.events import EventBook
from bot.usecases.installation.installing import install
from bot.usecases.installation.keys import require_readable_keys
from bot.usecases.installation.uninstalling import delete_taken_out, follow_uninstall
from bot.web.health import Check, health
from bot.web.serving import serving
from bot.web.waiting import until_slack_answers

logger = logging.getLogger(__name__)

TICK_EVERY = timedelta(seconds=15)
HOMES_EVERY = timedelta(seconds=20)
FRESH_EVERY = timedelta(minutes=2)
HOUSE_EVERY = timedelta(hours=6)
FEED_EVERY = timedelta(hours=4)
ROSTERS_EVERY = timedelta(minutes=5)
# They are frozen on Monday mornings; this is how soon after the hour, or after a start.
NUMBERS_EVERY = timedelta(minutes=30)
# Waves open once a day, and are counted an hour after they have closed; a period of its own each.
WAVES_EVERY = timedelta(minutes=31)
LOOK_EVERY = timedelta(days=1)
# Files go a day after they were fetched; this is how soon after that.
LISTS_EVERY = timedelta(minutes=14)
# Everybody is looked up once a day all the same; this is how soon it goes on after a restart or an outage.
PEOPLE_EVERY = timedelta(hours=1)
# With intake and jobs ended before it, the whole stop stays below ten seconds.
BACKGROUND_WITHIN = timedelta(seconds=2)
PENDING = "The database needs {count} migration(s) first. Run `lamplight migrate`, then start again."


@dataclass(frozen=True, slots=True)
class Bot:
    """A running bot; at `address` are /healthz and, unless it uses Socket Mode, /slack/events."""

    deps: Deps
    workspace_id: str
    address: str

    @property
    def background(self) -> Background:
        return self.deps.background


@asynccontextmanager
async def running(
    settings: Settings,
    *,
    clock: Clock = system_clock,
    wall: Clock = system_clock,
    rng: random.Random | None = None,
    start_jobs: bool = True,
    feeds: Rules = PUBLIC_HTTPS,
    db: Database | None = None,
    limits: Mapping[str, Limit] | None = None,
) -> AsyncIterator[Bot]:
    """`clock` is the time the bot lives in; `wall` what signatures and the scheduler go by; `feeds` where
    rosters may be read and `limits` how fast Slack may be asked, which only a demo or a test has cause to
    change. A `db` that is open already, and up to date, stays open.

    Raises UserFacingError.
    """
    async with AsyncExitStack() as stack:
        if db is None:
            stack.enter_context(alone_on(settings.database_url))
            db = await stack.enter_async_context(database(settings))
        session = await stack.enter_async_context(slack_session(settings.slack_api_url))
        installations = Installations(_finder(db), clock=clock)
        slack = SlackGateway(
            session, base_url=settings.slack_api_url, token_for=installations.token, clock=clock
        )
        started = clock()
        chance: Chance = secrets if rng is None else Seeded(rng)
        await delete_taken_out(db, now=started)
        await require_readable_keys(db)
        identity = await _installed(settings, db, slack, now=started)
        rng = rng or random.SystemRandom()
        pace = _pace(slack, limits)
        deps = _deps(db, slack, settings, clock=clock, wall=wall, rng=rng, feeds=feeds, pace=pace)
        stack.callback(deps.feeds.close)
        stack.callback(deps.press.close)
        stack.push_async_callback(deps.background.drain, BACKGROUND_WITHIN)
        heard = Heard(wall)
        app = _bolt_app(settings, deps, installations, heard=heard)
        counts: Counter[str] = Counter()
        if start_jobs:
            jobs = _jobs(settings, deps, identity.workspace_id, wall=wall, rng=rng, chance=chance)
            await stack.enter_async_context(ticking(jobs, wall=wall, counts=counts))
            stack.callback(deps.sender.stop)
        intake = _intake(settings, app, deps, wall=wall, counts=counts, heard=heard)
        address = await stack.enter_async_context(intake)
        if slack.is_local:
            deps.site.found_at(address)
        yield Bot(deps=deps, workspace_id=identity.workspace_id, address=address)


@asynccontextmanager
async def database(settings: Settings) -> AsyncIterator[Database]:
    """Open, with its tables up to date: SQLite brings itself there, for PostgreSQL somebody decides when.

    A bot holds the file beforehand, as its own; a command may use it beside one.
    """
    async with opened(settings) as db:
        await _bring_up_to_date(db, settings)
        yield db


async def _bring_up_to_date(db: Database, settings: Settings) -> None:
    if settings.brings_database_up_to_date:
        await db.migrate()
    elif pending := await db.pending_migrations():
        raise UserFacingError(PENDING.format(count=len(pending)))


async def _installed(settings: Settings, db: Database, slack: SlackGateway, *, now: datetime) -> Identity:
    def begin() -> Awaitable[Identity]:
        return install(db, slack, token=settings.bot_token, now=now)

    return await until_slack_answers(begin, host=settings.host, port=settings.port)


def _finder(db: Database) -> FindInstallation:
    async def find(workspace_id: str) -> Installation | None:
        async with db.reading() as repos:
            return await repos.installations.find(workspace_id)

    return find


def _deps(
    db: Database,
    slack: SlackGateway,
    settings: Settings,
    *,
    clock: Clock,
    wall: Clock,
    rng: random.Random,
    feeds: Rules,
    pace: Pace,
) -> Deps:
    content = load_content()
    return Deps(
        db=db,
        clock=clock,
        content=content,
        slack=slack,
        sender=Sender(db=db, slack=slack, content=content, kinds=all_kinds(), pace=pace),
        background=Background(),
        new_id=lambda: UUID(int=rng.getrandbits(128), version=4).hex,
        feeds=Feeds(feeds if feeds.ports is None else replace(feeds, ports=settings.feed_ports)),
        guests_may_join=settings.guests_may_join,
        names=Names(slack, clock=wall),
        site=Site(settings.public_url),
        wall=wall,
    )


def _pace(slack: SlackGateway, limits: Mapping[str, Limit] | None) -> Pace:
    """A workspace on this machine has no limits unless given, and a clock that can be moved."""
    usual = NO_LIMITS if slack.is_local else SLACK_LIMITS
    return Pace(usual if limits is None else limits)


def _bolt_app(settings: Settings, deps: Deps, installations: Installations, *, heard: Heard) -> AsyncApp:
    async def taken_out(workspace_id: str, happened_at: datetime, *, by_token: bool) -> bool:
        is_settled = await follow_uninstall(
            deps.db,
            deps.slack,
            workspace_id=workspace_id,
            happened_at=happened_at,
            now=deps.clock(),
            by_token=by_token,
        )
        installations.forget(workspace_id)
        deps.names.forget(workspace_id)
        return is_settled

    async def news(workspace_id: str, event: Mapping[str, Any]) -> bool:
        return await is_news(workspace_id, event, deps)

    app = OnceAnEvent(
        EventBook(deps.db, clock=deps.clock),
        deps.background,
        heard=heard,
        is_news=news,
        name="lamplight",
        # Without it Bolt's loggers take the root's level, and at INFO they write whole requests.
        logger=logging.getLogger("slack_bolt"),
        client=deps.slack.web_client(),
        signing_secret=settings.signing_secret,
        request_verification_enabled=settings.slack_mode is SlackMode.HTTP,
        before_authorize=turning_away(installations, deps),
        authorize=authorize_from(installations),
        user_facing_authorize_error_message=UNKNOWN_WORKSPACE,
    )
    listen_for_uninstalls(app, deps.background, taken_out=taken_out)
    register_all(app, deps)
    return app


def _jobs(
    settings: Settings, deps: Deps, workspace_id: str, *, wall: Clock, rng: random.Random, chance: Chance
) -> dict[timedelta, Job]:
    jobs: dict[timedelta, Job] = {
        TICK_EVERY: lambda: tick_in_time(deps),
        HOUSE_EVERY: lambda: keep_house(deps),
        ROSTERS_EVERY: RefreshRosters(deps, rng=rng),
        NUMBERS_EVERY: FreezeNumbers(deps, chance=chance),
        WAVES_EVERY: KeepWaves(deps, chance=chance),
        LISTS_EVERY: TakeBackLists(deps),
        PEOPLE_EVERY: LookUpPeople(deps),
        FRESH_EVERY: KeepHomesFresh(deps, keep_fresh),
        HOMES_EVERY: ShowHomesAgain(deps, show_home_again),
        LOOK_EVERY: LookAtInstallations(deps, workspace_id=workspace_id, token=settings.bot_token),
    }
    if settings.directory_feed and settings.directory_mapping:
        feed = Feed(settings.directory_feed, settings.directory_mapping)
        jobs[FEED_EVERY] = ReadDirectoryFeed(deps, feed, workspace_id=workspace_id, wall=wall)
    return jobs


@asynccontextmanager
async def _intake(
    settings: Settings, app: AsyncApp, deps: Deps, *, wall: Clock, counts: Mapping[str, int], heard: Heard
) -> AsyncIterator[str]:
    """Whatever lets Slack in, and the probe. Yields the address."""
    pages = web.Application(client_max_size=LARGEST_BODY)
    checks: dict[str, Check] = {"database": Probe(deps.db, clock=deps.clock)}
    async with AsyncExitStack() as stack:
        if settings.slack_mode is SlackMode.SOCKET:
            checks["slack"] = (await _connected(stack, settings, app, deps.slack)).is_connected
        else:
            secret = settings.signing_secret
            endpoint = slack_endpoint(app, signing_secret=secret, wall=wall, heard=heard)
            pages.router.add_post("/slack/events", endpoint)
        pages.router.add_get("/healthz", health(checks, counts=counts, heard=heard.hours))
        if deps.site.is_known or deps.slack.is_local:
            # Templates take a while to load, and a bot without a dashboard needs none.
            from bot.web.dashboard import add_dashboard

            deps.slack.tell_of_users(deps.names.learn)
            stack.push_async_callback(deps.names.close)
            add_dashboard(pages, deps)
        yield await stack.enter_async_context(serving(pages, host=settings.host, port=settings.port))


async def _connected(
    stack: AsyncExitStack, settings: Settings, app: AsyncApp, slack: SlackGateway
) -> SocketLine:
    async def begin() -> SocketLine:
        try:
            return await stack.enter_async_context(socket_line(app, slack, app_token=settings.app_token))
        except SlackProblem as problem:
            kind = SlackAway if passes_by_itself(problem) else UserFacingError
            raise kind(explain(problem, setting="SLACK_APP_TOKEN")) from problem

    return await until_slack_answers(begin, host=settings.host, port=settings.port)
