"""The same answers to five either-or statements."""

from collections.abc import Mapping, Sequence

import numpy as np

from bot.matching import pair_values
from bot.matching.criterion import Criterion, LetGo
from bot.matching.numbers import Floats
from bot.matching.pair import Pair
from bot.matching.pair_values import PairValues, Product
from bot.matching.people import Pool

STATEMENTS = 5
SIDES = {"a": 1.0, "b": -1.0}
# What they answered stays with them: that they are alike is said, and how is not.
ALIKE = 0.8


def value(pair: Pair) -> float | None:
    """The share of statements answered alike; one that either left out counts half."""
    mine, theirs = pair.mentee.styles, pair.mentor.styles
    if not mine or not theirs:
        return None
    worth = sum(mine[key] == theirs[key] for key in mine.keys() & theirs.keys())
    return worth / STATEMENTS + pair_values.NOT_SAID * (1 - len(mine.keys() & theirs.keys()) / STATEMENTS)


def score(pool: Pool) -> PairValues:
    """For each statement +1 or -1 on either side, so that the product is half of what it adds or takes."""
    keys = sorted({key for one in (*pool.mentees, *pool.mentors) for key in one.styles})
    mine, theirs = (_table([one.styles for one in side], keys) for side in (pool.mentees, pool.mentors))
    return (
        pair_values.constant(pool, pair_values.NOT_SAID),
        Product(mine / np.float32(2 * STATEMENTS), theirs),
    )


def _table(people: Sequence[Mapping[str, str]], keys: Sequence[str]) -> Floats:
    found = [[SIDES.get(styles.get(key, ""), 0.0) for key in keys] for styles in people]
    return np.array(found, dtype=np.float32).reshape(len(people), len(keys))


def reason(pair: Pair) -> str | None:
    return "You like to work in much the same way." if (value(pair) or 0) >= ALIKE else None


CRITERION = Criterion(
    key="working_style",
    label="How they like to work",
    order=30,
    value=value,
    score=score,
    reason=reason,
    circle_reason=None,
    not_said="working style",
    let_go=LetGo(order=30, words="Working style wasn't taken into account."),
)
