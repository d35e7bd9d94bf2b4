"""The mentor has led where the mentee is heading.

The mentor holds or held that role, or one near to it.
"""

from bot.matching.closeness import RELATED, SAME, UNRELATED, related
from bot.matching.criterion import Criterion
from bot.matching.pair import Pair
from bot.matching.pair_values import PairValues, held_against
from bot.matching.people import Pool, Relations

WORDS = {
    SAME: "One of you has led in the way the other is heading for.",
    RELATED: "One of you has led in a way near to where the other is heading.",
}


def value(pair: Pair) -> float | None:
    return _fit(pair.mentee.heading_for, pair.mentor.been_there, pair.relations)


def score(pool: Pool) -> PairValues:
    leading = pool.relations.leading
    return held_against(
        pool,
        lambda one: _leads(one.heading_for, leading),
        lambda one: _leads(one.been_there, leading),
        lambda heading, been: _between(heading, been, pool.relations),
    )


def _fit(heading: frozenset[str], been: frozenset[str], relations: Relations) -> float | None:
    leading = relations.leading
    return _between(_leads(heading, leading), _leads(been, leading), relations)


def _leads(told: frozenset[str], leading: frozenset[str]) -> frozenset[str] | None:
    """None where nothing was said at all."""
    return told & leading if told else None


def _between(
    heading: frozenset[str] | None, been: frozenset[str] | None, relations: Relations
) -> float | None:
    """Whoever has said where they have been and named no leading role has held none."""
    if not heading or been is None:
        return None
    if heading & been:
        return SAME
    near = any(related(one, other, relations.leadership) for one in heading for other in been)
    return RELATED if near else UNRELATED


def reason(pair: Pair) -> str | None:
    return WORDS.get(value(pair) or 0)


CRITERION = Criterion(
    key="leadership_role_fit",
    label="The role the mentee is heading for",
    order=120,
    value=value,
    score=score,
    reason=reason,
    circle_reason=None,
    not_said="leadership role",
    let_go=None,
)
