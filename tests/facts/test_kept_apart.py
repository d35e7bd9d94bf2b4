"""Line management and private wishes keep people apart, whoever said so and whichever way round."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.directory import DirectoryEntry
from bot.domain.joining.enrolments import ExclusionKind, Role
from bot.domain.joining.joining import JoinSubmission
from bot.domain.mentorships.mentorships import MentorshipState, proposal_mark
from bot.errors import NotNow
from bot.facts.kept_apart import kept_apart
from bot.usecases.joining.form import start_joining
from bot.usecases.joining.joining import enrol
from bot.usecases.matching.approving import approve_matches
from bot.usecases.matching.waiting import read_waiting
from tests.people import (
    CHARTER,
    ELSEWHERE,
    EVE,
    MIA,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    PROGRAM,
    WS,
    enrolment,
    move_in,
    send_due,
)

BOTH_WAYS = {NIA: {OMAR}, OMAR: {NIA}}
# Nia's manager is Omar; his is Eve.
STAFF = [
    DirectoryEntry(WS, "1", user_id=NIA, profession="nurse", department="theatres", manager_id="2"),
    DirectoryEntry(WS, "2", user_id=OMAR, manager_id="3"),
    DirectoryEntry(WS, "3", user_id=EVE),
]


@pytest.fixture(autouse=True)
async def _three_people(db):
    everybody = [enrolment(NIA), enrolment(OMAR, Role.MENTOR), enrolment(EVE, Role.MENTOR)]
    await move_in(db, *everybody)


async def take_in(db, entries):
    async with db.transaction() as repos:
        await repos.directory_imports.save_changed([(one, 0) for one in entries], number=1)


async def names(db, who, others, kind=ExclusionKind.LINE_MANAGER):
    async with db.transaction() as repos:
        await repos.exclusions.replace(WS, who, others, kind=kind)


async def apart(db, *people, workspace=WS):
    async with db.transaction() as repos:
        return await kept_apart(repos, workspace, people or (NIA, OMAR, EVE, MIA))


@pytest.mark.parametrize("kind", [ExclusionKind.LINE_MANAGER, ExclusionKind.PRIVATE])
@pytest.mark.parametrize(("who", "other"), [(NIA, OMAR), (OMAR, NIA)])
async def test_what_one_says_holds_for_both(db, kind, who, other):
    await names(db, who, [other], kind)
    assert await apart(db) == BOTH_WAYS
    assert await apart(db, NIA, EVE) == {}
    assert await apart(db, workspace=ELSEWHERE) == {}


async def test_the_directory_keeps_managers_and_theirs_apart(db):
    await take_in(db, STAFF)
    assert await apart(db) == {NIA: {OMAR, EVE}, OMAR: {NIA, EVE}, EVE: {NIA, OMAR}}


async def test_a_manager_whom_the_person_cleared_is_none(db):
    await take_in(db, STAFF)
    await names(db, NIA, [OMAR], ExclusionKind.CLEARED)
    assert await apart(db) == {NIA: {EVE}, OMAR: {EVE}, EVE: {NIA, OMAR}}


async def test_only_the_person_themself_can_clear_a_manager(db):
    await take_in(db, STAFF)
    await names(db, OMAR, [NIA], ExclusionKind.CLEARED)
    assert NIA in (await apart(db))[OMAR]


async def test_what_was_said_counts_more_than_what_was_cleared(db):
    await take_in(db, STAFF)
    await names(db, NIA, [OMAR], ExclusionKind.CLEARED)
    await names(db, OMAR, [NIA], ExclusionKind.PRIVATE)
    assert (await apart(db, NIA, OMAR)) == BOTH_WAYS


async def test_matching_and_approving_both_keep_them_apart(db, content):
    await take_in(db, STAFF)
    async with db.transaction() as repos:
        waiting = await read_waiting(repos, WS, "P1", MIA, content, MONDAY)
    assert waiting.excluded[NIA] >= {OMAR, EVE}
    await move_in(db, replace(PAIR, state=MentorshipState.PROPOSED, channel_id=None, introduced_on=None))
    with pytest.raises(NotNow):
        await approve_matches(
            db, act=Act(WS, MIA, MONDAY), program_id="P1", seen=await mark(db), content=content
        )


async def mark(db):
    async with db.transaction() as repos:
        return proposal_mark(await repos.mentorships.list_for_program(WS, "P1", [MentorshipState.PROPOSED]))


# the form and the directory


async def opens(db, content):
    return await start_joining(db, act=Act(WS, NIA, MONDAY), content=content)


async def saves(db, content, answers):
    await enrol(
        db, act=Act(WS, NIA, MONDAY), form=JoinSubmission(answers, MONDAY, CHARTER), tz="UTC", content=content
    )


async def test_the_form_is_filled_in_from_the_directory_and_the_persons_own_answer_wins(db, content):
    await take_in(db, STAFF)
    answers = (await opens(db, content)).answers
    assert (answers.profession, answers.department) == ("nurse", "theatres")
    await saves(db, content, replace(answers, department="maternity"))
    assert (await opens(db, content)).answers.department == "maternity"


async def test_managers_are_suggested_and_who_is_taken_out_stays_cleared(db, content):
    await take_in(db, STAFF)
    answers = (await opens(db, content)).answers
    assert (answers.excluded, answers.suggested) == ((OMAR, EVE), (OMAR, EVE))
    await saves(db, content, replace(answers, excluded=(EVE,)))
    again = (await opens(db, content)).answers
    assert (again.excluded, again.suggested) == ((EVE,), (EVE,))
    assert (await apart(db))[NIA] == {EVE}
    await saves(db, content, again)
    assert (await apart(db))[NIA] == {EVE}


async def test_a_cleared_manager_who_is_named_again_is_one(db, content):
    await take_in(db, STAFF)
    answers = (await opens(db, content)).answers
    await saves(db, content, replace(answers, excluded=()))
    assert NIA not in await apart(db)
    await saves(db, content, replace(answers, excluded=(OMAR,), suggested=()))
    assert (await apart(db))[NIA] == {OMAR}


async def test_a_manager_who_came_while_the_form_was_open_is_not_cleared(db, content):
    answers = (await opens(db, content)).answers
    await take_in(db, STAFF)
    await saves(db, content, answers)
    assert (await apart(db))[NIA] == {OMAR, EVE}


async def test_naming_somebody_one_is_matched_with_is_followed_up(db, content):
    await move_in(db, PAIR)
    answers = (await opens(db, content)).answers
    await saves(db, content, replace(answers, apart=(OMAR,)))
    assert await send_due(db, MONDAY + timedelta(days=1)) == [("named_note", NIA)]


async def test_without_a_directory_nobody_is_asked_for_a_number(db, content):
    assert not (await opens(db, content)).can_link
    assert PROGRAM in (await opens(db, content)).programs
