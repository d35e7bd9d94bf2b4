"""Free time in common: from 45 minutes a cycle, fully from 90."""

from bot.matching import pair_values
from bot.matching.criterion import Criterion
from bot.matching.pair import Members, Pair
from bot.matching.pair_values import PairValues, Steps
from bot.matching.people import Pool

ENOUGH, PLENTY = 45.0, 90.0
TOO_LITTLE_WORTH, ENOUGH_WORTH, PLENTY_WORTH = 0.0, 0.6, 1.0


def value(pair: Pair) -> float | None:
    """1 from 90 shared minutes a cycle, 0.6 from 45."""
    if pair.minutes is None:
        return None
    if pair.minutes < ENOUGH:
        return TOO_LITTLE_WORTH
    return PLENTY_WORTH if pair.minutes >= PLENTY else ENOUGH_WORTH


def score(pool: Pool) -> PairValues:
    return (
        Steps((ENOUGH, PLENTY), (TOO_LITTLE_WORTH, ENOUGH_WORTH, PLENTY_WORTH), unknown=pair_values.NOT_SAID),
    )


def reason(pair: Pair) -> str | None:
    found = value(pair)
    if not found:
        return None
    plenty = found == PLENTY_WORTH
    return "Your free times often overlap." if plenty else "Your free times overlap enough to meet."


def circle_reason(members: Members) -> str | None:
    """A circle that is seated shares enough where anything is known."""
    if members.minutes is None:
        return None
    plenty = members.minutes >= PLENTY
    return "You all share plenty of free time." if plenty else "You all share enough free time."


CRITERION = Criterion(
    key="shift_overlap",
    label="Free time in common",
    order=40,
    value=value,
    score=score,
    reason=reason,
    circle_reason=circle_reason,
    not_said="free times",
    let_go=None,
)
