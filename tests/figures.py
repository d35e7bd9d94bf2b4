"""Frozen numbers for tests of pages: made as the product makes them, by a chance that adds no noise."""

from collections.abc import Mapping
from datetime import date, timedelta

from bot.domain.disclosure.board import Board
from bot.domain.disclosure.cells import Cell, noisy, rounded
from bot.domain.disclosure.figures import Figure, share, taking_part, total
from bot.domain.disclosure.kinds import INTRODUCED, JOINED, MET, ON_TRACK, WAITING, WRITTEN_TO, Kind
from bot.views.programs.managed import ProgramFigures

LAST_WEEK = date(2026, 2, 23)
AS_OF = LAST_WEEK + timedelta(weeks=1)


class NoNoise:
    """Both runs are over at once."""

    def randbelow(self, exclusive_upper_bound: int, /) -> int:
        return exclusive_upper_bound - 1


def count_of(count: int, kind: Kind = JOINED, week: date = LAST_WEEK) -> Figure:
    return taking_part(rounded(kind, week=week, count=count))


def record(kind: Kind, yeses: int, could: int, week: date = LAST_WEEK) -> Cell:
    return noisy(kind, week=week, yeses=yeses, could=could, chance=NoNoise())


def shown(value: int | None) -> Figure:
    """A figure with this rounded value; None is hidden."""
    return total([record(MET, value, 100)] if value is not None else [])


def on_track(yeses: int, could: int) -> Figure:
    return share(record(ON_TRACK, yeses, could))


def written_to(count: int, could: int = 100) -> Figure:
    return total([record(WRITTEN_TO, count, could)])


def program_figures(*, joined: int = 78, mentorships: int = 37, waiting: int = 6) -> ProgramFigures:
    return ProgramFigures(
        as_of=AS_OF,
        joined=count_of(joined),
        mentorships=count_of(mentorships, INTRODUCED),
        waiting=count_of(waiting, WAITING),
        on_track=on_track(31, 35),
    )


NOT_YET = ProgramFigures(None, taking_part(None), taking_part(None), taking_part(None), share(None))


def board_of(
    counts: Mapping[Kind, int], *, met: Mapping[date, tuple[int, int]], tracked: tuple[int, int] | None = None
) -> Board:
    """`met` by week: how many of how many did."""
    cells = [rounded(kind, week=LAST_WEEK, count=count) for kind, count in counts.items()]
    cells += [record(MET, yeses, could, week) for week, (yeses, could) in met.items()]
    return Board((*cells, *([record(ON_TRACK, *tracked)] if tracked else [])))
