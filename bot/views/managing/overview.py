"""The first page of the dashboard: what waits, and each program in a few figures; no name is on it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from bot.domain.disclosure.figures import Figure
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.domain.signing_in.standing import ReadsAs
from bot.views.digest.monday_list import WaitingLine
from bot.views.managing.summary import Summary

# As many programs as somebody scrolls through.
A_PAGE = 40
LOOKS_AFTER: Mapping[ReadsAs, str] = {
    ReadsAs.MANAGER: "You look after it",
    ReadsAs.CHAMPION: "You champion it",
    ReadsAs.READER: "You read its totals",
    ReadsAs.OWNER: "You read its totals, like those of all programs",
}


class InState(StrEnum):
    """Programs of which states are shown; `ANY` is all of them."""

    ANY = ""
    RUNNING = "running"
    ENROLLING = "enrolling"
    PLANNED = "planned"
    OVER = "over"


class InOrder(StrEnum):
    """What comes first: programs in which something waits, a name, or the newest first day."""

    WAITING = ""
    NAME = "name"
    NEWEST = "newest"


STATES: Mapping[InState, tuple[str, frozenset[ProgramState]]] = {
    InState.ANY: ("All states", frozenset(ProgramState)),
    InState.RUNNING: ("Running", frozenset({ProgramState.RUNNING, ProgramState.CLOSING})),
    InState.ENROLLING: (
        "Open, or being matched",
        frozenset({ProgramState.RECRUITING, ProgramState.ENROLLING, ProgramState.MATCHING}),
    ),
    InState.PLANNED: ("Drafts", frozenset({ProgramState.DRAFT})),
    InState.OVER: ("Over", frozenset({ProgramState.CLOSED})),
}
ORDERS: Mapping[InOrder, str] = {
    InOrder.WAITING: "What waits first",
    InOrder.NAME: "By name",
    InOrder.NEWEST: "Newest first",
}
# What runs comes before what is still to come, and what is over comes last.
_FIRST = (InState.RUNNING, InState.ENROLLING, InState.PLANNED, InState.OVER)


@dataclass(frozen=True, slots=True)
class ProgramCard:
    """A program in figures. With `waits` something waits there for its reader, who manages it.

    `next_review` is the day of the next one, `helps` what its champion can do.
    """

    summary: Summary
    reads_as: ReadsAs
    waits: bool = False
    next_review: date | None = None
    is_review_due: bool = False
    helps: str = ""

    @property
    def program(self) -> Program:
        return self.summary.program


@dataclass(frozen=True, slots=True)
class AllTogether:
    """Totals of all programs that are open or running, as of a Monday; None before the first."""

    as_of: date | None
    joined: Figure
    introduced: Figure
    on_track: Figure
    meetings: Figure


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """All that one person has to do with; `whole` is for owners alone."""

    waiting: Sequence[WaitingLine]
    cards: Sequence[ProgramCard]
    whole: AllTogether | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """Some of the programs; `before` and `after` are the ids that the neighbouring pages begin after.

    None where there is no such page; the first one begins after nobody, which is "".
    """

    cards: Sequence[ProgramCard]
    before: str | None
    after: str | None


def choose(cards: Sequence[ProgramCard], state: InState, order: InOrder, *, begins_after: str = "") -> Shown:
    """Filter, sort and turn pages. After a program that isn't there any more it begins at the beginning."""
    states = STATES[state][1]
    kept = sorted((one for one in cards if one.program.state in states), key=_KEYS[order])
    places = {one.program.id: at + 1 for at, one in enumerate(kept)}
    start = places.get(begins_after, 0)
    shown = kept[start : start + A_PAGE]
    has_more = kept[start + A_PAGE :]
    before = None
    if start:
        previous = start - A_PAGE
        before = kept[previous - 1].program.id if previous > 0 else ""
    return Shown(shown, before, shown[-1].program.id if has_more else None)


def _by_what_waits(card: ProgramCard) -> tuple[bool, bool, int, str]:
    part = next(at for at, one in enumerate(_FIRST) if card.program.state in STATES[one][1])
    return (not card.waits, card.reads_as is not ReadsAs.MANAGER, part, card.program.name.casefold())


def _by_name(card: ProgramCard) -> tuple[str, str]:
    return (card.program.name.casefold(), card.program.id)


def _newest(card: ProgramCard) -> tuple[int, str]:
    return (-card.program.starts_on.toordinal(), card.program.name.casefold())


_KEYS: Mapping[InOrder, Callable[[ProgramCard], Any]] = {
    InOrder.WAITING: _by_what_waits,
    InOrder.NAME: _by_name,
    InOrder.NEWEST: _newest,
}
