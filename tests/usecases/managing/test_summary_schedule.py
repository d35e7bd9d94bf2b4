"""A summary that is posted by itself: who sets it, when it is planned, and what its page says of it."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.answers import InvalidAnswer
from bot.domain.delivery.outbox import DeliveryState
from bot.domain.managing.schedules import Every
from bot.domain.people import Installation, Person
from bot.domain.programs.states import ProgramState
from bot.errors import NotFound, NotNow, NotYours
from bot.usecases.managing.summary_schedule import (
    plan_summaries,
    read_schedule,
    save_schedule,
    stop_schedule,
)
from bot.usecases.privacy.forgetting import forget_person
from bot.usecases.programs.history import read_history
from bot.views.managing.schedule import Came
from tests.people import DAY, ELSEWHERE, EVE, MIA, MONDAY, NIA, OMAR, PROGRAM, TODAY, WS, enrolment, move_in

TUESDAY = TODAY + DAY
INSTALLED = Installation(WS, bot_user_id="UBOT", bot_id="B1", bot_token="xoxb-1")
TWO = replace(PROGRAM, managers=(MIA, OMAR), ends_on=None)


@pytest.fixture(autouse=True)
async def program(db):
    await move_in(db, TWO, Person(WS, OMAR), Person(WS, NIA, tz="Europe/London"), enrolment(NIA))
    async with db.transaction() as repos:
        await repos.installations.save(INSTALLED)


async def save(db, *, by=MIA, workspace=WS, now=MONDAY, starts_on=TUESDAY, every=Every.MONTH, channel="C1"):
    return await save_schedule(
        db,
        act=Act(workspace, by, now),
        program_id="P1",
        channel_id=channel,
        every=every,
        starts_on=starts_on,
    )


async def shown(db, content, now=MONDAY):
    return await read_schedule(db, act=Act(WS, MIA, now), program_id="P1", content=content)


async def posts(db):
    async with db.reading() as repos:
        return await repos.outbox.list_about(WS, "scheduled_summary", ["P1"])


async def settle(db, state, outcome=""):
    async with db.transaction() as repos:
        [row] = await repos.outbox.claim(MONDAY + 9 * DAY, 1, timedelta(minutes=2))
        await repos.outbox.finish(row, state, outcome=outcome, now=row.due_at)


@pytest.mark.parametrize(
    ("who", "error"),
    [({"by": EVE}, NotYours), ({"by": NIA}, NotYours), ({"workspace": ELSEWHERE}, NotFound)],
)
async def test_only_its_managers_set_and_stop_it(db, content, who, error):
    with pytest.raises(error):
        await save(db, **who)
    act = Act(who.get("workspace", WS), who.get("by", MIA), MONDAY)
    with pytest.raises(error):
        await stop_schedule(db, act=act, program_id="P1")
    with pytest.raises(error):
        await read_schedule(db, act=act, program_id="P1", content=content)


async def test_what_is_typed_is_held_against_the_rules(db):
    for wrong in ({"channel": ""}, {"starts_on": TODAY}, {"starts_on": None}):
        with pytest.raises(InvalidAnswer):
            await save(db, **wrong)


async def test_a_program_that_is_not_open_has_nothing_to_post(db):
    async with db.transaction() as repos:
        await repos.programs.save(replace(TWO, state=ProgramState.DRAFT))
    with pytest.raises(NotNow):
        await save(db)


async def test_the_last_one_wins_and_reads_what_stood(db, content):
    await save(db)
    saved = await save(db, by=OMAR, every=Every.QUARTER, channel="C2")
    assert (saved.stood.every, saved.stood.channel_id, saved.stood.set_by) == (Every.MONTH, "C1", MIA)
    standing = (await shown(db, content)).standing
    assert (standing.every, standing.channel_id, standing.set_by) == (Every.QUARTER, "C2", OMAR)


async def test_two_managers_at_once_leave_one_schedule_and_one_of_them_reads_it(db, content):
    found = await asyncio.gather(save(db), save(db, by=OMAR, every=Every.QUARTER))
    stood = [one.stood for one in found]
    assert sum(one is not None for one in stood) == 1
    [last] = [one.schedule for one in found if one.stood]
    assert (await shown(db, content)).standing == last


async def test_saving_the_same_again_is_no_new_version(db):
    await save(db)
    assert (await save(db)).stood is None
    history = await read_history(db, workspace_id=WS, program_id="P1", by=MIA)
    assert [one.lines for one in history.versions] == [("Summary: posted every month",)]


async def test_stopping_is_in_the_history_and_a_second_time_says_that_it_was(db):
    await save(db)
    await plan_summaries(db, now=MONDAY)
    act = Act(WS, OMAR, MONDAY)
    assert [(await stop_schedule(db, act=act, program_id="P1"))[1] for _ in range(2)] == [True, False]
    assert await posts(db) == []
    history = await read_history(db, workspace_id=WS, program_id="P1", by=MIA)
    assert [(one.by, one.lines) for one in history.versions] == [
        (OMAR, ("Summary: no longer posted regularly",)),
        (MIA, ("Summary: posted every month",)),
    ]


async def test_a_post_is_planned_a_day_ahead_once_for_ten_by_the_clock_of_most(db):
    await save(db, starts_on=TODAY + 2 * DAY)
    await plan_summaries(db, now=MONDAY)
    assert await posts(db) == []
    for hours in (24, 30, 36, 48):
        await plan_summaries(db, now=MONDAY + timedelta(hours=hours))
    [row] = await posts(db)
    assert (row.due_at, row.recipient) == (datetime(2026, 3, 4, 10, tzinfo=UTC), "C1")
    assert row.expires_at == datetime(2026, 3, 4, 17, tzinfo=UTC)


async def test_it_goes_on_month_after_month_over_the_clock_change_and_the_weekend(db):
    await save(db, starts_on=date(2026, 3, 28))
    now, last = MONDAY, datetime(2026, 6, 30, 12, tzinfo=UTC)
    while now < last:
        await plan_summaries(db, now=now)
        now += timedelta(hours=6)
    # The 28th of March and of June are at a weekend; in summer ten is nine in UTC.
    assert sorted(row.due_at for row in await posts(db)) == [
        datetime(2026, 3, 30, 9, tzinfo=UTC),
        datetime(2026, 4, 28, 9, tzinfo=UTC),
        datetime(2026, 5, 28, 9, tzinfo=UTC),
        datetime(2026, 6, 29, 9, tzinfo=UTC),
    ]


async def test_after_an_outage_one_is_posted_for_all_that_were_missed(db, content):
    await save(db, every=Every.FOUR_WEEKS)
    late = datetime(2026, 8, 5, 18, tzinfo=UTC)
    await plan_summaries(db, now=late)
    await plan_summaries(db, now=late)
    [row] = await posts(db)
    assert row.due_at == datetime(2026, 8, 6, 9, tzinfo=UTC)
    assert (await shown(db, content, now=late)).standing.next_on == date(2026, 8, 18)


async def test_two_replicas_plan_one_post(db):
    await save(db)
    await asyncio.gather(*(plan_summaries(db, now=MONDAY) for _ in range(4)))
    assert len(await posts(db)) == 1


async def test_a_change_takes_back_what_was_planned_for_another_channel(db):
    await save(db)
    await plan_summaries(db, now=MONDAY)
    await save(db, channel="C2")
    await plan_summaries(db, now=MONDAY)
    assert [row.recipient for row in await posts(db)] == ["C2"]


@pytest.mark.parametrize(
    ("state", "outcome", "came"),
    [
        (DeliveryState.SENT, "sent", Came.POSTED),
        (DeliveryState.DROPPED, "no longer true", Came.NOTHING_TO_SHOW),
        (DeliveryState.DROPPED, "too late to be of use", Came.NOT_IN_TIME),
        (DeliveryState.FAILED, "not_in_channel", Came.NOT_POSTED),
    ],
)
async def test_the_page_knows_what_came_of_the_last_one(db, content, state, outcome, came):
    await save(db)
    await plan_summaries(db, now=MONDAY)
    assert (await shown(db, content)).last is None
    await settle(db, state, outcome)
    found = await shown(db, content, now=MONDAY + 9 * DAY)
    assert (found.last, found.came) == (TUESDAY, came)
    await save(db, by=OMAR, now=MONDAY + 9 * DAY, starts_on=TUESDAY + 14 * DAY)
    assert (await shown(db, content, now=MONDAY + 9 * DAY)).last is None


async def test_whose_setter_manages_no_more_is_nobodys_until_another_sets_it(db, content):
    await save(db)
    async with db.transaction() as repos:
        program = await repos.programs.get(WS, "P1")
        await repos.programs.save(replace(program, managers=(OMAR,)))
    act = Act(WS, OMAR, MONDAY)
    assert (await read_schedule(db, act=act, program_id="P1", content=content)).is_nobodys
    await save(db, by=OMAR)
    assert not (await read_schedule(db, act=act, program_id="P1", content=content)).is_nobodys


async def test_who_had_themselves_deleted_is_not_named_by_it(db, content):
    await save(db, by=OMAR)
    await forget_person(db, act=Act(WS, OMAR, MONDAY))
    found = await shown(db, content)
    assert found.standing.set_by == ""
    assert found.is_nobodys
