"""One number of mentees a mentor, held in every program and limited in each."""

import pytest

from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.matching.places import (
    MOST_MENTEES,
    all_within_plan,
    capacity_of,
    mentees_here,
    most_mentees,
    within_plan,
)
from bot.domain.programs.programs import Plan
from tests.people import OMAR, PAIR, enrolment


@pytest.mark.parametrize(
    ("own", "plan", "taken", "here", "left"),
    [
        (2, 2, 0, 0, 2),
        (3, 2, 0, 0, 2),
        (3, 2, 1, 1, 1),
        (3, 2, 1, 0, 2),
        (3, 1, 2, 0, 1),
        (3, 1, 2, 1, 0),
        (2, 4, 2, 0, 0),
        (1, 2, 2, 2, 0),
    ],
)
def test_a_mentor_has_room_where_both_their_number_and_the_plan_leave_some(own, plan, taken, here, left):
    omar = within_plan(
        enrolment(OMAR, Role.MENTOR, capacity=own), Plan(capacity=plan), taken=taken, taken_here=here
    )
    assert max(omar.capacity - taken, 0) == left


def test_mentees_are_counted_in_the_program_and_mentors_without_any_are_free():
    assert mentees_here([PAIR]) == {OMAR: 1}
    [omar] = all_within_plan(
        [enrolment(OMAR, Role.MENTOR, capacity=4)], Plan(capacity=2), taken={OMAR: 3}, here={OMAR: 1}
    )
    assert omar.capacity - 3 == 1


def test_the_number_is_that_of_the_places_somebody_mentors_in():
    mentor = enrolment(OMAR, Role.MENTOR, capacity=3)
    left = enrolment(OMAR, Role.MENTOR, capacity=4, state=EnrolmentState.LEFT)
    assert capacity_of([mentor, left, enrolment(OMAR)]) == 3
    assert capacity_of([left, enrolment(OMAR)]) is None


def test_the_form_offers_up_to_the_highest_limit_and_never_more_than_four():
    assert most_mentees([Plan(capacity=2), Plan(capacity=3)]) == 3
    assert most_mentees([Plan(capacity=9)]) == MOST_MENTEES
