"""The mentors the mentee asked for, in their order.

The mentee chooses among a few they were shown.
"""

from bot.matching import pair_values
from bot.matching.criterion import Criterion
from bot.matching.pair import Pair
from bot.matching.pair_values import PairValues, cells, constant
from bot.matching.people import Candidate, Pool

BY_RANK = (1.0, 0.9, 0.8)
DECLINED = 0.0


def value(pair: Pair) -> float | None:
    return _choices(pair.mentee).get(pair.mentor.id)


def score(pool: Pool) -> PairValues:
    """Half for every mentor a mentee has said nothing of."""
    columns = {mentor.id: column for column, mentor in enumerate(pool.mentors)}
    chosen = (
        (row, columns[name], worth - pair_values.NOT_SAID)
        for row, mentee in enumerate(pool.mentees)
        for name, worth in _choices(mentee).items()
        if name in columns
    )
    return (constant(pool, pair_values.NOT_SAID), cells(chosen))


def _choices(mentee: Candidate) -> dict[str, float]:
    ranked = dict(zip(mentee.ranked, BY_RANK, strict=False))
    return ranked | dict.fromkeys(mentee.declined, DECLINED)


def reason(pair: Pair) -> str | None:
    """Nobody is told what a mentee chose, so no sentence may come of it."""
    return None


CRITERION = Criterion(
    key="mentee_choice",
    label="Who the mentee asked for",
    order=20,
    value=value,
    score=score,
    reason=reason,
    circle_reason=None,
    # Nobody need choose, so there is nothing to note.
    not_said=None,
    let_go=None,
)
