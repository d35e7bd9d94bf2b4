"""How a program stands, on a page: in words, each with its tone."""

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


def tags_of(program: Program, *, waits: bool = False, is_review_due: bool = False) -> list[tuple[str, str]]:
    """Give words for how it stands, each with the tone of it; its state comes first."""
    found = [(capital(IN_WORDS[program.state]), TONES.get(program.state, ""))]
    found += [("Something waits", "look")] if waits else []
    return found + ([("Review due", "wait")] if is_review_due else [])
