"""A rhythm of one's own: the question moves with it, phases leave it alone, and choosing is an answer."""

from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.mentorships.mentorships import MentorshipState, Outcome
from bot.errors import NotFound, NotNow, NotYours
from bot.planning.cycles import plan_questions
from bot.usecases.mentorships.cycles import keep_rhythm
from bot.usecases.mentorships.rhythm import RhythmChanged, change_rhythm, read_rhythms
from tests.people import (
    CYCLE,
    DAY,
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
    mentorship_now,
    move_in,
    send_due,
)

MET = replace(CYCLE, outcome=Outcome.MET, iso_week="2026-W09")
SECOND = replace(CYCLE, number=2)
MIDNIGHT = MONDAY.replace(hour=0)


async def choose(db, content, weeks, *, by=NIA, now=MONDAY):
    return await change_rhythm(db, act=Act(WS, by, now), mentorship_id="M1", weeks=weeks, content=content)


async def in_their_second_cycle(db, pair=PAIR, cycle=SECOND):
    await move_in(db, pair, MET, cycle, *plan_questions(pair, cycle, before=MET))
    async with db.transaction() as repos:
        await repos.cycles.follow(WS, [(MET, cycle)])


async def test_the_open_question_moves_to_its_new_day(db, content):
    await in_their_second_cycle(db)
    assert await choose(db, content, 6) == RhythmChanged(6, TODAY + 6 * WEEK)
    pair = await mentorship_now(db)
    assert (pair.every_weeks, pair.own_rhythm_on) == (6, TODAY)
    assert await send_due(db, MIDNIGHT + 6 * WEEK - DAY) == []
    assert await send_due(db, MIDNIGHT + 6 * WEEK + 2 * DAY) == [("check_in", NIA), ("check_in", OMAR)]


async def test_choosing_again_and_again_asks_once(db, content):
    await in_their_second_cycle(db)
    for weeks in (6, 8, 6, 6, 4):
        await choose(db, content, weeks)
    sent = await send_due(db, MIDNIGHT + 5 * WEEK)
    assert sent == [("check_in", NIA), ("check_in", OMAR)]
    await choose(db, content, 6, now=MONDAY + 4 * WEEK)
    assert [one for one in await send_due(db, MIDNIGHT + 7 * WEEK) if one[0] == "check_in"] == []


async def test_where_the_new_day_is_past_the_next_cycle_begins(db, content):
    await in_their_second_cycle(db)
    now = MONDAY + 3 * WEEK
    assert await choose(db, content, 2, now=now) == RhythmChanged(2, TODAY + 5 * WEEK)
    await keep_rhythm(db, content=content, now=now)
    assert [one.outcome for one in await cycles_now(db)] == [Outcome.MET, Outcome.NOT_THIS_MONTH, None]
    async with db.transaction() as repos:
        questions = await repos.outbox.list_about(WS, "check_in", ["M1"])
    assert [one.due_at for one in questions if one.cycle == 3] == [
        MIDNIGHT + 5 * WEEK,
        MIDNIGHT + 5 * WEEK + 2 * DAY,
    ]


async def test_whoever_was_asked_less_often_is_asked_in_the_new_rhythm_again(db, content):
    await in_their_second_cycle(db, cycle=replace(SECOND, weeks=8))
    await choose(db, content, 4, now=MONDAY + DAY)
    await keep_rhythm(db, content=content, now=MONDAY + DAY)
    assert (await cycles_now(db))[-1] == replace(SECOND, number=3)


async def test_phases_leave_a_rhythm_of_ones_own_alone_until_it_is_given_back(db, content):
    onboarding = replace(PROGRAM, template_id="onboarding", every_weeks=1)
    begun = replace(PAIR, every_weeks=1)
    await move_in(db, onboarding, begun, CYCLE)
    await choose(db, content, 3)
    later = MONDAY + 20 * WEEK
    await keep_rhythm(db, content=content, now=later)
    assert (await mentorship_now(db)).every_weeks == 3
    await choose(db, content, 0, now=later)
    pair = await mentorship_now(db)
    assert (pair.every_weeks, pair.own_rhythm_on) == (4, None)


@pytest.mark.parametrize("weeks", [5, 7, 9, 99])
async def test_only_what_is_offered_can_be_chosen(db, content, weeks):
    await move_in(db, PAIR, CYCLE)
    with pytest.raises(NotFound):
        await choose(db, content, weeks)
    assert await mentorship_now(db) == PAIR


async def test_only_its_people_choose_and_not_before_they_are_introduced(db, content):
    await move_in(db, PAIR, CYCLE)
    with pytest.raises(NotYours):
        await choose(db, content, 6, by=EVE)
    await move_in(db, replace(PAIR, state=MentorshipState.APPROVED))
    with pytest.raises(NotNow):
        await choose(db, content, 6)


async def test_during_a_pause_the_rhythm_waits_for_its_end(db, content):
    await move_in(db, replace(PAIR, state=MentorshipState.PAUSED, paused_until=TODAY + WEEK), MET)
    assert await choose(db, content, 6) == RhythmChanged(6, None)
    assert await cycles_now(db) == [MET]


async def test_each_sees_their_own_mentorships_and_the_programs_rhythm(db, content):
    await move_in(db, replace(PAIR, every_weeks=6, own_rhythm_on=TODAY), CYCLE)
    nia, eve = Act(WS, NIA, MONDAY), Act(WS, EVE, MONDAY)
    [mine] = await read_rhythms(db, act=nia, content=content)
    assert (mine.mentorship.every_weeks, mine.usual_weeks) == (6, 4)
    assert await read_rhythms(db, act=eve, content=content) == []
    with pytest.raises(NotYours):
        await read_rhythms(db, act=eve, mentorship_id="M1", content=content)
