"""Whatever strangers put into a calendar, everybody else's roster is read."""

import asyncio
import random
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote, urljoin

import pytest

from bot.confined.pool import Limits
from bot.demo.rosters import LOOPBACK
from bot.domain.rosters import RosterKind, RosterSource, Understood
from bot.errors import UserFacingError
from bot.jobs import RefreshRosters
from bot.rosters.links import Feeds, Patience, Reader
from bot.usecases.rosters.refreshing import RostersRead
from tests.rosters.calendars import LONDON, calendar, event, words
from tests.rosters.hostile_calendars import HOSTILE
from tests.rosters.serving import calendar_link
from tests.town import town

NIGHT = event("20260303T190000", "20260304T073000", "Night")
ENDLESS = HOSTILE["thousands of series"]
SHORT = Patience(
    quick=Limits(cpu_seconds=1, within=timedelta(seconds=1)),
    slow=Limits(cpu_seconds=1, within=timedelta(seconds=1)),
)
HEALTHY = 10


@pytest.fixture
async def link():
    async with calendar_link() as made:
        made.text = calendar(NIGHT)
        yield made


@pytest.fixture
async def feeds():
    made = Feeds(LOOPBACK, patience=SHORT)
    yield made
    made.close()


@pytest.fixture
async def hospital():
    async with town() as made:
        await made.new_program(made.person("Mona Manager", is_admin=True))
        yield made


async def give_roster(hospital, name, link):
    """A colleague whose roster is due, at a link that ends in their name."""
    person = hospital.person(name)
    await hospital.join(person)
    now, address = hospital.deps.clock(), urljoin(link.address, quote(name))
    source = RosterSource(hospital.workspace_id, person.person.id, RosterKind.FEED, now, now, link=address)
    async with hospital.deps.db.transaction() as repos:
        await repos.rosters.save(source)


async def source_of(hospital, name):
    async with hospital.deps.db.transaction() as repos:
        return await repos.rosters.find(hospital.workspace_id, hospital.person(name).person.id)


def refreshing(hospital, feeds):
    return RefreshRosters(replace(hospital.deps, feeds=feeds), rng=random.Random(1))


async def outcome(feeds, link, shape, now):
    """What was understood, or the sentence of why not."""
    link.texts[f"/{shape}"] = HOSTILE[shape]
    reader = Reader(LONDON, {}, words(), now)
    try:
        return await feeds.read(urljoin(link.address, quote(shape)), whose=("T1", shape), reader=reader)
    except UserFacingError as refused:
        return str(refused)


async def test_every_hostile_shape_ends_while_everybody_elses_roster_is_read(hospital, link, feeds, caplog):
    names = [f"Healthy {number}" for number in range(HEALTHY)]
    for name in names:
        await give_roster(hospital, name, link)
    now = hospital.deps.clock()
    read, *outcomes = await asyncio.gather(
        refreshing(hospital, feeds)(), *(outcome(feeds, link, shape, now) for shape in HOSTILE)
    )
    assert len(HOSTILE) >= 42
    assert read == RostersRead(read=HEALTHY)
    assert [(await source_of(hospital, name)).read_at for name in names] == [now] * HEALTHY
    for found in outcomes:
        assert isinstance(found, Understood) or found.endswith(".")
    assert "Traceback" not in caplog.text
    assert "could not be read" not in caplog.text


async def test_calendars_without_an_end_leave_the_job_time_for_the_others(hospital, link, feeds):
    bad = [f"Bad {number}" for number in range(4)]
    for name in bad:
        link.texts[f"/{name}"] = ENDLESS
        await give_roster(hospital, name, link)
    await give_roster(hospital, "Healthy", link)
    job = refreshing(hospital, feeds)
    # Three of them had their time, the fourth has it an hour later.
    assert await job() == RostersRead(read=1, failed=3)
    again = [(await source_of(hospital, name)).next_refresh_at - hospital.deps.clock() for name in bad]
    assert sum(one == timedelta(hours=1) for one in again) == 1
    hospital.sandbox.clock.advance(timedelta(hours=1))
    assert await job() == RostersRead(failed=1)
    assert [(await source_of(hospital, name)).failures for name in bad] == [1] * 4


async def test_one_that_was_given_up_is_read_when_it_is_better(hospital, link, feeds):
    link.texts["/Bad"] = ENDLESS
    await give_roster(hospital, "Bad", link)
    job = refreshing(hospital, feeds)
    assert await job() == RostersRead(failed=1)
    whose = (await source_of(hospital, "Bad")).whose
    assert feeds.is_slow(whose)
    link.texts.clear()
    hospital.sandbox.clock.advance(timedelta(hours=14))
    assert await job() == RostersRead(read=1)
    assert not feeds.is_slow(whose)
