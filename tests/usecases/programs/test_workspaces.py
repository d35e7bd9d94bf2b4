"""Where somebody turns: the workspace's signposts, and what differs in the programs they are in."""

from dataclasses import replace

import pytest

from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.programs.states import ProgramState
from bot.usecases.programs.workspaces import read_signposts
from tests.people import HOSPITAL, NIA, PROGRAM, WS, enrolment, move_in

OWN = {"wellbeing": "Ask Wanda", "crisis_line": "Call 2"}


@pytest.mark.parametrize(
    ("state", "program", "expected"),
    [
        (EnrolmentState.ACTIVE, ProgramState.RUNNING, OWN),
        (EnrolmentState.LEFT, ProgramState.RUNNING, HOSPITAL.signposts),
        (EnrolmentState.ACTIVE, ProgramState.CLOSED, HOSPITAL.signposts),
    ],
)
async def test_a_program_that_has_its_own_signposts_shows_them_to_its_people(db, state, program, expected):
    await move_in(db, replace(PROGRAM, state=program, signposts=OWN), enrolment(NIA, state=state))
    assert await read_signposts(db, workspace_id=WS, user_id=NIA) == expected
