"""Rosters are read twice a day; one that can't be read stays as it was, and its person is told once."""

import random
from datetime import timedelta

import pytest

from bot.domain.availability import ShiftKind
from bot.jobs import RefreshRosters
from bot.usecases.rosters.refreshing import RostersRead
from tests.rosters.calendars import calendar, event
from tests.rosters.serving import SECRET, calendar_link
from tests.town import MONDAY, small_town

DAY = timedelta(days=1)
NIGHT = event("20260303T190000", "20260304T073000", "Night")
EARLY = event("20260305T070000", "20260305T150000", "Early", uid="2")


@pytest.fixture
async def link():
    async with calendar_link() as made:
        made.text = calendar(NIGHT)
        yield made


@pytest.fixture
async def hospital(link):
    async with small_town() as made:
        await made.new_program(made.person("Mona Manager", is_admin=True))
        nia = made.person("Nia Nurse")
        await made.join(nia)
        await made.do(nia.command("/mentor", "roster"))
        await nia.choose(nia.modal, "roster_link", link.address)
        await made.do(nia.submit())
        await nia.close(everything=True)
        yield made


async def source_of(hospital):
    async with hospital.deps.db.transaction() as repos:
        return await repos.rosters.find(hospital.workspace_id, hospital.person("Nia Nurse").person.id)


async def shifts_of(hospital):
    nia = hospital.person("Nia Nurse").person.id
    async with hospital.deps.db.transaction() as repos:
        found = await repos.shifts.list_between(hospital.workspace_id, [nia], MONDAY - DAY, MONDAY + 60 * DAY)
    return [one.kind for one in found.get(nia, ())]


def told(hospital):
    nia = hospital.person("Nia Nurse")
    return [one for one in nia.messages(nia.dm) if "read your roster" in one.text]


async def test_what_changed_in_the_feed_is_known_after_the_next_reading(hospital, link):
    asked = link.asked
    job = RefreshRosters(hospital.deps, rng=random.Random(1))
    assert await job() == RostersRead()
    link.text = calendar(NIGHT, EARLY)
    await hospital.let_pass(DAY)
    assert await shifts_of(hospital) == [ShiftKind.NIGHT, ShiftKind.DAY]
    assert 1 <= link.asked - asked <= 3


async def test_what_has_not_changed_on_a_day_is_not_given_again_and_counts_as_read(hospital, link):
    link.names = {"ETag": '"1"'}
    job = RefreshRosters(hospital.deps, rng=random.Random(1))
    hospital.sandbox.clock.advance(timedelta(hours=15))
    assert await job() == RostersRead(read=1)
    before = await source_of(hospital)
    given = link.given
    link.text = None
    hospital.sandbox.clock.advance(timedelta(hours=1))
    await make_due(hospital)
    assert await job() == RostersRead(failed=1)
    link.text = calendar(NIGHT)
    await make_due(hospital)
    assert await job() == RostersRead(read=1)
    after = await source_of(hospital)
    assert (after.read_at, after.failures, link.given) == (hospital.deps.clock(), 0, given)
    assert (after.known_from, after.known_until) == (before.known_from, before.known_until)
    assert await shifts_of(hospital) == [ShiftKind.NIGHT]


async def make_due(hospital):
    one = await source_of(hospital)
    async with hospital.deps.db.transaction() as repos:
        await repos.rosters.put_off(one.workspace_id, one.user_id, hospital.deps.clock())


async def test_readings_are_spread_around_half_a_day(hospital, link):
    hospital.sandbox.clock.advance(13 * DAY / 24)
    now = hospital.deps.clock()
    assert await RefreshRosters(hospital.deps, rng=random.Random(1))() == RostersRead(read=1)
    first = (await source_of(hospital)).next_refresh_at - now
    hospital.sandbox.clock.advance(14 * DAY / 24)
    now = hospital.deps.clock()
    assert await RefreshRosters(hospital.deps, rng=random.Random(2))() == RostersRead(read=1)
    second = (await source_of(hospital)).next_refresh_at - now
    assert first != second
    assert all(timedelta(hours=10.5) < one < timedelta(hours=13.5) for one in (first, second))


async def test_an_unreachable_feed_keeps_the_last_known_and_says_so_once(hospital, link, caplog):
    link.text = None
    await hospital.let_pass(9 * DAY)
    assert await shifts_of(hospital) == [ShiftKind.NIGHT]
    assert len(told(hospital)) == 1
    assert (await source_of(hospital)).is_failing
    link.text = calendar(event("20260316T190000", "20260317T073000", "Night"))
    await hospital.let_pass(DAY)
    assert await shifts_of(hospital) == [ShiftKind.NIGHT]
    assert not (await source_of(hospital)).is_failing
    link.text = None
    await hospital.let_pass(7 * DAY)
    assert len(told(hospital)) == 2
    assert SECRET not in caplog.text


async def test_what_works_again_before_the_message_leaves_is_not_told(hospital, link):
    link.text = None
    job = RefreshRosters(hospital.deps, rng=random.Random(1))
    for _ in range(2):
        hospital.sandbox.clock.advance(14 * DAY / 24)
        await job()
    assert (await source_of(hospital)).outages == 1
    link.text = calendar(NIGHT)
    hospital.sandbox.clock.advance(14 * DAY / 24)
    assert await job() == RostersRead(read=1)
    await hospital.let_pass(5 * DAY)
    assert told(hospital) == []


async def test_a_roster_that_was_replaced_while_it_was_read_is_left_alone(hospital, link):
    before = await source_of(hospital)

    async def forget_it():
        async with hospital.deps.db.transaction() as repos:
            await repos.rosters.delete(hospital.workspace_id, before.user_id)

    link.before = forget_it
    hospital.sandbox.clock.advance(DAY)
    assert await RefreshRosters(hospital.deps, rng=random.Random(1))() == RostersRead(read=1)
    assert await source_of(hospital) is None
