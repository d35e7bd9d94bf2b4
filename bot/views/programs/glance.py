"""A program at a glance: where it stands, what it came to, and what comes next; no participant is named."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.views.delivery.sends import Sends
from bot.views.digest.monday_list import WaitingLine
from bot.views.managing.summary import Summary
from bot.views.parts import listed
from bot.views.recruiting.cover import CoverPage


@dataclass(frozen=True, slots=True)
class Glance:
    """What a reader of a program's totals sees; the rest of it is for its managers.

    `waiting` waits for them, `needed` is what a draft needs before it opens, `cover` is whether there are
    enough mentors while people join, `sends` what is sent while it is open or running.
    """

    summary: Summary
    next_review: date | None = None
    is_review_due: bool = False
    is_managed: bool = False
    waiting: Sequence[WaitingLine] = ()
    needed: Sequence[str] = ()
    cover: CoverPage | None = None
    sends: Sends | None = None

    @property
    def program(self) -> Program:
        return self.summary.program

    @property
    def looked_after_by(self) -> Collection[str]:
        """Its managers and champion, whom everybody in it knows; nobody who takes part."""
        program = self.program
        return (*program.managers, *([program.champion] if program.champion else []))


@dataclass(frozen=True, slots=True)
class NextStep:
    """What a manager does next. `page` is where, below the program's own; empty where it is done in Slack."""

    words: str
    label: str = ""
    page: str = ""


_STEPS: Mapping[ProgramState, NextStep] = {
    ProgramState.RECRUITING: NextStep(
        "Mentors join first. Open it for mentees in Slack once there are enough places."
    ),
    ProgramState.ENROLLING: NextStep(
        "People are joining. When enough of them are in, look at the matches.", "Review matches", "/matching"
    ),
    ProgramState.MATCHING: NextStep(
        "Sign-up is closed, and people wait for their matches.", "Review matches", "/matching"
    ),
    ProgramState.CLOSING: NextStep(
        "It's coming to its end. Look at what came of it with a review.", "Go to the review", "/review"
    ),
    ProgramState.CLOSED: NextStep("It's over, and its results stay here.", "Go to the review", "/review"),
    ProgramState.ARCHIVED: NextStep("It's in the archive, and stays as it was."),
}


def next_step(glance: Glance) -> NextStep | None:
    """None while it runs: then the list of what waits says it."""
    if glance.program.state is not ProgramState.DRAFT:
        return _STEPS.get(glance.program.state)
    if not glance.needed:
        return NextStep("It's ready. Open it for joining in Slack: Home, then Open for joining.")
    return NextStep(f"Before it opens it needs {listed(glance.needed)}.", "Go to its settings", "/settings")
