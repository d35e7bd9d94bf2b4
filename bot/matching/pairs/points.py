"""Scores as whole points, so that rounding decides nothing, and where a pair may not be matched at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.matching.numbers import Floats, Ints

FLOOR = 45.0
# Scores are compared to four decimals.
POINTS = 10_000
MOST_POINTS = 100 * POINTS
NOBODY = -1
ROWS = 256


class Scores(Protocol):
    """Mentees x mentors, a few rows at a time; below the floor where a pair is not allowed."""

    @property
    def shape(self) -> tuple[int, int]: ...

    def blocks(self) -> Iterator[tuple[slice, Floats]]: ...

    def among(self, rows: Ints, columns: Ints) -> "Scores": ...


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """All scores at hand."""

    scores: NDArray[np.floating]

    @property
    def shape(self) -> tuple[int, int]:
        return self.scores.shape[0], self.scores.shape[1]

    def blocks(self) -> Iterator[tuple[slice, Floats]]:
        for first in range(0, len(self.scores), ROWS):
            rows = slice(first, min(first + ROWS, len(self.scores)))
            yield rows, self.scores[rows]

    def among(self, rows: Ints, columns: Ints) -> "Whole":
        return Whole(self.scores[np.ix_(rows, columns)])


def points_of(scores: NDArray[np.floating], *, floor: float) -> NDArray[np.int32]:
    """NOBODY below the floor."""
    found: NDArray[np.int32] = np.rint(scores * POINTS).astype(np.int32)
    found[found < round(floor * POINTS)] = NOBODY
    return found
