"""Leaving: one program, or the organisation. What stood ends kindly; nothing is left that waits."""

import asyncio
import logging
from dataclasses import replace

import pytest

from bot.content import load_content
from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState, ExclusionKind, Nomination, Role
from bot.domain.mentorships.mentorships import Member, MentorshipState
from bot.domain.people import LeftBy, Person
from bot.domain.programs.states import ProgramState
from bot.errors import NotFound, NotNow
from bot.usecases.directory.slack_people import SlackSays, follow_slack, says_news
from bot.usecases.joining.leaving import leave_program, read_leaving, release_leaver
from bot.usecases.matching.waiting import read_waiting
from bot.usecases.mentorships.lifecycle import end_mentorship
from bot.usecases.privacy.privacy import read_privacy
from bot.usecases.recruiting.applications import answer_application
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
    PROGRAM,
    TODAY,
    WS,
    enrolment,
    mentorship_now,
    move_in,
    question,
    send_due,
)
from tests.situations.everywhere import rows_naming

CONTENT = load_content()
LEFT = EnrolmentState.LEFT
SECOND = replace(PROGRAM, id="P2", name="Second")
SECOND_PAIR = replace(PAIR, id="M2", program_id="P2")
APPROVED = replace(PAIR, state=MentorshipState.APPROVED, channel_id=None, introduced_on=None)
LATER = MONDAY + 30 * DAY


@pytest.fixture
async def pair(db):
    places = [
        enrolment(who, role, charter_version=CONTENT.charter.version)
        for who, role in ((NIA, Role.MENTEE), (OMAR, Role.MENTOR))
    ]
    await move_in(db, *places, PAIR, CYCLE, question(), question(recipient=OMAR))
    return db


async def leave(db, user_id=NIA, *, program_id="P1", workspace=WS):
    return await leave_program(db, act=Act(workspace, user_id, MONDAY), program_id=program_id)


async def gone(db, user_id=NIA, *, now=MONDAY):
    async with db.transaction() as repos:
        await release_leaver(repos, WS, user_id, now, by=LeftBy.SLACK)


async def state_of(db, user_id=NIA, program_id="P1"):
    async with db.transaction() as repos:
        return (await repos.enrolments.find(WS, program_id, user_id)).state


async def named_by(db, user_id=NIA):
    async with db.transaction() as repos:
        return [
            other
            for kind in ExclusionKind
            for other in await repos.exclusions.list_of(WS, user_id, kind=kind)
        ]


async def name(db, *others):
    async with db.transaction() as repos:
        await repos.exclusions.replace(WS, NIA, others)
        await repos.exclusions.replace(WS, NIA, others, kind=ExclusionKind.PRIVATE)


# one program


async def test_what_stood_ends_and_the_other_is_told_kindly(pair):
    left = await leave(pair)
    ended = await mentorship_now(pair)
    assert (left.program, left.may_return) == (PROGRAM, True)
    assert (ended.state, ended.ended_on) == (MentorshipState.ENDED, TODAY)
    assert await state_of(pair) is LEFT
    assert await state_of(pair, OMAR) is EnrolmentState.ACTIVE
    assert await send_due(pair, LATER) == [("ending_note", OMAR)]


async def test_a_mentee_left_behind_waits_for_a_match_again(pair):
    await leave(pair, OMAR)
    async with pair.transaction() as repos:
        found = await read_waiting(repos, WS, "P1", MIA, CONTENT, MONDAY)
    assert [one.user_id for one in found.waiting] == [NIA]
    assert found.mentors == []


async def test_the_other_program_goes_on(pair):
    await move_in(pair, SECOND, enrolment(NIA, program_id="P2"), SECOND_PAIR)
    await move_in(pair, question(subject="M2"), question("briefing_reminder", subject="P2"))
    await leave(pair)
    assert await state_of(pair, program_id="P2") is EnrolmentState.ACTIVE
    assert await mentorship_now(pair, "M2") == SECOND_PAIR
    sent = await send_due(pair, LATER)
    assert sorted(sent) == [("briefing_reminder", NIA), ("check_in", NIA), ("ending_note", OMAR)]


async def test_what_was_planned_for_them_in_the_program_is_dropped(pair):
    await move_in(pair, question("briefing_reminder", subject="P1"))
    await move_in(pair, question("briefing_reminder", subject="P1", recipient=OMAR))
    await leave(pair)
    assert await send_due(pair, LATER) == [("briefing_reminder", OMAR), ("ending_note", OMAR)]


async def test_after_leaving_they_do_not_hear_of_what_the_other_had_ended_before(pair):
    await end_mentorship(pair, act=Act(WS, OMAR, MONDAY), mentorship_id="M1")
    await leave(pair)
    assert await send_due(pair, LATER) == []


async def test_before_the_introduction_nobody_is_told(db):
    await move_in(db, enrolment(NIA), APPROVED, question("introduction", "M1", cycle=0))
    await leave(db)
    assert await send_due(db, LATER) == []
    dropped = await mentorship_now(db)
    assert (dropped.state, dropped.ended_on) == (MentorshipState.DROPPED, None)


async def test_whom_they_were_not_introduced_to_never_reads_their_name(db):
    await move_in(db, enrolment(NIA), enrolment(OMAR, Role.MENTOR), APPROVED)
    await leave(db)
    [seen] = (await read_privacy(db, act=Act(WS, OMAR, MONDAY))).seen
    assert seen.seen.matches == ()


async def test_they_are_taken_out_of_a_proposal(db):
    await move_in(db, enrolment(NIA), replace(PAIR, state=MentorshipState.PROPOSED))
    await leave(db)
    with pytest.raises(NotFound):
        await mentorship_now(db)


async def test_a_circle_goes_on_without_them(db):
    peers = tuple(Member(who, Role.PEER) for who in (NIA, OMAR, EVE))
    await move_in(db, enrolment(NIA, Role.PEER), replace(PAIR, members=peers), question())
    await leave(db)
    circle = await mentorship_now(db)
    assert (circle.state, circle.user_ids) == (MentorshipState.ACTIVE, (OMAR, EVE))
    assert await send_due(db, LATER) == []


@pytest.mark.parametrize("state", [EnrolmentState.APPLIED, EnrolmentState.RELEASED])
async def test_an_application_can_be_withdrawn_and_a_resting_place_given_up(db, state):
    await move_in(db, enrolment(NIA, state=state))
    await leave(db)
    assert await state_of(db) is LEFT


@pytest.mark.parametrize("state", [LEFT, EnrolmentState.DECLINED])
async def test_who_has_no_place_has_nothing_to_leave(db, state):
    await move_in(db, enrolment(NIA, state=state))
    for user_id in (NIA, EVE):
        with pytest.raises(NotNow, match="nothing to leave"):
            await leave(db, user_id)
    assert await state_of(db) is state


async def test_nobody_leaves_from_another_hospital(pair):
    with pytest.raises(NotFound):
        await leave(pair, workspace=ELSEWHERE)
    assert await mentorship_now(pair) == PAIR


@pytest.mark.parametrize(
    ("program", "may_return"),
    [
        (PROGRAM, True),
        (replace(PROGRAM, signup_ends_on=TODAY - DAY), False),
        (replace(PROGRAM, state=ProgramState.RECRUITING), False),
    ],
)
async def test_coming_back_is_offered_while_sign_up_is_open_to_them(db, program, may_return):
    await move_in(db, program, enrolment(NIA))
    await move_in_program(db, program)
    assert (await leave(db)).may_return is may_return


async def move_in_program(db, program):
    async with db.transaction() as repos:
        await repos.programs.save(program)


async def test_whom_they_named_is_kept_while_they_are_in_another_program(pair):
    await name(pair, EVE)
    await move_in(pair, SECOND, enrolment(NIA, program_id="P2"))
    await leave(pair)
    assert await named_by(pair) == [EVE, EVE]
    await leave(pair, program_id="P2")
    assert await named_by(pair) == []


async def test_a_program_that_is_closed_keeps_no_names(pair):
    await name(pair, EVE)
    closed = replace(SECOND, state=ProgramState.CLOSED)
    await move_in(pair, closed, enrolment(NIA, program_id="P2"))
    await leave(pair)
    assert await named_by(pair) == []


async def test_when_both_leave_at_once_each_is_out_and_one_note_at_most_is_planned(pair):
    await asyncio.gather(leave(pair), leave(pair, OMAR))
    assert await state_of(pair) is await state_of(pair, OMAR) is LEFT
    assert len(await send_due(pair, LATER)) <= 1


async def test_before_they_leave_they_read_whom_it_concerns(pair):
    found = await read_leaving(pair, workspace_id=WS, program_id="P1", user_id=NIA)
    assert (found.program, list(found.others), found.is_asked_for) == (PROGRAM, [OMAR], False)


async def test_a_match_that_was_not_introduced_is_not_given_away(db):
    await move_in(db, enrolment(NIA), APPROVED)
    assert (await read_leaving(db, workspace_id=WS, program_id="P1", user_id=NIA)).others == []


# the organisation


async def test_who_leaves_the_hospital_is_out_of_everything(pair):
    await name(pair, EVE)
    await move_in(pair, SECOND, enrolment(NIA, program_id="P2"), SECOND_PAIR)
    await move_in(pair, question("briefing_reminder", subject="P2"))
    async with pair.transaction() as repos:
        await repos.nominations.add_first(Nomination(WS, "P2", NIA))
    await gone(pair)
    assert [await state_of(pair, program_id=one) for one in ("P1", "P2")] == [LEFT, LEFT]
    assert [(await mentorship_now(pair, one)).state for one in ("M1", "M2")] == [MentorshipState.ENDED] * 2
    assert await named_by(pair) == []
    assert await send_due(pair, LATER) == [("left_note", OMAR), ("left_note", OMAR)]
    async with pair.transaction() as repos:
        assert (await repos.people.get(WS, NIA)).left_at == MONDAY
        assert await repos.nominations.list_for_person(WS, NIA) == []


async def test_leaving_twice_is_leaving_once(pair):
    await gone(pair)
    await gone(pair, now=MONDAY + DAY)
    async with pair.transaction() as repos:
        assert (await repos.people.get(WS, NIA)).left_at == MONDAY
    assert await send_due(pair, LATER) == [("left_note", OMAR)]


async def test_notes_to_somebody_who_then_leaves_too_are_dropped(pair):
    await gone(pair)
    await gone(pair, OMAR)
    assert await send_due(pair, LATER) == []


async def test_somebody_unknown_leaves_nothing_behind(db):
    await move_in(db)
    await gone(db, EVE)
    async with db.transaction() as repos:
        assert await repos.people.find(WS, EVE) is None


async def test_the_programs_of_a_manager_go_on_and_somebody_is_warned(pair, caplog):
    with caplog.at_level(logging.WARNING):
        await gone(pair, MIA)
    [warning] = caplog.messages
    assert "P1" in warning
    assert MIA not in warning
    assert await mentorship_now(pair) == PAIR


async def test_with_a_second_manager_nobody_is_warned(pair, caplog):
    await move_in_program(pair, replace(PROGRAM, managers=(MIA, EVE)))
    with caplog.at_level(logging.WARNING):
        await gone(pair, MIA)
    assert caplog.messages == []


async def slack_says(db, *, has_left, at=MONDAY):
    said = SlackSays(NIA, "Europe/Paris", has_left, at)
    await follow_slack(db, workspace_id=WS, said=said, now=max(at, MONDAY))


async def test_a_closed_account_is_a_departure(pair):
    await slack_says(pair, has_left=True)
    assert await state_of(pair) is LEFT
    assert await send_due(pair, LATER) == [("left_note", OMAR)]


async def test_an_account_that_is_open_again_brings_nothing_back_by_itself(pair):
    await slack_says(pair, has_left=True)
    await slack_says(pair, has_left=False, at=MONDAY + DAY)
    async with pair.transaction() as repos:
        assert await repos.people.get(WS, NIA) == Person(WS, NIA, tz="Europe/Paris")
    assert await state_of(pair) is LEFT
    assert (await mentorship_now(pair)).state is MentorshipState.ENDED


# who becomes a guest


async def becomes_a_guest(db, user_id=NIA, *, lets_guests=False):
    said = SlackSays(user_id, "UTC", has_left=False, at=MONDAY, may_take_part=lets_guests)
    is_news = await says_news(db, workspace_id=WS, said=said)
    return is_news, await follow_slack(db, workspace_id=WS, said=said, now=MONDAY)


async def suggested(db, user_id=EVE):
    await move_in(db)
    async with db.transaction() as repos:
        await repos.people.add_first(Person(WS, user_id))
        await repos.nominations.add_first(Nomination(WS, "P1", user_id))
        await repos.outbox.plan([question("nomination", user_id, subject="P1", cycle=0)])


async def test_who_becomes_a_guest_is_not_asked_any_more_whether_they_would_mentor(db):
    await suggested(db)
    assert await becomes_a_guest(db, EVE) == (True, True)
    assert await send_due(db, LATER) == []
    assert set(await rows_naming(db, EVE)) <= {"outbox"}
    assert await becomes_a_guest(db, EVE) == (False, False)


async def test_where_guests_may_take_part_they_are(db):
    await suggested(db)
    assert await becomes_a_guest(db, EVE, lets_guests=True) == (False, False)
    assert await send_due(db, LATER) == [("nomination", EVE)]


async def test_a_guest_who_asked_to_join_before_can_not_be_let_in(db):
    await move_in(db, enrolment(NIA, state=EnrolmentState.APPLIED))
    assert await becomes_a_guest(db) == (True, True)
    assert await state_of(db) is LEFT
    with pytest.raises(NotNow):
        await answer_application(db, act=Act(WS, MIA, MONDAY), program_id="P1", user_id=NIA, accept=True)


async def test_where_a_guest_takes_part_already_they_stay(pair):
    assert await becomes_a_guest(pair) == (False, False)
    assert (await mentorship_now(pair)).state is MentorshipState.ACTIVE
