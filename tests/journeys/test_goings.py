"""The app taken out, its token revoked and renewed, put in again, in any order.

Events are late, come twice, in another order, or never. Whatever happened: what cannot work is stopped once
it was heard of, nothing goes before seven days without the app are over, and in time all of it comes back.
"""

import random
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.app import Bot, running
from bot.clock import system_clock
from bot.config import SlackMode
from bot.demo.keeping_step import settings_for
from bot.domain.people import Person
from bot.errors import UserFacingError
from bot.jobs import LookAtInstallations, keep_house
from bot.sandbox.clock import SandboxClock
from bot.sandbox.sandbox import Sandbox
from bot.slack.manifest import SOCKET_MANIFEST, read_manifest
from bot.usecases.installation.uninstalling import GRACE, LATEST
from tests.databases import KEY, SQLITE
from tests.examples import examples, some
from tests.town import MONDAY

DAY = timedelta(days=1)
NIA = "UNIA"
PLACE = st.integers(0, 5)


class Hospital:
    """A workspace, a database, and the bot in one of its two modes, restarted by IT now and then."""

    def __init__(self, db, mode, stack):
        manifest = read_manifest(SOCKET_MANIFEST) if mode is SlackMode.SOCKET else read_manifest()
        self.sandbox = Sandbox(manifest, clock=SandboxClock(MONDAY), wall=system_clock, seed=7)
        self.db, self.mode, self.stack = db, mode, stack
        self.bot: Bot | None = None
        self.settings = settings_for(self.sandbox, key=KEY, database_url="sqlite://")
        self.running = AsyncExitStack()
        self.waiting, self.told = [], set()
        self.gone_at, self.has_heard, self.is_lost = None, False, False

    @property
    def now(self):
        return self.sandbox.clock.now()

    async def open(self):
        await self.stack.enter_async_context(self.sandbox.serve())
        async with self.db.transaction() as repos:
            await repos.workspaces.ensure(self.sandbox.team_id)
            await repos.people.save(Person(self.sandbox.team_id, NIA))
        await self.restart()

    async def close(self):
        await self.running.aclose()

    async def restart(self, *, token=None):
        """With the token that IT has put in. One that Slack does not take is no start."""
        await self.running.aclose()
        self.running = AsyncExitStack()
        known, served = self.settings.bot_token, settings_for(self.sandbox, key=KEY, database_url="sqlite://")
        self.settings = replace(served, slack_mode=self.mode, bot_token=token or known)
        started = running(
            self.settings, clock=lambda: self.now, rng=random.Random(7), start_jobs=False, db=self.db
        )
        try:
            bot = self.bot = await self.running.enter_async_context(started)
            self.sandbox.request_url = f"{bot.address}/slack/events"
        except UserFacingError:
            self.bot = None
        self._heard()

    # what happens in Slack; what it tells waits

    async def remove(self):
        await self._goes(self.sandbox.installing.remove)

    async def revoke(self):
        await self._goes(self.sandbox.installing.revoke)

    async def _goes(self, happens):
        if self.sandbox.installing.is_in:
            with self.sandbox.events.held() as told:
                await happens()
            self.waiting += told

    async def renew(self):
        """A fresh token, which IT puts in at once; the old one's end is told afterwards."""
        if self.sandbox.installing.is_in:
            with self.sandbox.events.held() as told:
                token = await self.sandbox.installing.renew()
            self.waiting += told
            await self.restart(token=token)

    async def reinstall(self):
        if not self.sandbox.installing.is_in:
            await self.restart(token=self.sandbox.install_again())

    # what the bot hears and does

    async def deliver(self, number, *, twice=False):
        """One of those that wait, and again where it comes twice; the others may never come."""
        if self.waiting and self.bot:
            place = number % len(self.waiting)
            for retry in range(1 + twice):
                await self.sandbox.events.deliver(self.waiting[place], retry=retry)
            # What was handled already says nothing of what happened since.
            if place not in self.told:
                self.told.add(place)
                self._heard()

    async def look(self):
        """The daily one."""
        if self.bot:
            ws, token = self.sandbox.team_id, self.settings.bot_token
            await LookAtInstallations(self.bot.deps, workspace_id=ws, token=token)()
            self._heard()

    async def let_pass(self, days):
        self.sandbox.clock.advance(days * DAY)
        if self.bot:
            await keep_house(self.bot.deps)

    # laws

    @property
    def works(self):
        """The bot runs with a token that Slack takes."""
        is_current = self.settings.bot_token == self.sandbox.bot_token
        return self.bot is not None and self.sandbox.installing.is_in and is_current

    def _heard(self):
        self.has_heard = not self.works

    async def state(self):
        ws = self.sandbox.team_id
        async with self.db.transaction() as repos:
            installed = await repos.installations.find(ws)
            return installed, await repos.installations.taken_out_at(ws), await repos.people.find(ws, NIA)

    async def hold(self):
        installed, taken_out, nia = await self.state()
        assert installed is None or taken_out is None
        if nia is None and not self.is_lost:
            assert self.gone_at is not None
            assert self.now - self.gone_at >= GRACE - LATEST
            self.is_lost = True
        if self.works:
            assert installed
            assert installed.bot_token == self.sandbox.bot_token
            self.gone_at, self.has_heard = None, False
        if self.has_heard and self.bot:
            assert installed is None
        if not self.works and self.gone_at is None:
            self.gone_at = self.now


STEP: st.SearchStrategy[tuple[str, dict[str, Any]]] = st.one_of(
    st.sampled_from(["remove", "revoke", "renew", "reinstall", "look", "restart"]).map(
        lambda name: (name, {})
    ),
    st.tuples(
        st.just("deliver"), st.fixed_dictionaries({"number": st.integers(0, 5), "twice": st.booleans()})
    ),
    st.tuples(st.just("let_pass"), st.fixed_dictionaries({"days": st.integers(1, 4)})),
)


FIRST, LAST = (("deliver", {"number": place, "twice": False}) for place in (0, 1))
FOUR_DAYS = ("let_pass", {"days": 4})


def a_time(*names):
    return [(name, {}) if isinstance(name, str) else name for name in names]


@pytest.mark.parametrize("mode", some([SlackMode.HTTP, SlackMode.SOCKET], 1))
@example(steps=a_time("remove", LAST, FIRST, "reinstall", FIRST, LAST))
@example(steps=a_time("renew", FIRST))
@example(steps=a_time("revoke", "look", FOUR_DAYS, "reinstall", FOUR_DAYS))
@example(steps=a_time("remove", "reinstall", FOUR_DAYS, "remove", FIRST, FOUR_DAYS))
@example(steps=a_time("remove", "restart", FOUR_DAYS, FOUR_DAYS, "reinstall"))
@given(steps=st.lists(STEP, min_size=3, max_size=7))
@examples(60, every_commit=5)
async def test_whatever_the_order_nothing_goes_too_early_or_stays_too_long(databases, mode, steps):
    await _follow(databases, mode, steps)


async def test_so_it_is_in_socket_mode(databases):
    steps = a_time("remove", LAST, FIRST, "reinstall", FIRST, "renew", LAST)
    await _follow(databases, SlackMode.SOCKET, steps)


async def _follow(databases, mode, steps):
    async with AsyncExitStack() as stack:
        db = await stack.enter_async_context(databases.open(SQLITE))
        hospital = Hospital(db, mode, stack)
        try:
            await hospital.open()
            for name, values in steps:
                await getattr(hospital, name)(**values)
                await hospital.hold()
            await _comes_back(hospital)
        finally:
            await hospital.close()


async def _comes_back(hospital):
    """IT installs it again and restarts: with all that is kept."""
    await hospital.reinstall()
    await hospital.restart(token=hospital.sandbox.bot_token)
    for event in hospital.waiting:
        await hospital.sandbox.events.deliver(event, retry=3)
    await hospital.look()
    await hospital.hold()
    assert hospital.works
