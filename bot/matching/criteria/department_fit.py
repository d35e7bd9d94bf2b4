"""The same department, or one that works closely with it."""

import numpy as np
from numpy.typing import NDArray

from bot.matching.closeness import RELATED, SAME, closeness, closeness_matrix
from bot.matching.pair import Pair
from bot.matching.people import Pool

WORDS = {SAME: "You work in the same department.", RELATED: "Your departments work close to each other."}


def score(pool: Pool) -> NDArray[np.float64]:
    mentees, mentors = [one.department for one in pool.mentees], [one.department for one in pool.mentors]
    return closeness_matrix(mentees, mentors, pool.relations.departments)


def reason(pair: Pair) -> str | None:
    close = closeness(pair.mentee.department, pair.mentor.department, pair.relations.departments)
    return WORDS.get(close) if close else None
