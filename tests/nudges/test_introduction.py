"""The introduction, and what begins with it."""

from dataclasses import replace

import pytest

from bot.domain.mentorships.mentorships import Cycle, MentorshipState
from bot.nudges.mentorships.introduction import KIND, begin
from bot.usecases.mentorships.silence import ask_the_silent
from tests.nudges.situations import situation
from tests.people import (
    DAY,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    PROGRAM,
    TODAY,
    WEEK,
    cycles_now,
    mentorship_now,
    move_in,
    send_due,
)

APPROVED = replace(PAIR, state=MentorshipState.APPROVED, channel_id=None, introduced_on=None)
IN_A_WHILE = MONDAY + 60 * DAY


@pytest.mark.parametrize("state", MentorshipState)
def test_only_an_approved_pair_is_introduced(content, state):
    is_true = KIND.still_true(situation(content, "introduction", state=state))
    assert is_true is (state is MentorshipState.APPROVED)


def test_it_names_both_says_why_and_warns_about_patients(content):
    said = str(KIND.says(situation(content, "introduction")).to_dict())
    for words in (f"<@{NIA}>", f"<@{OMAR}>", "You both know nights.", content.lines.no_phi):
        assert words in said


async def begins(db, content, now=MONDAY, template_id="nurse_leadership"):
    program = replace(PROGRAM, template_id=template_id)
    now_true = replace(situation(content, "introduction", now=now), mentorship=APPROVED, program=program)
    async with db.transaction() as repos:
        await begin(repos, now_true, "G1")


async def test_the_mentorship_begins_when_the_introduction_has_left(db, content):
    await move_in(db, APPROVED)
    await begins(db, content, now=MONDAY + 2 * DAY)
    begun = await mentorship_now(db)
    assert (begun.state, begun.channel_id) == (MentorshipState.ACTIVE, "G1")
    assert begun.introduced_on == (MONDAY + 2 * DAY).date()
    assert await cycles_now(db) == [Cycle("M1", 1, starts_on=TODAY)]


async def test_the_first_question_comes_when_the_template_hopes_for_a_first_talk(db, content):
    await move_in(db, APPROVED)
    await begins(db, content)
    await send_due(db, MONDAY + 10 * DAY)
    assert await send_due(db, MONDAY + 2 * WEEK) == [("check_in", NIA)]
    assert await send_due(db, MONDAY + 2 * WEEK + 2 * DAY) == [("check_in", OMAR)]


async def test_times_to_meet_are_offered_a_week_later_to_one_after_the_other(db, content):
    await move_in(db, APPROVED)
    await begins(db, content)
    assert await send_due(db, MONDAY + WEEK - DAY) == []
    assert await send_due(db, MONDAY + WEEK) == [("first_meeting", NIA)]
    assert await send_due(db, MONDAY + WEEK + 2 * DAY) == [("first_meeting", OMAR)]


@pytest.mark.parametrize(
    ("template_id", "settling", "offered"), [("onboarding", 7, 2), ("peer_circle", 21, 7)]
)
async def test_new_starters_have_a_week_to_settle_and_times_are_offered_within_it(
    db, content, template_id, settling, offered
):
    await move_in(db, APPROVED)
    await begins(db, content, template_id=template_id)
    assert (await mentorship_now(db)).settling_days == settling
    assert await send_due(db, MONDAY + (offered - 1) * DAY) == []
    assert await send_due(db, MONDAY + offered * DAY) == [("first_meeting", NIA)]


async def test_new_starters_are_asked_about_a_silence_earlier(db, content):
    await move_in(db, replace(APPROVED, every_weeks=1))
    now_true = replace(
        situation(content, "introduction"),
        mentorship=replace(APPROVED, every_weeks=1),
        program=replace(PROGRAM, template_id="onboarding"),
    )
    async with db.transaction() as repos:
        await begin(repos, now_true, "G1")
    await ask_the_silent(db, now=MONDAY + 10 * DAY)
    await send_due(db, MONDAY + 10 * DAY)
    await ask_the_silent(db, now=MONDAY + 11 * DAY)
    assert ("quiet_check", NIA) in await send_due(db, MONDAY + 11 * DAY)


async def test_an_introduction_that_left_twice_begins_once(db, content):
    await move_in(db, APPROVED)
    await begins(db, content)
    await begins(db, content, now=MONDAY + WEEK)
    assert (await mentorship_now(db)).introduced_on == TODAY
    assert len(await cycles_now(db)) == 1
    assert len(await send_due(db, IN_A_WHILE)) == 4


async def test_a_pair_that_was_ended_while_the_introduction_left_stays_ended(db, content):
    await move_in(db, replace(APPROVED, state=MentorshipState.ENDED, ended_on=TODAY))
    await begins(db, content)
    assert (await mentorship_now(db)).state is MentorshipState.ENDED
    assert await send_due(db, IN_A_WHILE) == []
