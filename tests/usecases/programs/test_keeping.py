"""Programs as days pass: running, closing, closed, and what is let go on the way."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.joining.enrolments import EnrolmentState, ExclusionKind, Nomination, Role
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.people import Person
from bot.domain.programs.programs import Intake
from bot.domain.programs.states import ProgramState
from bot.usecases.programs.keeping import keep_programs
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
    WS,
    enrolment,
    mentorship_now,
    move_in,
    pair_number,
    question,
    send_due,
)

OTHER = replace(PROGRAM, id="P2", name="Other")
CLOSING = replace(PROGRAM, state=ProgramState.CLOSING, ends_on=TODAY - 28 * DAY)


async def state_after(db, *, now=MONDAY, workspace=WS, program="P1"):
    await keep_programs(db, now=now)
    async with db.transaction() as repos:
        return (await repos.programs.get(workspace, program)).state


@pytest.mark.parametrize(
    ("state", "days_past", "after"),
    [
        ("running", 0, "running"),
        ("running", 1, "closing"),
        ("closing", 27, "closing"),
        ("closing", 28, "closed"),
        ("enrolling", 100, "enrolling"),
        ("closed", 100, "closed"),
        ("draft", 100, "draft"),
    ],
)
async def test_a_program_comes_to_its_end_by_itself(db, state, days_past, after):
    await move_in(db, replace(PROGRAM, state=ProgramState(state), ends_on=TODAY - days_past * DAY))
    assert await state_after(db) == after


async def test_a_program_that_stood_still_for_long_is_not_closed_at_once_twice(db):
    """Its people have the four weeks even if nobody looked at it in the meantime."""
    await move_in(db, replace(PROGRAM, ends_on=TODAY - 100 * DAY))
    assert await state_after(db) is ProgramState.CLOSING
    assert await state_after(db, now=MONDAY + 26 * DAY) is ProgramState.CLOSING
    assert await state_after(db, now=MONDAY + 27 * DAY) is ProgramState.CLOSED


async def test_a_rolling_program_runs_on(db):
    await move_in(db, replace(PROGRAM, intake=Intake.ROLLING, ends_on=None))
    assert await state_after(db, now=MONDAY + timedelta(days=3000)) is ProgramState.RUNNING


async def test_every_workspace_is_looked_after(db):
    await move_in(db)
    async with db.transaction() as repos:
        await repos.programs.add(replace(PROGRAM, workspace_id=ELSEWHERE, ends_on=TODAY - DAY))
    assert await state_after(db, workspace=ELSEWHERE) is ProgramState.CLOSING


async def test_mentorships_end_with_their_program_and_nobody_is_told_their_partner_ended_it(db):
    paused = replace(pair_number(1), state=MentorshipState.PAUSED, paused_until=TODAY + DAY)
    ended = replace(pair_number(2), state=MentorshipState.ENDED, ended_on=TODAY - 50 * DAY)
    elsewhere = replace(pair_number(3), program_id="P2")
    approved = replace(pair_number(4), state=MentorshipState.APPROVED, channel_id=None, introduced_on=None)
    await move_in(db, OTHER, CLOSING, PAIR, paused, ended, elsewhere, approved)
    await state_after(db)
    unknown = await mentorship_now(db, approved.id)
    assert (unknown.state, unknown.ended_on) == (MentorshipState.DROPPED, None)
    for one in (PAIR, paused):
        now = await mentorship_now(db, one.id)
        assert (now.state, now.ended_on, now.paused_until) == (MentorshipState.ENDED, TODAY, None)
    assert await mentorship_now(db, ended.id) == ended
    assert await mentorship_now(db, elsewhere.id) == elsewhere
    assert await send_due(db, MONDAY + 100 * DAY) == []


async def test_what_waits_to_be_said_about_a_closed_program_is_let_go(db):
    about_program = replace(question("still_there"), subject="P1")
    about_other = replace(question("still_there"), subject="P2")
    await move_in(db, OTHER, CLOSING, PAIR, question(), about_program, about_other)
    await state_after(db)
    assert await send_due(db, MONDAY + DAY) == [("still_there", NIA)]


async def test_nominations_go_with_their_program(db):
    await move_in(db, OTHER, CLOSING)
    async with db.transaction() as repos:
        await repos.nominations.add_first(Nomination(WS, "P1", EVE))
        await repos.nominations.add_first(Nomination(WS, "P2", EVE))
    await state_after(db)
    async with db.transaction() as repos:
        assert [one.program_id for one in await repos.nominations.list_for_person(WS, EVE)] == ["P2"]


async def test_who_was_known_for_a_question_alone_goes_with_it(db):
    await move_in(db, CLOSING, enrolment(NIA), Person(WS, EVE, tz="Europe/Paris"))
    async with db.transaction() as repos:
        for who in (NIA, EVE):
            await repos.nominations.add_first(Nomination(WS, "P1", who))
    await state_after(db)
    async with db.transaction() as repos:
        assert list(await repos.people.list_by_ids(WS, [NIA, EVE])) == [NIA]


async def test_a_program_closes_while_somebody_of_it_pauses(db):
    """Whoever comes second waits, and neither waits for ever."""
    await move_in(db, CLOSING, enrolment(NIA), PAIR, CYCLE)
    async with db.transaction() as repos:
        person = await repos.people.find(WS, NIA, lock=True)
        closing = asyncio.create_task(keep_programs(db, now=MONDAY))
        await asyncio.wait({closing}, timeout=0.25)
        mentorship = await repos.mentorships.get(WS, "M1", lock=True)
        await repos.people.save(replace(person, paused_from=TODAY, paused_until=TODAY + DAY))
        await repos.mentorships.save(replace(mentorship, state=MentorshipState.PAUSED))
    await closing
    assert (await mentorship_now(db)).state is MentorshipState.ENDED


async def named(db):
    async with db.transaction() as repos:
        return {
            (user, kind)
            for user in (NIA, OMAR)
            for kind in ExclusionKind
            if await repos.exclusions.list_of(WS, user, kind=kind)
        }


@pytest.fixture
async def with_exclusions(db):
    await move_in(db, CLOSING, enrolment(NIA), enrolment(OMAR, Role.MENTOR))
    async with db.transaction() as repos:
        for user in (NIA, OMAR):
            for kind in ExclusionKind:
                await repos.exclusions.replace(WS, user, [EVE], kind=kind)
    return db


async def test_whom_people_named_is_forgotten_with_the_last_program_they_are_in(with_exclusions):
    await state_after(with_exclusions)
    assert await named(with_exclusions) == {(NIA, ExclusionKind.CLEARED), (OMAR, ExclusionKind.CLEARED)}


@pytest.mark.parametrize(
    ("program", "place", "kept"),
    [
        ("running", "active", True),
        ("recruiting", "applied", True),
        ("running", "released", True),
        ("running", "left", False),
        ("running", "declined", False),
        ("closed", "active", False),
        ("draft", "active", False),
    ],
)
async def test_it_is_kept_for_those_with_a_place_in_another_live_program(
    with_exclusions, program, place, kept
):
    other = replace(OTHER, state=ProgramState(program))
    there = replace(enrolment(NIA), program_id="P2", state=EnrolmentState(place))
    await move_in(with_exclusions, CLOSING, other, there)
    await state_after(with_exclusions)
    assert ((NIA, ExclusionKind.LINE_MANAGER) in await named(with_exclusions)) is kept
    assert ((NIA, ExclusionKind.PRIVATE) in await named(with_exclusions)) is kept
    assert (OMAR, ExclusionKind.PRIVATE) not in await named(with_exclusions)
