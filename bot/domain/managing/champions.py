"""What a champion hears once a month: of which programs, on which day, and which figures."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.domain.managing.schedules import working_day
from bot.domain.measures.results import Result, Verdict
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState

FIGURES: Final = 5
# Who is named later than that in a month hears with the next one.
EARLY_IN_THE_MONTH: Final = timedelta(days=9)
# A verdict says more than a figure whose target lies in what is likely.
SAYS_MOST: Final = {Verdict.REACHED: 0, Verdict.NOT_REACHED: 0, Verdict.CLOSE: 1}


def month_of(day: date) -> date:
    """Give the first of the month that is told about on this day, which is the one before."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def told_on(day: date) -> date:
    """Give the first working day of a day's month."""
    return working_day(day.replace(day=1))


def is_told(program: Program, champion: str, *, month: date) -> bool:
    """Whether a champion hears of a program after this month: not where it ended before."""
    ended = program.ends_on is not None and program.ends_on < month
    kept = program.is_live or (program.state is ProgramState.CLOSED and program.ends_on is not None)
    return program.champion == champion and kept and not ended


def best_known(results: Sequence[Result]) -> list[Result]:
    """Choose the five figures of which most is known, in the order of the plan.

    Those with a verdict come first, then those that are surest; of equals those that stand first.
    """
    shown = [(at, one) for at, one in enumerate(results) if one.figure.is_shown]
    best = sorted(shown, key=lambda found: (SAYS_MOST.get(found[1].verdict, 2), _width(found[1])))[:FIGURES]
    return [one for _, one in sorted(best, key=lambda found: found[0])]


def _width(result: Result) -> int:
    """How far its figure may be off, in percent."""
    between = result.figure.between
    return between[1] - between[0] if between else 0


def asks_for_help(results: Sequence[Result]) -> Result | None:
    """Give the first result that misses its target, or may; None where all is well, or unknown."""
    for verdict in (Verdict.NOT_REACHED, Verdict.CLOSE):
        for one in results:
            if one.verdict is verdict:
                return one
    return None
