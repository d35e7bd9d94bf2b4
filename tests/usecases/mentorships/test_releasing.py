"""Let go after a long silence: only after being asked twice, and never while somebody is away."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.content import load_content
from bot.domain.acts import Act
from bot.domain.delivery.outbox import DeliveryState
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.people import Person
from bot.domain.programs.programs import Plan
from bot.domain.programs.states import ProgramState
from bot.errors import NotNow
from bot.planning.cycles import LAST_CALL, asks_again_after, plan_last_question
from bot.usecases.home.reader import read_reader
from bot.usecases.mentorships.lifecycle import keep_going
from bot.usecases.mentorships.pausing import pause_mentorship
from bot.usecases.mentorships.releasing import come_back, release_silent, released_due
from tests.people import (
    CYCLE,
    DAY,
    EVE,
    MIA,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    PROGRAM,
    WEEK,
    WS,
    enrolment,
    mentorship_now,
    move_in,
    question,
    send_due,
)

CONTENT = load_content()
ACTIVE, RELEASED = EnrolmentState.ACTIVE, EnrolmentState.RELEASED
ASKED = MONDAY + 7 * WEEK
AGAIN = ASKED + 6 * WEEK
OVER = AGAIN + 2 * WEEK
SILENT_FOR_TWO = replace(PROGRAM, plan=Plan(release_after_weeks=8))

MINUTE = timedelta(minutes=1)


def place(user_id, role=Role.MENTEE, **more):
    return enrolment(user_id, role, charter_version=CONTENT.charter.version, **more)


@pytest.fixture
async def silent(db):
    """A pair that was asked about its silence eight weeks before OVER, and once more two weeks before it."""
    await move_in(db, place(NIA), place(OMAR, Role.MENTOR), PAIR, CYCLE)
    await asked(db, "quiet_check", ASKED)
    await asked(db, "still_there", AGAIN)
    return db


async def asked(db, kind, when, *who, subject="M1"):
    for one in who or (NIA, OMAR):
        await move_in(db, question(kind, subject=subject, recipient=one, due_at=when))
    await send_due(db, when)


async def release(db, now=OVER):
    return await release_silent(db, now=now)


async def states(db):
    async with db.transaction() as repos:
        return [(await repos.enrolments.find(WS, "P1", who)).state for who in (NIA, OMAR)]


async def test_after_being_asked_twice_both_places_rest_and_both_are_told(silent):
    assert await release(silent) == 1
    ended = await mentorship_now(silent)
    assert (ended.state, ended.ended_on) == (MentorshipState.ENDED, OVER.date())
    assert await states(silent) == [RELEASED, RELEASED]
    assert sorted(await send_due(silent, OVER)) == [("released", NIA), ("released", OMAR)]
    assert await release(silent) == 0


async def test_a_tick_looks_at_those_whose_time_has_just_ended(silent):
    """Whoever could not be let go then is looked at by keeping house."""
    assert await release_silent(silent, now=OVER, since=AGAIN + MINUTE) == 0
    assert await release_silent(silent, now=OVER, since=AGAIN - MINUTE) == 1


async def test_not_a_day_before(silent):
    assert await release(silent, OVER - DAY) == 0
    assert await states(silent) == [ACTIVE, ACTIVE]


async def test_not_while_one_of_them_was_asked_once_only(db):
    await move_in(db, place(NIA), place(OMAR, Role.MENTOR), PAIR, CYCLE)
    await asked(db, "quiet_check", ASKED)
    await asked(db, "still_there", AGAIN, NIA)
    assert await release(db, OVER + 9 * WEEK) == 0


async def test_a_question_that_never_arrived_was_not_asked(db):
    await move_in(db, place(NIA), place(OMAR, Role.MENTOR), PAIR, CYCLE)
    await asked(db, "quiet_check", ASKED)
    for one in (NIA, OMAR):
        await move_in(db, question("still_there", recipient=one, due_at=AGAIN))
    async with db.transaction() as repos:
        for message in await repos.outbox.claim(AGAIN, 9, LAST_CALL):
            await repos.outbox.finish(message, DeliveryState.UNKNOWN, outcome="no clear answer", now=AGAIN)
    assert await release(db, OVER + 9 * WEEK) == 0


async def test_any_answer_stops_it(silent):
    await keep_going(silent, act=Act(WS, OMAR, OVER - DAY), mentorship_id="M1")
    assert await release(silent) == 0
    assert await states(silent) == [ACTIVE, ACTIVE]


async def test_a_pause_stops_it(silent):
    await pause_mentorship(silent, act=Act(WS, NIA, OVER - DAY), mentorship_id="M1")
    assert await release(silent) == 0


@pytest.mark.parametrize("who", [NIA, OMAR])
async def test_while_one_of_them_is_on_leave_nobody_is_let_go(silent, who):
    await move_in(silent, Person(WS, who, leave_from=OVER.date(), leave_until=OVER.date() + 6 * DAY))
    assert await release(silent) == 0
    assert await release(silent, OVER + 6 * DAY) == 0
    assert await release(silent, OVER + WEEK) == 1


@pytest.mark.parametrize(
    "program",
    [
        replace(PROGRAM, plan=Plan(release_after_weeks=0)),
        replace(PROGRAM, plan=Plan(release_after_weeks=12)),
        replace(PROGRAM, state=ProgramState.CLOSED),
        replace(PROGRAM, ends_on=OVER.date() - DAY),
    ],
    ids=["never", "later", "closed", "over"],
)
async def test_the_program_decides_on_the_day(silent, program):
    async with silent.transaction() as repos:
        await repos.programs.save(program)
    assert await release(silent) == 0
    assert await states(silent) == [ACTIVE, ACTIVE]


async def test_a_mentor_with_another_mentee_keeps_their_place(silent):
    mentee, mentor = PAIR.members
    await move_in(silent, replace(PAIR, id="M2", members=(replace(mentee, user_id=EVE), mentor)))
    assert await release(silent) == 1
    assert await states(silent) == [RELEASED, ACTIVE]
    assert sorted(await send_due(silent, OVER)) == [("ending_note", OMAR), ("released", NIA)]


async def test_many_processes_at_once_let_go_once(silent):
    assert sum(await asyncio.gather(*(release(silent) for _ in range(4)))) == 1
    assert len(await send_due(silent, OVER)) == 2


async def test_those_who_must_wait_do_not_stand_before_the_others(silent, monkeypatch):
    monkeypatch.setattr("bot.usecases.mentorships.releasing.BATCH", 1)
    never = replace(PROGRAM, id="P0", plan=Plan(release_after_weeks=0))
    await move_in(silent, never, replace(PAIR, id="M0", program_id="P0"), replace(CYCLE, mentorship_id="M0"))
    await asked(silent, "still_there", AGAIN, subject="M0")
    assert await release(silent) == 1
    assert (await mentorship_now(silent, "M0")).state is MentorshipState.ACTIVE


# asking once more


def test_it_asks_again_two_weeks_before_and_not_where_nobody_is_let_go():
    assert asks_again_after(SILENT_FOR_TWO) == 6 * WEEK
    assert asks_again_after(replace(PROGRAM, plan=Plan(release_after_weeks=1))) == WEEK
    assert asks_again_after(replace(PROGRAM, plan=Plan(release_after_weeks=0))) is None


async def test_who_was_asked_about_the_silence_is_asked_again_and_nobody_else(db):
    await move_in(db, PAIR, CYCLE, question("quiet_check", due_at=ASKED))
    async with db.transaction() as repos:
        [message] = await repos.outbox.claim(ASKED, 9, LAST_CALL)
        await repos.outbox.plan(plan_last_question(message, PROGRAM, now=ASKED))
        await repos.outbox.plan(plan_last_question(message, PROGRAM, now=ASKED))
    assert await send_due(db, AGAIN - DAY) == []
    assert await send_due(db, AGAIN) == [("still_there", NIA)]


# coming back


async def back(db, user_id=NIA, *, now=OVER + DAY):
    return await come_back(db, act=Act(WS, user_id, now), program_id="P1", content=CONTENT)


async def test_one_tap_brings_a_place_back(silent):
    await release(silent)
    assert (await back(silent)) == PROGRAM
    assert await states(silent) == [ACTIVE, RELEASED]
    assert (await back(silent)) == PROGRAM
    assert await send_due(silent, OVER + DAY) == [("released", OMAR)]


async def test_a_new_charter_is_read_first(db):
    await move_in(db, enrolment(NIA, state=RELEASED, charter_version="old"))
    assert await back(db) is None
    async with db.transaction() as repos:
        assert (await repos.enrolments.find(WS, "P1", NIA)).state is RELEASED


@pytest.mark.parametrize(
    "program", [replace(PROGRAM, state=ProgramState.CLOSED), replace(PROGRAM, ends_on=OVER.date())]
)
async def test_there_is_no_way_back_into_a_program_that_is_over(db, program):
    await move_in(db, place(NIA, state=RELEASED))
    async with db.transaction() as repos:
        await repos.programs.save(program)
    with pytest.raises(NotNow, match="come to its end"):
        await back(db)
    async with db.transaction() as repos:
        assert (
            await released_due(repos, await read_reader(repos, act=Act(WS, NIA, OVER + DAY), content=CONTENT))
            is None
        )


@pytest.mark.parametrize("state", [EnrolmentState.LEFT, EnrolmentState.DECLINED, EnrolmentState.APPLIED])
async def test_only_a_place_that_rests_comes_back(db, state):
    await move_in(db, place(NIA, state=state))
    for user_id in (NIA, MIA):
        with pytest.raises(NotNow):
            await back(db, user_id)
    async with db.transaction() as repos:
        assert (await repos.enrolments.find(WS, "P1", NIA)).state is state


async def test_who_has_just_left_is_not_brought_back(silent):
    await release(silent)
    async with silent.transaction() as repos:
        await repos.people.find(WS, NIA, lock=True)
        coming = asyncio.create_task(back(silent))
        await asyncio.wait({coming}, timeout=0.25)
        await repos.enrolments.save(place(NIA, state=EnrolmentState.LEFT))
    with pytest.raises(NotNow, match="no free place"):
        await coming
    assert (await states(silent))[0] is EnrolmentState.LEFT


async def test_home_shows_the_way_back(silent):
    async with silent.transaction() as repos:
        assert (
            await released_due(repos, await read_reader(repos, act=Act(WS, NIA, OVER), content=CONTENT))
            is None
        )
    await release(silent)
    async with silent.transaction() as repos:
        todo = await released_due(repos, await read_reader(repos, act=Act(WS, NIA, OVER), content=CONTENT))
    assert todo is not None
    assert "freed up" in todo.text
