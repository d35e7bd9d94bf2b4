"""The same specialty, or a related one."""

from bot.matching.closeness import RELATED, SAME, closeness
from bot.matching.pair import Pair
from bot.matching.pair_values import PairValues, compared
from bot.matching.people import Pool

NOT_SAID = "specialty not said"
WORDS = {SAME: "You work in the same specialty.", RELATED: "Your specialties are close to each other."}


def value(pair: Pair) -> float | None:
    return closeness(pair.mentee.specialty, pair.mentor.specialty, pair.relations.specialties)


def score(pool: Pool) -> PairValues:
    groups = pool.relations.specialties
    return compared(pool, lambda one: one.specialty, lambda one, other: closeness(one, other, groups))


def reason(pair: Pair) -> str | None:
    return WORDS.get(value(pair) or 0)
