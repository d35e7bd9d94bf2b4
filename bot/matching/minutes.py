"""Shared minutes of whole pools: a number for each pair, or each person's own free time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.matching.numbers import Floats, Ints, Minutes
from bot.matching.people import Candidate, Pool


@dataclass(frozen=True, slots=True, eq=False)
class EachPair:
    """All numbers at hand."""

    minutes: Floats

    def block(self, rows: slice) -> Floats:
        return self.minutes[rows]

    def of(self, rows: Ints, columns: Ints) -> Floats:
        found: Floats = self.minutes[rows, columns]
        return found

    def take(self, rows: Ints, columns: Ints) -> "EachPair":
        return EachPair(self.minutes[np.ix_(rows, columns)])


def minutes_of(pool: Pool) -> Minutes | None:
    shared = pool.shared_minutes
    if shared is None or isinstance(shared, Minutes):
        return shared
    if callable(shared):
        found = [[shared(mentee.id, mentor.id) for mentor in pool.mentors] for mentee in pool.mentees]
        return EachPair(np.array(found, dtype=np.float32).reshape(pool.shape))
    return EachPair(np.asarray(shared, dtype=np.float32).reshape(pool.shape))


def among(pool: Pool, rows: Sequence[int] | Ints, columns: Sequence[int] | Ints) -> Pool:
    """The pool with these people only, in this order."""
    minutes = minutes_of(pool)
    taken = None
    if minutes is not None:
        taken = minutes.take(np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64))
    return replace(
        pool,
        mentees=tuple(pool.mentees[row] for row in rows),
        mentors=tuple(pool.mentors[column] for column in columns),
        shared_minutes=taken,
    )


def in_order(pool: Pool) -> Pool:
    """Sorted by id. Raises ValueError if an id comes twice in one role."""
    return among(pool, _order(pool.mentees), _order(pool.mentors))


def _order(people: Sequence[Candidate]) -> list[int]:
    if len({one.id for one in people}) < len(people):
        raise ValueError("a person is in the pool twice in the same role")
    return sorted(range(len(people)), key=lambda index: people[index].id)
