"""The next cohort: everything of the plan, and none of the people and dates."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.acts import Act
from bot.domain.joining.enrolments import Role
from bot.domain.programs.programs import Intake, Plan
from bot.domain.programs.states import ProgramState
from bot.errors import InvalidInput, NotNow, NotYours
from bot.usecases.programs.cohorts import cohort_name, start_cohort, suggest_cohort
from tests.people import EVE, MIA, MONDAY, NIA, OMAR, PAIR, PROGRAM, TODAY, WEEK, WS, enrolment, move_in

EARLIER = replace(
    PROGRAM,
    signposts={"crisis_line": "Ext. 9"},
    champion="UCHIEF",
    signup_ends_on=PROGRAM.starts_on,
    plan=Plan(objectives=("Lead a shift",), by_approval=True, expected_mentees=12),
    version=7,
)


@pytest.fixture
async def hospital(db):
    await move_in(db, EARLIER, enrolment(NIA), enrolment(OMAR, Role.MENTOR), PAIR)
    return db


async def start(db, content, *, by=MIA, name="Leading, spring 2026", new_id="P2"):
    set_up = await start_cohort(
        db, act=Act(WS, by, MONDAY), program_id="P1", new_id=new_id, name=name, content=content
    )
    return set_up.program


async def test_the_plan_is_copied_and_people_and_dates_are_not(hospital, content):
    draft = await start(hospital, content)
    assert draft == replace(
        EARLIER,
        id="P2",
        name="Leading, spring 2026",
        state=ProgramState.DRAFT,
        starts_on=TODAY + 2 * WEEK,
        ends_on=TODAY + 37 * WEEK,
        signup_ends_on=TODAY + WEEK,
        version=1,
        follows="P1",
    )
    async with hospital.transaction() as repos:
        assert await repos.programs.get(WS, "P2") == draft
        assert await repos.programs.get(WS, "P1") == EARLIER
        assert await repos.enrolments.list_for_program(WS, "P2") == []
        assert await repos.mentorships.list_for_program(WS, "P2") == []
        grants = [(one.what, one.about) for one in await repos.access_log.list_for_program(WS, "P2")]
    assert grants == [("named a manager", MIA), ("named the champion", "UCHIEF")]


async def test_a_second_submit_starts_no_second_cohort(hospital, content):
    assert await start(hospital, content) == await start(hospital, content, name="Again")


async def test_several_cohorts_of_one_program_stand_side_by_side(hospital, content):
    await start(hospital, content)
    await start(hospital, content, new_id="P3")
    async with hospital.transaction() as repos:
        assert {one.follows for one in await repos.programs.list_all(WS)} == {None, "P1"}
        assert len(await repos.programs.list_all(WS)) == 3


async def test_a_rolling_program_is_followed_by_one_without_an_end(hospital, content):
    """While it closes it has a last day all the same."""
    closing = replace(EARLIER, intake=Intake.ROLLING, state=ProgramState.CLOSING, signup_ends_on=None)
    await move_in(hospital, closing)
    draft = await start(hospital, content)
    assert (draft.ends_on, draft.signup_ends_on) == (None, None)


@pytest.mark.parametrize(
    ("state", "by", "error"),
    [("draft", MIA, NotNow), ("running", EVE, NotYours), ("closed", EVE, NotYours)],
)
async def test_a_cohort_follows_what_has_begun_and_is_started_by_its_managers(
    hospital, content, state, by, error
):
    await move_in(hospital, replace(EARLIER, state=ProgramState(state)))
    with pytest.raises(error):
        await suggest_cohort(hospital, workspace_id=WS, program_id="P1", by=by, today=TODAY, content=content)
    with pytest.raises(error):
        await start(hospital, content, by=by)


@pytest.mark.parametrize("name", [" ", "x" * 76])
async def test_a_cohort_has_a_name_of_its_own(hospital, content, name):
    with pytest.raises(InvalidInput) as wrong:
        await start(hospital, content, name=name)
    assert set(wrong.value.fields) == {"name"}


@pytest.mark.parametrize(
    ("name", "starts_on", "suggested"),
    [
        ("Leading", date(2027, 3, 1), "Leading, spring 2027"),
        ("Leading, spring 2026", date(2027, 8, 31), "Leading, summer 2027"),
        ("Leading", date(2026, 11, 30), "Leading, autumn 2026"),
        ("Leading", date(2026, 12, 1), "Leading, winter 2026"),
        ("x" * 75, date(2027, 1, 4), "x" * 62 + ", winter 2027"),
    ],
)
def test_the_name_says_the_season(name, starts_on, suggested):
    assert cohort_name(name, starts_on=starts_on) == suggested
    assert len(suggested) <= 75
