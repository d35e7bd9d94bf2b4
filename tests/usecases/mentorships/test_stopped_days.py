"""Days that stop a silence are known longer than the shifts that say so, and no longer than they matter."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.availability import Shift, ShiftKind
from bot.domain.mentorships.mentorships import Cycle, MentorshipState, Outcome
from bot.domain.people import Person, is_within
from bot.domain.rosters import AHEAD, BEHIND, RosterKind, RosterSource, Understood, Work
from bot.domain.stopped_days import stopped_by_shifts
from bot.facts.uncounted_days import uncounted_days
from bot.usecases.privacy.forgetting import forget_person
from bot.usecases.privacy.retention import forget_in_time
from bot.usecases.rosters.correcting import put_day_right
from bot.usecases.rosters.reading import keep
from tests.examples import some
from tests.people import CYCLE, DAY, MONDAY, NIA, OMAR, PAIR, PROGRAM, TODAY, WS, enrolment, move_in

ZONES = ["UTC", "Pacific/Auckland", "America/Los_Angeles", "Europe/London"]
HOUR = timedelta(hours=1)
ROLLING = replace(PROGRAM, ends_on=None)


def night(day, kind=ShiftKind.NIGHT, *, days=0):
    start = MONDAY + day * DAY + 7 * HOUR
    return Shift(start, start + days * DAY + 12 * HOUR, kind)


async def silent_pair(db, *, tz="UTC", first=CYCLE):
    """A pair of which nobody has answered since the first day."""
    people = [Person(WS, user_id, tz=tz) for user_id in (NIA, OMAR)]
    await move_in(db, ROLLING, *people, enrolment(NIA), enrolment(OMAR), PAIR, first)


async def work(db, shifts, user_id=NIA):
    async with db.transaction() as repos:
        await repos.shifts.replace(WS, user_id, shifts)


async def read_roster(db, shifts, now, user_id=NIA):
    """As it is read from a calendar, which tells of twelve days and no more."""
    async with db.transaction() as repos:
        source = await repos.rosters.find(WS, user_id) or RosterSource(WS, user_id, RosterKind.FEED, now, now)
        told = tuple(one for one in shifts if one.end > now - BEHIND)
        await keep(repos, source, Understood(told, now - BEHIND, now), now=now)


async def days_stopped(db, today):
    async with db.transaction() as repos:
        found = await uncounted_days(repos, WS, [PAIR], today=today)
    known = [TODAY + number * DAY for number in range((today - TODAY).days)]
    return {day for day in known if is_within(day, found["M1"].stopped)}


async def remembered(db):
    async with db.transaction() as repos:
        return (await repos.stopped_days.list_for_mentorships(WS, ["M1"])).get("M1", [])


def numbers(*days):
    return {TODAY + number * DAY for number in days}


@pytest.mark.parametrize("seed", some(range(30), every_commit=4))
async def test_a_silence_is_counted_as_if_every_shift_were_kept_for_half_a_year(db, seed):
    """However long the job was away, whenever rosters are read, and wherever people are."""
    rng = random.Random(seed)
    tz = rng.choice(ZONES)
    await silent_pair(db, tz=tz)
    kinds = [ShiftKind.NIGHT, ShiftKind.NIGHT, ShiftKind.DAY, ShiftKind.AWAY]
    shifts = {
        who: [night(day, rng.choice(kinds)) for day in range(-3, 150) if rng.random() < share]
        for who, share in ((NIA, 0.3), (OMAR, 0.1))
    }
    shifts[NIA].append(night(30, ShiftKind.AWAY, days=rng.randint(1, 30)))
    now, read = MONDAY, dict.fromkeys(shifts, MONDAY - 99 * DAY)
    while now < MONDAY + 150 * DAY:
        for who, all_of_them in shifts.items():
            # Six weeks ahead are known, and the bot is never away for longer than three.
            if rng.random() < 0.3 or now - read[who] > 21 * DAY:
                read[who] = now
                await read_roster(db, [one for one in all_of_them if one.start < now + AHEAD], now, who)
        if rng.random() < 0.6:
            await forget_in_time(db, now=now)
        every = [span for some_of_them in shifts.values() for span in stopped_by_shifts(some_of_them, tz=tz)]
        known = [TODAY + number * DAY for number in range((now.date() - TODAY).days)]
        assert await days_stopped(db, now.date()) == {day for day in known if is_within(day, every)}
        now += rng.choice([5 * HOUR, 30 * HOUR, 4 * DAY, 20 * DAY])


@pytest.mark.parametrize("reads_first", [False, True])
async def test_after_three_weeks_without_the_bot_nothing_is_forgotten_before_it_is_remembered(
    db, reads_first
):
    await silent_pair(db)
    await work(db, [night(0), night(1), night(30)])
    later = MONDAY + 33 * DAY
    if reads_first:
        await read_roster(db, [night(30)], later)
    await forget_in_time(db, now=later)
    assert await days_stopped(db, later.date()) == numbers(0, 1, 2, 3, 30, 31, 32)
    async with db.transaction() as repos:
        assert await repos.shifts.list_between(WS, [NIA], MONDAY, later) == {NIA: (night(30),)}


async def test_the_day_of_recovery_is_one_where_the_person_is(db):
    """In Auckland it was two in the morning of the next day when this night ended."""
    await silent_pair(db, tz="Pacific/Auckland")
    await work(db, [Shift(MONDAY - 9 * HOUR, MONDAY + HOUR, ShiftKind.NIGHT)])
    await forget_in_time(db, now=MONDAY + BEHIND + 2 * HOUR)
    assert await days_stopped(db, TODAY + 20 * DAY) == numbers(0, 1, 2)


async def test_a_day_that_is_put_right_forgets_nothing_before_it_is_remembered(db, content):
    await silent_pair(db)
    await read_roster(db, [night(0), night(30)], MONDAY)
    later = MONDAY + 20 * DAY
    await put_day_right(db, act=Act(WS, NIA, later), day=later.date(), work=Work.OFF, content=content)
    assert await days_stopped(db, later.date()) == numbers(0, 1, 2)


async def test_shifts_stay_where_they_cannot_be_remembered(db, caplog):
    """Whose zone is not known on this machine."""
    await silent_pair(db, tz="Mars/Base")
    await work(db, [night(0)])
    later = MONDAY + 20 * DAY
    assert "shifts" not in await forget_in_time(db, now=later)
    assert "retention: shifts in workspace T1 failed" in caplog.text
    async with db.transaction() as repos:
        await repos.people.save_many([Person(WS, NIA), Person(WS, OMAR)])
    assert (await forget_in_time(db, now=later))["shifts"] == 1
    assert await days_stopped(db, later.date()) == numbers(0, 1, 2)


async def test_a_mentorship_that_cannot_be_silent_has_nothing_remembered(db):
    await silent_pair(db, first=replace(CYCLE, starts_on=TODAY + 14 * DAY))
    await work(db, [night(0)])
    assert (await forget_in_time(db, now=MONDAY + 15 * DAY))["shifts"] == 1
    assert await remembered(db) == []


async def test_many_nights_in_a_row_are_one_row(db):
    await silent_pair(db)
    await work(db, [night(day) for day in range(40)])
    await work(db, [night(day) for day in range(3, 9)], OMAR)
    for day in range(12, 60, 2):
        await forget_in_time(db, now=MONDAY + day * DAY)
    assert await remembered(db) == [(TODAY, TODAY + 41 * DAY)]


async def remember_one(db):
    await silent_pair(db)
    await work(db, [night(0)])
    await forget_in_time(db, now=MONDAY + 14 * DAY)
    assert await remembered(db) == [(TODAY, TODAY + 2 * DAY)]


async def answer(db, number, starts_on):
    async with db.transaction() as repos:
        await repos.cycles.answer(
            WS, mentorship_id="M1", number=number, user_id=NIA, outcome=Outcome.MOVED, iso_week=None
        )
        await repos.cycles.open(WS, Cycle("M1", number + 1, starts_on))


async def test_it_goes_with_the_second_answer_since_as_the_first_may_be_taken_back(db):
    await remember_one(db)
    await answer(db, 1, TODAY + 28 * DAY)
    assert "days that stop silences" not in await forget_in_time(db, now=MONDAY + 30 * DAY)
    await answer(db, 2, TODAY + 56 * DAY)
    assert (await forget_in_time(db, now=MONDAY + 60 * DAY))["days that stop silences"] == 1


async def test_a_silence_that_begins_again_with_an_undone_answer_knows_its_days(db):
    await remember_one(db)
    await answer(db, 1, TODAY + 28 * DAY)
    await forget_in_time(db, now=MONDAY + 30 * DAY)
    async with db.transaction() as repos:
        assert await repos.cycles.reopen(WS, "M1", 1)
    assert await days_stopped(db, TODAY + 30 * DAY) == numbers(0, 1, 2)


async def test_it_goes_with_the_mentorship_and_after_half_a_year(db):
    await remember_one(db)
    half_a_year = MONDAY + (2 + 182) * DAY
    assert "days that stop silences" not in await forget_in_time(db, now=half_a_year)
    assert (await forget_in_time(db, now=half_a_year + DAY))["days that stop silences"] == 1


async def test_a_mentorship_that_has_ended_needs_no_days(db):
    await remember_one(db)
    async with db.transaction() as repos:
        await repos.mentorships.save(replace(PAIR, state=MentorshipState.ENDED, ended_on=TODAY))
    assert (await forget_in_time(db, now=MONDAY + 14 * DAY))["days that stop silences"] == 1


async def test_whoever_deletes_themself_takes_the_days_with_them(db):
    await remember_one(db)
    await forget_person(db, act=Act(WS, NIA, MONDAY + 15 * DAY))
    assert await remembered(db) == []


async def test_forgetting_a_roster_keeps_days_that_are_nobodys(db):
    await remember_one(db)
    await work(db, [])
    assert await days_stopped(db, date(2026, 4, 1)) == numbers(0, 1, 2)
