"""Periods of what is frozen on Mondays: what measures of activity came to, and how that changed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from bot.domain.disclosure.cells import Cell
from bot.domain.disclosure.figures import Figure, share_of
from bot.domain.disclosure.kinds import Kind
from bot.domain.disclosure.weeks import A_FOURTH_MONDAY, WEEK
from bot.domain.measures.measures import Measured, Reading, of_all

FOUR_WEEKS = 4 * WEEK
Read = Callable[[Sequence[Measured]], Sequence[Reading]]


def share_by_four_weeks(kind: Kind) -> Read:
    """Read the share of those that could, over all periods of four weeks that are frozen."""

    def read(programs: Sequence[Measured]) -> Sequence[Reading]:
        return [of_four_weeks(of_all(programs, kind))]

    return read


def of_four_weeks(cells: Sequence[Cell], part: str = "") -> Reading:
    """Sum up cells of four weeks each; a period without enough who could is not in the trend."""
    ends = by_week(cells)
    trend = [(end + WEEK - FOUR_WEEKS, share_of(found)) for end, found in ends]
    return Reading(share_of(cells), part, trend=told(trend), as_of=as_of(cells), since=first_day(cells, 4))


def by_week(cells: Iterable[Cell]) -> list[tuple[date, list[Cell]]]:
    """Group cells by their week, oldest first."""
    found: dict[date, list[Cell]] = defaultdict(list)
    for cell in cells:
        found[cell.week].append(cell)
    return sorted(found.items())


def told(trend: Iterable[tuple[date, Figure]]) -> list[tuple[date, Figure]]:
    return [(day, figure) for day, figure in trend if figure.is_shown]


def as_of(cells: Iterable[Cell]) -> date | None:
    return max((cell.week + WEEK for cell in cells), default=None)


def first_day(cells: Iterable[Cell], weeks: int = 1) -> date | None:
    """The Monday on which the first period began."""
    first = min((cell.week for cell in cells), default=None)
    return first - (weeks - 1) * WEEK if first else None


def period_of(week: date) -> date:
    """The Monday on which the four weeks began that this week is in: the same ones in every program."""
    return week - timedelta(days=(week - A_FOURTH_MONDAY).days % FOUR_WEEKS.days)
