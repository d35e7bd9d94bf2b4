"""The mentor offers what the mentee wants to talk about."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.matching.pair import Pair, listed
from bot.matching.people import Pool


def score(pool: Pool) -> NDArray[np.float64]:
    """The share of the wanted topics that is offered."""
    topics = sorted({topic for mentee in pool.mentees for topic in mentee.topics_wanted})
    wanted = _table([one.topics_wanted for one in pool.mentees], topics)
    offered = _table([one.topics_offered for one in pool.mentors], topics)
    many = np.array([len(set(one.topics_wanted)) or np.nan for one in pool.mentees], dtype=float)
    found: NDArray[np.float64] = wanted @ offered.T / many[:, None]
    found[:, [not one.topics_offered for one in pool.mentors]] = np.nan
    return found


def _table(chosen: Sequence[Collection[str]], topics: Sequence[str]) -> NDArray[np.float64]:
    found = np.array([[topic in one for topic in topics] for one in chosen], dtype=float)
    return found.reshape(len(chosen), len(topics))


def reason(pair: Pair) -> str | None:
    both = [pair.label(topic) for topic in pair.mentee.topics_wanted if topic in pair.mentor.topics_offered]
    return f"You both chose {listed(both)}." if both else None
