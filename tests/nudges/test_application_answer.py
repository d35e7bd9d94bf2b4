"""The answer to somebody who asked to join: true as long as it stands, and never a surprise."""

from dataclasses import replace

import pytest

from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.programs.states import ProgramState
from bot.nudges.recruiting.application_answer import KIND
from tests.nudges.situations import in_program
from tests.people import NIA, PROGRAM, enrolment


def situation(content, state, **changes):
    place = enrolment(NIA, state=state) if state else None
    return replace(in_program(content, KIND.key, recipient=NIA), enrolment=place, **changes)


@pytest.mark.parametrize(
    ("state", "is_told"),
    [
        (EnrolmentState.ACTIVE, True),
        (EnrolmentState.DECLINED, True),
        (EnrolmentState.APPLIED, False),
        (EnrolmentState.LEFT, False),
        (EnrolmentState.RELEASED, False),
        (None, False),
    ],
)
def test_only_an_answer_that_stands_is_told(content, state, is_told):
    assert KIND.still_true(situation(content, state)) == is_told


def test_nothing_is_told_about_a_program_that_is_over(content):
    over = replace(PROGRAM, state=ProgramState.CLOSED)
    assert not KIND.still_true(situation(content, EnrolmentState.ACTIVE, program=over))


def test_a_no_has_kind_words_and_no_reason_and_a_lock_screen_cannot_tell_it_from_a_yes(content):
    yes, no = (
        KIND.says(situation(content, state)) for state in (EnrolmentState.ACTIVE, EnrolmentState.DECLINED)
    )
    assert "says nothing about you" in str(no.to_dict()["blocks"])
    assert yes.text == no.text
