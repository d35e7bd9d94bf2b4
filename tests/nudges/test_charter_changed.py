"""The question about a new charter."""

from dataclasses import replace

from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.programs.states import ProgramState
from bot.nudges.joining.charter_changed import KIND
from tests.nudges.situations import in_program
from tests.people import NIA, PROGRAM, enrolment

OLD = enrolment(NIA, charter_version="before")


def is_asked(content, **about):
    return KIND.still_true(in_program(content, "charter_changed", **about))


def test_it_is_asked_only_while_it_is_open(content):
    assert is_asked(content, enrolment=OLD)
    assert not is_asked(content, enrolment=enrolment(NIA))
    assert not is_asked(content, enrolment=None)
    assert not is_asked(content, enrolment=replace(OLD, state=EnrolmentState.LEFT))
    assert not is_asked(content, enrolment=OLD, program=replace(PROGRAM, state=ProgramState.CLOSED))
