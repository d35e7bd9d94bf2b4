"""Who is left without a match hears until when, and is looked at again without a manager's tap."""

import itertools
from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.joining.enrolments import Role
from bot.domain.matching.choices import MatchedBy
from bot.domain.mentorships.mentorships import CURRENT, MentorshipState, proposal_mark
from bot.domain.people import Person
from bot.domain.programs.programs import Intake, Plan
from bot.domain.programs.states import ProgramState
from bot.usecases.matching.approving import approve_matches
from bot.usecases.matching.looking_again import LOOK_AGAIN_AFTER, look_again
from tests.people import (
    DAY,
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
    move_in,
    send_due,
)

ADA = "UADA"
PROPOSED = MentorshipState.PROPOSED
DATE = TODAY + LOOK_AGAIN_AFTER
ABOUT: dict = {
    "profession": "nurse",
    "career_stage": "established",
    "specialty": "intensive_care",
    "department": "critical_care",
    "preset_id": "office",
}
TWO_MENTEES = (enrolment(NIA), enrolment(ADA), enrolment(OMAR, Role.MENTOR))


async def joins(db, *enrolments):
    people = [Person(WS, one.user_id, **ABOUT) for one in enrolments]
    await move_in(db, *people, *enrolments)


async def looks(db, content, *, now=MONDAY):
    ids = itertools.count(int(now.timestamp()))
    return await look_again(db, content=content, now=now, new_id=lambda: f"N{next(ids)}")


async def publishes(db, content, *, now=MONDAY):
    async with db.transaction() as repos:
        seen = proposal_mark(await repos.mentorships.list_for_program(WS, "P1", [PROPOSED]))
    return await approve_matches(db, act=Act(WS, MIA, now), program_id="P1", seen=seen, content=content)


async def program_now(db):
    async with db.transaction() as repos:
        return await repos.programs.get(WS, "P1")


async def becomes(db, **changes):
    async with db.transaction() as repos:
        await repos.programs.save(replace(PROGRAM, **changes))


async def proposed_now(db):
    async with db.transaction() as repos:
        return await repos.mentorships.list_for_program(WS, "P1", [PROPOSED])


@pytest.fixture
async def published(db, content):
    """Nia or Ada has Omar; the other has nobody."""
    await joins(db, *TWO_MENTEES)
    await becomes(db, look_again_on=TODAY)
    await looks(db, content)
    await publishes(db, content)
    return db


async def waiting_one(db):
    async with db.transaction() as repos:
        [pair] = await repos.mentorships.list_for_program(WS, "P1", CURRENT)
    return next(one for one in (NIA, ADA) if not pair.includes(one))


async def waiting_notes_due(db, now):
    """To whom."""
    return [who for kind, who in await send_due(db, now) if kind == "waiting_note"]


async def test_who_got_no_match_is_told_once_until_when_they_wait(published):
    alone = await waiting_one(published)
    assert (await program_now(published)).look_again_on == DATE
    assert ("waiting_note", alone) in await send_due(published, MONDAY)


async def test_on_that_day_they_are_looked_at_again_and_the_manager_hears_of_it(published, content):
    await joins(published, enrolment(EVE, Role.MENTOR))
    await becomes(published, look_again_on=DATE)
    assert await looks(published, content, now=MONDAY + 13 * DAY) == 0
    await send_due(published, MONDAY + 14 * DAY)
    assert await looks(published, content, now=MONDAY + 14 * DAY) == 1
    [pair] = await proposed_now(published)
    assert pair.user_ids == (await waiting_one(published), EVE)
    assert ("matches_ready", MIA) in await send_due(published, MONDAY + 14 * DAY)
    assert (await program_now(published)).look_again_on == DATE + LOOK_AGAIN_AFTER


async def test_where_nothing_is_found_the_next_date_is_shown_and_nobody_is_written_to(published, content):
    await send_due(published, MONDAY + 14 * DAY)
    assert await looks(published, content, now=MONDAY + 14 * DAY) == 0
    assert (await program_now(published)).look_again_on == DATE + LOOK_AGAIN_AFTER
    assert await send_due(published, MONDAY + 14 * DAY) == []


async def test_who_could_not_be_told_before_the_day_is_told_of_the_next_one(published, content):
    alone = await waiting_one(published)
    async with published.transaction() as repos:
        for note in await repos.outbox.list_about(WS, "waiting_note", ["P1"]):
            await repos.outbox.drop_pending_to(WS, note.recipient, "P1")
    await looks(published, content, now=MONDAY + 14 * DAY)
    assert await waiting_notes_due(published, MONDAY + 14 * DAY) == [alone]
    await looks(published, content, now=MONDAY + 28 * DAY)
    assert await waiting_notes_due(published, MONDAY + 28 * DAY) == []


async def test_a_note_that_has_not_left_by_the_day_gives_way_to_one_with_the_next(published, content):
    alone = await waiting_one(published)
    await looks(published, content, now=MONDAY + 14 * DAY)
    assert await waiting_notes_due(published, MONDAY + 14 * DAY) == [alone]


async def test_without_anybody_waiting_there_is_no_date(db, content):
    await joins(db, enrolment(NIA), enrolment(OMAR, Role.MENTOR))
    await becomes(db, look_again_on=TODAY)
    await looks(db, content)
    await publishes(db, content)
    assert (await program_now(db)).look_again_on is None


async def test_a_newcomer_to_a_rolling_program_is_matched_with_what_is_free(db, content):
    await joins(db, *TWO_MENTEES[1:])
    standing = replace(PAIR, id="M0", members=(replace(PAIR.members[0], user_id=EVE), PAIR.members[1]))
    await move_in(db, standing)
    await becomes(db, intake=Intake.ROLLING, ends_on=None)
    async with db.transaction() as repos:
        await repos.enrolments.save(enrolment(OMAR, Role.MENTOR, capacity=2))
    assert await looks(db, content) == 1
    [pair] = await proposed_now(db)
    assert pair.user_ids == (ADA, OMAR)
    async with db.transaction() as repos:
        assert await repos.mentorships.get(WS, "M0") == standing


async def test_a_newcomer_nobody_is_found_for_is_looked_at_once_a_date_and_not_all_the_time(db, content):
    await joins(db, enrolment(NIA), enrolment(ADA), enrolment(OMAR, Role.MENTOR))
    await becomes(db, intake=Intake.ROLLING, ends_on=None)
    assert await looks(db, content) == 1
    assert await looks(db, content, now=MONDAY + DAY) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"plan": Plan(matched_by=MatchedBy.BY_HAND)},
        {"state": ProgramState.CLOSING},
        {"state": ProgramState.RECRUITING},
    ],
    ids=["by hand", "closing", "mentors first"],
)
async def test_where_matches_are_not_worked_out_nothing_is(db, content, changes):
    await joins(db, *TWO_MENTEES)
    await becomes(db, look_again_on=TODAY, **changes)
    assert await looks(db, content) == 0
    assert await proposed_now(db) == []


async def test_what_a_manager_has_locked_stays_as_it_is(db, content):
    await joins(db, *TWO_MENTEES)
    await becomes(db, look_again_on=TODAY)
    await looks(db, content)
    [pair] = await proposed_now(db)
    async with db.transaction() as repos:
        await repos.mentorships.save(replace(pair, locked=True))
    await becomes(db, look_again_on=TODAY)
    assert await looks(db, content, now=MONDAY + DAY) == 0
    assert await proposed_now(db) == [replace(pair, locked=True)]
