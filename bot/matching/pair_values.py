"""Values for every pair of a pool, without a number for each: products, single cells, steps of time."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.matching.people import Candidate, Pool

Floats = NDArray[np.float32]
Ints = NDArray[np.integer]
Key = TypeVar("Key", bound=Hashable)
Other = TypeVar("Other", bound=Hashable)
NOT_SAID = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """`left` (mentees x d) times `right` (mentors x d)."""

    left: Floats
    right: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """`values` for some cells, zero for all others; a cell that is there twice counts twice."""

    rows: Ints
    columns: Ints
    values: Floats


@dataclass(frozen=True, slots=True)
class Steps:
    """values[n] from at[n - 1] shared minutes on; `unknown` where nothing is known of the time."""

    at: tuple[float, ...]
    values: tuple[float, ...]
    unknown: float


Part = Product | Cells | Steps
PairValues = tuple[Part, ...]


def compared(
    pool: Pool, of: Callable[[Candidate], Key], how: Callable[[Key, Key], float | None]
) -> tuple[Product]:
    """`how` of what each two people have; it is asked once for any two keys, and None counts half."""
    return held_against(pool, of, of, how)


def held_against(
    pool: Pool,
    mentee_has: Callable[[Candidate], Key],
    mentor_has: Callable[[Candidate], Other],
    how: Callable[[Key, Other], float | None],
) -> tuple[Product]:
    """The same where it is something else of each that counts."""
    row_codes, row_keys = _codes(mentee_has(one) for one in pool.mentees)
    column_codes, column_keys = _codes(mentor_has(one) for one in pool.mentors)
    found = [[how(one, other) for other in column_keys] for one in row_keys]
    table = np.array([[NOT_SAID if one is None else one for one in row] for row in found], dtype=np.float32)
    table = table.reshape(len(row_keys), len(column_keys))
    if len(row_keys) < len(column_keys):
        return (Product(_one_hot(row_codes, len(row_keys)), table.T[column_codes]),)
    return (Product(table[row_codes], _one_hot(column_codes, len(column_keys))),)


def shares(wanted: Sequence[Collection[str]], offered: Sequence[Collection[str]]) -> tuple[Product, ...]:
    """For each mentee the share of what is wanted that a mentor offers; half where either says nothing."""
    keys = sorted({key for some in wanted for key in some})
    part = _table(wanted, keys) / np.maximum([[len(some)] for some in wanted] or np.ones((0, 1)), 1)
    wants = np.array([bool(some) for some in wanted], dtype=np.float32)
    offers = np.array([bool(some) for some in offered], dtype=np.float32)
    found = (
        Product(part.astype(np.float32), _table(offered, keys)),
        of_each(NOT_SAID * wants, 1 - offers),
        of_each(NOT_SAID * (1 - wants), np.ones(len(offered))),
    )
    return tuple(one for one in found if one.left.any() and one.right.any())


def _table(chosen: Sequence[Collection[str]], keys: Sequence[str]) -> Floats:
    found = np.array([[key in some for key in keys] for some in chosen], dtype=np.float32)
    return found.reshape(len(chosen), len(keys))


def of_each(rows: Iterable[float], columns: Iterable[float]) -> Product:
    """A value for each mentee times one for each mentor."""
    return Product(*(np.array(list(values), dtype=np.float32)[:, None] for values in (rows, columns)))


def constant(pool: Pool, value: float) -> Product:
    return of_each([value] * len(pool.mentees), [1.0] * len(pool.mentors))


def cells(found: Iterable[tuple[int, int, float]]) -> Cells:
    """The last value of a cell counts."""
    by_cell = {(row, column): value for row, column, value in found}
    places = np.array(sorted(by_cell), dtype=np.int64).reshape(-1, 2)
    values = np.array([by_cell[place] for place in sorted(by_cell)], dtype=np.float32)
    return Cells(places[:, 0], places[:, 1], values)


def _codes(keys: Iterable[Key]) -> tuple[Ints, list[Key]]:
    known: dict[Key, int] = {}
    codes = [known.setdefault(key, len(known)) for key in keys]
    return np.array(codes, dtype=np.int64), list(known)


def _one_hot(codes: Ints, many: int) -> Floats:
    found = np.zeros((len(codes), many), dtype=np.float32)
    found[np.arange(len(codes)), codes] = 1
    return found
