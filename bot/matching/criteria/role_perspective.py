"""Another kind of work.

Clinical goes with operational or administrative.
"""

from bot.matching.closeness import SAME, closeness
from bot.matching.criterion import Criterion
from bot.matching.pair import Pair
from bot.matching.pair_values import PairValues, compared
from bot.matching.people import Groups, Pool


def value(pair: Pair) -> float | None:
    return perspective(pair.mentee.profession, pair.mentor.profession, pair.relations.functions)


def score(pool: Pool) -> PairValues:
    functions = pool.relations.functions
    return compared(pool, lambda one: one.profession, lambda one, other: perspective(one, other, functions))


def perspective(one: str | None, other: str | None, functions: Groups) -> float | None:
    """1 for two kinds of work, 0 for one; None for a profession in no group."""
    close = closeness(_function(one, functions), _function(other, functions))
    return None if close is None else SAME - close


def _function(profession: str | None, functions: Groups) -> str | None:
    """Names the kind of work by where it stands in the list."""
    numbers = (number for number, group in enumerate(functions) if profession in group)
    found = next(numbers, None)
    return None if found is None else f"function {found}"


def reason(pair: Pair) -> str | None:
    return "You see the place from different roles." if value(pair) == SAME else None


CRITERION = Criterion(
    key="role_perspective",
    label="Another kind of work",
    order=90,
    value=value,
    score=score,
    reason=reason,
    circle_reason=None,
    not_said="profession",
    let_go=None,
)
