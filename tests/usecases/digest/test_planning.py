"""Monday lists: a row for each manager, once, where they are; and what leaves of them."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.care.leads import LeadAnswer, LeadSays, SignOff
from bot.domain.delivery.outbox import DeliveryState
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.people import Installation, Person
from bot.domain.programs.states import ProgramState
from bot.usecases.digest.planning import KIND, plan_monday_lists
from bot.views.digest.monday_list import ON_LOCK_SCREEN, QUIET_ON_LOCK_SCREEN
from tests.databases import BOTH
from tests.delivery.houses import house_of
from tests.people import DAY, EVE, MIA, NIA, PROGRAM, WEEK, WS, enrolment, move_in

SUNDAY = datetime(2026, 3, 8, 12, tzinfo=UTC)
MORNING = datetime(2026, 3, 9, 10, tzinfo=UTC)
FIRST_OF_MONTH = datetime(2026, 4, 6, 9, tzinfo=UTC)
FAR = "America/New_York"
# Nothing waits in it by itself: its mentors have somebody to turn to.
LED = replace(PROGRAM, lead=MIA)


@pytest.fixture
async def house(db, content):
    async with house_of(db, content) as made:
        await move_in(db, LED)
        async with db.transaction() as repos:
            await repos.leads.save_answer(LeadAnswer(WS, MIA, LED.id, LeadSays.YES, SUNDAY.date()))
            await repos.leads.sign(SignOff(WS, LED.id, 1, content.signed_version, MIA, SUNDAY))
            await repos.installations.save(Installation(WS, "UBOT", "B1", made.sandbox.bot_token))
        yield made


async def asked_to_join(house, *, managers=(MIA,), **person):
    """Somebody has asked, and the managers are known by their zones."""
    program = replace(LED, managers=managers)
    await move_in(house.db, program, enrolment(NIA, state=EnrolmentState.APPLIED))
    async with house.db.transaction() as repos:
        await repos.people.save_many([Person(WS, one, **{"tz": "UTC", **person}) for one in managers])
    house.know(*managers)


async def plan(house, *, now=SUNDAY):
    return await plan_monday_lists(house.db, house.gateway, now=now)


async def week(house, *, start=SUNDAY, days=7):
    """When a list left in a week, looked at every half hour."""
    left = []
    for step in range(days * 48):
        now = start + step * timedelta(minutes=30)
        if await house.deliver(now):
            left.append(now)
    return left


def said(house):
    return [one.request["text"] for one in house.sandbox.calls("chat.postMessage")]


async def test_one_list_a_manager_and_monday_however_often_it_is_planned(house):
    await asked_to_join(house, managers=(MIA, EVE))
    assert await plan(house) == 2
    assert await plan(house, now=SUNDAY + DAY) == 0
    assert await plan(house, now=SUNDAY + 3 * DAY) == 0
    assert await plan(house, now=SUNDAY + WEEK) == 2
    assert {(one.kind, one.subject, one.recipient) for one in await house.rows()} == {
        (KIND, WS, MIA),
        (KIND, WS, EVE),
    }


@pytest.mark.parametrize("kind", BOTH)
async def test_two_replicas_plan_it_once(house, kind):
    await asked_to_join(house)
    assert sum(await asyncio.gather(plan(house), plan(house))) == 1


async def test_a_manager_whom_only_slack_knows_gets_it_where_they_are(house):
    await move_in(house.db, LED, enrolment(NIA, state=EnrolmentState.APPLIED))
    house.know(MIA)
    house.sandbox.workspace.people[MIA].tz = FAR
    assert await plan(house) == 1
    assert await week(house) == [datetime(2026, 3, 9, 14, tzinfo=UTC)]


async def test_a_manager_whom_slack_does_not_know_is_left_out(house):
    await move_in(house.db, LED, enrolment(NIA, state=EnrolmentState.APPLIED))
    assert await plan(house) == 0


async def test_programs_in_three_zones_make_one_list(house):
    await asked_to_join(house)
    async with house.db.transaction() as repos:
        for number in range(2):
            await repos.programs.save(replace(LED, id=f"Q{number}", name=f"Far {number}"))
            await repos.enrolments.save(enrolment(NIA, program_id=f"Q{number}", state=EnrolmentState.APPLIED))
    await plan(house)
    assert await week(house) == [MORNING]
    assert said(house) == [ON_LOCK_SCREEN]


@pytest.mark.parametrize(
    ("person", "left"),
    [
        ({"leave_from": SUNDAY.date(), "leave_until": SUNDAY.date() + 3 * DAY}, MORNING + 3 * DAY),
        ({"leave_from": SUNDAY.date(), "leave_until": SUNDAY.date() + 5 * DAY}, None),
        ({"left_at": SUNDAY}, None),
        ({"preset_id": "nights_12"}, MORNING + timedelta(hours=6, minutes=30)),
    ],
)
async def test_it_waits_for_a_working_day_of_the_week_or_is_let_go(house, person, left):
    await asked_to_join(house, **person)
    await plan(house)
    assert await week(house, days=14) == ([left] if left else [])


async def test_who_is_no_manager_any_more_gets_nothing(house):
    await asked_to_join(house)
    await plan(house)
    await move_in(house.db, replace(LED, managers=(EVE,)))
    assert await week(house) == []
    assert await house.states() == {DeliveryState.DROPPED: 1}


async def test_who_has_left_by_then_gets_nothing(house):
    await asked_to_join(house)
    await plan(house)
    async with house.db.transaction() as repos:
        await repos.people.save(Person(WS, MIA, left_at=SUNDAY))
    assert await week(house) == []


async def test_it_is_asked_again_when_it_leaves(house):
    await asked_to_join(house)
    await plan(house)
    await move_in(house.db, LED, enrolment(NIA, state=EnrolmentState.DECLINED))
    assert await week(house) == []


async def test_a_quiet_month_is_said_once_and_only_to_who_manages_something(house):
    plan_of_it = replace(LED.plan, review_every_weeks=0)
    await move_in(house.db, replace(LED, state=ProgramState.CLOSING, plan=plan_of_it), Person(WS, MIA))
    house.know(MIA)
    left = []
    for number in range(10):
        now = FIRST_OF_MONTH + number * WEEK
        await plan(house, now=now)
        left += [now for _ in range(await house.deliver(now + timedelta(hours=2)))]
    assert [f"{one:%d %b}" for one in left] == ["04 May", "01 Jun"]
    assert set(said(house)) == {QUIET_ON_LOCK_SCREEN}
