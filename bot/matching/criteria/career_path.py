"""The mentor has been where the mentee is heading."""

from bot.matching.closeness import SAME, UNRELATED
from bot.matching.criterion import Criterion, LetGo
from bot.matching.pair import Pair
from bot.matching.pair_values import PairValues, held_against
from bot.matching.people import Pool


def value(pair: Pair) -> float | None:
    return _walked(pair.mentee.heading_for, pair.mentor.been_there)


def score(pool: Pool) -> PairValues:
    return held_against(pool, lambda one: one.heading_for, lambda one: one.been_there, _walked)


def _walked(curious: frozenset[str], been: frozenset[str]) -> float | None:
    if not curious or not been:
        return None
    return UNRELATED if curious.isdisjoint(been) else SAME


def reason(pair: Pair) -> str | None:
    """Without the name of the path: where somebody is heading is theirs to tell."""
    return "One of you has been where the other would like to go." if value(pair) == SAME else None


CRITERION = Criterion(
    key="career_path",
    label="The path the mentee is curious about",
    order=110,
    value=value,
    score=score,
    reason=reason,
    circle_reason=None,
    not_said="career path",
    let_go=LetGo(order=40, words="Career path wasn't taken into account."),
)
