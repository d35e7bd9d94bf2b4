"""From people who wait to approved pairs: by a manager, within the rules, once."""

import asyncio
import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.directory import DirectoryEntry
from bot.domain.joining.enrolments import EnrolmentState, ExclusionKind, Role
from bot.domain.mentorships.mentorships import Member, MentorshipState, proposal_mark
from bot.domain.people import Person, Preferences
from bot.domain.programs.states import ProgramState
from bot.errors import NotFound, NotNow, NotYours
from bot.usecases.matching.approving import approve_matches
from bot.usecases.matching.pooling import judge_pairs, pool_of
from bot.usecases.matching.proposals import drop_match, propose_matches, read_review
from bot.usecases.matching.waiting import read_waiting
from tests.people import (
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
    mentorship_now,
    move_in,
    send_due,
)

PROPOSED, APPROVED = MentorshipState.PROPOSED, MentorshipState.APPROVED
PROPOSAL = replace(PAIR, state=PROPOSED, channel_id=None, introduced_on=None)
MENTEE, MENTOR = enrolment(NIA), enrolment(OMAR, Role.MENTOR)
ABOUT = {
    "profession": "nurse",
    "career_stage": "established",
    "specialty": "intensive_care",
    "department": "critical_care",
    "preset_id": "office",
}


def person(user_id, **about):
    return Person(WS, user_id, **{**ABOUT, **about})


async def proposes(db, content, *, by=MIA, workspace=WS, program_id="P1"):
    ids = itertools.count(1)
    return await propose_matches(
        db,
        act=Act(workspace, by, MONDAY),
        program_id=program_id,
        content=content,
        new_id=lambda: f"N{next(ids)}",
    )


async def approves(db, content, *, by=MIA, workspace=WS):
    async with db.transaction() as repos:
        seen = await repos.mentorships.list_for_program(workspace, "P1", [MentorshipState.PROPOSED])
    return await approve_matches(
        db, act=Act(workspace, by, MONDAY), program_id="P1", seen=proposal_mark(seen), content=content
    )


async def reviews(db, content, *, by=MIA, workspace=WS):
    return await read_review(db, act=Act(workspace, by, MONDAY), program_id="P1", content=content)


async def drops(db, *, by=MIA, workspace=WS, mentorship="M1"):
    return await drop_match(db, workspace_id=workspace, mentorship_id=mentorship, by=by)


async def pairs_now(db, state):
    async with db.transaction() as repos:
        return [one.user_ids for one in await repos.mentorships.list_for_program(WS, "P1", [state])]


@pytest.fixture
async def two(db):
    """A mentee and a mentor who suit each other."""
    await move_in(db, person(NIA), person(OMAR), MENTEE, MENTOR)
    return db


@pytest.fixture
async def proposal(two):
    await move_in(two, PROPOSAL)
    return two


# proposing


async def test_who_suits_whom_is_kept_as_a_proposal_and_nobody_hears_of_it(two, content):
    review = await proposes(two, content)
    [pair] = review.proposed
    assert (pair.user_ids, pair.state, pair.every_weeks) == ((NIA, OMAR), PROPOSED, 4)
    assert pair.reasons
    assert await mentorship_now(two, pair.id) == pair
    assert await send_due(two, MONDAY) == []


@pytest.mark.parametrize("like_minded", [OMAR, EVE])
async def test_interests_asked_for_at_joining_count_and_are_named(two, content, like_minded):
    await move_in(two, person(EVE), enrolment(EVE, Role.MENTOR))
    async with two.transaction() as repos:
        for user_id in (NIA, OMAR, EVE):
            likes = ("ethics", "mental_health") if user_id in (NIA, like_minded) else ("simulation",)
            await repos.preferences.save(Preferences(WS, user_id, interests=likes))
    [pair] = (await proposes(two, content)).proposed
    assert pair.user_ids == (NIA, like_minded)
    async with two.transaction() as repos:
        found = await read_waiting(repos, WS, "P1", MIA, content, MONDAY)
    program = replace(found.program, plan=replace(found.program.plan, weights={"interests": 1}))
    [judged] = judge_pairs(replace(found, program=program), [(NIA, like_minded)], content, MONDAY)
    assert [reason.text for reason in judged.reasons] == [
        "You share an interest in ethics and hard decisions, and in mental health."
    ]


async def test_a_new_proposal_takes_the_place_of_the_last(two, content):
    await proposes(two, content)
    await proposes(two, content)
    assert await pairs_now(two, PROPOSED) == [(NIA, OMAR)]


@pytest.mark.parametrize(
    "change",
    [
        enrolment(NIA, state=EnrolmentState.RELEASED),
        enrolment(OMAR, Role.MENTOR, state=EnrolmentState.LEFT),
        enrolment(NIA, charter_version="2019-01"),
        person(OMAR, left_at=MONDAY),
        replace(PAIR, id="M9", state=MentorshipState.ENDED),
        replace(PAIR, id="M9", members=(Member(NIA, Role.MENTEE), Member(EVE, Role.MENTOR))),
        replace(PAIR, id="M9", members=(Member(EVE, Role.MENTEE), Member(OMAR, Role.MENTOR))),
    ],
    ids=["paused", "left", "old charter", "gone", "ended before", "has a mentor", "has no room"],
)
async def test_who_cannot_be_matched_is_not(two, content, change):
    await move_in(two, change)
    assert (await proposes(two, content)).proposed == []


@pytest.mark.parametrize(("who", "whom"), [(NIA, OMAR), (OMAR, NIA)])
async def test_whoever_was_named_is_kept_apart_and_the_reason_is_not_told(two, content, who, whom):
    async with two.transaction() as repos:
        await repos.exclusions.replace(WS, who, [whom])
    review = await proposes(two, content)
    assert review.proposed == []
    [left_over] = review.left_over
    assert left_over.user_id == NIA
    assert "exclu" not in left_over.why.lower()
    assert whom not in left_over.why


@pytest.mark.parametrize(
    ("program", "words"),
    [
        (replace(PROGRAM, state=ProgramState.DRAFT), "isn't open"),
        (replace(PROGRAM, state=ProgramState.CLOSED), "isn't open"),
    ],
)
async def test_a_program_that_cannot_be_matched_says_why(two, content, program, words):
    await move_in(two, program)
    with pytest.raises(NotNow, match=words):
        await proposes(two, content)


async def in_the_pool(db, content, *entries):
    """Nia and Omar as matching sees them, with these rows in the staff directory."""
    async with db.transaction() as repos:
        await repos.directory_imports.save_changed([(one, 1) for one in entries], number=1)
        found = await read_waiting(repos, WS, "P1", MIA, content, MONDAY)
    pool = pool_of(found, content, MONDAY)
    return {one.id: one for one in (*pool.mentees, *pool.mentors)}


async def test_time_in_post_is_what_the_directory_says(two, content):
    hired = MONDAY.date() - timedelta(days=1461)
    pool = await in_the_pool(two, content, DirectoryEntry(WS, "1", user_id=OMAR, starts_on=hired))
    assert (pool[OMAR].years_in_post, pool[NIA].years_in_post) == (4.0, None)


async def test_managers_are_the_directorys_unless_cleared(two, content):
    async with two.transaction() as repos:
        await repos.exclusions.replace(WS, OMAR, [EVE], kind=ExclusionKind.CLEARED)
    staff = [DirectoryEntry(WS, "1", user_id=EVE)]
    staff += [DirectoryEntry(WS, who, user_id=who, manager_id="1") for who in (NIA, OMAR)]
    pool = await in_the_pool(two, content, *staff)
    assert (pool[NIA].managers, pool[OMAR].managers) == ({EVE}, frozenset())


# who may


@pytest.mark.parametrize(
    ("who", "error"),
    [({"by": EVE}, NotYours), ({"by": OMAR}, NotYours), ({"workspace": ELSEWHERE}, NotFound)],
)
async def test_only_a_manager_of_the_program_matches(proposal, content, who, error):
    for deed in (
        lambda: proposes(proposal, content, **who),
        lambda: approves(proposal, content, **who),
        lambda: drops(proposal, **who),
    ):
        with pytest.raises(error):
            await deed()
    assert await mentorship_now(proposal) == PROPOSAL


async def test_only_a_manager_looks_at_a_proposal(proposal, content):
    with pytest.raises(NotYours):
        await reviews(proposal, content, by=EVE)
    with pytest.raises(NotFound):
        await reviews(proposal, content, workspace=ELSEWHERE)


# dropping


async def test_a_dropped_pair_is_out_of_the_proposal(proposal, content):
    await drops(proposal)
    await drops(proposal)
    review = await reviews(proposal, content)
    assert (review.proposed, review.is_waiting) == ([], True)
    with pytest.raises(NotNow, match="nothing left"):
        await approves(proposal, content)


@pytest.mark.parametrize("state", [one for one in MentorshipState if one not in ("proposed", "dropped")])
async def test_a_pair_that_began_or_ended_cannot_be_dropped(two, state):
    await move_in(two, replace(PAIR, state=state))
    with pytest.raises(NotNow):
        await drops(two)
    assert (await mentorship_now(two)).state is state


# approving


async def test_approving_plans_one_introduction_and_the_program_runs(proposal, content):
    await move_in(proposal, replace(PROGRAM, state=ProgramState.ENROLLING))
    approved = await approves(proposal, content)
    assert approved.count.value == 1
    assert (await mentorship_now(proposal)).state is APPROVED
    assert await send_due(proposal, MONDAY) == [("introduction", "M1")]
    async with proposal.transaction() as repos:
        assert (await repos.programs.get(WS, "P1")).state is ProgramState.RUNNING


async def test_approving_many_times_at_once_approves_once(proposal, content):
    tried = await asyncio.gather(*(approves(proposal, content) for _ in range(4)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in tried) == ["MatchesApproved"] + ["NotNow"] * 3
    assert len(await send_due(proposal, MONDAY)) == 1


async def excluded(db):
    async with db.transaction() as repos:
        await repos.exclusions.replace(WS, OMAR, [NIA])


async def lost_room(db):
    await move_in(db, replace(PAIR, id="M9", members=(Member(EVE, Role.MENTEE), Member(OMAR, Role.MENTOR))))


async def got_a_mentor(db):
    await move_in(db, replace(PAIR, id="M9", members=(Member(NIA, Role.MENTEE), Member(EVE, Role.MENTOR))))


async def paused(db):
    await move_in(db, enrolment(NIA, state=EnrolmentState.RELEASED))


async def left_the_hospital(db):
    await move_in(db, person(OMAR, left_at=MONDAY))


async def wants_to_mentor_instead(db):
    await move_in(db, enrolment(NIA, Role.MENTOR))


async def moved_to_another_site(db):
    await move_in(db, person(NIA, site="Main"), person(OMAR, site="Northfield"))


async def works_other_hours(db):
    await move_in(db, person(NIA, preset_id="nights_12"), person(OMAR, preset_id="late_8"))


async def closed(db):
    await move_in(db, replace(PROGRAM, state=ProgramState.CLOSED))


@pytest.mark.parametrize(
    "happens",
    [
        excluded,
        lost_room,
        got_a_mentor,
        paused,
        left_the_hospital,
        wants_to_mentor_instead,
        moved_to_another_site,
        works_other_hours,
        closed,
    ],
)
async def test_what_changed_since_the_proposal_counts(proposal, happens, content):
    await happens(proposal)
    with pytest.raises(NotNow):
        await approves(proposal, content)
    assert await pairs_now(proposal, APPROVED) == []
    assert await send_due(proposal, MONDAY) == []


async def test_of_two_proposals_for_one_person_one_is_approved(proposal, content):
    await move_in(proposal, person(EVE), enrolment(EVE, Role.MENTOR))
    other = replace(PROPOSAL, id="M2", members=(Member(NIA, Role.MENTEE), Member(EVE, Role.MENTOR)))
    await move_in(proposal, other)
    assert (await approves(proposal, content)).count.value == 1
    assert len(await pairs_now(proposal, APPROVED)) == 1


async def test_a_mentor_is_given_no_more_than_they_offered(proposal, content):
    await move_in(proposal, person(EVE), enrolment(EVE))
    other = replace(PROPOSAL, id="M2", members=(Member(EVE, Role.MENTEE), Member(OMAR, Role.MENTOR)))
    await move_in(proposal, other)
    assert (await approves(proposal, content)).count.value == 1
