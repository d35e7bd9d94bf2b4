"""When a review is due, what it decides, and the program as it was then."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.programs.programs import Plan, Program
from bot.domain.programs.states import ProgramState
from bot.domain.programs.versions import ProgramVersion
from bot.errors import NotNow

AFTER_THE_END: Final = timedelta(weeks=4)
# Before it runs there is nothing to look at; in the archive it stays as it is.
REVIEWED: Final = frozenset({ProgramState.RUNNING, ProgramState.CLOSING, ProgramState.CLOSED})
LONGEST_NOTE: Final = 150
# In a version: that a review was held, and what it decided. It changed nothing of the plan.
REVIEW: Final = "review"


class LengthIs(StrEnum):
    RIGHT = "right"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"


class RhythmIs(StrEnum):
    RIGHT = "right"
    TOO_OFTEN = "too often"
    TOO_SELDOM = "not often enough"


class Decision(StrEnum):
    """How a program goes on. Nothing follows from it automatically."""

    CONTINUE = "continue"
    CHANGE = "change"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class HeldReview:
    """A review that was held. `by` is empty once that manager had themselves deleted.

    It is read again as it was: `as_of` is the Monday of the newest numbers it looked at, None before the
    first, `wave` names the answers that it looked at, and the rest is the program of that day.
    """

    workspace_id: str
    program_id: str
    number: int
    held_at: datetime
    by: str
    length: LengthIs
    rhythm: RhythmIs
    decision: Decision
    note: str
    as_of: date | None
    wave: str
    plan: Plan
    starts_on: date
    ends_on: date | None
    every_weeks: int
    minutes: int

    @property
    def held_on(self) -> date:
        return self.held_at.date()

    def program_then(self, program: Program) -> Program:
        """The program with the plan that was looked at; its name and who looks after it are today's."""
        return replace(
            program,
            plan=self.plan,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            every_weeks=self.every_weeks,
            minutes=self.minutes,
        )


def review_due(program: Program, last: date | None, *, today: date) -> date | None:
    """The day on which a review became due; None while none is. `last` is the day of the last one.

    It goes by the interval that the plan has now. Of several that passed, one is due.
    """
    if program.state not in REVIEWED or _is_long_over(program, today):
        return None
    due = next_review(program, last)
    return due if due and due <= today else None


def next_review(program: Program, last: date | None) -> date | None:
    """The day on which a review is due next; None where none is planned, or long after the last day."""
    if not program.plan.review_every_weeks:
        return None
    due = (last or program.starts_on) + timedelta(weeks=program.plan.review_every_weeks)
    return None if _is_long_over(program, due) else due


def _is_long_over(program: Program, day: date) -> bool:
    return program.ends_on is not None and day > program.ends_on + AFTER_THE_END


def require_reviewed(program: Program) -> None:
    """Raises NotNow where there is nothing to look at yet, or any more."""
    if program.state is ProgramState.ARCHIVED:
        raise NotNow(f"{program.name} is in the archive. You can still read the reviews that were held.")
    if program.state not in REVIEWED:
        raise NotNow(f"{program.name} isn't running yet, so there is nothing to review.")


def changes_between(
    versions: Sequence[ProgramVersion], *, since: datetime | None, until: datetime | None
) -> list[ProgramVersion]:
    """What was saved after one review and before the next, in their order; reviews aren't changes."""
    return [
        one
        for one in versions
        if REVIEW not in one.changes
        and (since is None or one.at > since)
        and (until is None or one.at < until)
    ]
