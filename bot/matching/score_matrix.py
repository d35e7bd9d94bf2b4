"""Scores and rules of a whole pool, worked out a few rows at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.matching.minutes import minutes_of
from bot.matching.numbers import Floats, Ints, Minutes
from bot.matching.pair_values import Cells, PairValues, Part, Product, Steps
from bot.matching.people import Pool

Weighted = Iterable[tuple[float, Part]]
# Whole arrays of thousands of people would fill the memory, and fall out of the processor's cache.
ROWS = 256


@dataclass(frozen=True, slots=True, eq=False)
class ScoreMatrix:
    """The sum of many weighted parts, as one product, one list of cells and one row of steps."""

    left: Floats
    right: Floats
    cells: Cells
    steps: tuple[tuple[float, float], ...]
    minutes: Minutes | None

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.left), self.right.shape[1]

    def block(self, rows: slice) -> Floats:
        found: Floats = self.left[rows] @ self.right
        first, last, _ = rows.indices(len(self.left))
        some = slice(*np.searchsorted(self.cells.rows, [first, last]))
        np.add.at(found, (self.cells.rows[some] - first, self.cells.columns[some]), self.cells.values[some])
        if self.minutes is not None and self.steps:
            self._add_steps(found, self.minutes.block(rows))
        return found

    def _add_steps(self, found: Floats, minutes: Floats) -> None:
        """The first step is what nobody knows, the others what each adds to the one before."""
        unknown, *steps = self.steps
        for at, more in steps:
            found += (minutes >= at) * np.float32(more)
        missing = np.isnan(minutes)
        if missing.any():
            found[missing] += np.float32(unknown[1])

    def blocks(self) -> Iterator[tuple[slice, Floats]]:
        for first in range(0, len(self.left), ROWS):
            rows = slice(first, min(first + ROWS, len(self.left)))
            yield rows, self.block(rows)

    def among(self, rows: Ints, columns: Ints) -> "ScoreMatrix":
        """The same for some rows and columns, each at most once."""
        new_row = np.full(self.shape[0], -1)
        new_column = np.full(self.shape[1], -1)
        new_row[rows], new_column[columns] = np.arange(len(rows)), np.arange(len(columns))
        moved_rows, moved_columns = new_row[self.cells.rows], new_column[self.cells.columns]
        kept = np.flatnonzero((moved_rows >= 0) & (moved_columns >= 0))
        kept = kept[np.argsort(moved_rows[kept], kind="stable")]
        return ScoreMatrix(
            self.left[rows],
            np.ascontiguousarray(self.right[:, columns]),
            Cells(moved_rows[kept], moved_columns[kept], self.cells.values[kept]),
            self.steps,
            self.minutes.take(rows, columns) if self.minutes is not None else None,
        )

    def turned(self) -> "ScoreMatrix":
        """Mentors x mentees, for pools whose minutes are the same both ways."""
        order = np.argsort(self.cells.columns, kind="stable")
        cells = Cells(self.cells.columns[order], self.cells.rows[order], self.cells.values[order])
        return ScoreMatrix(
            np.ascontiguousarray(self.right.T),
            np.ascontiguousarray(self.left.T),
            cells,
            self.steps,
            self.minutes,
        )


def score_matrix_of(pool: Pool, parts: Weighted) -> ScoreMatrix:
    weighted = [(np.float32(weight), part) for weight, part in parts if weight]
    minutes = minutes_of(pool)
    products = [
        replace(part, left=part.left * weight) for weight, part in weighted if isinstance(part, Product)
    ]
    steps = [(weight, part) for weight, part in weighted if isinstance(part, Steps)]
    products.append(_start(pool, steps, known=minutes is not None))
    return ScoreMatrix(
        np.hstack([one.left for one in products]),
        np.ascontiguousarray(np.hstack([one.right for one in products]).T),
        _together([(weight, part) for weight, part in weighted if isinstance(part, Cells)]),
        _rises(steps),
        minutes,
    )


def dense(pool: Pool, parts: PairValues) -> NDArray[np.float32]:
    """All of it at once, for pools of a few hundred."""
    return score_matrix_of(pool, ((1.0, part) for part in parts)).block(slice(0, len(pool.mentees)))


def _start(pool: Pool, steps: list[tuple[np.float32, Steps]], *, known: bool) -> Product:
    """What everybody has before time is looked at, or where nothing is known of it."""
    value = sum(float(weight) * (part.values[0] if known else part.unknown) for weight, part in steps)
    mentees, mentors = pool.shape
    return Product(np.full((mentees, 1), value, dtype=np.float32), np.ones((mentors, 1), dtype=np.float32))


def _rises(steps: list[tuple[np.float32, Steps]]) -> tuple[tuple[float, float], ...]:
    rises: dict[float, float] = {}
    for weight, part in steps:
        for at, before, after in zip(part.at, part.values[:-1], part.values[1:], strict=True):
            rises[at] = rises.get(at, 0.0) + float(weight) * (after - before)
    unknown = sum(float(weight) * (part.unknown - part.values[0]) for weight, part in steps)
    return ((np.nan, unknown), *sorted(rises.items())) if steps else ()


def _together(parts: list[tuple[np.float32, Cells]]) -> Cells:
    none = Cells(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))
    every = [replace(part, values=part.values * weight) for weight, part in parts] or [none]
    rows, columns, values = (
        np.concatenate([getattr(one, name) for one in every]) for name in ("rows", "columns", "values")
    )
    order = np.argsort(rows, kind="stable")
    return Cells(rows[order], columns[order], values[order])
