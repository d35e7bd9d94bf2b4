"""The same profession, or a related one."""

from bot.matching.closeness import RELATED, SAME, closeness
from bot.matching.criterion import Criterion
from bot.matching.pair import Pair
from bot.matching.pair_values import PairValues, compared
from bot.matching.people import Pool

WORDS = {SAME: "You have the same profession.", RELATED: "Your professions are close to each other."}


def value(pair: Pair) -> float | None:
    return closeness(pair.mentee.profession, pair.mentor.profession, pair.relations.professions)


def score(pool: Pool) -> PairValues:
    groups = pool.relations.professions
    return compared(pool, lambda one: one.profession, lambda one, other: closeness(one, other, groups))


def reason(pair: Pair) -> str | None:
    return WORDS.get(value(pair) or 0)


CRITERION = Criterion(
    key="role_fit",
    label="The same profession",
    order=80,
    value=value,
    score=score,
    reason=reason,
    circle_reason=None,
    not_said="profession",
    let_go=None,
)
