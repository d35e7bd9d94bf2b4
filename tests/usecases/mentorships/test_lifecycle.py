"""Pausing, starting again, going on and ending: the pair decides, nobody else."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.content import load_content
from bot.domain.acts import Act
from bot.domain.mentorships.mentorships import MentorshipState, Outcome
from bot.errors import NotFound, NotNow, NotYours, UserFacingError
from bot.usecases.mentorships.cycles import keep_rhythm
from bot.usecases.mentorships.lifecycle import end_mentorship, keep_going
from bot.usecases.mentorships.pausing import pause_mentorship, read_pause, resume_mentorship
from tests.people import (
    CYCLE,
    DAY,
    ELSEWHERE,
    EVE,
    MIA,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    TODAY,
    WEEK,
    WS,
    cycles_now,
    mentorship_now,
    move_in,
    question,
    send_due,
)

ACTIVE, PAUSED, ENDED = MentorshipState.ACTIVE, MentorshipState.PAUSED, MentorshipState.ENDED
APPROVED = replace(PAIR, state=MentorshipState.APPROVED, channel_id=None, introduced_on=None)
MONTH_LATER = MONDAY + 30 * DAY


@pytest.fixture
async def pair(db):
    await move_in(db, PAIR, CYCLE, question(), question(recipient=OMAR))
    return db


def the(*, now=MONDAY, workspace_id=WS, by=NIA, mentorship_id="M1", **more):
    return {"act": Act(workspace_id, by, now), "mentorship_id": mentorship_id, **more}


async def pause(db, **changes):
    return await pause_mentorship(db, **the(**changes))


async def resume(db, **changes):
    await resume_mentorship(db, **the(**changes), content=load_content())


async def go_on(db, **changes):
    await keep_going(db, **the(**changes, now=MONDAY + 10 * WEEK))


async def end(db, **changes):
    await end_mentorship(db, **the(**changes))


@pytest.mark.parametrize("deed", [pause, resume, go_on, end])
@pytest.mark.parametrize(
    ("who", "error"),
    [({"by": EVE}, NotYours), ({"by": MIA}, NotYours), ({"workspace_id": ELSEWHERE}, NotFound)],
)
async def test_nobody_else_decides_not_even_the_programs_manager(pair, deed, who, error):
    with pytest.raises(error):
        await deed(pair, **who)
    assert (await mentorship_now(pair), await cycles_now(pair)) == (PAIR, [CYCLE])


@pytest.mark.parametrize("deed", [pause, resume, go_on, end])
@pytest.mark.parametrize("state", [ENDED, MentorshipState.PROPOSED, MentorshipState.DROPPED])
async def test_what_does_not_stand_cannot_be_changed(pair, deed, state):
    await move_in(pair, replace(PAIR, state=state))
    with pytest.raises(NotNow):
        await deed(pair)
    assert (await mentorship_now(pair)).state is state


async def test_a_pause_is_four_weeks_of_silence(pair):
    assert await pause(pair) == TODAY + timedelta(weeks=4)
    paused = await mentorship_now(pair)
    assert (paused.state, paused.paused_until) == (PAUSED, TODAY + timedelta(weeks=4))
    assert (await cycles_now(pair))[0].outcome is Outcome.PAUSED
    assert await send_due(pair, MONDAY) == [("paused_note", OMAR)]
    assert await send_due(pair, MONTH_LATER) == []


async def test_a_pause_lasts_until_the_day_that_was_chosen_and_the_other_one_hears_of_it(pair):
    until = TODAY + timedelta(days=10)
    assert await pause(pair, until=until) == until
    assert (await mentorship_now(pair)).paused_until == until
    assert await send_due(pair, MONDAY) == [("paused_note", OMAR)]


async def test_a_pause_that_is_moved_again_and_again_is_told_of_once_a_week(pair):
    await pause(pair, until=TODAY + timedelta(days=10))
    assert await send_due(pair, MONDAY) == [("paused_note", OMAR)]
    for days in (20, 30, 40):
        await pause(pair, until=TODAY + timedelta(days=days), now=MONDAY + DAY)
        assert await send_due(pair, MONDAY + DAY) == []
    assert await send_due(pair, MONDAY + WEEK) == [("paused_note", OMAR)]
    assert await send_due(pair, MONDAY + 6 * WEEK) == []


async def test_a_day_that_stays_as_it_was_is_told_of_no_second_time(pair):
    until = TODAY + timedelta(days=30)
    await pause(pair, until=until)
    assert await send_due(pair, MONDAY) == [("paused_note", OMAR)]
    await pause(pair, until=until, by=OMAR, now=MONDAY + DAY)
    assert await send_due(pair, MONTH_LATER) == []


async def test_who_moves_a_pause_needs_no_note_of_the_other_ones(pair):
    await pause(pair, until=TODAY + timedelta(days=10))
    await pause(pair, until=TODAY + timedelta(days=20), by=OMAR)
    assert await send_due(pair, MONDAY) == [("paused_note", NIA)]


async def test_another_pause_after_a_new_start_is_told_of_at_once(pair):
    await pause(pair)
    assert await send_due(pair, MONDAY) == [("paused_note", OMAR)]
    await resume(pair, now=MONDAY + DAY)
    await pause(pair, now=MONDAY + 2 * DAY)
    assert ("paused_note", OMAR) in await send_due(pair, MONDAY + 2 * DAY)


async def test_who_starts_again_before_the_note_has_left_saves_the_other_one_from_it(pair):
    await pause(pair)
    await resume(pair)
    assert await send_due(pair, MONDAY) == []


@pytest.mark.parametrize("days", [-1, 0, 366])
async def test_a_pause_ends_after_today_and_within_a_year(pair, days):
    with pytest.raises(UserFacingError, match="Choose a day"):
        await pause(pair, until=TODAY + timedelta(days=days))
    assert await mentorship_now(pair) == PAIR


async def test_the_form_suggests_four_weeks_and_asks_its_people_alone(pair):
    asked = await read_pause(pair, **the())
    assert (asked.mentorship, asked.until) == (PAIR, TODAY + timedelta(weeks=4))
    with pytest.raises(NotYours):
        await read_pause(pair, **the(by=EVE))


async def test_starting_again_brings_back_a_cycle_that_can_be_answered(pair):
    await pause(pair)
    await resume(pair)
    assert [one.outcome for one in await cycles_now(pair)] == [Outcome.PAUSED, None]
    await resume(pair)
    assert len(await cycles_now(pair)) == 2


async def test_a_pause_keeps_an_answer_that_was_given_before(pair):
    answered = replace(CYCLE, number=2, outcome=Outcome.MET, iso_week="2026-W10")
    await move_in(pair, answered)
    await pause(pair)
    assert (await cycles_now(pair))[-1] == answered


async def test_pausing_twice_pauses_once(pair):
    assert await pause(pair) == await pause(pair, by=OMAR)
    assert len(await cycles_now(pair)) == 1


async def test_before_the_introduction_there_is_nothing_to_pause(db):
    await move_in(db, APPROVED)
    with pytest.raises(NotNow, match="on its way"):
        await pause(db)
    assert (await mentorship_now(db)) == APPROVED


async def test_either_of_them_may_start_again(pair):
    await pause(pair)
    await resume(pair, by=OMAR)
    again = await mentorship_now(pair)
    assert (again.state, again.paused_until) == (ACTIVE, None)
    await resume(pair)
    assert (await mentorship_now(pair)) == again


async def test_going_on_answers_the_question_about_silence(pair):
    await go_on(pair)
    assert await cycles_now(pair) == [replace(CYCLE, outcome=Outcome.NOT_THIS_MONTH)]
    assert (await mentorship_now(pair)) == PAIR


async def test_going_on_twice_counts_once(pair):
    await go_on(pair)
    await keep_rhythm(pair, content=load_content(), now=MONDAY + 10 * WEEK)
    await go_on(pair)
    assert [cycle.outcome for cycle in await cycles_now(pair)] == [Outcome.NOT_THIS_MONTH, None]


async def test_going_on_does_not_take_back_a_meeting(pair):
    await move_in(pair, replace(CYCLE, number=2, outcome=Outcome.MET, iso_week="2026-W10"))
    await go_on(pair)
    assert (await cycles_now(pair))[-1].outcome is Outcome.MET


async def test_an_end_drops_what_was_planned_and_tells_the_other_one(pair):
    await end(pair)
    ended = await mentorship_now(pair)
    assert (ended.state, ended.ended_on) == (ENDED, TODAY)
    assert await send_due(pair, MONTH_LATER) == [("ending_note", OMAR)]


async def test_ending_before_the_introduction_tells_nobody(db):
    await move_in(db, APPROVED, question("introduction", "M1", cycle=0, budgeted=False))
    await end(db)
    assert await send_due(db, MONTH_LATER) == []


async def test_ending_a_pause_leaves_no_day_on_which_it_would_begin_again(pair):
    await pause(pair)
    await end(pair)
    assert (await mentorship_now(pair)).paused_until is None


async def test_when_both_end_it_at_once_one_ends_it_and_one_note_is_planned(pair):
    tried = await asyncio.gather(end(pair), end(pair, by=OMAR), return_exceptions=True)
    assert [type(one) for one in tried if one] == [NotNow]
    assert len(await send_due(pair, MONTH_LATER)) == 1


async def test_what_has_ended_stays_ended_whatever_is_tapped_at_the_same_time(pair):
    tried = await asyncio.gather(
        end(pair), pause(pair, by=OMAR), resume(pair, by=OMAR), go_on(pair, by=OMAR), return_exceptions=True
    )
    assert all(isinstance(one, UserFacingError) for one in tried if isinstance(one, BaseException))
    assert (await mentorship_now(pair)).state is ENDED
