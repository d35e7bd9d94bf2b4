"""The question to whoever was suggested: while it has a point, and without a word of who suggested them."""

from dataclasses import replace

import pytest

from bot.domain.joining.enrolments import Nomination, NominationState
from bot.domain.people import Person
from bot.domain.programs.states import ProgramState
from bot.nudges.recruiting.nomination import KIND
from tests.nudges.situations import in_program
from tests.people import DAY, MIA, MONDAY, OMAR, PROGRAM, TODAY, WS, enrolment

ASKED = Nomination(WS, "P1", OMAR)


def situation(content, **changes):
    usual = {"recipient": OMAR, "enrolment": None, "nomination": ASKED}
    return in_program(content, "nomination", **{**usual, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"nomination": None},
        {"nomination": replace(ASKED, state=NominationState.DECLINED)},
        {"enrolment": enrolment(OMAR)},
        {"person": None},
        {"person": Person(WS, OMAR, left_at=MONDAY)},
        {"program": replace(PROGRAM, state=ProgramState.CLOSED)},
        {"program": replace(PROGRAM, signup_ends_on=TODAY - DAY)},
    ],
)
def test_who_has_answered_joined_or_left_is_not_asked(content, changes):
    assert KIND.still_true(situation(content))
    assert not KIND.still_true(situation(content, **changes))


def test_it_names_nobody_and_says_that_no_is_private(content):
    said = str(KIND.says(situation(content)).to_dict())
    assert "If you say no, nobody is told" in said
    assert "<@" not in said
    assert MIA not in said
