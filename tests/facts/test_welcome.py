"""When people may be written to, from what is stored about them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.availability import Availability, Shift, ShiftKind
from bot.domain.people import Person
from bot.domain.rosters import RosterKind, RosterSource
from bot.facts.welcome import BUDGET_DAYS, availability_of, room_in_budget, welcome_moment
from tests.people import DAY, ELSEWHERE, MONDAY, NIA, WS, move_in

HOUR = timedelta(hours=1)
MIDNIGHT = MONDAY.replace(hour=0)
HOURS = st.lists(st.integers(0, 24 * 14), max_size=8)


def day_shift(day):
    start = MIDNIGHT + day * DAY + 7 * HOUR
    return Shift(start, start + timedelta(hours=12, minutes=30), ShiftKind.DAY)


async def known_about(db, content, user_id=NIA, *, workspace=WS):
    async with db.transaction() as repos:
        found = await availability_of(repos, workspace, [user_id], now=MONDAY, content=content)
    return found[user_id]


async def rostered(db, *shifts):
    await move_in(db, Person(WS, NIA, preset_id="office"))
    async with db.transaction() as repos:
        await repos.shifts.replace(WS, NIA, shifts)


async def test_zone_pattern_and_roster_are_taken_as_stored(db, content):
    await rostered(db, day_shift(0), day_shift(3))
    nia = await known_about(db, content)
    assert (nia.tz, nia.preset) == ("UTC", content.presets["office"])
    assert nia.shifts == (day_shift(0), day_shift(3))
    assert nia.roster_known_until == day_shift(3).end


async def with_a_roster(db, *shifts, known_from=None, until):
    await rostered(db, *shifts)
    source = RosterSource(
        WS, NIA, RosterKind.LINES, known_from=known_from, known_until=until, next_refresh_at=MONDAY
    )
    async with db.transaction() as repos:
        await repos.rosters.save(source)


async def test_a_roster_is_known_to_its_end_although_no_shift_is_there(db, content):
    """On Saturdays the office pattern has no welcome hours, and a day off has."""
    saturday = MIDNIGHT + 5 * DAY
    await with_a_roster(db, day_shift(0), until=saturday + DAY)
    assert moment(content, await known_about(db, content), due=saturday) == saturday + 10 * HOUR
    await with_a_roster(db, until=saturday)
    assert moment(content, await known_about(db, content), due=saturday) == saturday + 2 * DAY + 10 * HOUR


async def test_before_a_roster_begins_the_pattern_speaks(db, content):
    """A day off is welcome to its end at six, the office pattern's to half past four."""
    tuesday, late = MIDNIGHT + DAY, 17 * HOUR
    await with_a_roster(db, known_from=tuesday, until=MIDNIGHT + 9 * DAY)
    nia = await known_about(db, content)
    assert moment(content, nia, due=MIDNIGHT + late) == tuesday + 10 * HOUR
    assert moment(content, nia, due=tuesday + late) == tuesday + late


async def test_a_roster_that_is_over_says_nothing_any_more(db, content):
    await with_a_roster(db, day_shift(-1), until=MONDAY)
    assert (await known_about(db, content)).roster_known_until is None


async def test_somebody_unknown_gets_the_cautious_pattern(db, content):
    await move_in(db)
    nobody = await known_about(db, content)
    assert nobody == Availability("UTC", content.preset(None))
    assert moment(content, nobody, due=MIDNIGHT) == MIDNIGHT + 11 * HOUR


async def test_another_hospital_knows_nothing_about_them(db, content):
    await rostered(db, day_shift(0))
    assert await known_about(db, content, workspace=ELSEWHERE) == Availability("UTC", content.preset(None))


async def test_somebody_who_works_every_day_for_weeks_can_still_be_written_to(db, content):
    await rostered(db, *(day_shift(day) for day in range(-10, 2)), day_shift(20))
    found = moment(content, await known_about(db, content), due=MIDNIGHT, within=DAY)
    assert found is not None
    assert not any(shift.start <= found < shift.end for shift in (day_shift(0),))


def moment(content, *people, due=MONDAY, within=30 * DAY):
    return welcome_moment(people, due=due, expires=due + within, content=content)


def test_one_persons_moment_is_theirs(content):
    in_tokyo = Availability("Asia/Tokyo", content.preset(None))
    assert moment(content, in_tokyo) == MIDNIGHT + DAY + 2 * HOUR


def test_two_people_share_the_first_moment_that_suits_both(content):
    both = [Availability(tz, content.preset(None)) for tz in ("UTC", "America/New_York")]
    assert moment(content, *both) == MIDNIGHT + 16 * HOUR


def test_people_whose_hours_never_meet_share_a_moment_no_rule_forbids(content):
    office = content.presets["office"]
    london, california = Availability("UTC", office), Availability("America/Los_Angeles", office)
    found = moment(content, london, california)
    assert found is not None
    assert 9 <= found.hour < 21
    assert 9 <= (found - 8 * HOUR).hour < 21


@pytest.mark.parametrize("tz", ["UTC", "Asia/Tokyo"])
def test_there_is_none_when_it_would_be_too_late(content, tz):
    assert (
        moment(content, Availability(tz, content.preset(None)), due=MIDNIGHT + 18 * HOUR, within=HOUR) is None
    )


# two messages a week


@given(HOURS, st.integers(0, 24 * 14), st.integers(1, 3))
def test_room_is_where_fewer_than_the_most_lie_in_the_week_before(hours, due, most):
    sent = [MONDAY + hour * HOUR for hour in hours if hour <= due]
    found = room_in_budget(sent, due=MONDAY + due * HOUR, most=most)
    assert found >= MONDAY + due * HOUR
    assert sum(found - BUDGET_DAYS < when <= found for when in sent) < most


@given(HOURS, st.integers(0, 24 * 14), st.integers(1, 3))
def test_it_is_the_earliest_such_moment(hours, due, most):
    sent = [MONDAY + hour * HOUR for hour in hours if hour <= due]
    now = MONDAY + due * HOUR
    found = room_in_budget(sent, due=now, most=most)
    earlier = found - timedelta(seconds=1)
    if found > now:
        assert sum(earlier - BUDGET_DAYS < when <= earlier for when in sent) >= most
