"""Who may run a program, and what it takes to open it."""

from dataclasses import replace

import pytest

from bot.domain.program_states import ProgramState
from bot.domain.programs import missing_signposts, require_launchable, require_manager
from bot.errors import NotNow, NotYours
from tests.people import EVE, MIA, PROGRAM

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
    with pytest.raises(NotNow, match=r"filled in: Safeguarding, Wellbeing\."):
        require_launchable(DRAFT, missing=("Safeguarding", "Wellbeing"))


@pytest.mark.parametrize("state", [one for one in ProgramState if one is not ProgramState.DRAFT])
def test_only_a_draft_can_be_opened(state):
    with pytest.raises(NotNow, match="already open"):
        require_launchable(replace(PROGRAM, state=state), missing=())


def test_a_complete_draft_can_be_opened():
    require_launchable(DRAFT, missing=())


@pytest.mark.parametrize(
    ("state", "takes_people"), [("draft", False), ("enrolling", True), ("running", True), ("closed", False)]
)
def test_people_join_while_a_program_enrols_and_runs(state, takes_people):
    assert replace(PROGRAM, state=ProgramState(state)).takes_people is takes_people
