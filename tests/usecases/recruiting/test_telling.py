"""An application, and a hand asked for, are told by the next working morning, once however many there are."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.managing.requests import Topic
from bot.domain.people import Person
from bot.usecases.managing.help_requests import ask_for_a_hand
from bot.usecases.recruiting.applications import answer_application
from bot.usecases.recruiting.telling import told_to_managers
from tests.delivery.houses import house_of
from tests.people import EVE, MIA, NIA, OMAR, PROGRAM, WS, enrolment, move_in

FRIDAY = datetime(2026, 3, 6, 18, tzinfo=UTC)
MORNING = datetime(2026, 3, 9, 10, tzinfo=UTC)
DAY = timedelta(days=1)
BOTH = replace(PROGRAM, managers=(MIA, EVE))


@pytest.fixture
async def house(db, content):
    async with house_of(db, content) as made:
        await move_in(db, BOTH, Person(WS, MIA), Person(WS, EVE), enrolment(OMAR))
        made.know(MIA, EVE)
        yield made


async def apply(house, who, *, now):
    place = enrolment(who, state=EnrolmentState.APPLIED)
    await move_in(house.db, BOTH, place)
    await house.plan(*told_to_managers(BOTH, place, now))


async def told(house, *, start=FRIDAY, days=5):
    """When something left, looked at every half hour."""
    left = []
    for step in range(days * 48):
        now = start + step * timedelta(minutes=30)
        left += [now] * await house.deliver(now)
    return left


async def test_what_comes_over_a_weekend_is_told_once_on_monday_morning(house):
    for hours, who in enumerate(("U1", "U2", "U3")):
        await apply(house, who, now=FRIDAY + hours * timedelta(hours=20))
    assert await told(house) == [MORNING, MORNING]
    texts = {one.request["text"] for one in house.sandbox.calls("chat.postMessage")}
    assert texts == {"Lamplight: someone asked to join a program of yours."}


async def test_who_asks_later_is_told_of_again(house):
    await apply(house, "U1", now=FRIDAY)
    assert len(await told(house)) == 2
    await apply(house, "U2", now=MORNING + DAY)
    assert await told(house, start=MORNING + DAY) == [MORNING + DAY] * 2


async def test_whoever_has_an_answer_by_then_is_not_told_of(house):
    await apply(house, NIA, now=FRIDAY)
    await answer_application(house.db, act=Act(WS, MIA, FRIDAY), program_id="P1", user_id=NIA, accept=False)
    house.know(NIA)
    assert {one.kind for one in await house.rows() if one.sent_at} == set()
    await told(house)
    assert {one.kind for one in await house.rows() if one.sent_at} == {"application_answer"}


async def test_nobody_is_told_of_who_needs_no_answer_nor_of_themself():
    applied = enrolment(MIA, state=EnrolmentState.APPLIED)
    assert [one.recipient for one in told_to_managers(BOTH, applied, FRIDAY)] == [EVE]
    assert told_to_managers(BOTH, enrolment(NIA), FRIDAY) == []


async def test_a_hand_asked_for_twice_over_a_weekend_is_told_once_on_monday_morning(house):
    for days, topic in enumerate((Topic.TIMING, Topic.ACCESS)):
        act = Act(WS, OMAR, FRIDAY + days * DAY)
        await ask_for_a_hand(house.db, act=act, program_id="P1", topic=topic)
    assert await told(house) == [MORNING, MORNING]
