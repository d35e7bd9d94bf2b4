"""Teams that hand work to each other."""

from bot.matching.closeness import RELATED, SAME, UNRELATED, is_comparable, related
from bot.matching.criterion import Criterion
from bot.matching.pair import Pair
from bot.matching.pair_values import PairValues, compared
from bot.matching.people import Pool, Relations

WORDS = {SAME: "Your teams hand work to each other.", RELATED: "Your teams work close to each other."}


def value(pair: Pair) -> float | None:
    return _contact(pair.mentee.department, pair.mentor.department, pair.relations)


def score(pool: Pool) -> PairValues:
    return compared(pool, lambda one: one.department, lambda one, other: _contact(one, other, pool.relations))


def _contact(one: str | None, other: str | None, relations: Relations) -> float | None:
    if not is_comparable(one) or not is_comparable(other):
        return None
    if one != other and related(one, other, relations.workflows):
        return SAME
    return RELATED if one == other or related(one, other, relations.departments) else UNRELATED


def reason(pair: Pair) -> str | None:
    return WORDS.get(value(pair) or 0)


CRITERION = Criterion(
    key="workflow_link",
    label="Teams that hand work to each other",
    order=170,
    value=value,
    score=score,
    reason=reason,
    circle_reason=None,
    not_said="department",
    let_go=None,
)
