"""Pausing oneself: what rests with it, and how it begins again."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.content import load_content
from bot.domain.acts import Act
from bot.domain.answers import InvalidAnswer
from bot.domain.availability import Shift, ShiftKind
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.mentorships.mentorships import Cycle, MentorshipState, Outcome
from bot.domain.pausing import Until
from bot.domain.people import Person
from bot.domain.programs.states import ProgramState
from bot.errors import InvalidInput, NotNow
from bot.usecases.availability.pausing import chosen_day, end_pause, pause_due, pause_person, read_pausing
from bot.usecases.home.reader import read_reader
from bot.usecases.mentorships.cycles import keep_rhythm
from bot.usecases.mentorships.pausing import pause_mentorship, resume_mentorship
from tests.people import (
    CYCLE,
    DAY,
    ELSEWHERE,
    EVE,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    PROGRAM,
    TODAY,
    WEEK,
    WS,
    cycles_now,
    enrolment,
    mentorship_now,
    move_in,
    question,
    send_due,
)

ACTIVE, PAUSED = MentorshipState.ACTIVE, MentorshipState.PAUSED
APPROVED = replace(PAIR, state=MentorshipState.APPROVED, channel_id=None, introduced_on=None)
INTRODUCTION = question("introduction", "M1", cycle=0, expires_at=MONDAY + 60 * DAY)
UNTIL = TODAY + 10 * DAY


@pytest.fixture
async def pair(db):
    await move_in(db, enrolment(NIA), enrolment(OMAR, Role.MENTOR), PAIR, CYCLE)
    await move_in(db, question(), question(recipient=OMAR))
    return db


async def pause(db, user_id=NIA, *, until=UNTIL, now=MONDAY):
    return await pause_person(db, act=Act(WS, user_id, now), until=until)


async def come_back(db, user_id=NIA, *, now=MONDAY):
    await end_pause(db, act=Act(WS, user_id, now), content=load_content())


async def person(db, user_id=NIA):
    async with db.transaction() as repos:
        return await repos.people.get(WS, user_id)


async def card(db, content, *, now=MONDAY):
    async with db.transaction() as repos:
        return await pause_due(repos, await read_reader(repos, act=Act(WS, NIA, now), content=content))


async def test_everything_rests_until_that_day(pair):
    paused = await pause(pair)
    assert (paused.until, paused.resting) == (UNTIL, 1)
    resting = await mentorship_now(pair)
    assert (resting.state, resting.paused_until) == (PAUSED, UNTIL)
    assert (await person(pair)).is_away(UNTIL - DAY)
    assert not (await person(pair)).is_away(UNTIL)
    assert await send_due(pair, MONDAY + 9 * DAY) == []


async def test_it_ends_by_itself_and_questions_come_again(pair, content):
    await pause(pair)
    await keep_rhythm(pair, content=content, now=MONDAY + 9 * DAY)
    assert (await mentorship_now(pair)).state is PAUSED
    await keep_rhythm(pair, content=content, now=MONDAY + 10 * DAY)
    assert (await mentorship_now(pair)).state is ACTIVE
    assert [(one.number, one.outcome) for one in await cycles_now(pair)] == [(1, Outcome.PAUSED), (2, None)]
    assert await card(pair, content, now=MONDAY + 10 * DAY) is None
    assert ("check_in", NIA) in await send_due(pair, MONDAY + 7 * WEEK)


async def test_coming_back_early_begins_again_at_once(pair, content):
    await pause(pair)
    assert await card(pair, content) is not None
    await come_back(pair, now=MONDAY + 2 * DAY)
    again = await mentorship_now(pair)
    assert (again.state, again.paused_until) == (ACTIVE, None)
    assert not (await person(pair)).is_away(TODAY + 2 * DAY)
    assert await card(pair, content) is None
    await come_back(pair, now=MONDAY + 2 * DAY)
    assert (await mentorship_now(pair)) == again


async def test_a_second_pause_replaces_the_first(pair):
    await pause(pair)
    await pause(pair, until=TODAY + 20 * DAY)
    assert (await mentorship_now(pair)).paused_until == TODAY + 20 * DAY
    await come_back(pair)
    assert (await mentorship_now(pair)).state is ACTIVE


async def test_a_shorter_pause_replaces_a_longer_one_and_ends_by_itself(pair, content):
    await pause(pair, until=TODAY + 20 * DAY)
    await pause(pair, until=TODAY + 3 * DAY)
    assert (await mentorship_now(pair)).paused_until == TODAY + 3 * DAY
    await keep_rhythm(pair, content=content, now=MONDAY + 3 * DAY)
    assert (await mentorship_now(pair)).state is ACTIVE


async def test_a_longer_pause_of_the_pair_itself_stands(pair):
    until = await pause_mentorship(pair, act=Act(WS, OMAR, MONDAY), mentorship_id="M1")
    await pause(pair)
    assert (await mentorship_now(pair)).paused_until == until
    await come_back(pair)
    assert (await mentorship_now(pair)).state is PAUSED


async def test_the_pair_rests_until_the_last_of_them_is_back(pair):
    await pause(pair, until=TODAY + 20 * DAY)
    await pause(pair, OMAR, until=UNTIL)
    assert (await mentorship_now(pair)).paused_until == TODAY + 20 * DAY
    await come_back(pair)
    resting = await mentorship_now(pair)
    assert (resting.state, resting.paused_until) == (PAUSED, UNTIL)


async def test_nobody_starts_a_pair_again_while_one_of_them_is_away(pair):
    await pause(pair)
    for by, words in ((OMAR, "starts again on Thursday 12 March"), (NIA, "Start again")):
        with pytest.raises(NotNow, match=words):
            await resume_mentorship(pair, act=Act(WS, by, MONDAY), mentorship_id="M1", content=load_content())
    assert (await mentorship_now(pair)).state is PAUSED


async def test_a_pairs_own_pause_lasts_at_least_as_long_as_that_of_one_of_them(pair):
    await pause(pair, until=TODAY + 60 * DAY)
    await pause_mentorship(pair, act=Act(WS, OMAR, MONDAY), mentorship_id="M1")
    assert (await mentorship_now(pair)).paused_until == TODAY + 60 * DAY


async def test_an_introduction_on_its_way_waits(db):
    await move_in(db, enrolment(NIA), APPROVED, INTRODUCTION)
    assert (await pause(db)).resting == 0
    assert await mentorship_now(db) == APPROVED
    assert await send_due(db, MONDAY) == [("introduction", "M1")]


async def test_an_introduction_that_is_just_being_sent_is_not_let_go(db):
    await move_in(db, enrolment(NIA), APPROVED, INTRODUCTION)
    async with db.transaction() as repos:
        assert len(await repos.outbox.claim(MONDAY, 10, timedelta(minutes=2))) == 1
    await pause(db)
    assert (await mentorship_now(db)).state is MentorshipState.APPROVED


async def test_an_introduction_that_would_come_too_late_is_let_go(db):
    await move_in(db, enrolment(NIA), APPROVED, INTRODUCTION)
    await pause(db, until=TODAY + 55 * DAY)
    assert (await mentorship_now(db)).state is MentorshipState.DROPPED
    assert await send_due(db, MONDAY) == []


async def test_what_has_ended_stays_ended(db):
    await move_in(db, enrolment(NIA), replace(PAIR, state=MentorshipState.ENDED, ended_on=TODAY))
    await pause(db)
    await come_back(db)
    assert (await mentorship_now(db)).state is MentorshipState.ENDED


async def test_when_both_pause_at_once_both_are_away_and_the_pair_rests(pair):
    await asyncio.gather(pause(pair), pause(pair, OMAR, until=TODAY + 20 * DAY))
    assert (await person(pair)).is_away(TODAY)
    assert (await person(pair, OMAR)).is_away(TODAY)
    assert (await mentorship_now(pair)).state is PAUSED


@pytest.mark.parametrize("days", [0, -1, 400])
async def test_a_day_that_cannot_be_changes_nothing(pair, days):
    with pytest.raises(InvalidAnswer):
        await pause(pair, until=TODAY + days * DAY)
    assert not (await person(pair)).is_away(TODAY)
    assert await mentorship_now(pair) == PAIR


async def test_somebody_unknown_has_nothing_to_pause(db, content):
    await move_in(db)
    with pytest.raises(NotNow, match="aren't in a program"):
        await pause(db, EVE)
    with pytest.raises(NotNow, match="aren't in a program"):
        await read_pausing(db, act=Act(WS, EVE, MONDAY), content=content)


async def test_another_hospital_knows_nothing_of_them(pair, content):
    with pytest.raises(NotNow):
        await pause_person(pair, act=Act(ELSEWHERE, NIA, MONDAY), until=UNTIL)
    assert await mentorship_now(pair) == PAIR


# what there is to choose


async def test_it_lists_what_there_is_to_leave(db, content):
    closed = replace(PROGRAM, id="P0", state=ProgramState.CLOSED)
    more = [replace(PROGRAM, id=f"P{n}", name=f"Program {n}") for n in (2, 3)]
    places = [
        enrolment(NIA, state=EnrolmentState.APPLIED),
        enrolment(NIA, program_id="P0"),
        enrolment(NIA, program_id="P2", state=EnrolmentState.LEFT),
        enrolment(NIA, program_id="P3", state=EnrolmentState.RELEASED),
    ]
    await move_in(db, closed, *more, *places, PAIR, CYCLE)
    found = await read_pausing(db, act=Act(WS, NIA, MONDAY), content=content)
    assert [(one.program.id, one.is_asked_for) for one in found.places] == [("P1", True), ("P3", False)]
    assert (found.today, found.until, found.mentorships) == (TODAY, None, 1)


async def test_after_my_nights_is_read_from_the_roster(db, content):
    await move_in(db, Person(WS, NIA, preset_id="nights_12"), enrolment(NIA))
    nights = [
        Shift(start, start + timedelta(hours=12, minutes=30), ShiftKind.NIGHT)
        for start in (MONDAY.replace(hour=19) + n * DAY for n in range(3))
    ]
    async with db.transaction() as repos:
        await repos.shifts.replace(WS, NIA, nights)
    found = await read_pausing(db, act=Act(WS, NIA, MONDAY), content=content)
    assert found.days[Until.AFTER_NIGHTS] == TODAY + 4 * DAY


async def test_while_away_it_says_until_when(pair, content):
    await pause(pair)
    found = await read_pausing(pair, act=Act(WS, NIA, MONDAY + DAY), content=content)
    assert found.until == UNTIL


def test_a_date_of_ones_own_counts_before_what_else_was_chosen():
    days = {Until.TOMORROW: TODAY + DAY}
    assert chosen_day("tomorrow", None, days=days) == TODAY + DAY
    assert chosen_day("tomorrow", "2026-03-20", days=days) == TODAY + 18 * DAY
    for choice, own in ((None, None), ("never", None), ("tomorrow", "20 March")):
        with pytest.raises(InvalidInput):
            chosen_day(choice, own, days=days)


async def test_a_pause_leaves_the_next_cycle_to_begin_when_it_is_over(pair, content):
    await pause(pair)
    await keep_rhythm(pair, content=content, now=MONDAY + 10 * DAY)
    assert (await cycles_now(pair))[-1] == Cycle("M1", 2, starts_on=TODAY + WEEK)
