"""A mentor one to five years in post, who remembers being new."""

from bot.matching.closeness import RELATED, SAME, UNRELATED
from bot.matching.criterion import Criterion
from bot.matching.pair import Pair
from bot.matching.pair_values import PairValues, held_against
from bot.matching.people import Pool

NEW, FRESH, LONG = 1.0, 5.0, 10.0


def value(pair: Pair) -> float | None:
    return _fresh(pair.mentor.years_in_post)


def score(pool: Pool) -> PairValues:
    return held_against(pool, lambda _: None, lambda one: one.years_in_post, lambda _, years: _fresh(years))


def _fresh(years: float | None) -> float | None:
    """Between five and ten years counts as near."""
    if years is None:
        return None
    if years < NEW or years > LONG:
        return UNRELATED
    return SAME if years <= FRESH else RELATED


def reason(pair: Pair) -> None:
    """It counts and is not spoken of: since when somebody is in post is in the staff records alone."""
    return None


CRITERION = Criterion(
    key="recency_in_post",
    label="One to five years in post",
    order=160,
    value=value,
    score=score,
    reason=reason,
    circle_reason=None,
    not_said="time in post",
    let_go=None,
)
