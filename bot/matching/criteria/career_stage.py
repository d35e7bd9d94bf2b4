"""A mentor one to three stages further on; for equals, the same.

That is some 2-10 years, and still near.
"""

from collections.abc import Sequence

from bot.matching.closeness import SAME, UNRELATED
from bot.matching.criterion import Criterion
from bot.matching.pair import Members, Pair
from bot.matching.pair_values import NOT_SAID as HALF
from bot.matching.pair_values import PairValues, compared
from bot.matching.people import Pool

NEAR = 3
AS_EQUALS = "You are at the same stage of your careers."


def value(pair: Pair) -> float | None:
    steps = _steps(pair.career_stage_order)
    return _close(steps.get(pair.mentee.career_stage), steps.get(pair.mentor.career_stage), pair.equals)


def score(pool: Pool) -> PairValues:
    """1 for one to three stages further on, 0.5 for more, 0 for the same or an earlier one."""
    steps = _steps(pool.career_stage_order)
    return compared(
        pool, lambda one: steps.get(one.career_stage), lambda one, other: _close(one, other, pool.equals)
    )


def _steps(order: Sequence[str]) -> dict[str | None, int]:
    return {stage: step for step, stage in enumerate(order)}


def _close(mentee: int | None, mentor: int | None, equals: bool) -> float | None:
    if mentee is None or mentor is None:
        return None
    if equals:
        return SAME if mentee == mentor else UNRELATED
    if mentor <= mentee:
        return UNRELATED
    return SAME if mentor - mentee <= NEAR else HALF


def reason(pair: Pair) -> str | None:
    if value(pair) != SAME:
        return None
    if pair.equals:
        return AS_EQUALS
    return "One of you has been a few steps further, and not too long ago."


def circle_reason(members: Members) -> str | None:
    return AS_EQUALS if members.have_the_same("career_stage") else None


CRITERION = Criterion(
    key="career_stage",
    label="Career stage",
    order=100,
    value=value,
    score=score,
    reason=reason,
    circle_reason=circle_reason,
    not_said="career stage",
    let_go=None,
)
