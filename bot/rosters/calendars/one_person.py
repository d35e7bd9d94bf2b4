"""Whether shifts can be those of one person."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import pairwise

from bot.domain.availability import Shift, ShiftKind
from bot.domain.spans import Span
from bot.rosters.problems import SEVERAL_PEOPLE, RosterRefused

# A handover is no overlap, and one double booking is no second person.
MORE_THAN_HANDOVER = timedelta(hours=1)
MOST_OVERLAPS = 2
SHARE_OF_OVERLAPS = 0.2
LONGEST_SHIFT = timedelta(hours=30)
MOST_HOURS_A_WEEK = timedelta(hours=120)


def require_one_person(shifts: Sequence[Shift]) -> None:
    """Raise RosterRefused where they are not.

    On call from home may go beside a shift; being at work twice at a time may not.
    """
    work = sorted(
        (one.start, one.end) for one in shifts if one.kind.is_work and one.kind is not ShiftKind.ON_CALL
    )
    overlaps = sum(before[1] - after[0] > MORE_THAN_HANDOVER for before, after in pairwise(work))
    if overlaps > MOST_OVERLAPS and overlaps >= SHARE_OF_OVERLAPS * len(work):
        raise RosterRefused(SEVERAL_PEOPLE)
    if any(_at_work(week) > MOST_HOURS_A_WEEK for week in _weeks(work)):
        raise RosterRefused(SEVERAL_PEOPLE)


def _weeks(work: Sequence[Span]) -> list[list[Span]]:
    weeks: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for span in work:
        weeks[span[0].isocalendar()[:2]].append(span)
    return list(weeks.values())


def _at_work(spans: Iterable[Span]) -> timedelta:
    """A run of several days stands for being on call."""
    return sum((end - start for start, end in spans if end - start <= LONGEST_SHIFT), timedelta())
