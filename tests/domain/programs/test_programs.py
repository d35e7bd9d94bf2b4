"""Who may run a program, and what it takes to open it."""

from dataclasses import replace

import pytest

from bot.domain.joining.enrolments import Role
from bot.domain.programs.programs import (
    Plan,
    hours_a_month,
    missing_signposts,
    people_expected,
    require_editable,
    require_launchable,
    require_manager,
    usual_minutes_a_month,
)
from bot.domain.programs.states import ProgramState
from bot.errors import NotNow, NotYours
from tests.people import DAY, EVE, MIA, PROGRAM, TODAY

DRAFT = replace(PROGRAM, state=ProgramState.DRAFT)


def test_only_its_managers_may_run_a_program():
    require_manager(PROGRAM, user_id=MIA)
    with pytest.raises(NotYours, match="Only a manager of Nurse leadership"):
        require_manager(PROGRAM, user_id=EVE)


def test_whoever_created_it_has_no_say_once_they_are_not_a_manager():
    with pytest.raises(NotYours):
        require_manager(replace(PROGRAM, managers=(EVE,)), user_id=PROGRAM.created_by)


def test_a_blank_signpost_is_missing_like_one_that_was_never_given():
    assert missing_signposts(["a", "b", "c"], filled={"a": "Ext. 1", "b": " \n"}) == ("b", "c")


def test_a_launch_names_everything_that_is_missing():
    with pytest.raises(NotNow, match=r"once it has these: Safeguarding, Wellbeing\."):
        require_launchable(DRAFT, missing=("Safeguarding", "Wellbeing"))


@pytest.mark.parametrize("state", [one for one in ProgramState if one is not ProgramState.DRAFT])
def test_only_a_draft_can_be_opened(state):
    with pytest.raises(NotNow, match="already open"):
        require_launchable(replace(PROGRAM, state=state), missing=())


def test_a_complete_draft_can_be_opened():
    require_launchable(DRAFT, missing=())


@pytest.mark.parametrize(
    ("state", "mentors", "mentees"),
    [
        ("draft", False, False),
        ("recruiting", True, False),
        ("enrolling", True, True),
        ("matching", False, False),
        ("running", True, True),
        ("closing", False, False),
        ("closed", False, False),
        ("archived", False, False),
    ],
)
def test_people_join_while_a_program_enrols_and_runs_and_mentors_before(state, mentors, mentees):
    program = replace(PROGRAM, state=ProgramState(state))
    assert program.takes(Role.MENTOR, today=TODAY) is mentors
    assert program.takes(Role.MENTEE, today=TODAY) is mentees


def test_nobody_joins_after_the_last_day_of_sign_up():
    program = replace(PROGRAM, signup_ends_on=TODAY)
    assert program.takes(Role.MENTEE, today=TODAY)
    assert not program.takes(Role.MENTEE, today=TODAY + DAY)


@pytest.mark.parametrize("state", [ProgramState.ENROLLING, ProgramState.RUNNING, ProgramState.RECRUITING])
def test_nobody_joins_after_the_last_day_even_where_sign_up_has_none(state):
    program = replace(PROGRAM, state=state, ends_on=TODAY, signup_ends_on=None)
    assert program.takes(Role.MENTOR, today=TODAY)
    assert not program.takes(Role.MENTOR, today=TODAY + DAY)


@pytest.mark.parametrize("state", ["closed", "archived"])
def test_the_plan_of_a_program_that_is_over_stays(state):
    with pytest.raises(NotNow, match="new cohort"):
        require_editable(replace(PROGRAM, state=ProgramState(state)))


@pytest.mark.parametrize(
    ("minutes", "every_weeks", "a_month"), [(45, 3, 70), (30, 2, 70), (60, 4, 70), (15, 8, 10), (20, 1, 90)]
)
def test_the_time_a_rhythm_takes_is_rounded_up_to_five_minutes(minutes, every_weeks, a_month):
    assert usual_minutes_a_month(minutes=minutes, every_weeks=every_weeks) == a_month


def test_forty_people_with_an_hour_each_take_forty_hours():
    plan = Plan(expected_mentees=26, capacity=2, minutes_a_month=60)
    assert people_expected(plan, with_mentors=True) == 39
    assert people_expected(plan, with_mentors=False) == 26
    assert hours_a_month(plan, people=40) == 40
    assert hours_a_month(replace(plan, minutes_a_month=5), people=1) == 1
