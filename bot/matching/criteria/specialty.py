"""The same specialty, or a related one."""

import numpy as np
from numpy.typing import NDArray

from bot.matching.closeness import RELATED, SAME, closeness, closeness_matrix
from bot.matching.pair import Pair
from bot.matching.people import Pool

WORDS = {SAME: "You work in the same specialty.", RELATED: "Your specialties are close to each other."}


def score(pool: Pool) -> NDArray[np.float64]:
    mentees, mentors = [one.specialty for one in pool.mentees], [one.specialty for one in pool.mentors]
    return closeness_matrix(mentees, mentors, pool.relations.specialties)


def reason(pair: Pair) -> str | None:
    close = closeness(pair.mentee.specialty, pair.mentor.specialty, pair.relations.specialties)
    return WORDS.get(close) if close else None
