"""The same specialty, or a related one."""

from dataclasses import replace

from bot.matching.closeness import RELATED, SAME, closeness
from bot.matching.criterion import Criterion, LetGo
from bot.matching.pair import Pair
from bot.matching.pair_values import PairValues, compared
from bot.matching.people import Pool

WORDS = {SAME: "You work in the same specialty.", RELATED: "Your specialties are close to each other."}


def value(pair: Pair) -> float | None:
    return closeness(pair.mentee.specialty, pair.mentor.specialty, pair.relations.specialties)


def score(pool: Pool) -> PairValues:
    groups = pool.relations.specialties
    return compared(pool, lambda one: one.specialty, lambda one, other: closeness(one, other, groups))


def reason(pair: Pair) -> str | None:
    return WORDS.get(value(pair) or 0)


def _all_related(pool: Pool) -> Pool:
    everything = frozenset(one.specialty for one in (*pool.mentees, *pool.mentors) if one.specialty)
    relations = pool.relations
    return replace(pool, relations=replace(relations, specialties=(*relations.specialties, everything)))


CRITERION = Criterion(
    key="specialty",
    label="The same specialty",
    order=50,
    value=value,
    score=score,
    reason=reason,
    circle_reason=None,
    not_said="specialty",
    let_go=LetGo(order=50, words="Another specialty counted as a related one.", instead=_all_related),
)
