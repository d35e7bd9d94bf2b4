"""The same site, so that meeting in person is easy."""

import numpy as np
from numpy.typing import NDArray

from bot.matching.closeness import SAME, closeness, closeness_matrix
from bot.matching.pair import Pair
from bot.matching.people import Pool


def score(pool: Pool) -> NDArray[np.float64]:
    return closeness_matrix([one.site for one in pool.mentees], [one.site for one in pool.mentors])


def reason(pair: Pair) -> str | None:
    same = closeness(pair.mentee.site, pair.mentor.site) == SAME
    return "You work at the same site." if same else None
