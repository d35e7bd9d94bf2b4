"""Shared minutes as an array, and pools cut and put in order together with it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bot.matching.people import Candidate, Pool

Floats = NDArray[np.float32]


def minutes_of(pool: Pool) -> Floats:
    """Mentees x mentors; NaN where nothing is known."""
    shared = pool.shared_minutes
    if shared is None:
        return np.full(pool.shape, np.nan, dtype=np.float32)
    if callable(shared):
        found = [[shared(mentee.id, mentor.id) for mentor in pool.mentors] for mentee in pool.mentees]
        return np.array(found, dtype=np.float32).reshape(pool.shape)
    return np.asarray(shared, dtype=np.float32).reshape(pool.shape)


def in_order(pool: Pool) -> Pool:
    """Sorted by id, with the minutes as an array. Raises ValueError if an id comes twice in one role."""
    rows, columns = _order(pool.mentees), _order(pool.mentors)
    return replace(
        pool,
        mentees=tuple(pool.mentees[row] for row in rows),
        mentors=tuple(pool.mentors[column] for column in columns),
        shared_minutes=minutes_of(pool)[np.ix_(rows, columns)],
    )


def _order(people: Sequence[Candidate]) -> list[int]:
    if len({one.id for one in people}) < len(people):
        raise ValueError("a person is in the pool twice in the same role")
    return sorted(range(len(people)), key=lambda index: people[index].id)


def blocks(pool: Pool, *, rows: int = 256) -> Iterator[tuple[slice, Pool]]:
    """The pool a few mentees at a time: whole arrays of thousands of people would fill the memory."""
    minutes = minutes_of(pool)
    for first in range(0, len(pool.mentees), rows):
        some = slice(first, first + rows)
        yield some, replace(pool, mentees=pool.mentees[some], shared_minutes=minutes[some])
