"""A program's states, and which may follow which."""

from collections.abc import Mapping
from enum import StrEnum

from bot.errors import NotNow


class ProgramState(StrEnum):
    DRAFT = "draft"
    RECRUITING = "recruiting"
    ENROLLING = "enrolling"
    MATCHING = "matching"
    RUNNING = "running"
    CLOSING = "closing"
    CLOSED = "closed"
    ARCHIVED = "archived"


IN_WORDS: Mapping[ProgramState, str] = {
    ProgramState.DRAFT: "a draft",
    ProgramState.RECRUITING: "recruiting mentors",
    ProgramState.ENROLLING: "open for joining",
    ProgramState.MATCHING: "being matched",
    ProgramState.RUNNING: "running",
    ProgramState.CLOSING: "closing",
    ProgramState.CLOSED: "closed",
    ProgramState.ARCHIVED: "in the archive",
}
MOVES: Mapping[ProgramState, frozenset[ProgramState]] = {
    ProgramState.DRAFT: frozenset({ProgramState.RECRUITING, ProgramState.ENROLLING, ProgramState.ARCHIVED}),
    ProgramState.RECRUITING: frozenset({ProgramState.ENROLLING, ProgramState.CLOSED}),
    ProgramState.ENROLLING: frozenset({ProgramState.MATCHING, ProgramState.RUNNING, ProgramState.CLOSED}),
    ProgramState.MATCHING: frozenset({ProgramState.ENROLLING, ProgramState.RUNNING, ProgramState.CLOSED}),
    ProgramState.RUNNING: frozenset({ProgramState.CLOSING}),
    ProgramState.CLOSING: frozenset({ProgramState.RUNNING, ProgramState.CLOSED}),
    ProgramState.CLOSED: frozenset({ProgramState.ARCHIVED}),
    ProgramState.ARCHIVED: frozenset(),
}
OVER = frozenset({ProgramState.CLOSED, ProgramState.ARCHIVED})
# People have a place in it, or may get one.
LIVE = frozenset(ProgramState) - OVER - {ProgramState.DRAFT}
MATCHABLE = frozenset({ProgramState.ENROLLING, ProgramState.MATCHING, ProgramState.RUNNING})


class Step(StrEnum):
    """What a manager may do with a program once it has been launched."""

    OPEN_SIGNUP = "open_signup"
    CLOSE_SIGNUP = "close_signup"
    REOPEN_SIGNUP = "reopen_signup"
    BEGIN_CLOSING = "begin_closing"
    RUN_AGAIN = "run_again"
    CLOSE = "close"
    CALL_OFF = "call_off"
    ARCHIVE = "archive"

    @property
    def after(self) -> ProgramState:
        return _STEPS[self][1]

    def fits(self, state: ProgramState) -> bool:
        return state in _STEPS[self][0]


_NOTHING_MATCHED = frozenset({ProgramState.RECRUITING, ProgramState.ENROLLING, ProgramState.MATCHING})
_STEPS: Mapping[Step, tuple[frozenset[ProgramState], ProgramState]] = {
    Step.OPEN_SIGNUP: (frozenset({ProgramState.RECRUITING}), ProgramState.ENROLLING),
    Step.CLOSE_SIGNUP: (frozenset({ProgramState.ENROLLING}), ProgramState.MATCHING),
    Step.REOPEN_SIGNUP: (frozenset({ProgramState.MATCHING}), ProgramState.ENROLLING),
    Step.BEGIN_CLOSING: (frozenset({ProgramState.RUNNING}), ProgramState.CLOSING),
    Step.RUN_AGAIN: (frozenset({ProgramState.CLOSING}), ProgramState.RUNNING),
    Step.CLOSE: (frozenset({ProgramState.CLOSING}), ProgramState.CLOSED),
    Step.CALL_OFF: (_NOTHING_MATCHED, ProgramState.CLOSED),
    Step.ARCHIVE: (frozenset({ProgramState.DRAFT, ProgramState.CLOSED}), ProgramState.ARCHIVED),
}


def require_step(name: str, before: ProgramState, step: Step) -> None:
    """`name` is the program's. Two steps may lead to one state, and each only from where it belongs."""
    require_move(name, before, step.after)
    if not step.fits(before):
        raise NotNow(f"{name} is {IN_WORDS[before]} now. Open its page again to see what you can do with it.")


def require_move(name: str, before: ProgramState, after: ProgramState) -> None:
    """`name` is the program's. Raises NotNow with what it can become from here."""
    if after in MOVES[before]:
        return
    possible = sorted(IN_WORDS[state] for state in MOVES[before])
    what_then = f" From here it can only be {' or '.join(possible)}." if possible else " It stays as it is."
    raise NotNow(f"{name} is {IN_WORDS[before]}, so it can't be {IN_WORDS[after]}.{what_then}")
