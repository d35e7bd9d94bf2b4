"""The state of a program on a page: in a word, with its tone."""

from collections.abc import Mapping

from bot.domain.programs.programs import Program
from bot.domain.programs.states import IN_WORDS, ProgramState
from bot.views.feedback.words import capital

TONES: Mapping[ProgramState, str] = {
    ProgramState.RUNNING: "good",
    ProgramState.RECRUITING: "wait",
    ProgramState.ENROLLING: "wait",
    ProgramState.MATCHING: "wait",
    ProgramState.CLOSING: "wait",
}


def state_of(program: Program) -> tuple[str, str]:
    """Give the word for its state, and the tone of it."""
    return capital(IN_WORDS[program.state]), TONES.get(program.state, "")
