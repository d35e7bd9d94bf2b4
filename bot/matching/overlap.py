"""How much welcome time every mentee shares with every mentor, from each person's own windows."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from bot.domain.availability import Interval

QUARTER = timedelta(minutes=15)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def shared_minutes(
    mentees: Sequence[Sequence[Interval]],
    mentors: Sequence[Sequence[Interval]],
    *,
    start: datetime,
    end: datetime,
    cycles: float,
) -> NDArray[np.float32]:
    """Minutes per cycle, mentees x mentors, in whole quarters of an hour.

    Each person's windows lie between `start` and `end`, a time of so many `cycles`.
    """
    first, last = (start - _EPOCH) // QUARTER, -((_EPOCH - end) // QUARTER)
    free, offered = (_quarters(people, first, last) for people in (mentees, mentors))
    found: NDArray[np.float32] = free @ offered.T * np.float32(QUARTER / timedelta(minutes=1) / cycles)
    return found


def _quarters(people: Sequence[Sequence[Interval]], first: int, last: int) -> NDArray[np.float32]:
    """People x quarters of an hour: 1 where all of it is in a window."""
    found = np.zeros((len(people), last - first), dtype=np.float32)
    for row, windows in enumerate(people):
        for one in windows:
            found[row, -((_EPOCH - one.start) // QUARTER) - first : (one.end - _EPOCH) // QUARTER - first] = 1
    return found
