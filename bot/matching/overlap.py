"""How much welcome time every mentee shares with every mentor, from each person's own windows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from bot.domain.availability import Interval
from bot.matching.numbers import Floats, Ints

QUARTER = timedelta(minutes=15)
# A window of 45 minutes begins in a quarter that is free together with the next two.
WINDOW, WINDOW_MINUTES = 3, 45.0
TOO_LITTLE = 44.0
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)

Quarters = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Free:
    """One person's time: the hours they prefer, and all that no rule of quiet forbids."""

    preferred: Sequence[Interval]
    allowed: Sequence[Interval]


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """People x stretches of time, each as many quarters long as `lengths` says: True where all of it is free.

    `begins`: True where a window of 45 minutes may begin; `of_cycle` says which cycle each of those is in.
    """

    free: Quarters
    lengths: Floats
    begins: Quarters
    of_cycle: Ints

    def take(self, people: Ints) -> "Times":
        return Times(self.free[people], self.lengths, self.begins[people], self.of_cycle)

    def shared_by(self, people: Sequence[int]) -> "Times":
        """One row: what all of them have."""
        free, begins = (
            np.logical_and.reduce(one[list(people)], axis=0, keepdims=True)
            for one in (self.free, self.begins)
        )
        return Times(free, self.lengths, begins, self.of_cycle)


@dataclass(frozen=True, slots=True, eq=False)
class SharedTime:
    """Minutes a cycle in preferred hours, worked out when asked for: a few rows of a large pool at a time.

    45 at least where every cycle has a window of 45 minutes that no rule forbids, and below 45 where one has
    none.
    """

    mentees: Times
    mentors: Times

    def block(self, rows: slice) -> Floats:
        mine, theirs = self.mentees, self.mentors
        minutes: Floats = _floats(mine.free[rows]) @ (_floats(theirs.free) * theirs.lengths).T
        every = np.ones(minutes.shape, dtype=bool)
        for cycle in np.unique(theirs.of_cycle):
            part = theirs.of_cycle == cycle
            every &= _floats(mine.begins[rows][:, part]) @ _floats(theirs.begins[:, part]).T > 0
        return _with_windows(minutes, every)

    def of(self, rows: Ints, columns: Ints) -> Floats:
        pairs = zip(rows.tolist(), columns.tolist(), strict=True)
        return np.array([self._between(row, column) for row, column in pairs], dtype=np.float32)

    def _between(self, row: int, column: int) -> float:
        mine, theirs = self.mentees, self.mentors
        free = mine.free[[row]] & theirs.free[[column]]
        begins = mine.begins[[row]] & theirs.begins[[column]]
        return common_minutes(Times(free, theirs.lengths, begins, theirs.of_cycle))

    def take(self, rows: Ints, columns: Ints) -> "SharedTime":
        return SharedTime(self.mentees.take(rows), self.mentors.take(columns))


def common_minutes(shared: Times) -> float:
    """The same for any group, from the one row of what all of its people share."""
    return float(_with_windows(_floats(shared.free) @ shared.lengths, has_windows(shared, shared.begins))[0])


def has_windows(times: Times, begins: Quarters) -> Quarters:
    """For each row, whether there is a window in every cycle."""
    found = np.ones(len(begins), dtype=bool)
    for cycle in np.unique(times.of_cycle):
        found &= begins[:, times.of_cycle == cycle].any(axis=1)
    return found


def shared_time(
    mentees: Sequence[Free], mentors: Sequence[Free], *, start: datetime, end: datetime, cycles: float
) -> SharedTime:
    """Each person's windows lie between `start` and `end`, a time of so many meeting `cycles`.

    Whole quarters of an hour count.
    """
    first, last = (start - _EPOCH) // QUARTER, -((_EPOCH - end) // QUARTER)
    everybody = [*mentees, *mentors]
    preferred = _quarters([one.preferred for one in everybody], first, last)
    allowed = _quarters([one.allowed for one in everybody], first, last)
    return shared_quarters(preferred, allowed, mentees=len(mentees), cycles=cycles)


def shared_quarters(preferred: Quarters, allowed: Quarters, *, mentees: int, cycles: float) -> SharedTime:
    """From people x quarters of an hour, the mentees first."""
    begins: Quarters = np.array(allowed, dtype=np.bool_)
    for later in range(1, WINDOW):
        begins &= np.pad(allowed[:, later:], ((0, 0), (0, later)))
    whole = max(int(cycles), 1)
    cycle_of = np.arange(allowed.shape[1]) * whole // max(allowed.shape[1], 1)
    free, lengths, _ = _merged(preferred, np.zeros(preferred.shape[1], dtype=np.int64))
    starts, _, of_cycle = _merged(begins, cycle_of, always=True)
    minutes = (lengths * (QUARTER / timedelta(minutes=1)) / cycles).astype(np.float32)
    times = Times(free, minutes, starts, of_cycle)
    people = np.arange(len(preferred))
    return SharedTime(times.take(people[:mentees]), times.take(people[mentees:]))


def _merged(found: Quarters, kinds: Ints, *, always: bool = False) -> tuple[Quarters, Ints, Ints]:
    """Neighbours of the same kind that are alike for everybody become one; what suits nobody goes.

    `always` keeps one of each kind.
    """
    if not found.size:
        return found, np.zeros(found.shape[1], dtype=np.int64), kinds
    changes = (found[:, 1:] != found[:, :-1]).any(axis=0) | (kinds[1:] != kinds[:-1])
    begins = np.flatnonzero(np.concatenate([[True], changes]))
    lengths = np.diff(np.concatenate([begins, [found.shape[1]]]))
    keep: Quarters = np.logical_or.reduce(found[:, begins], axis=0)
    if always:
        keep[np.unique(kinds[begins], return_index=True)[1]] = True
    kept = begins[keep]
    return np.ascontiguousarray(found[:, kept]), lengths[keep], kinds[kept]


def _quarters(people: Sequence[Sequence[Interval]], first: int, last: int) -> Quarters:
    """People x quarters of an hour: True where all of it is in a window."""
    found = np.zeros((len(people), last - first), dtype=bool)
    seen: dict[int, int] = {}
    for row, windows in enumerate(people):
        # Many share a pattern, and with it the very same windows.
        if (alike := seen.setdefault(id(windows), row)) != row:
            found[row] = found[alike]
            continue
        for one in windows:
            begin, stop = -((_EPOCH - one.start) // QUARTER), (one.end - _EPOCH) // QUARTER
            found[row, slice(begin - first, max(stop, begin) - first)] = True
    return found


def _with_windows(minutes: Floats, every: Quarters) -> Floats:
    return np.where(
        every,
        np.maximum(minutes, np.float32(WINDOW_MINUTES)),
        np.minimum(minutes, np.float32(TOO_LITTLE)),
    )


def _floats(found: Quarters) -> Floats:
    return found.astype(np.float32)
