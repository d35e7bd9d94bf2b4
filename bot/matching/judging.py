"""Pairs that somebody else put together: what they are worth, why, and which rules they would break."""

from collections.abc import Mapping, Sequence

import numpy as np

from bot.matching.constraints import constraints_of
from bot.matching.matches import pairs_at
from bot.matching.numbers import Ints
from bot.matching.people import Pool
from bot.matching.proposal import Judged
from bot.matching.reasons import reasons_for
from bot.matching.scoring import total


def judge(
    pool: Pool, weights: Mapping[str, float], pairs: Sequence[tuple[str, str]], *, labels: Mapping[str, str]
) -> list[Judged]:
    """For each (mentee id, mentor id), in this order; for a pool of a few hundred.

    Raises KeyError for somebody who is not in the pool.
    """
    rows, columns = _places(pool, pairs)
    scores, rules = total(pool, weights), constraints_of(pool)
    allows = [rule.allows(pool) for rule in rules]
    return [
        Judged(
            pair.mentee.id,
            pair.mentor.id,
            round(float(scores[row, column]), 1),
            reasons_for(pair, weights),
            pair.minutes,
            tuple(rule.id for rule, allowed in zip(rules, allows, strict=True) if not allowed[row, column]),
        )
        for row, column, pair in zip(rows, columns, pairs_at(pool, rows, columns, labels), strict=True)
    ]


def _places(pool: Pool, pairs: Sequence[tuple[str, str]]) -> tuple[Ints, Ints]:
    row_of = {one.id: row for row, one in enumerate(pool.mentees)}
    column_of = {one.id: column for column, one in enumerate(pool.mentors)}
    rows = [row_of[mentee_id] for mentee_id, _ in pairs]
    columns = [column_of[mentor_id] for _, mentor_id in pairs]
    return np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64)
