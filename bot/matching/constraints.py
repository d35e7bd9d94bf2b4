"""Rules a match never breaks: named masks, mentees x mentors, True where a pair is allowed."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.minutes import minutes_of
from bot.matching.people import Candidate, Pool

Mask = NDArray[np.bool_]
LEAST_SHARED_MINUTES = 45.0


@dataclass(frozen=True, slots=True)
class Constraint:
    """`private` ones must not be told apart from bad luck in anything a manager reads."""

    id: str
    text: str
    allows: Callable[[Pool], Mask]
    private: bool = False


def allowed(pool: Pool, *, constraints: Collection[Constraint]) -> Mask:
    mask = np.ones(pool.shape, dtype=bool)
    for constraint in constraints:
        mask &= constraint.allows(pool)
    return mask


def _not_self(pool: Pool) -> Mask:
    return _without(pool, lambda person: {person.id})


def _not_blocked(pool: Pool) -> Mask:
    return _without(pool, lambda person: person.exclusions)


def _not_failed_pair(pool: Pool) -> Mask:
    return _without(pool, lambda person: person.past_partners)


def _capacity(pool: Pool) -> Mask:
    room = np.array([mentor.capacity > 0 for mentor in pool.mentors], dtype=bool)
    return np.broadcast_to(room, pool.shape)


def _shared_window(pool: Pool) -> Mask:
    minutes = minutes_of(pool)
    return np.isnan(minutes) | (minutes >= LEAST_SHARED_MINUTES)


def _without(pool: Pool, names: Callable[[Candidate], Collection[str]]) -> Mask:
    """False where one of the two names the other."""
    mask = np.ones(pool.shape, dtype=bool)
    rows = {mentee.id: row for row, mentee in enumerate(pool.mentees)}
    columns = {mentor.id: column for column, mentor in enumerate(pool.mentors)}
    for row, mentee in enumerate(pool.mentees):
        mask[row, [columns[name] for name in names(mentee) if name in columns]] = False
    for column, mentor in enumerate(pool.mentors):
        mask[[rows[name] for name in names(mentor) if name in rows], column] = False
    return mask


SHARED_WINDOW = Constraint(
    "shared_window", "They share at least 45 welcome minutes in each meeting cycle.", _shared_window
)
ALL = (
    Constraint("not_self", "Nobody is their own mentor.", _not_self),
    Constraint(
        "not_blocked", "Neither has asked not to be matched with the other.", _not_blocked, private=True
    ),
    Constraint(
        "not_failed_pair", "The two have not already ended a pairing early.", _not_failed_pair, private=True
    ),
    Constraint("capacity", "The mentor has room, counted over all programs.", _capacity),
    SHARED_WINDOW,
)
