"""An event is handled once and lost never: its id is taken back when its handling fails."""

import asyncio
import random
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.app import running
from bot.clock import system_clock
from bot.demo.keeping_step import settings_for
from bot.domain.people import Person
from bot.sandbox.clock import SandboxClock
from bot.sandbox.faults import How
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.towards_app import payloads
from bot.slack.manifest import read_manifest
from bot.slack.repeats import WORK_WITHIN
from bot.usecases.installation.events import LEASE
from tests.databases import KEY, SQLITE
from tests.journeys.test_outages import read_only
from tests.town import MONDAY

MINUTE = timedelta(minutes=1)
SUBSCRIBED = read_manifest()["settings"]["event_subscriptions"]["bot_events"]
# What the handling of each needs.
TABLES = {
    "app_home_opened": "program",
    "user_profile_changed": "person",
    "app_uninstalled": "installation",
    "tokens_revoked": "installation",
}


class Hospital:
    """A bot on the database of the test, and somebody whom it knows."""

    def __init__(self, sandbox, bot, db):
        self.sandbox, self.bot, self.db = sandbox, bot, db
        self.nia = sandbox.actor(sandbox.add_person("Nia Nurse", tz="Europe/London"))

    def send(self, kind):
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.sandbox.bot_user_id]}}
        if kind in ("app_uninstalled", "tokens_revoked"):
            self.sandbox.tokens.revoked = True
        match kind:
            case "app_home_opened":
                return self.nia.open_home()
            case "user_profile_changed":
                return self.sandbox.change_person(self.nia.person, tz="Asia/Tokyo")
            case "tokens_revoked":
                return self.sandbox.send_event(revoked)
        return self.sandbox.send_event({"type": kind})

    async def is_handled(self, kind):
        async with self.db.transaction() as repos:
            match kind:
                case "app_home_opened":
                    return self.nia.person.id in self.sandbox.workspace.homes
                case "user_profile_changed":
                    return (
                        await repos.people.get(self.sandbox.team_id, self.nia.person.id)
                    ).tz == "Asia/Tokyo"
            return await repos.installations.find(self.sandbox.team_id) is None

    def deliveries(self, kind):
        return [one for one in self.sandbox.wire if one.direction == "to_app" and one.what == kind]

    async def event(self, payload, retry=0):
        return await self.sandbox.delivery.event(payload, retry=retry, reason="http_timeout")


@pytest.fixture
async def hospital(db):
    sandbox = Sandbox(read_manifest(), clock=SandboxClock(MONDAY), wall=system_clock, seed=7)
    async with sandbox.serve():
        settings = settings_for(sandbox, key=KEY, database_url="sqlite://")
        async with running(
            settings, clock=sandbox.clock.now, rng=random.Random(7), start_jobs=False, db=db
        ) as bot:
            sandbox.request_url = f"{bot.address}/slack/events"
            hospital = Hospital(sandbox, bot, db)
            async with db.transaction() as repos:
                await repos.people.save(Person(sandbox.team_id, hospital.nia.person.id, tz="Europe/London"))
            yield hospital


@asynccontextmanager
async def without(db, table):
    """The work begins, and fails on the way."""
    await _rename(db, table, "away")
    yield
    await _rename(db, "away", table)


async def _rename(db, table, name):
    async with db._engine.begin() as connection:
        await connection.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


@pytest.mark.parametrize("kind_of_event", SUBSCRIBED)
@pytest.mark.parametrize("fault", ["in the middle", "read-only"])
async def test_an_event_whose_handling_fails_is_handled_when_slack_sends_it_again(
    hospital, kind_of_event, fault
):
    refusing = read_only(hospital.db) if fault == "read-only" else without(hospital.db, TABLES[kind_of_event])
    async with refusing:
        reply = await hospital.send(kind_of_event)
        # Slack tries again at once, and then after a minute.
        await hospital.sandbox.until(lambda: len(hospital.deliveries(kind_of_event)) == 2)
    assert not reply.acked

    hospital.sandbox.clock.advance(MINUTE)
    await hospital.sandbox.until(lambda: hospital.deliveries(kind_of_event)[-1].status == 200)

    assert await hospital.is_handled(kind_of_event)


@pytest.mark.parametrize("kind_of_event", SUBSCRIBED)
async def test_an_event_that_comes_again_is_acknowledged_and_goes_no_further(hospital, kind_of_event):
    assert (await hospital.send(kind_of_event)).acked
    [first] = hospital.deliveries(kind_of_event)
    assert await hospital.is_handled(kind_of_event)

    # Whether a changed person is news is asked each time, before anything else.
    missing = "seen_event" if kind_of_event == "user_profile_changed" else TABLES[kind_of_event]
    async with without(hospital.db, missing):
        assert (await hospital.event(first.request, retry=1)).acked


def home_opened(hospital):
    opened = payloads.app_home_opened(hospital.sandbox.workspace, hospital.nia.person, "home")
    return {"type": "event_callback", "event_id": "Ev1", "team_id": hospital.sandbox.team_id, "event": opened}


@pytest.fixture
def shown(hospital, monkeypatch):
    """How often Home was shown. Its event is at work for as long as that takes."""
    monkeypatch.setattr("bot.handlers.home.home.SHOWN_WITHIN", MINUTE)
    return lambda: len(hospital.sandbox.calls("views.publish"))


async def test_a_repeat_while_the_first_is_at_work_does_nothing_and_is_not_acknowledged(hospital, shown):
    """Nobody knows yet whether the first succeeds; once it has, the next repeat is acknowledged."""
    event = home_opened(hospital)
    slow = hospital.sandbox.fail("users.info", How.SLOW)
    first = hospital.bot.background
    first.start(hospital.event(event))
    await slow.arrived.wait()

    assert (await hospital.event(event, retry=1)).status == 503
    slow.release.set()
    await first.drain()

    assert (await hospital.event(event, retry=2)).acked
    assert shown() == 1


async def test_what_a_killed_process_had_begun_is_begun_again_a_minute_later(hospital, shown):
    event = home_opened(hospital)
    async with hospital.db.transaction() as repos:
        begun = hospital.sandbox.clock.now()
        await repos.events.begin(event["event_id"], begun, until=begun + LEASE)

    assert not (await hospital.event(event, retry=1)).acked
    hospital.sandbox.clock.advance(MINUTE)

    assert (await hospital.event(event, retry=2)).acked
    assert shown() == 1


def test_an_event_is_given_up_before_it_is_free_and_free_before_slack_asks_for_the_second_time():
    assert WORK_WITHIN < LEASE < MINUTE


@pytest.mark.parametrize("kind", [SQLITE])
async def test_what_takes_too_long_is_given_up_before_somebody_else_may_begin(hospital, shown, monkeypatch):
    monkeypatch.setattr("bot.slack.repeats.WORK_WITHIN", timedelta(seconds=0.05))
    hospital.sandbox.fail("users.info", How.SLOW)

    assert (await hospital.event(home_opened(hospital))).status == 503
    hospital.sandbox.heal()
    monkeypatch.undo()

    assert (await hospital.event(home_opened(hospital), retry=1)).acked
    assert shown() == 1


@pytest.mark.parametrize("kind", [SQLITE])
async def test_what_slack_could_not_do_is_tried_again_with_its_next_try(hospital, shown):
    hospital.sandbox.fail("views.publish", How.HTTP_500)

    assert not (await hospital.event(home_opened(hospital))).acked
    assert (await hospital.event(home_opened(hospital), retry=1)).acked
    assert hospital.nia.person.id in hospital.sandbox.workspace.homes


@pytest.mark.parametrize("kind", [SQLITE])
async def test_what_slack_refuses_for_good_is_not_asked_for_again(hospital, shown):
    hospital.sandbox.scopes -= {"users:read"}

    assert (await hospital.event(home_opened(hospital))).acked
    assert shown() == 0


@pytest.mark.parametrize("kind", [SQLITE])
@pytest.mark.parametrize("kind_of_event", ["app_uninstalled", "tokens_revoked"])
async def test_slack_has_its_answer_to_an_uninstall_though_it_takes_its_time_over_the_token(
    hospital, kind_of_event
):
    slow = hospital.sandbox.fail("auth.test", How.SLOW)

    async with asyncio.timeout(3):
        assert not (await hospital.send(kind_of_event)).acked
    slow.release.set()
    await hospital.bot.background.drain()
    assert await hospital.is_handled(kind_of_event)

    await hospital.sandbox.until(lambda: hospital.deliveries(kind_of_event)[-1].status == 200)


@pytest.mark.parametrize("kind", [SQLITE])
async def test_slack_has_its_acknowledgement_though_it_is_slow_itself(hospital, shown, monkeypatch):
    monkeypatch.setattr("bot.handlers.home.home.SHOWN_WITHIN", timedelta(0))
    slow = hospital.sandbox.fail("users.info", How.SLOW)

    assert (await hospital.event(home_opened(hospital))).acked
    assert shown() == 0

    slow.release.set()
    await hospital.bot.background.drain()
    assert shown() == 1
