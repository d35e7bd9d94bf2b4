"""What people who both mentor and are mentored are worth to each other: the mean of both directions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from bot.matching.numbers import Floats, Ints
from bot.matching.people import Pool
from bot.matching.score_matrix import ScoreMatrix
from bot.matching.scoring import match_matrix

FORBIDDEN = np.float32(-1000)


@dataclass(frozen=True, slots=True, eq=False)
class Mutual:
    """`there` are scores of people with themselves, `back` the same from the other's side."""

    there: ScoreMatrix
    back: ScoreMatrix

    @property
    def shape(self) -> tuple[int, int]:
        return self.there.shape

    def blocks(self) -> Iterator[tuple[slice, Floats]]:
        for (rows, there), (_, back) in zip(self.there.blocks(), self.back.blocks(), strict=True):
            yield rows, np.where((there < 0) | (back < 0), FORBIDDEN, (there + back) / 2)

    def among(self, rows: Ints, columns: Ints) -> "Mutual":
        return Mutual(self.there.among(rows, columns), self.back.among(rows, columns))

    def row(self, one: int) -> Floats:
        """What everybody is worth to one person."""
        [(_, block)] = self.among(np.array([one]), np.arange(self.shape[1])).blocks()
        found: Floats = block[0]
        return found


def mutual_scores(pool: Pool, weights: Mapping[str, float]) -> Mutual:
    """`pool` is of the same people on both sides."""
    matrix = match_matrix(pool, weights)
    return Mutual(matrix, matrix.turned())
