"""Different kinds of work: clinical with operational or administrative."""

import numpy as np
from numpy.typing import NDArray

from bot.matching.closeness import SAME, UNRELATED, closeness, closeness_matrix
from bot.matching.pair import Pair
from bot.matching.people import Candidate, Pool, Relations


def score(pool: Pool) -> NDArray[np.float64]:
    mentees, mentors = (
        [_function(one, pool.relations) for one in people] for people in (pool.mentees, pool.mentors)
    )
    return SAME - closeness_matrix(mentees, mentors)


def _function(person: Candidate, relations: Relations) -> str | None:
    """Names the kind of work by where it stands in the list; None for a profession in no group."""
    numbers = (number for number, group in enumerate(relations.functions) if person.profession in group)
    found = next(numbers, None)
    return None if found is None else f"function {found}"


def reason(pair: Pair) -> str | None:
    mentee, mentor = (_function(one, pair.relations) for one in (pair.mentee, pair.mentor))
    return "You see the place from different roles." if closeness(mentee, mentor) == UNRELATED else None
