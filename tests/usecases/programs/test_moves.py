"""A program's way through its states: the gate before mentees, early ends, calling off, the archive."""

from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.joining.briefings import Briefing
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.programs.programs import Intake, Plan
from bot.domain.programs.states import ProgramState, Step
from bot.errors import NotFound, NotNow, NotYours
from bot.usecases.programs.moves import PlacesMissing, open_signup, take_step
from tests.people import (
    CHARTER,
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
    WEEK,
    WS,
    enrolment,
    mentorship_now,
    move_in,
)

RECRUITING = replace(
    PROGRAM,
    state=ProgramState.RECRUITING,
    plan=Plan(expected_mentees=10, places_first_percent=80, capacity=2),
)


@pytest.fixture
async def hospital(db):
    await move_in(db, RECRUITING)
    return db


def mentors(count, content, *, capacity=2, **more):
    about = {"capacity": capacity, "charter_version": content.charter.version, **more}
    return [enrolment(f"UMENTOR{n}", Role.MENTOR, **about) for n in range(count)]


async def opened(db, content, *, by=MIA, workspace_id=WS, **more):
    act = Act(workspace_id, by, MONDAY)
    return await open_signup(db, act=act, program_id="P1", content=content, **more)


async def step(db, wanted, *, by=MIA, workspace=WS):
    return await take_step(db, act=Act(workspace, by, MONDAY), program_id="P1", step=wanted)


async def state_now(db):
    async with db.transaction() as repos:
        return (await repos.programs.get(WS, "P1")).state


async def test_sign_up_opens_when_places_cover_the_share_that_is_wanted_first(hospital, content):
    await move_in(hospital, RECRUITING, *mentors(4, content))
    found = await opened(hospital, content)
    assert found.state is ProgramState.ENROLLING is await state_now(hospital)


async def test_below_it_the_manager_is_told_what_is_missing_and_nothing_opens(hospital, content):
    await move_in(hospital, RECRUITING, *mentors(3, content))
    found = await opened(hospital, content)
    assert isinstance(found, PlacesMissing)
    assert (found.places, found.expected, found.wanted) == (6, 10, 8)
    assert await state_now(hospital) is ProgramState.RECRUITING


async def test_it_opens_anyway_when_the_manager_says_so(hospital, content):
    assert (await opened(hospital, content, anyway=True)).state is ProgramState.ENROLLING


async def test_more_than_the_program_allows_counts_for_nothing(hospital, content):
    await move_in(hospital, RECRUITING, *mentors(3, content, capacity=9))
    assert (await opened(hospital, content)).places == 6


@pytest.mark.parametrize("about", [{"state": EnrolmentState.APPLIED}, {"charter_version": CHARTER + "x"}])
async def test_a_mentor_who_may_not_be_matched_gives_no_place(hospital, content, about):
    await move_in(hospital, RECRUITING, *mentors(4, content, **about))
    assert (await opened(hospital, content)).places == 0


async def test_a_mentor_without_the_briefing_gives_no_place(hospital, content):
    await move_in(hospital, RECRUITING, *mentors(4, content))
    async with hospital.transaction() as repos:
        for needed in (await repos.briefings.list_finished(WS, ["UMENTOR0"]))["UMENTOR0"]:
            await repos.briefings.save(Briefing(WS, "UMENTOR0", needed, finished_on=None))
    assert (await opened(hospital, content)).places == 6


async def test_nobody_expected_asks_for_no_place(hospital, content):
    await move_in(hospital, replace(RECRUITING, plan=Plan()))
    assert (await opened(hospital, content)).state is ProgramState.ENROLLING


@pytest.mark.parametrize("anyway", [False, True])
async def test_sign_up_that_has_ended_does_not_open(hospital, content, anyway):
    await move_in(hospital, replace(RECRUITING, signup_ends_on=TODAY - DAY))
    with pytest.raises(NotNow, match="ended on 1 March"):
        await opened(hospital, content, anyway=anyway)


async def test_sign_up_is_closed_and_opened_again(hospital):
    await move_in(hospital, replace(PROGRAM, state=ProgramState.ENROLLING))
    assert (await step(hospital, Step.CLOSE_SIGNUP)).state is ProgramState.MATCHING
    assert (await step(hospital, Step.REOPEN_SIGNUP)).state is ProgramState.ENROLLING


async def test_sign_up_past_its_last_day_is_not_opened_again(hospital):
    await move_in(hospital, replace(PROGRAM, state=ProgramState.MATCHING, signup_ends_on=TODAY - DAY))
    with pytest.raises(NotNow, match="Choose a later day"):
        await step(hospital, Step.REOPEN_SIGNUP)


async def test_closing_early_brings_the_last_day_forward(hospital):
    await move_in(hospital, PROGRAM)
    closing = await step(hospital, Step.BEGIN_CLOSING)
    assert (closing.state, closing.ends_on) == (ProgramState.CLOSING, TODAY)


async def test_a_closing_taken_back_runs_four_weeks_at_least(hospital):
    await move_in(hospital, replace(PROGRAM, state=ProgramState.CLOSING, ends_on=TODAY))
    again = await step(hospital, Step.RUN_AGAIN)
    assert (again.state, again.ends_on) == (ProgramState.RUNNING, TODAY + 4 * WEEK)


async def test_a_rolling_program_has_an_end_only_while_it_closes(hospital):
    await move_in(hospital, replace(PROGRAM, intake=Intake.ROLLING, ends_on=None))
    assert (await step(hospital, Step.BEGIN_CLOSING)).ends_on == TODAY
    assert (await step(hospital, Step.RUN_AGAIN)).ends_on is None


async def test_closing_now_ends_what_still_stands(hospital):
    await move_in(hospital, replace(PROGRAM, state=ProgramState.CLOSING), PAIR)
    assert (await step(hospital, Step.CLOSE)).state is ProgramState.CLOSED
    assert (await mentorship_now(hospital)).state is MentorshipState.ENDED


async def test_calling_off_lets_go_of_proposals_and_of_whom_people_named(hospital):
    proposed = replace(PAIR, state=MentorshipState.PROPOSED)
    enrolling = replace(PROGRAM, state=ProgramState.ENROLLING)
    await move_in(hospital, enrolling, enrolment(NIA), enrolment(OMAR, Role.MENTOR), proposed)
    async with hospital.transaction() as repos:
        await repos.exclusions.replace(WS, NIA, [EVE])
    assert (await step(hospital, Step.CALL_OFF)).state is ProgramState.CLOSED
    async with hospital.transaction() as repos:
        assert await repos.mentorships.list_for_program(WS, "P1") == []
        assert await repos.exclusions.list_of(WS, NIA) == ()


async def test_a_page_left_open_does_not_call_off_what_it_meant_to_close(hospital):
    """Both lead to the same state."""
    await move_in(hospital, replace(PROGRAM, state=ProgramState.ENROLLING))
    with pytest.raises(NotNow, match="Open its page again"):
        await step(hospital, Step.CLOSE)
    assert await state_now(hospital) is ProgramState.ENROLLING


async def test_a_draft_and_a_closed_program_are_put_away(hospital):
    for state in (ProgramState.DRAFT, ProgramState.CLOSED):
        await move_in(hospital, replace(PROGRAM, state=state))
        assert (await step(hospital, Step.ARCHIVE)).state is ProgramState.ARCHIVED


@pytest.mark.parametrize("wanted", Step)
@pytest.mark.parametrize(("who", "error"), [({"by": EVE}, NotYours), ({"workspace": ELSEWHERE}, NotFound)])
async def test_a_stranger_moves_nothing(hospital, wanted, who, error):
    with pytest.raises(error):
        await step(hospital, wanted, **who)
    assert await state_now(hospital) is ProgramState.RECRUITING


@pytest.mark.parametrize("state", [one for one in ProgramState if one is not ProgramState.RECRUITING])
async def test_only_a_program_that_waits_for_it_opens_to_mentees(hospital, content, state):
    await move_in(hospital, replace(PROGRAM, state=state))
    with pytest.raises(NotNow):
        await opened(hospital, content)
