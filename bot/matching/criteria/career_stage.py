"""A mentor one to three stages further on: some 2-10 years, near enough to remember."""

import numpy as np
from numpy.typing import NDArray

from bot.matching.pair import Pair
from bot.matching.people import Candidate, Pool

NEAR = 3


def score(pool: Pool) -> NDArray[np.float64]:
    """1 for one to three stages further on, 0.5 for more, 0 for the same or an earlier one."""
    mentees, mentors = (_stages(people, pool.career_stage_order) for people in (pool.mentees, pool.mentors))
    ahead = mentors[None, :] - mentees[:, None]
    found = np.select([np.isnan(ahead), ahead <= 0, ahead <= NEAR], [np.nan, 0.0, 1.0], default=0.5)
    return found.astype(float)


def _stages(people: tuple[Candidate, ...], order: tuple[str, ...]) -> NDArray[np.float64]:
    steps = {stage: float(step) for step, stage in enumerate(order)}
    return np.array([steps.get(one.career_stage or "", np.nan) for one in people], dtype=float)


def reason(pair: Pair) -> str | None:
    order, stages = pair.career_stage_order, (pair.mentee.career_stage, pair.mentor.career_stage)
    at = [order.index(stage) for stage in stages if stage in order]
    near = len(at) == len(stages) and 1 <= at[1] - at[0] <= NEAR
    return "One of you has been a few steps further, and not too long ago." if near else None
