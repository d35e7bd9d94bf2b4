"""A question about silence exists only while somebody is silent, and is asked as if it had always waited."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.domain.acts import Act
from bot.domain.availability import Shift, ShiftKind
from bot.domain.mentorships.mentorships import Cycle, MentorshipState, Outcome
from bot.domain.people import Person
from bot.usecases.meetings.check_in import answer_cycle, undo_answer
from bot.usecases.mentorships.cycles import keep_rhythm
from bot.usecases.mentorships.silence import ask_the_silent
from tests.people import (
    CYCLE,
    DAY,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    TODAY,
    WEEK,
    WS,
    cycles_now,
    move_in,
    pair_number,
)

MIDNIGHT = MONDAY.replace(hour=0)
SILENT_ON = TODAY + 43 * DAY
SILENT = MIDNIGHT + 43 * DAY
FIRST, SECOND = (NIA, SILENT), (OMAR, SILENT + 2 * DAY)


@pytest.fixture
async def pair(db, content):
    """They have met once; the cycle that followed is their second."""
    await move_in(db, PAIR, replace(CYCLE, outcome=Outcome.MET, iso_week="2026-W09"))
    await keep_rhythm(db, content=content, now=MONDAY)
    assert [one.number for one in await cycles_now(db)] == [1, 2]
    return db


async def asks(db, now):
    """Who is to be asked about a silence after a look at this moment, and from when."""
    await ask_the_silent(db, now=now)
    async with db.transaction() as repos:
        rows = await repos.outbox.list_about(WS, "quiet_check", ["M1"])
    return [(one.recipient, one.due_at) for one in rows]


async def watched(db):
    async with db.transaction() as repos:
        return [one.number for _, one in await repos.cycles.list_to_look_at(TODAY + 999 * DAY, 9)]


async def answered(db, content, now, *, cycle=2, outcome=Outcome.MOVED):
    act = Act(WS, NIA, now)
    await answer_cycle(db, act=act, mentorship_id="M1", cycle=cycle, outcome=outcome)
    await keep_rhythm(db, content=content, now=now)


async def test_the_mentee_is_asked_on_the_first_silent_day_and_the_mentor_two_days_later(pair):
    assert await asks(pair, SILENT - timedelta(minutes=1)) == []
    assert await asks(pair, SILENT) == [FIRST]
    assert await asks(pair, SILENT + DAY) == [FIRST]
    assert await asks(pair, SILENT + 2 * DAY) == [FIRST, SECOND]
    assert await watched(pair) == []
    assert await asks(pair, SILENT + 20 * WEEK) == [FIRST, SECOND]


async def test_who_answers_meanwhile_is_asked_no_more(pair, content):
    await asks(pair, SILENT)
    await answered(pair, content, SILENT + DAY)
    assert await asks(pair, SILENT + 2 * DAY) == [FIRST]
    assert await watched(pair) == [3]


async def test_an_answer_that_was_taken_back_leaves_the_silence_as_it_was(pair, content):
    await asks(pair, SILENT)
    await answered(pair, content, SILENT + DAY)
    await asks(pair, SILENT + DAY)
    await undo_answer(pair, act=Act(WS, NIA, SILENT + DAY), mentorship_id="M1", cycle=2)
    assert await asks(pair, SILENT + 2 * DAY) == [FIRST, SECOND]


async def test_a_silence_that_goes_on_over_a_lapsed_question_is_asked_about_as_one(pair, content):
    async with pair.transaction() as repos:
        await repos.cycles.close_unanswered(WS, [("M1", 2)])
    await keep_rhythm(pair, content=content, now=SILENT - 2 * DAY)
    assert await asks(pair, SILENT + 2 * DAY) == [FIRST, SECOND]
    assert await watched(pair) == []


async def test_a_silence_that_ended_later_than_it_began_is_looked_at_no_more(pair, content):
    async with pair.transaction() as repos:
        await repos.cycles.close_unanswered(WS, [("M1", 2)])
    await keep_rhythm(pair, content=content, now=SILENT - 2 * DAY)
    await answered(pair, content, SILENT - DAY, cycle=3)
    assert await watched(pair) == [2, 4]
    assert await asks(pair, SILENT) == []
    assert await watched(pair) == [4]


@pytest.mark.parametrize("state", [MentorshipState.PAUSED, MentorshipState.ENDED])
async def test_who_pauses_or_has_ended_is_not_asked_and_not_looked_at_again(pair, state):
    async with pair.transaction() as repos:
        await repos.mentorships.save(replace(PAIR, state=state))
    assert await asks(pair, SILENT) == []
    assert await watched(pair) == []


async def test_nights_put_the_question_off_and_each_is_asked_when_their_day_has_come(pair):
    """Five nights are five days more, and by then the mentor's two days are over as well."""
    night = timedelta(hours=9)
    await move_in(pair, Person(WS, NIA))
    nights = [MIDNIGHT + day * DAY + timedelta(hours=22) for day in range(30, 35)]
    async with pair.transaction() as repos:
        shifts = [Shift(start, start + night, ShiftKind.NIGHT) for start in nights]
        await repos.shifts.replace(WS, NIA, shifts)
    days = [day for day in range(43, 60) if await asks(pair, MIDNIGHT + day * DAY)]
    assert days[0] > 43
    assert await asks(pair, MIDNIGHT + 60 * DAY) == [FIRST, SECOND]


async def test_while_one_of_them_is_away_nobody_is_asked(pair):
    await move_in(pair, Person(WS, OMAR, leave_from=SILENT_ON - DAY, leave_until=SILENT_ON + 3 * DAY))
    assert await asks(pair, SILENT + 3 * DAY) == []
    assert await asks(pair, SILENT + 9 * DAY) == [FIRST, SECOND]


async def test_one_that_was_opened_before_silences_were_looked_for_is_watched_by_none(db):
    await move_in(db, PAIR, CYCLE)
    assert await asks(db, SILENT + 20 * WEEK) == []


async def test_many_are_looked_at_in_as_many_statements_as_few(db, content):
    counts = []
    for first, count in ((0, 2), (100, 60)):
        pairs = [pair_number(number) for number in range(first, first + count)]
        await move_in(db, *pairs)
        async with db.transaction() as repos:
            for one in pairs:
                await repos.cycles.open(WS, Cycle(one.id, 1, starts_on=TODAY), look_on=SILENT_ON)
        statements = []
        listen = (db._engine.sync_engine, "before_cursor_execute", lambda *args: statements.append(args[2]))  # noqa: B023
        event.listen(*listen)
        assert await ask_the_silent(db, now=SILENT) == count
        event.remove(*listen)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 12
