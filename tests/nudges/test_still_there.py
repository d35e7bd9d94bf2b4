"""The last question before a place comes to rest, and what is said when it does."""

from dataclasses import replace

import pytest

from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.mentorships.status import Signs
from bot.domain.programs.programs import Plan
from bot.domain.programs.states import ProgramState
from bot.nudges.mentorships import released, still_there
from tests.nudges.situations import in_program, situation
from tests.people import DAY, MONDAY, NIA, PROGRAM, TODAY, WEEK, enrolment

ASKED_ON = TODAY + 7 * WEEK
SILENT = Signs(silent_since=TODAY, asked_on=ASKED_ON)
DUE = MONDAY + 13 * WEEK


def later(content, *, now=DUE, signs=SILENT, program=PROGRAM, **pair):
    return replace(situation(content, "still_there", now=now, **pair), signs=signs, program=program)


def test_it_asks_once_more_while_the_silence_lasts(content):
    assert still_there.KIND.still_true(later(content))


@pytest.mark.parametrize(
    "signs",
    [
        Signs(last_met_on=TODAY),
        replace(SILENT, asked_on=None),
        replace(SILENT, silent_since=ASKED_ON),
        replace(SILENT, asked_on=ASKED_ON + 4 * WEEK),
        replace(SILENT, away=((DUE.date(), None),)),
    ],
    ids=["answered", "never asked", "a silence that began since", "asked a moment ago", "one is on leave"],
)
def test_it_does_not_ask(content, signs):
    assert not still_there.KIND.still_true(later(content, signs=signs))


@pytest.mark.parametrize(
    "program",
    [replace(PROGRAM, plan=Plan(release_after_weeks=0)), replace(PROGRAM, ends_on=DUE.date() - DAY)],
    ids=["where nobody is let go", "after the last day"],
)
def test_it_does_not_ask_in_such_a_program(content, program):
    assert not still_there.KIND.still_true(later(content, program=program))


def test_the_second_of_a_pair_may_have_been_asked_a_little_later(content):
    assert still_there.KIND.still_true(later(content, signs=replace(SILENT, asked_on=ASKED_ON + 12 * DAY)))


@pytest.mark.parametrize("state", EnrolmentState)
def test_only_a_place_that_rests_is_told_of(content, state):
    told = in_program(content, "released", enrolment=enrolment(NIA, state=state))
    assert released.KIND.still_true(told) is (state is EnrolmentState.RELEASED)


def test_it_is_not_told_after_the_program(content):
    resting = enrolment(NIA, state=EnrolmentState.RELEASED)
    for over in (replace(PROGRAM, state=ProgramState.CLOSED), replace(PROGRAM, ends_on=TODAY - DAY)):
        assert not released.KIND.still_true(in_program(content, "released", enrolment=resting, program=over))
