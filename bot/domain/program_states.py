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
# People have a place in it, or may get one.
LIVE = frozenset(ProgramState) - {ProgramState.DRAFT, ProgramState.CLOSED, ProgramState.ARCHIVED}
MATCHABLE = frozenset({ProgramState.ENROLLING, ProgramState.MATCHING, ProgramState.RUNNING})


def require_move(name: str, before: ProgramState, after: ProgramState) -> None:
    """`name` is the program's. Raises NotNow with what it can become from here."""
    if after in MOVES[before]:
        return
    possible = sorted(IN_WORDS[state] for state in MOVES[before])
    what_then = f" From here it can only be {' or '.join(possible)}." if possible else " It stays as it is."
    raise NotNow(f"{name} is {IN_WORDS[before]}, so it can't be {IN_WORDS[after]}.{what_then}")
