"""The same profession, or a related one."""

import numpy as np
from numpy.typing import NDArray

from bot.matching.closeness import RELATED, SAME, closeness, closeness_matrix
from bot.matching.pair import Pair
from bot.matching.people import Pool

WORDS = {SAME: "You have the same profession.", RELATED: "Your professions are close to each other."}


def score(pool: Pool) -> NDArray[np.float64]:
    mentees, mentors = [one.profession for one in pool.mentees], [one.profession for one in pool.mentors]
    return closeness_matrix(mentees, mentors, pool.relations.professions)


def reason(pair: Pair) -> str | None:
    close = closeness(pair.mentee.profession, pair.mentor.profession, pair.relations.professions)
    return WORDS.get(close) if close else None
