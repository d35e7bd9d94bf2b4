"""The same department, or a related one."""

from bot.matching.closeness import RELATED, SAME, closeness
from bot.matching.criterion import Criterion
from bot.matching.pair import Pair
from bot.matching.pair_values import PairValues, compared
from bot.matching.people import Pool

WORDS = {SAME: "You work in the same department.", RELATED: "Your departments work close to each other."}


def value(pair: Pair) -> float | None:
    return closeness(pair.mentee.department, pair.mentor.department, pair.relations.departments)


def score(pool: Pool) -> PairValues:
    groups = pool.relations.departments
    return compared(pool, lambda one: one.department, lambda one, other: closeness(one, other, groups))


def reason(pair: Pair) -> str | None:
    return WORDS.get(value(pair) or 0)


CRITERION = Criterion(
    key="department_fit",
    label="The same department",
    order=60,
    value=value,
    score=score,
    reason=reason,
    circle_reason=None,
    not_said="department",
    let_go=None,
)
