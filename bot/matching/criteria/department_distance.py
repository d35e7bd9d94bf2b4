"""Different departments, so that a talk stays away from daily work."""

import numpy as np
from numpy.typing import NDArray

from bot.matching.closeness import SAME, UNRELATED, closeness, closeness_matrix
from bot.matching.pair import Pair
from bot.matching.people import Pool


def score(pool: Pool) -> NDArray[np.float64]:
    mentees, mentors = [one.department for one in pool.mentees], [one.department for one in pool.mentors]
    return SAME - closeness_matrix(mentees, mentors)


def reason(pair: Pair) -> str | None:
    different = closeness(pair.mentee.department, pair.mentor.department) == UNRELATED
    return "You work in different departments." if different else None
