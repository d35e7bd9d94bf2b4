"""Who ended up with whom, by number."""

from dataclasses import dataclass, replace

import numpy as np

from bot.matching.numbers import Ints
from bot.matching.pairs.flow import loads


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """`matched` is each mentee's mentor by column, -1 for nobody, with the points of each match.

    `groups` are the mentees' rows of people who mentor each other, with their score: two who have each other,
    or three of whom each has the next.
    """

    matched: Ints
    points: Ints
    groups: tuple[tuple[tuple[int, ...], float], ...] = ()

    @property
    def many(self) -> int:
        return int((self.matched >= 0).sum())

    def left_to_match(self, capacity: Ints) -> Ints:
        return capacity - loads(self.matched, len(capacity))

    def joined(self, other: "Solved") -> "Solved":
        """With whom `other` matched of those left here."""
        here = self.matched >= 0
        return replace(
            self,
            matched=np.where(here, self.matched, other.matched),
            points=np.where(here, self.points, other.points),
        )
