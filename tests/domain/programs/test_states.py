"""Which state may follow which, and what a manager may do in each."""

import pytest

from bot.domain.programs.states import (
    IN_WORDS,
    LIVE,
    MOVES,
    OVER,
    ProgramState,
    Step,
    require_move,
    require_step,
)
from bot.errors import NotNow

STEPS = {
    "draft": {"archive"},
    "recruiting": {"open_signup", "call_off"},
    "enrolling": {"close_signup", "call_off"},
    "matching": {"reopen_signup", "call_off"},
    "running": {"begin_closing"},
    "closing": {"run_again", "close"},
    "closed": {"archive"},
    "archived": set(),
}


@pytest.mark.parametrize("state", ProgramState)
def test_each_state_has_its_steps_and_every_other_is_refused_with_a_sentence(state):
    assert {step.value for step in Step if step.fits(state)} == STEPS[state.value]
    for step in Step:
        if step.fits(state):
            require_step("Nurses", state, step)
        else:
            with pytest.raises(NotNow, match=f"Nurses is {IN_WORDS[state]}"):
                require_step("Nurses", state, step)


@pytest.mark.parametrize("step", Step)
def test_every_step_is_an_allowed_move(step):
    for state in ProgramState:
        if step.fits(state):
            require_move("Nurses", state, step.after)


def test_a_program_is_a_draft_live_or_over():
    assert {ProgramState.DRAFT} | LIVE | OVER == set(ProgramState)
    assert not LIVE & OVER
    assert set(MOVES) == set(IN_WORDS) == set(ProgramState)
